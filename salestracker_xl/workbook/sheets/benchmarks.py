"""What other companies reach, and where one stands beside them."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.benchmarks import ABOVE, BELOW, Benchmark
from salestracker_xl.workbook.formulas import COUNTIFS, IF, IFERROR, INDEX, ISNUMBER
from salestracker_xl.workbook.grid import NONE, colour_verdicts
from salestracker_xl.workbook.inputs import BenchmarkInputs
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.published import load_published
from salestracker_xl.workbook.sections.competitors import COMPETITORS_ROWS, write_competitors
from salestracker_xl.workbook.sections.published_table import EXPIRES, NOTE, PUBLISHED, write_published
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Benchmarks", "Repères")

COLUMNS: tuple[tuple[str, Text, float, tuple[str, ...]], ...] = (  # key, label, width, alignment
    ("metric", Text("Metric", "Métrique"), 29, ()),
    ("own", Text("Your figure", "Votre chiffre"), 16, ("right",)),
    ("low", Text("Low", "Bas"), 10, ("right",)),
    ("typical", Text("Typical", "Courant"), 10, ("right",)),
    ("high", Text("High", "Haut"), 10, ("right",)),
    ("reference", Text("Your reference", "Votre repère"), 11, ("right",)),
    ("standing", Text("Where you stand", "Votre position"), 27, ("left", "inset")),
    ("note", NOTE, 50, ("left",)),  # the source stands below, under the same width
    ("sector", Text("Figures for", "Chiffres pour"), 16, ("left", "inset")),
    ("published", PUBLISHED, 11, ("left",)),
    ("expires", EXPIRES, 11, ("left",)),
    ("validity", Text("Validity", "Validité"), 12, ("left",)),
)
PLACE = {key: col for col, (key, *_) in enumerate(COLUMNS)}
WIDTHS = [width for *_, width, _ in COLUMNS]
ALIGNED = {key: alignment for key, *_, alignment in COLUMNS}

SECTOR_ROW = FIRST_CONTENT_ROW
HEADER_ROW = SECTOR_ROW + 2
FIRST_ROW = HEADER_ROW + 1
HEADER_PIXELS = 40
SUBTITLE = Text(
    "Choose your sector in the yellow cell. Every figure names its source below; a reference typed in yellow replaces "
    "it.",
    "Choisissez votre secteur dans la cellule jaune. Chaque chiffre cite sa source plus bas ; un repère saisi en jaune "
    "le remplace.",
)
BEHIND = Text("Behind: ", "En retrait : ")
EVEN = Text(" · within or ahead: ", " · dans la fourchette ou devant : ")
EXPIRED = Text(" · out of date: ", " · périmés : ")
COSTS = Text("Cost of winning a customer, by kind of product", "Coût d'acquisition par catégorie de produits")
YOURS_TYPED = Text("Yours, in {currency}", "Le vôtre, en {currency}")
PUBLISHED_COST = Text("Published, {currency}", "Publié, en {currency}")
COMPETITORS = Text("Competitors", "Concurrents")
FIGURES = Text(
    "Published figures: correct them or add rows below; the first row of a metric and sector counts",
    "Chiffres publiés : corrigez-les ou ajoutez des lignes ; la première ligne d'une métrique et d'un secteur compte",
)
ALL_OF_YOURS = Text("All your sales, in your currency", "Toutes vos ventes, dans votre devise")


def write_inputs(book: Book, sheet: Sheet) -> BenchmarkInputs:
    """Write the sector, the cells to type in, and the table of published figures."""
    published = load_published()
    sheet.write(SECTOR_ROW, 0, Text("Sector", "Secteur"), "body", "strong")
    sector = sheet.write(SECTOR_ROW, 1, published.sectors[book.tracker.sector], "input", "left", key="sector")
    _offer(book, sheet, "sector", (SECTOR_ROW, 1, SECTOR_ROW, 1))
    own, reference = {}, {}
    for row, (key, measure) in enumerate(published.measures.items(), start=FIRST_ROW):
        if measure.own == "typed":
            own[key] = sheet.write(row, PLACE["own"], None, "cell", "input", measure.style, "right", key=f"own_{key}")
        reference[key] = sheet.write(
            row, PLACE["reference"], None, "cell", "input", measure.style, "right", key=f"reference_{key}"
        )
    table = write_published(book, sheet, _figures_row() + 1, WIDTHS)
    for key in ("metric", "sector"):
        cells = (table.first_row, table.place(key), table.last_row, table.place(key))
        _offer(book, sheet, "benchmark" if key == "metric" else key, cells)
    return BenchmarkInputs(sector, table, own, reference)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the comparison, the costs by kind of product, and the competitors."""
    sheet.set_columns(*WIDTHS)
    write_title(sheet, NAME, SUBTITLE, len(COLUMNS))
    standing, validity = write_comparison(book, sheet, figures)
    write_counts(book, sheet, standing, validity)
    write_costs(book, sheet, figures.cards["cac"].value)
    sheet.write(_competitors_row(), 0, COMPETITORS, "section")
    write_competitors(book, sheet, _competitors_row() + 1, WIDTHS)
    sheet.write(_figures_row(), 0, FIGURES, "section")
    sheet.worksheet.set_row_pixels(_figures_row() + 1, HEADER_PIXELS)
    sheet.worksheet.repeat_rows(_figures_row() + 1)  # printed again on the pages that the table goes on to
    sheet.worksheet.freeze_panes(FIRST_ROW, 1)
    sheet.worksheet.set_h_pagebreaks([_costs_row(), _figures_row()])


