"""How the pipeline stands."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xlsxwriter.chart import Chart

from salestracker_xl.analysis.open_deals import usual_cycle
from salestracker_xl.analysis.stages import stages_in_order
from salestracker_xl.language import Text
from salestracker_xl.tables.outcomes import outcome_of
from salestracker_xl.tables.schema import DEALS, OUTCOMES
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.charts import font, new_chart, place, quiet_axis, series
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.deals.counts import DealCounts
from salestracker_xl.workbook.figures.deals.pipeline import Pipeline, write_pipeline
from salestracker_xl.workbook.figures.deals.stages import (
    AGE_BANDS,
    REST,
    STAGE,
    WON,
    FunnelBars,
    Stages,
    write_funnel_bars,
    write_stages,
)
from salestracker_xl.workbook.figures.intervals import HIGH, IN_WORDS, LOW, told_with_sample
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.formulas import IF, IFERROR, NA, SUM
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, Grid
from salestracker_xl.workbook.inputs import PipelineInputs
from salestracker_xl.workbook.live import Live, lift
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_section, write_title
from salestracker_xl.workbook.sections.deals import write_listed, write_win_loss

NAME = Text("Funnel", "Entonnoir")
WIDTHS = (31, 18, 24, *[11.5] * 12)
KEY_ROWS = 10
LIMIT_ROW = FIRST_CONTENT_ROW + KEY_ROWS  # the last of the key figures
STAGES_ROW = LIMIT_ROW + 3
FIRST_STAGE_ROW = STAGES_ROW + 2
STAGE_KEY = "stage_{n}"
UNKNOWN_LIMIT = 90  # days, where no won deal tells how long one takes
CHART_COL, CHART_WIDTH = 6, 640
AMOUNT = DEALS.field("amount").label

MISSING = Text(
    "No deals yet: build with --deals FILE, the export of your CRM with stage, status, amount and dates.",
    "Pas encore d'affaires : construisez avec --deals FICHIER, l'export de votre CRM avec étape, statut, montant et "
    "dates.",
)
NO_STAGE = Text(
    "The deals name no stage: add a Stage column to the export and build again.",
    "Les affaires n'indiquent aucune étape : ajoutez une colonne Étape à l'export, puis reconstruisez.",
)
NO_DATES = Text(
    "No deal tells when it was closed: add a Close date column to the export and build again.",
    "Aucune affaire n'indique sa clôture : ajoutez une colonne Date de clôture à l'export, puis reconstruisez.",
)
NO_COURSE = Text(
    "No lost deal tells how far it came: add the last open stage of each deal to the export (Furthest stage) to see "
    "the conversion.",
    "Aucune affaire perdue n'indique jusqu'où elle est allée : ajoutez à l'export la dernière étape ouverte (Étape "
    "atteinte) pour voir la conversion.",
)
AS_OF = Text("Open deals as of ", "Affaires en cours au ")
REP_ONLY = Text("; region and product do not filter deals.", " ; ni la région ni le produit ne filtrent les affaires.")


def write_inputs(book: Book, sheet: Sheet) -> PipelineInputs:
    """Write the yellow cells: the names of the stages, and the days beyond which an open deal is stuck."""
    reading = book.tracker.deals
    if reading is None or reading.frame.empty:
        return PipelineInputs(None, lift(UNKNOWN_LIMIT))
    usual = usual_cycle(reading.frame)
    limit = UNKNOWN_LIMIT if usual is None else math.floor(usual)
    cell = sheet.write(LIMIT_ROW, 1, limit, "input", "count", "right", key="stuck_beyond")
    sheet.worksheet.data_validation(
        LIMIT_ROW, 1, LIMIT_ROW, 1, {"validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True}
    )
    names = _stage_names(book, stages_in_order(reading.frame))
    keys = [STAGE_KEY.format(n=at) for at in range(1, len(names) + 1)]
    stages = sheet.write_column(FIRST_STAGE_ROW, 0, names, "input", "left", "name", keys=keys) if names else None
    return PipelineInputs(stages, cell)


def _stage_names(book: Book, found: Sequence[str]) -> list[str]:
    """What is proposed as stages: after as many as people wrote, in whatever order, those of the deals that are new."""
    typed: list[str] = []
    while (key := STAGE_KEY.format(n=len(typed) + 1)) in book.typed.cells:
        typed.append(str(book.typed.cells[key]))
    written = {name.casefold() for name in typed}
    new = [name for name in found if name.casefold() not in written]
    return [*typed, *new[: max(0, len(found) - len(typed))]]


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write key figures and funnel, the stages, the deals to look at, and what was won and lost."""
    write_title(sheet, NAME, figures.told.chosen, len(WIDTHS))
    reading = book.tracker.deals
    if reading is None or reading.frame.empty:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    sheet.set_columns(*WIDTHS)
    when = book.say(AS_OF) & day_in_words(book, figures.period.as_of) & book.say(REP_ONLY)
    sheet.write(FIRST_CONTENT_ROW - 1, 0, when, "note")
    inputs = figures.inputs.pipeline
    counts = DealCounts(figures.inputs.deals, figures.sums, {key: book.say(word) for key, word in OUTCOMES.items()})
    full_goal = figures.cards["revenue"].full_goal
    pipeline = write_pipeline(figures.calc, counts, inputs.stuck_beyond, full_goal, figures.goal_span)
    write_key_figures(book, sheet, pipeline)
    row = STAGES_ROW
    if inputs.stages is None:
        write_missing(sheet, row, NO_STAGE)
        row += 1
    else:
        stages = write_stages(figures.calc, counts, inputs.stages, pipeline, inputs.stuck_beyond)
        row = write_stage_table(book, sheet, inputs, stages)
        bars, title, alt = _bars(book, figures, inputs, stages, pipeline)
        height = (STAGES_ROW - FIRST_CONTENT_ROW - 1) * 20
        place(sheet, FIRST_CONTENT_ROW, CHART_COL, funnel_chart(book, title, bars), CHART_WIDTH, height, alt)
    row = write_listed(book, sheet, row + 1, WIDTHS, figures, inputs)
    write_win_loss(book, sheet, row + 2, figures.calc, counts, pipeline, figures.period.as_of)


