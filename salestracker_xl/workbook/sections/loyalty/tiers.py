"""A loyalty programme: tiers, whom they reach, and what their rewards cost a year."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.formulas import AND, CHOOSE, COUNTIFS, IF, IFERROR, SUM, SUMIFS
from salestracker_xl.workbook.grid import NONE, Grid
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_section
from salestracker_xl.workbook.sections.loyalty.groups import CUSTOMERS, REVENUE_YEAR, SHARE_OF_CUSTOMERS

HEADING = Text("Loyalty programme: tiers and what they cost", "Programme de fidélité : paliers et coût")
TIER = Text("Tier", "Palier")
FROM = Text("From revenue, 12 months", "À partir d'un CA, 12 mois")
REWARD = Text("Reward, share of purchases", "Récompense, part des achats")
GIFT = Text("Gift a year, each", "Cadeau par an, chacun")
COST = Text("Cost of rewards a year", "Coût annuel des récompenses")
COST_SHARE = Text("Cost, share of revenue", "Coût, part du CA")
IN_A_TIER = Text("In a tier", "Avec un palier")
NOTE = Text(
    "Change the yellow cells: whom a tier reaches and what it costs follow at once. A customer's tier goes by the "
    "revenue "
    "of the last 12 months on the sheet Customers; proposed limits: half, a fifth and a twentieth of the customers.",
    "Modifiez les cellules jaunes : qui atteint un palier et ce qu'il coûte suit aussitôt. Le palier dépend du CA des "
    "12 "
    "derniers mois sur la feuille Clients ; limites proposées : la moitié, un cinquième et un vingtième des clients.",
)
NOT_RISING = Text("! The limits must rise from row to row.", "! Les limites doivent croître de ligne en ligne.")
TIERS: tuple[tuple[Text, float, float, float], ...] = (  # name, quantile of its limit, reward, gift
    (Text("Bronze", "Bronze"), 0.50, 0.01, 0.0),
    (Text("Silver", "Argent"), 0.80, 0.02, 10.0),
    (Text("Gold", "Or"), 0.95, 0.04, 30.0),
)
ROUND_NUMBERS = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0])
WITHOUT_SALES = (100.0, 500.0, 1000.0)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The cells of the tiers' names and limits."""

    name: Range
    limit: Range

    def reached_with(self, revenue: Live) -> Live:
        """Name of the tier that a revenue reaches, as LOYALTYTIER counts it; a dash below the first limit."""
        first, *others = self.limit
        reached = first <= revenue
        for limit in others:
            reached = reached + (limit <= revenue)
        return CHOOSE(reached + 1, NONE, *self.name)


def write_tiers(book: Book, sheet: Sheet, row: int, figures: Figures) -> tuple[Tiers, int]:
    """Write the tiers with their inputs and what follows from them; give them back with the row below."""
    write_section(sheet, row, HEADING)
    sheet.write(row + 1, 0, NOTE, "note")
    customers = figures.inputs.customers
    revenue, last = customers["revenue_year"], customers["last_purchase"]
    grid = Grid(sheet, row + 3)
    grid.raise_header()
    name = grid.names(TIER, [name for name, *_ in TIERS], "input", keys=_keys("name"))
    grid.total(IN_A_TIER, "left")
    limit = grid.figures(FROM, proposed_limits(revenue.values), "input", "money_whole", keys=_keys("limit"))
    rewards, gifts = [share for _, _, share, _ in TIERS], [gift for *_, gift in TIERS]
    reward = grid.figures(REWARD, rewards, "input", "rate", keys=_keys("reward"))
    gift = grid.figures(GIFT, gifts, "input", "money_whole", keys=_keys("gift"))
    sheet.write_row(grid.total_row, 1, [None] * 3, "total")
    spans = [_span(revenue, limit, at) for at in range(len(TIERS))]
    members = grid.figures(CUSTOMERS, [COUNTIFS(*span) for span in spans], "count")
    all_members = grid.total(SUM(members), "right", "count")
    everybody = COUNTIFS(last, ">0")
    grid.figures(SHARE_OF_CUSTOMERS, [IFERROR(count / everybody, NONE) for count in members], "rate")
    grid.total(IFERROR(all_members / everybody, NONE), "right", "rate")
    sold = grid.figures(REVENUE_YEAR, [SUMIFS(revenue, *span) for span in spans], "money_whole")
    all_sold = grid.total(SUM(sold), "right", "money_whole")
    parts = zip(sold, reward, members, gift, strict=True)
    cost = grid.figures(COST, [amount * share + count * each for amount, share, count, each in parts], "money_whole")
    all_cost = grid.total(SUM(cost), "right", "money_whole")
    grid.figures(COST_SHARE, [IFERROR(spent / got, NONE) for spent, got in zip(cost, sold, strict=True)], "rate")
    grid.total(IFERROR(all_cost / all_sold, NONE), "right", "rate")
    first, second, third = limit
    warning = IF(AND(first < second, second < third), "", book.say(NOT_RISING))
    sheet.write(row + 2, 0, warning, "bad", "strong")
    _guard(sheet, grid)
    return Tiers(name, limit), grid.total_row + 1


def proposed_limits(revenue: np.ndarray) -> list[float]:
    """Round numbers near what half, a fifth and a twentieth of the customers spent at least; they always rise."""
    spent = revenue[revenue > 0]
    if not spent.size:
        return list(WITHOUT_SALES)
    limits: list[float] = []
    for _, share, *_ in TIERS:
        near = rounded(float(np.quantile(spent, share)))
        limits.append(max(near, 2 * limits[-1]) if limits and near <= limits[-1] else near)
    return limits


def rounded(number: float) -> float:
    """The closest number of one or two easy digits.

    >>> rounded(487.0), rounded(1740.0)
    (500.0, 1500.0)
    """
    power = 10.0 ** math.floor(math.log10(number))
    return round(float(ROUND_NUMBERS[np.argmin(np.abs(ROUND_NUMBERS * power - number))] * power), 6)


def _span(revenue: Range, limit: Range, at: int) -> tuple:
    """Criteria for the customers of one tier: from its limit on, below the next one."""
    limits = list(limit)
    own = (revenue, ">=" & limits[at])
    return own if at + 1 == len(limits) else (*own, revenue, "<" & limits[at + 1])


def _keys(what: str) -> list[str]:
    """Keys of the yellow cells of a column: people may call a tier what they like."""
    return [f"tier_{number}_{what}" for number in range(1, len(TIERS) + 1)]


def _guard(sheet: Sheet, grid: Grid) -> None:
    above = {"validate": "decimal", "criteria": ">=", "value": 0}
    share = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    for col, rule in ((1, above), (2, share), (3, above)):
        sheet.worksheet.data_validation(grid.first_row, col, grid.total_row - 1, col, rule)
