"""Who is likely to leave, and what is at stake."""

from __future__ import annotations

from typing import Any

import pandas as pd

from salestracker_xl.analysis.interests import favourites_of
from salestracker_xl.analysis.loyalty import DOUBTFUL, LATE, Loyalty, likely_to_leave
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.grid import NONE, Grid, bar_to_full, rule_rows
from salestracker_xl.workbook.page import write_section
from salestracker_xl.workbook.sections.loyalty.groups import NAME_WIDTH, REVENUE_YEAR, SEGMENT
from salestracker_xl.workbook.wrapping import fit_names

MOST = 15
HEADING = Text("Likely to leave", "Risquent de partir")
BY_CHANCE = Text(
    "Customers of the last 12 months who came back before, with a chance below {limit}% to be customers still; at "
    "stake: "
    "their revenue times the chance that they left. The {most} largest at most.",
    "Clients des 12 derniers mois déjà revenus, avec moins de {limit} % de chances d'être encore clients ; en jeu : "
    "leur "
    "CA multiplié par la probabilité de leur départ. Les {most} plus grands au plus.",
)
BY_GAP = Text(
    "Customers of the last 12 months who came back before, and whose last order is longer ago than {times} usual "
    "gaps. The "
    "{most} largest at most.",
    "Clients des 12 derniers mois déjà revenus, dont la dernière commande remonte à plus de {times} intervalles "
    "habituels. "
    "Les {most} plus grands au plus.",
)
NOBODY = Text("No customer of the last 12 months is in doubt.", "Aucun client des 12 derniers mois n'est en doute.")
CUSTOMER = Text("Customer", "Client")
LAST = Text("Last order", "Dernière commande")
DAYS_SINCE = Text("Days since", "Jours écoulés")
GAP = Text("Usual gap, days", "Intervalle habituel, jours")
ALIVE = Text("Chance to be customer", "Chance d'être client")
AT_STAKE = Text("At stake", "En jeu")
MOSTLY = Text("Mostly buys", "Achète surtout")


def write_leavers(book: Book, sheet: Sheet, row: int, found: Loyalty, field: str | None) -> int:
    """Write the customers in doubt, the largest first; give back the row below."""
    write_section(sheet, row, HEADING)
    told = BY_CHANCE if found.why_not is None else BY_GAP
    sheet.write(row + 1, 0, told.format(limit=round(100 * DOUBTFUL), most=MOST, times=f"{LATE:g}"), "note")
    people = likely_to_leave(book.sales, found, MOST)
    sheet.write(row + 2, 0, NOBODY if people.empty else None, "note")
    people = people.reindex(range(MOST))  # others may come to be in doubt tomorrow
    grid = Grid(sheet, row + 3, over=("unruled",))
    grid.raise_header()
    grid.names(CUSTOMER, known(people, "customer"), "name")
    fit_names(sheet, grid.first_row, people["customer"].dropna().tolist(), NAME_WIDTH)
    grid.names(SEGMENT, known(people, "segment"))
    grid.figures(LAST, known(people, "last"), "date")
    grid.figures(DAYS_SINCE, people["days_since"].tolist(), "count")
    grid.figures(GAP, known(people, "gap"), "count")
    if found.why_not is None:
        grid.figures(ALIVE, people["alive"].tolist(), "rate_whole")
        bar_to_full(sheet, grid.first_row, grid.col - 1, grid.total_row - 1)
    grid.figures(REVENUE_YEAR, people["revenue_year"].tolist(), "money_whole")
    grid.figures(AT_STAKE, people["at_stake"].tolist(), "money_whole", "strong")
    if field is not None:
        mostly = favourites_of(book.sales, field, people["key"].dropna().to_numpy())
        grid.words(MOSTLY, [*(name or NONE for name in mostly), *[None] * (MOST - len(mostly))])
    rule_rows(grid)
    return grid.total_row


def known(people: pd.DataFrame, field: str) -> list[Any]:
    """The cells of a column of customers, blank in the rows that wait for further ones."""
    column = pd.Series(people[field])
    return column.astype(object).where(column.notna(), None).tolist()