def _key_figures(book: Book, pipeline: Pipeline) -> tuple[tuple[Text, Live, str, Content], ...]:
    """Label, value, style, and how sure the value is or what it stands on."""
    interval = told_with_sample(pipeline.low, pipeline.high, pipeline.won + pipeline.lost, book.say(IN_WORDS))

    def of(words: Text, count: Live) -> Live:
        return book.say(words) & count

    opened = Text("open deals: ", "affaires en cours : ")
    return (
        (Text("Open pipeline", "Pipeline en cours"), pipeline.amount, "money_whole", of(opened, pipeline.open)),
        (
            Text("Weighted pipeline", "Pipeline pondéré"),
            IF(pipeline.priced > 0, pipeline.weighted, NA()),
            "money_whole",
            of(Text("deals with a probability: ", "affaires avec probabilité : "), pipeline.priced),
        ),
        (
            Text("Left of the goal", "Reste à réaliser"),
            pipeline.remaining,
            "money_whole",
            Text("of the whole period", "de toute la période"),
        ),
        (
            Text("Coverage", "Couverture"),
            pipeline.coverage,
            "times",
            Text("open pipeline / left of the goal", "pipeline en cours / reste à réaliser"),
        ),
        (Text("Win rate", "Taux de réussite"), pipeline.win_rate, "rate", interval),
        (
            Text("Sales cycle, median days", "Cycle de vente, jours (médiane)"),
            pipeline.cycle,
            "tenths",
            of(Text("n = ", "n = "), pipeline.cycles),
        ),
        (
            Text("Sales velocity, a day", "Vélocité commerciale, par jour"),
            pipeline.velocity,
            "money_whole",
            Text("deals × win rate × deal size / cycle", "affaires × taux × montant moyen / cycle"),
        ),
        (
            Text("Close date passed", "Date de clôture dépassée"),
            pipeline.slipped_amount,
            "money_whole",
            of(opened, pipeline.slipped),
        ),
        (Text("Stuck", "Bloquées"), pipeline.stuck_amount, "money_whole", of(opened, pipeline.stuck)),
        (
            Text("First response, median days", "Première réponse, jours (médiane)"),
            pipeline.response,
            "tenths",
            of(Text("deals of all time: ", "affaires de toutes périodes : "), pipeline.answered),
        ),
    )


