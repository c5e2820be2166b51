"""How often each metric is worth a look, and what looking costs beside what it decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.reviews import BY_KEY, CADENCES
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.reviews.agenda import reviewed_with
from salestracker_xl.workbook.figures.reviews.cadence_advice import MONTHLY, Advice, Basis, write_advice, write_found
from salestracker_xl.workbook.formulas import AND, EDATE, IF, IFERROR, INDEX, ISNUMBER, MATCH, MAX, SUM
from salestracker_xl.workbook.grid import NONE, colour_verdicts
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.sections.other_metrics import Other, Usage, load_usage

YEARLY_TIMES = (52, 12, 4, 2, 1)  # how often a year, of the cadences after the daily one

ADVICE_TITLE = Text("How often to look", "À quelle fréquence regarder")
COST_TITLE = Text(
    "What measuring costs, and whether it is worth it", "Ce que coûte la mesure, et si elle en vaut la peine"
)
FOUND, YOURS, USED = Text("Found", "Trouvé"), Text("Yours", "Le vôtre"), Text("Used", "Retenu")
ADVISED = Text("Advised", "Conseillée")
RATE = Text("Cost of an hour of those who measure (assumed)", "Coût horaire de ceux qui mesurent (supposé)")
UNWORTHY = Text("✗ not worth measuring", "✗ n'en vaut pas la peine")
SLOWER = Text("✗ measure less often: ", "✗ mesurer moins souvent : ")
TOO_OFTEN = Text("✓ worth it, but too often", "✓ utile, mais trop fréquent")
WORTH = Text("✓ worth it", "✓ en vaut la peine")
OFTENER = Text("! more often than data support", "! plus souvent que nécessaire")
UNVALUED = Text("what is the decision worth?", "que vaut la décision ?")
CADENCE_NOTE = Text(
    "Advised is the slower of what the data allows and of what suits the metric. What is done stands on the sheet "
    "Calendar and is changed there.",
    "Conseillée : la plus lente entre ce que permettent les données et ce qui convient à la métrique. La fréquence "
    "suivie est celle de la feuille Calendrier, où elle se change.",
)

COLUMNS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (  # of the costs, under the columns of the catalogue
    ("rank", Text("No.", "N°"), ("right",)),
    ("metric", Text("Metric", "Métrique"), ("left", "inset")),
    ("decision", Text("What it decides", "Ce qu'elle décide"), ("name", "left")),
    ("minutes", Text("Minutes a look", "Minutes par mesure"), ("right",)),
    ("advised", ADVISED, ("left", "inset")),
    ("done", Text("On the calendar", "Au calendrier"), ("left",)),
    ("times", Text("Times a year", "Fois par an"), ("right",)),
    ("tools", Text("Tools a year", "Outils par an"), ("right", "fit")),
    ("hours", Text("Hours a year", "Heures par an"), ("right",)),
    ("cost", Text("Cost a year", "Coût par an"), ("right", "fit")),
    ("worth", Text("Worth of the decision", "Valeur de la décision"), ("right", "fit")),
    ("verdict", Text("Worth it?", "Rentable ?"), ("left", "inset")),
)
PLACE = {key: col for col, (key, *_) in enumerate(COLUMNS)}
FOUND_COL, YOURS_COL, USED_COL = PLACE["advised"], PLACE["done"], PLACE["times"]
HEADER_PIXELS, ROW_PIXELS = 40, 34


@dataclass(frozen=True, slots=True)
class Followed:
    """A metric that somebody looks at: what it is called here and on the calendar, and how it is used."""

    key: str
    label: Text
    on_calendar: Text | None
    usage: Usage


def followed_metrics(others: Sequence[Other]) -> list[Followed]:
    """The cards in their order, then the other metrics."""
    _, usages = load_usage()
    cards = [
        Followed(
            shown.key,
            shown.label,
            shown.short,
            Usage(usages[shown.key].decision, shown.better, shown.cadence, shown.minutes),
        )
        for shown in CATALOGUE
    ]
    return cards + [
        Followed(other.key, other.label, _on_calendar(other.key), usages[other.key])
        for other in others
        if other.key in usages
    ]


def _on_calendar(key: str) -> Text | None:
    """What a metric that is no card is looked at with, as the calendar calls it."""
    review = reviewed_with(key)
    return None if review is None else review.label


def write_advisor(book: Book, sheet: Sheet, row: int, figures: Figures) -> tuple[Advice, Live]:
    """Write what the rule looks at, cells to type other figures, the advice, and the hourly rate; give both back."""
    calc = figures.calc
    found = write_found(calc, figures.sums)
    sheet.write(row, 1, ADVICE_TITLE, "section")
    for col in range(1, USED_COL + 1):
        sheet.write(row + 1, col, None, "header")
    for col, label in ((FOUND_COL, FOUND), (YOURS_COL, YOURS), (USED_COL, USED)):
        sheet.write(row + 1, col, label, "header", "right")
    labels = (
        ("orders", Text("Orders in a usual month", "Commandes d'un mois ordinaire"), found.orders, "tenths"),
        (
            "customers",
            Text("Customers of the last 365 days", "Clients des 365 derniers jours"),
            found.customers,
            "count",
        ),
        ("price", Text("Average value of an order", "Valeur moyenne d'une commande"), found.price, "money"),
    )
    used = []
    for at, (key, label, figure, style) in enumerate(labels, start=row + 2):
        yours = _label_and_input(sheet, at, label, style, None, f"usual_{key}")
        sheet.write(at, FOUND_COL, figure, "cell", style, "right", "fit")
        used.append(sheet.write(at, USED_COL, IF(ISNUMBER(yours), yours, figure), "cell", style, "right", "fit"))
    hourly, _ = load_usage()
    rate = _label_and_input(sheet, row + 5, RATE, "money", hourly, "hourly_rate")
    for col in (FOUND_COL, USED_COL):
        sheet.write(row + 5, col, None, "cell")
    advice = write_advice(calc, Basis(*used))
    words = Range(figures.agenda.cadences.formula, figures.agenda.cadences.values)
    sheet.write(row + 6, 1, ADVISED, "body", "strong")
    sheet.write(row + 6, FOUND_COL, INDEX(words, advice.place), "body", "strong", "right")
    sheet.write(row + 6, YOURS_COL, advice.reason, "body", "inset")
    return advice, rate


def write_costs(
    book: Book, sheet: Sheet, row: int, figures: Figures, metrics: Sequence[Followed], advice: Advice, rate: Live
) -> None:
    """Write one row for each metric that is followed, and the totals."""
    sheet.write(row, 1, COST_TITLE, "section")
    for key, label, alignment in COLUMNS:
        sheet.write(row + 1, PLACE[key], label, "header", *alignment)
    sheet.write(row + 1, len(COLUMNS), None, "header")
    sheet.worksheet.set_row_pixels(row + 1, HEADER_PIXELS)
    times = _write_times(figures.calc, figures)
    first = row + 2
    written: dict[str, list[Live]] = {key: [] for key in ("hours", "cost", "worth", "tools")}
    for at, metric in enumerate(metrics, start=first):
        cells = _write_metric(book, sheet, at, at - first + 1, metric, figures, advice, rate, times)
        for key in written:
            written[key].append(cells[key])
    last = first + len(metrics) - 1
    colour_verdicts(sheet, first, PLACE["verdict"], last)
    for col in range(len(COLUMNS) + 1):
        sheet.write(last + 1, col, None, "total")
    sheet.write(last + 1, 1, Text("In all", "En tout"), "total", "inset")
    for key in written:
        cells = written[key]
        column = Range(sheet.span(first, PLACE[key], last, PLACE[key]), [cell.value for cell in cells], cells)
        sheet.write(last + 1, PLACE[key], SUM(column), "total", "tenths" if key == "hours" else "money_whole", "right")
    sheet.write(last + 2, 0, CADENCE_NOTE, "note")


def _label_and_input(sheet: Sheet, row: int, label: Text, style: str, value: float | None, key: str) -> Live:
    sheet.write(row, 1, label, "cell")
    for col in range(2, FOUND_COL):
        sheet.write(row, col, None, "cell")
    sheet.worksheet.data_validation(
        row, YOURS_COL, row, YOURS_COL, {"validate": "decimal", "criteria": ">=", "value": 0}
    )
    return sheet.write(row, YOURS_COL, value, "input", style, "right", key=key)


def _write_times(calc: Calc, figures: Figures) -> Range:
    """Write how often a year each cadence comes round; a daily one on every working day of the fiscal year."""
    calc.header((Text("Times a year", "Fois par an"),))
    start = figures.period.fiscal_year_start
    times = calc.column(0, [figures.sums.workdays(start, EDATE(start, 12) - 1), *YEARLY_TIMES], "count")
    calc.row += len(times)
    return times


def _write_metric(
    book: Book,
    sheet: Sheet,
    row: int,
    number: int,
    metric: Followed,
    figures: Figures,
    advice: Advice,
    rate: Live,
    times: Range,
) -> Mapping[str, Live]:
    agenda, usage = figures.agenda, metric.usage
    words = Range(agenda.cadences.formula, agenda.cadences.values)
    preset = CADENCES.index(BY_KEY[usage.cadence]) + 1
    advised = MAX(advice.place, preset)
    written: dict[str, Live] = {}

    def put(key: str, content: Content, *styles: str) -> Live:
        alignment = COLUMNS[PLACE[key]][2]
        typed = f"{key}_{metric.key}" if "input" in styles else None
        written[key] = sheet.write(row, PLACE[key], content, "cell", *styles, *alignment, key=typed)
        return written[key]

    put("rank", number)
    put("metric", metric.label, "name", "strong")
    put("decision", usage.decision, "input")
    minutes = put("minutes", usage.minutes, "input", "count")
    put("advised", INDEX(words, advised))
    done: Live | str = NONE
    if metric.on_calendar is not None:
        found = INDEX(agenda.table["cadence"], MATCH(book.say(metric.on_calendar), agenda.table["metric"]))
        done = IFERROR(found, NONE)
    place = IFERROR(MATCH(put("done", done), words), advised)
    often = put("times", INDEX(times, place), "count")
    tools = put("tools", None, "input", "money_whole")
    hours = put("hours", minutes / 60 * often, "tenths")
    cost = put("cost", hours * rate + tools, "money_whole")
    worth = put("worth", None, "input", "money_whole")
    slower: Live | str = book.say(UNWORTHY)
    for at in range(len(CADENCES), MONTHLY - 1, -1):
        affordable = minutes / 60 * rate * INDEX(times, at) + tools <= worth
        told = book.say(SLOWER) + book.say(CADENCES[at - 1].label).lower()
        slower = IF(AND(place < at, affordable), told, slower)
    paid = IF(place < advised, book.say(TOO_OFTEN), book.say(WORTH))
    unvalued = IF(place < advised, book.say(OFTENER), book.say(UNVALUED))
    put("verdict", IF(ISNUMBER(worth), IF(cost <= worth, paid, slower), unvalued))
    sheet.write(row, len(COLUMNS), None, "cell")
    for key in ("minutes", "tools", "worth"):
        least = {"validate": "decimal", "criteria": ">=", "value": 0}
        sheet.worksheet.data_validation(row, PLACE[key], row, PLACE[key], least)
    sheet.worksheet.set_row_pixels(row, ROW_PIXELS)
    return written