def write_comparison(book: Book, sheet: Sheet, figures: Figures) -> tuple[Range, Range]:
    """Write one row for each metric; give back where one stands, and what is out of date."""
    sheet.worksheet.set_row_pixels(HEADER_ROW, HEADER_PIXELS)
    for col, (_, label, _, alignment) in enumerate(COLUMNS):
        sheet.write(HEADER_ROW, col, label, "header", *alignment)
    table = figures.inputs.benchmarks.table
    standing, validity = [], []
    for row, (metric, benchmark) in enumerate(figures.benchmarks.items(), start=FIRST_ROW):
        for key, (content, styles) in _row(benchmark, table.columns).items():
            cell = sheet.write(row, PLACE[key], content, "cell", *styles, *ALIGNED[key])
            if key in ("standing", "validity"):
                (standing if key == "standing" else validity).append(cell)
        if benchmark.measure.own == "computed":
            sheet.write(
                row, PLACE["own"], IFERROR(benchmark.own, NONE), "cell", benchmark.measure.style, "right", "fit"
            )
        fit_row(sheet, row, _longest(book, metric))
    last = FIRST_ROW + len(standing) - 1
    for key in ("standing", "validity"):
        colour_verdicts(sheet, FIRST_ROW, PLACE[key], last)
    return tuple(  # type: ignore[return-value]
        Range(sheet.span(FIRST_ROW, PLACE[key], last, PLACE[key]), [cell.value for cell in cells], cells)
        for key, cells in (("standing", standing), ("validity", validity))
    )


def write_counts(book: Book, sheet: Sheet, standing: Range, validity: Range) -> None:
    """Write in one line how many metrics are behind, and how many figures have expired."""
    behind, even = COUNTIFS(standing, "✗*"), COUNTIFS(standing, "✓*")
    told = book.say(BEHIND) & behind & book.say(EVEN) & even & book.say(EXPIRED) & COUNTIFS(validity, "!*")
    sheet.write(SECTOR_ROW, PLACE["standing"], told, "body", "strong")


def write_costs(book: Book, sheet: Sheet, cac: Live) -> None:
    """Write what winning a customer costs by kind of product, beside one's own cost where it is typed."""
    published = load_published()
    costs, source = published.categories, published.sources[published.categories.source]
    row = _costs_row()
    sheet.write(row, 0, COSTS, "section")
    sheet.write(row, PLACE["standing"], f"{source.publisher}, {source.title}", "note")
    header: tuple[tuple[str, Text], ...] = (
        ("metric", Text("Kind of product", "Catégorie de produits")),
        ("own", PUBLISHED_COST.format(currency=costs.currency)),
        ("reference", YOURS_TYPED.format(currency=costs.currency)),
        ("standing", COLUMNS[PLACE["standing"]][1]),
    )
    between = [PLACE[key] for key in ("low", "typical", "high")]
    for col in between:
        sheet.write(row + 1, col, None, "header")
    for key, label in header:
        sheet.write(row + 1, PLACE[key], label, "header", *ALIGNED[key])
    sheet.worksheet.set_row_pixels(row + 1, HEADER_PIXELS)
    first = row + 2
    for at, (key, label, cost) in enumerate(costs.costs, start=first):
        sheet.write(at, PLACE["metric"], label, "cell")
        typical = sheet.write(at, PLACE["own"], cost, "cell", "count", "right")
        for col in between:
            sheet.write(at, col, None, "cell")
        mine = sheet.write(at, PLACE["reference"], None, "cell", "input", "decimals", "right", key=f"cost_{key}")
        judged = IF(mine > typical, book.say(ABOVE[-1]), book.say(BELOW[-1]))
        sheet.write(at, PLACE["standing"], IF(ISNUMBER(mine), judged, NONE), "cell", "left", "inset")
    last = first + len(costs.costs)
    colour_verdicts(sheet, first, PLACE["standing"], last)
    sheet.write(last, PLACE["metric"], ALL_OF_YOURS, "total")
    sheet.write(last, PLACE["own"], IFERROR(cac, NONE), "total", "money", "right", "fit")


def _longest(book: Book, metric: str) -> list[tuple[str, float]]:
    """What may come to stand in the row of a metric, whatever the sector, with the widths of the columns."""
    published, say = load_published(), book.say
    notes = [(say(figure.note), WIDTHS[PLACE["note"]]) for figure in published.figures if figure.metric == metric]
    return [(say(published.measures[metric].label), WIDTHS[PLACE["metric"]]), *notes]


def _row(benchmark: Benchmark, table) -> dict[str, tuple[Content, tuple[str, ...]]]:
    """What stands in a row, by the key of the column, without the cells to type in."""
    style, row = benchmark.measure.bound_style, benchmark.row

    def found(key: str) -> Live:
        return IFERROR(INDEX(table[key], row), NONE)

    return {
        "metric": (benchmark.measure.label, ("name",)),
        "low": (IFERROR(benchmark.low, NONE), (style,)),
        "typical": (IFERROR(benchmark.typical, NONE), (style,)),
        "high": (IFERROR(benchmark.high, NONE), (style,)),
        "standing": (benchmark.standing, ()),
        "sector": (found("sector"), ("name",)),
        "note": (found("note"), ("name",)),
        "published": (found("published"), ("date",)),
        "expires": (found("expires"), ("date",)),
        "validity": (benchmark.validity, ()),
    }


def _costs_row() -> int:
    return FIRST_ROW + len(load_published().measures) + 1


def _competitors_row() -> int:
    return _costs_row() + 2 + len(load_published().categories.costs) + 2


def _figures_row() -> int:
    return _competitors_row() + COMPETITORS_ROWS + 3


def _offer(book: Book, sheet: Sheet, choices: str, cells: tuple[int, int, int, int]) -> None:
    sheet.worksheet.data_validation(*cells, {"validate": "list", "source": f"={book.lists[choices]}"})
