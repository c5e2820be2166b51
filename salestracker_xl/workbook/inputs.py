"""The cells that people change: filters, settings and the tables they type in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.sold import Sold
from salestracker_xl.workbook.structured import Table

ALL = Text("All", "Tous")
PERIOD_CHOICES: tuple[Text, ...] = (
    Text("This month", "Ce mois-ci"),
    Text("This quarter", "Ce trimestre"),
    Text("This fiscal year", "Cet exercice"),
    Text("Last complete month", "Dernier mois complet"),
    Text("Last complete quarter", "Dernier trimestre complet"),
    Text("Last complete fiscal year", "Dernier exercice complet"),
    Text("Last 12 complete months", "12 derniers mois complets"),
    Text("All data", "Toutes les données"),
)
THIS_FISCAL_YEAR = 2
DIMENSIONS = ("region", "rep", "product")
NOT_WRITTEN = Table("", {}, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the dashboard's filters say when the workbook is opened; None means all.

    `what_if` is the growth that its goals are tried out with: 0.1 adds a tenth to each, None leaves them as they are.
    """

    period: int = THIS_FISCAL_YEAR
    region: str | None = None
    rep: str | None = None
    product: str | None = None
    what_if: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The input cells of the Settings sheet."""

    fixed_day: Live
    fiscal_start: Live
    weekend: Live
    currency: Live
    holidays: Range
    holiday_names: Range


@dataclass(frozen=True, slots=True)
class BenchmarkInputs:
    """The input cells of the Benchmarks sheet: the sector, the table of published figures, and by metric what is typed.

    `own` holds one's own figures of the metrics that the workbook does not compute; `reference` what replaces the
    published ones.
    """

    sector: Live
    table: Table
    own: Mapping[str, Live]
    reference: Mapping[str, Live]


@dataclass(frozen=True, slots=True)
class PipelineInputs:
    """The input cells of the Funnel sheet: the names of the stages in their order, and days beyond which one is stuck.

    `stages` is None where the deals name none.
    """

    stages: Range | None
    stuck_beyond: Live


@dataclass(frozen=True, slots=True)
class Inputs:
    """Every input that a figure may read; `metric_goals` by the key of the metric.

    Figures add up sales through `sold`, which may be a summary of the table `sales`.
    `what_if` is the cell of the dashboard with the growth that goals are tried out with, blank for none.
    """

    settings: Settings
    period: Live
    filters: Mapping[str, Live]
    what_if: Live
    sales: Table
    sold: Sold
    pipeline: PipelineInputs
    spend: Table
    targets: Table
    customers: Table
    engagement: Table
    metric_goals: Mapping[str, Live]
    benchmarks: BenchmarkInputs
    deals: Table = NOT_WRITTEN  # it follows the filters, so that it is written among the figures