def write_key_figures(book: Book, sheet: Sheet, pipeline: Pipeline) -> None:
    """Write a row for each figure, and below them after how many days a deal is stuck."""
    beside = ("cell", "unruled", "quiet", "inset")
    for at, (label, value, style, basis) in enumerate(_key_figures(book, pipeline), start=FIRST_CONTENT_ROW):
        sheet.write(at, 0, label, "cell", "left")
        sheet.write(at, 1, IFERROR(value, NONE), "cell", "right", style, "strong")
        sheet.write(at, 2, basis, *beside)
    sheet.write(LIMIT_ROW, 0, Text("Stuck beyond, days", "Bloquée au-delà de, jours"), "cell", "left")
    assert book.tracker.deals is not None
    told = Text("yours to change", "à ajuster")
    if usual_cycle(book.tracker.deals.frame) is not None:
        told = Text("yours to change; nine of ten are won sooner", "à ajuster ; neuf sur dix sont gagnées avant")
    sheet.write(LIMIT_ROW, 2, told, *beside)
    if not bool(book.tracker.deals.frame["closed"].notna().any()):
        write_missing(sheet, LIMIT_ROW + 1, NO_DATES)


def write_stage_table(book: Book, sheet: Sheet, inputs: PipelineInputs, stages: Stages) -> int:
    """Write the table of the stages beside their yellow names; give back the row below its notes."""
    assert inputs.stages is not None
    count = len(inputs.stages)
    write_section(sheet, STAGES_ROW, Text("Stages", "Étapes"))
    grid = Grid(sheet, STAGES_ROW + 1)
    sheet.worksheet.set_row_pixels(grid.row, HEADER_PIXELS + 16)
    sheet.write(grid.row, 0, STAGE, "header")
    grid.col, grid.rows = 1, count + 1
    sheet.write(FIRST_STAGE_ROW + count, 0, REST, "cell", "left")
    sheet.write(grid.total_row, 0, Text("Total", "Total"), "total", "left")
    for label, cells, style in (
        (Text("Open deals", "Affaires en cours"), stages.open, "count"),
        (AMOUNT, stages.amount, "money_whole"),
        (Text("Weighted", "Pondéré"), stages.weighted, "money_whole"),
    ):
        grid.total(SUM(grid.figures(label, list(cells), style)), "right", style)
    ages = [IFERROR(cell, NONE) for cell in stages.age]
    grid.figures(Text("Average age, days", "Âge moyen, jours"), ages, "count")
    grid.total(None)
    for (first, last), cells in zip(AGE_BANDS, stages.bands, strict=True):
        days = f"{first}–{last}" if last else f"≥ {first}"
        label = Text(f"{days} days", f"{days} jours")
        grid.total(SUM(grid.figures(label, list(cells), "count")), "right", "count")
    for label, cells in (
        (Text("Stuck", "Bloquées"), stages.stuck),
        (Text("Date passed", "Date dépassée"), stages.slipped),
    ):
        grid.total(SUM(grid.figures(label, list(cells), "count")), "right", "count")
    for label, cells, style in (
        (Text("Reached, closed deals", "Atteinte, affaires closes"), stages.reached, "count"),
        (Text("Went on to the next", "Passées à la suivante"), stages.next_rate, "rate"),
        (LOW, stages.low, "rate"),
        (HIGH, stages.high, "rate"),
    ):
        grid.figures(label, [*(IFERROR(cell, NONE) for cell in cells), None], style)
        grid.total(None)
    return _write_stage_notes(book, sheet, grid.total_row + 1, stages)


