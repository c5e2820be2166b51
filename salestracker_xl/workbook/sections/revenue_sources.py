"""The middle of the sheet of trends: what changed revenue since last year, and what new customers bring to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from xlsxwriter.chart import Chart

from salestracker_xl.analysis import bridge
from salestracker_xl.analysis.bridge import Bridge, revenue_bridge
from salestracker_xl.analysis.customer_flows import revenue_by_newness
from salestracker_xl.analysis.headline import spans
from salestracker_xl.calendar import serial, year_earlier
from salestracker_xl.language import Text
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import new_chart, place, quiet_axis, series, short_money, value_axis
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.calc import DUST
from salestracker_xl.workbook.figures.months import MONTH, REVENUE
from salestracker_xl.workbook.figures.trends import INCOMPLETE, NOTE
from salestracker_xl.workbook.formulas import EOMONTH, IF, IFERROR
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs, rule_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_missing, write_section
from salestracker_xl.workbook.sections.computed import computed_note

BRIDGE_ROWS, NEWNESS_ROWS = 13, 16
TABLE_COLUMNS = 9  # left of the charts
BRIDGE_HEIGHT, NEWNESS_HEIGHT = 236, 300
MOST_MONTHS = 12
EFFECTS_LAYOUT = {"x": 0.25, "y": 0.17, "width": 0.71, "height": 0.68}  # the longest name fits on the left

BRIDGE = Text("What changed revenue", "Ce qui a changé le chiffre d'affaires")
BRIDGE_SCOPE = Text(
    "Whole company; the fiscal year so far beside the same days a year before.",
    "Toute l'entreprise ; l'exercice à ce jour face aux mêmes jours un an avant.",
)
NO_YEAR = Text(
    "Nothing to compare with yet: give sales of a year before, and build again.",
    "Rien à comparer pour l'instant : donnez les ventes d'une année précédente, puis reconstruisez.",
)
NO_UNITS = Text(
    "What changed revenue shows once sales of both years name the product and the units sold: add these columns to the "
    "export, and build again.",
    "Ce qui a changé le chiffre d'affaires se voit quand les ventes des deux années portent le produit et les unités "
    "vendues : ajoutez ces colonnes à l'export, puis reconstruisez.",
)
EFFECT = Text("Step", "Étape")
AMOUNT, SHARE = Text("Amount", "Montant"), Text("Of the year before", "De l'année précédente")
MEANING = Text("What it is", "Ce que c'est")
THEN, NOW = Text("The year before", "L'année précédente"), Text("This fiscal year so far", "Cet exercice à ce jour")
MEANINGS = {
    bridge.VOLUME: Text(
        "more or fewer units, at the average price of before", "unités en plus ou en moins, au prix moyen d'avant"
    ),
    bridge.MIX: Text("a shift to dearer or to cheaper products", "glissement vers des produits plus ou moins chers"),
    bridge.PRICE: Text("what each product costs now", "ce que coûte maintenant chaque produit"),
    bridge.NEW_PRODUCTS: Text("sold this year, not the year before", "vendus cette année, pas l'année précédente"),
    bridge.GONE_PRODUCTS: Text("sold the year before, not this year", "vendus l'année précédente, pas cette année"),
    bridge.OTHER: Text("rows without product or units; returns alone", "lignes sans produit ni unités ; retours seuls"),
}
CHART = Text(
    "What changed revenue, % of the year before", "Ce qui a changé le chiffre d'affaires, % de l'année précédente"
)
BRIDGE_ALT = Text(
    "Bars: what volume, mix, price, new and discontinued products added to revenue or took from it, in % of the year "
    "before.",
    "Barres : ce que volume, mix, prix, nouveaux produits et produits arrêtés ont ajouté au chiffre d'affaires ou en "
    "ont retiré, en % de l'année précédente.",
)

NEWNESS = Text("New and existing customers", "Nouveaux clients et clients existants")
NEW, EXISTING = Text("New customers", "Nouveaux clients"), Text("Existing customers", "Clients existants")
SHARE_NEW = Text("Share of new", "Part des nouveaux")
HOW_MANY_NEW = Text("New, count", "Nouveaux, nombre")
REGAINED = Text("Of existing: regained", "Dont regagnés")
NEWNESS_SCOPE = Text(
    "All customers. New: first purchase in the month. Regained: after 12 months without a purchase.",
    "Tous les clients. Nouveau : premier achat dans le mois. Regagné : après 12 mois sans achat.",
)
NEWNESS_ALT = Text(
    "Stacked columns: revenue of existing customers and, hatched, of new ones, over the last 12 months.",
    "Colonnes empilées : chiffre d'affaires des clients existants et, hachuré, des nouveaux, sur les 12 derniers mois.",
)


def write_bridge(sheet: Sheet, row: int, chart_col: int, width: int, figures: Figures) -> None:
    """Write revenue of the year before, the effects, and revenue of this year; a sentence where there are none."""
    book = sheet.book
    write_section(sheet, row, BRIDGE, TABLE_COLUMNS)
    found = yearly_bridge(book.tracker)
    if isinstance(found, Text):
        write_missing(sheet, row + 1, found)
        return
    sheet.write(row + 1, 0, computed_note(book, figures.history), "note")
    names = [name for name, _ in found.effects]
    amounts = [round(amount, DUST) + 0.0 for _, amount in found.effects]  # and no -0
    grid = Grid(sheet, row + 2, over=("unruled",))
    grid.raise_header()
    name = grid.names(EFFECT, [THEN, *names], columns=2)
    sheet.write_row(grid.total_row, 0, [NOW, *[None] * (TABLE_COLUMNS - 1)], "total", "left")
    amount = grid.figures(AMOUNT, [found.before, *amounts], "gain")
    sheet.write(grid.first_row, grid.col - 1, found.before, "cell", "right", "fit", "unruled", "money_whole")
    grid.total(found.after, "right", "money_whole")
    then = next(iter(amount))
    shares: list[Live | None] = [None, *(IF(then > 0, part / then, NONE) for part in list(amount)[1:])]
    share = grid.figures(SHARE, shares, "change")
    colour_signs(sheet, grid.first_row + 1, grid.col - 2, grid.total_row - 1)
    colour_signs(sheet, grid.first_row + 1, grid.col - 1, grid.total_row - 1)
    meanings = [None, *(MEANINGS[effect] for effect in names)]
    grid.words(MEANING, meanings, "quiet", columns=TABLE_COLUMNS - grid.col)
    sheet.write(grid.total_row + 1, 0, BRIDGE_SCOPE, "note")
    chart = effects_chart(book, _below_first(sheet, grid, 0, name), _below_first(sheet, grid, 3, share))
    place(sheet, row, chart_col, chart, width, BRIDGE_HEIGHT, BRIDGE_ALT)


def yearly_bridge(tracker: Tracker) -> Bridge | Text:
    """The fiscal year so far beside the same days a year before; a sentence where they cannot be compared."""
    year, everything = spans(tracker)
    start = year_earlier(year.start)
    if (everything.start - start).days > 31:
        return NO_YEAR
    sales = tracker.sales.frame.filter(["date", "product", "quantity", "amount"])
    before = _between(sales, start, year_earlier(year.end))
    after = _between(sales, year.start, year.end)
    if any(part[["product", "quantity"]].dropna().empty for part in (before, after)):
        return NO_UNITS
    return revenue_bridge(before, after)


def effects_chart(book: Book, names: Range, shares: Range) -> Chart:
    """A bar for each effect, to the right of zero or to the left of it."""
    chart = new_chart(book, "bar", CHART)
    chart.add_series(series(book, CHART, names, shares, "actual", gap=45))
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low", interval_unit=1))
    chart.set_x_axis(value_axis(book, "rate_whole", label_position="high"))
    chart.set_plotarea({"layout": EFFECTS_LAYOUT, "fill": {"none": True}})
    return chart


def write_newness(sheet: Sheet, row: int, chart_col: int, width: int, figures: Figures) -> None:
    """Write what new and existing customers brought, a row a month, the newest first; blank rows wait for more."""
    book = sheet.book
    write_section(sheet, row, NEWNESS, TABLE_COLUMNS)
    sheet.write(row + 1, 0, computed_note(book, figures.history), "note")
    told = _latest_months(book)
    grid = Grid(sheet, row + 2, over=("unruled",))
    grid.raise_header()
    month = grid.names(MONTH, _filled_up([float(serial(day)) for day in told.index]), "month")
    new = grid.figures(NEW, _filled_up(told["new"].tolist()), "money_whole")
    existing = grid.figures(EXISTING, _filled_up((told["existing"] + told["regained"]).tolist()), "money_whole")
    rows = list(zip(month, new, existing, strict=True))
    grid.figures(REVENUE, [IF(day.equals(""), "", a + b) for day, a, b in rows], "money_whole")
    shares = [IF(day.equals(""), "", IF(a + b > 0, IFERROR(a / (a + b), NONE), NONE)) for day, a, b in rows]
    grid.figures(SHARE_NEW, shares, "rate_whole")
    grid.figures(HOW_MANY_NEW, _filled_up(told["new_customers"].astype(float).tolist()), "count")
    grid.figures(REGAINED, _filled_up(told["regained"].tolist()), "money_whole")
    up_to, incomplete = figures.history.computed_on, book.say(INCOMPLETE)
    notes = [IF(day.equals(""), "", IF(EOMONTH(day, 0) > up_to, incomplete, "")) for day in month]
    grid.words(NOTE, notes, "quiet", columns=TABLE_COLUMNS - grid.col)
    rule_rows(grid)
    sheet.write(grid.total_row, 0, NEWNESS_SCOPE, "note")
    place(sheet, row, chart_col, newness_chart(book, figures, told), width, NEWNESS_HEIGHT, NEWNESS_ALT)


def newness_chart(book: Book, figures: Figures, told: pd.DataFrame) -> Chart:
    """A column a month, the oldest first: existing customers, and new ones hatched on top."""
    calc = figures.calc
    calc.heading(
        Text("New and existing customers (values of Python)", "Nouveaux clients et existants (valeurs de Python)")
    )
    calc.header((MONTH, EXISTING, NEW))
    month = calc.column(0, _filled_up([float(serial(day)) for day in told.index])[::-1], "month")
    existing = calc.column(1, _filled_up((told["existing"] + told["regained"]).tolist())[::-1], "money")
    new = calc.column(2, _filled_up(told["new"].tolist())[::-1], "money")
    calc.row += MOST_MONTHS
    chart = new_chart(book, "column", NEWNESS, "stacked")
    chart.add_series(series(book, EXISTING, month, existing, "actual", gap=40))
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": book.color("actual"), "bg_color": book.color("paper")}
    edge = {"color": book.color("actual"), "width": 0.75}
    chart.add_series(series(book, NEW, month, new, "actual", pattern=hatched, border=edge))
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True))
    chart.set_y_axis(value_axis(book, short_money(existing, new)))
    return chart


def _latest_months(book: Book) -> pd.DataFrame:
    """Revenue by newness of the last months up to the tracker's day, the newest first, by their first days."""
    sales = book.sales.frame.filter(["date", "customer", "amount"])
    told = revenue_by_newness(_between(sales, sales["date"].min().date(), book.tracker.last_day))
    months = pd.period_range(told.index[0], pd.Period(book.tracker.last_day, "M"), freq="M")
    told = told.reindex(months[-MOST_MONTHS:], fill_value=0.0).iloc[::-1].round(DUST)
    return told.set_axis([month.start_time.date() for month in told.index])


def _between(sales: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """The sales from a day to another one, both of them among them."""
    days = sales["date"]
    return sales.loc[(days >= pd.Timestamp(start)) & (days < pd.Timestamp(end) + pd.Timedelta(days=1))]


def _filled_up(cells: Sequence[float]) -> list[float | None]:
    """The cells, and blank ones: there may be a further month tomorrow."""
    return [*cells, *[None] * (MOST_MONTHS - len(cells))]


def _below_first(sheet: Sheet, grid: Grid, col: int, cells: Range) -> Range:
    """A column without its first row."""
    rest = list(cells)[1:]
    return Range(sheet.span(grid.first_row + 1, col, grid.total_row - 1, col), [cell.value for cell in rest], rest)
