"""What was spent and what it brought, by channel or by campaign, for the whole company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import Months
from salestracker_xl.workbook.figures.sums import Sums, exactly
from salestracker_xl.workbook.formulas import EOMONTH, IF, ISNUMBER, MIN, NA
from salestracker_xl.workbook.live import Live, Range, lift

MOST_NAMES = 12
SHOWN_MONTHS = 12
BLANK = "="  # what only blank cells meet

SPEND = Text("Spend", "Dépenses")
SALES = Text("Attributed sales", "Ventes attribuées")
OTHERS = {
    "channel": Text("Other channels", "Autres canaux"),
    "campaign": Text("Other campaigns", "Autres campagnes"),
}
WITHOUT = {
    "channel": Text("Not attributed: no channel", "Non attribué : sans canal"),
    "campaign": Text("Not attributed: no campaign", "Non attribué : sans campagne"),
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A row for each name, one for all others, and one for what names none.

    Ratios are #N/A where they have no value.
    """

    name: Range
    spend: Range
    customers: Range
    sales: Range
    orders: Range
    cac: Range
    cost_per_sale: Range
    romi: Range


def names_by_spend(spend: pd.DataFrame, sales: pd.DataFrame, dimension: str) -> list[str]:
    """The names of both tables, the largest spend first, then the largest sales; case makes no second name."""
    spelled: dict[str, str] = {}
    sizes: dict[str, list[float]] = {}
    for at, table in enumerate((spend, sales)):
        sums = pd.Series(table["amount"].groupby(table[dimension], sort=False).sum())
        for name, amount in sums.items():
            spelled.setdefault(str(name).lower(), str(name))
            sizes.setdefault(str(name).lower(), [0.0, 0.0])[at] -= float(amount)
    return [spelled[key] for key in sorted(spelled, key=lambda key: (*sizes[key], key))[:MOST_NAMES]]


def write_attribution(
    calc: Calc, sums: Sums, dimension: str, title: Text, names: Sequence[str], margin: Live
) -> Attribution:
    """Write the chosen period by one dimension of Spend and Sales."""
    calc.heading(title)
    calc.header(
        (
            title,
            SPEND,
            Text("New customers", "Nouveaux clients"),
            SALES,
            Text("Orders", "Commandes"),
            Text("Acquisition cost", "Coût d'acquisition"),
            Text("Cost per sale", "Coût par vente"),
            Text("ROMI", "ROMI"),
        )
    )
    name = calc.column(0, [*names, OTHERS[dimension], WITHOUT[dimension]])
    own = list(name)[: len(names)]
    span = (sums.period.start, sums.period.end)

    def column(col: int, style: str, figure: Callable[..., Live], whole: Live) -> Range:
        """Each name's figure, what names none, and between them what is left."""
        none = calc.sheet.write(calc.row + len(own) + 1, col, figure(**{dimension: BLANK}), style)
        contents = [figure(**{dimension: exactly(cell)}) for cell in own]
        cells = [*calc.column_with_rest(col, contents, whole - none, style), none]
        span = calc.sheet.span(calc.row, col, calc.row + len(own) + 1, col)
        return Range(span, [cell.value for cell in cells], cells)

    spend = column(1, "money", lambda **of: sums.spend(*span, **of), sums.spend(*span))
    customers, sales, orders = (
        column(
            col,
            style,
            lambda field=field, **of: sums.all_sales(field, *span, **of),
            sums.all_sales(field, *span),
        )
        for col, field, style in ((2, "new_customers", "count"), (3, "amount", "money"), (4, "orders", "count"))
    )
    costs = [*spend.cells[:-1], lift(0)]  # no ratio of costs to sales that have nothing in common
    attribution = Attribution(
        name,
        spend,
        customers,
        sales,
        orders,
        cac=calc.column(5, [ratio(s, n) for s, n in zip(costs, customers, strict=True)], "money"),
        cost_per_sale=calc.column(6, [ratio(s, n) for s, n in zip(costs, orders, strict=True)], "money"),
        romi=calc.column(7, [romi(r, margin, s) for r, s in zip(sales, costs, strict=True)], "rate"),
    )
    calc.row += len(name)
    return attribution


def margin_counted(typed: Live) -> Live:
    """The gross margin typed by the user, else the whole of sales."""
    return IF(ISNUMBER(typed), typed, 1)


def ratio(cost: Live, count: Live) -> Live:
    """What one costs; #N/A without a cost or without any."""
    return IF(cost > 0, IF(count > 0, cost / count, NA()), NA())


def romi(sales: Live, margin: Live, cost: Live) -> Live:
    """(sales x margin - cost) / cost; #N/A without a cost."""
    return IF(cost > 0, (sales * margin - cost) / cost, NA())


@dataclass(frozen=True, slots=True)
class SpendMonths:
    """The last twelve months, oldest first, of the whole company; the running one counts up to the day looked from."""

    month: Range
    spend: Range
    customers: Range
    sales: Range
    orders: Range


def write_spend_months(calc: Calc, sums: Sums, months: Months) -> SpendMonths:
    """Write the block from the block of the last months."""
    calc.heading(Text("Spend and sales by month", "Dépenses et ventes par mois"))
    first = len(months.month) - SHOWN_MONTHS
    month = calc.column(0, list(months.month)[first:], "month")
    spans = [(start, MIN(EOMONTH(start, 0), sums.period.as_of)) for start in month]
    block = SpendMonths(
        month,
        calc.column(1, list(months.spend)[first:], "money"),
        *(
            calc.column(col, [sums.all_sales(field, *span) for span in spans], style)
            for col, field, style in ((2, "new_customers", "count"), (3, "amount", "money"), (4, "orders", "count"))
        ),
    )
    calc.row += SHOWN_MONTHS
    return block


def write_channel_months(calc: Calc, sums: Sums, months: Range, channels: Sequence[Live]) -> list[Range]:
    """Write the acquisition cost of each channel, a column a month, from what the table of spend counts itself."""
    calc.heading(Text("Acquisition cost by channel and month", "Coût d'acquisition par canal et par mois"))
    columns = []
    for col, start in enumerate(months, start=1):
        cells = []
        for channel in channels:
            cost = sums.spend(start, start, channel=exactly(channel))
            won = sums.spend(start, start, "new_customers", channel=exactly(channel))
            cells.append(ratio(cost, won))
        columns.append(calc.column(col, cells, "money"))
    calc.column(0, channels)
    calc.row += len(channels)
    return columns