def _write_stage_notes(book: Book, sheet: Sheet, row: int, stages: Stages) -> int:
    notes: list[Content] = [
        Text(
            "Yellow names are yours: put them in the order of your pipeline. They stand by the probability of their "
            "deals, or else by their words.",
            "Les noms jaunes sont à vous : mettez-les dans l'ordre de votre pipeline. Ils suivent la probabilité de "
            "leurs affaires, ou à défaut leurs mots.",
        ),
        Text(
            "Reached: of the deals closed in the chosen period, those that came to the stage or further; from the last "
            "stage the next is to be won.",
            "Atteinte : parmi les affaires closes sur la période choisie, celles arrivées à l'étape ou au-delà ; après "
            "la dernière étape, l'affaire est gagnée.",
        ),
    ]
    if not _tells_course(book):
        notes.append(NO_COURSE)
    else:
        before = Text("Left out: lost deals that tell no stage, ", "Laissées de côté : affaires perdues sans étape, ")
        notes.append(IF(stages.untold > 0, book.say(before) & stages.untold & ".", ""))
    for at, note in enumerate(notes, start=row):
        sheet.write(at, 0, note, "note")
    return row + len(notes)


def funnel_chart(book: Book, title: Text, bars: FunnelBars) -> Chart:
    """A funnel: stacked bars, the first of each invisible."""
    chart = new_chart(book, "bar", title, "stacked")
    hidden = {"fill": {"none": True}, "border": {"none": True}}
    labels = {"value": True, "position": "center", "font": font(book, 9, "on_band", bold=True)}
    chart.add_series(series(book, Text("Spacer", "Espace"), bars.name, bars.spacer, "paper", gap=25) | hidden)
    chart.add_series(series(book, title, bars.name, bars.bar, "actual", data_labels=labels))
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True, interval_unit=1, line={"none": True}))
    chart.set_x_axis(quiet_axis(book, "count", visible=False, min=0))
    return chart


def _bars(
    book: Book, figures: Figures, inputs: PipelineInputs, stages: Stages, pipeline: Pipeline
) -> tuple[FunnelBars, Text, Text]:
    """What the funnel shows: how far closed deals came, or where no lost deal tells, where open ones stand."""
    assert inputs.stages is not None
    names: list[Live | Text] = list(inputs.stages)
    if not _tells_course(book):
        title = Text("Open deals by stage", "Affaires en cours par étape")
        alt = Text(
            "Funnel: a centred bar for each stage with the number of open deals in it.",
            "Entonnoir : une barre centrée par étape, avec le nombre d'affaires en cours.",
        )
        return write_funnel_bars(figures.calc, title, names, list(stages.open)[:-1]), title, alt
    title = Text("Closed deals by the stage they reached", "Affaires closes selon l'étape atteinte")
    alt = Text(
        "Funnel: a centred bar for each stage with the closed deals that came that far, and one for those won.",
        "Entonnoir : une barre centrée par étape, avec les affaires closes arrivées jusque-là, puis les gagnées.",
    )
    return write_funnel_bars(figures.calc, title, [*names, WON], [*stages.reached, pipeline.won]), title, alt


def _tells_course(book: Book) -> bool:
    """Whether some lost deal tells the stage that it came to."""
    reading = book.tracker.deals
    assert reading is not None
    lost = reading.frame.loc[reading.frame["status"] == "lost"]
    if lost["furthest"].notna().any():
        return True
    return any(outcome_of(str(stage)) == "open" for stage in lost["stage"].dropna().unique())
