"""From a tracker to a finished workbook: in memory, or as a file that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from salestracker_xl.calendar import spoken_day
from salestracker_xl.collecting import uncollected
from salestracker_xl.files import whole_file
from salestracker_xl.language import Text
from salestracker_xl.reviews.identity import IDENTITY, identity_of
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.figures.all import write_figures
from salestracker_xl.workbook.hints import leave_out_hints
from salestracker_xl.workbook.inputs import Inputs, Selection
from salestracker_xl.workbook.layout import record_layout
from salestracker_xl.workbook.look.brand import Brand
from salestracker_xl.workbook.look.theme import load_theme
from salestracker_xl.workbook.memory import write_memory
from salestracker_xl.workbook.native_names import WorkbookWithFunctions, define_native_functions
from salestracker_xl.workbook.options import as_properties, options_of
from salestracker_xl.workbook.page_breaks import break_pages
from salestracker_xl.workbook.sheets import (
    TABS,
    benchmarks,
    calc,
    customers,
    dashboard,
    engagement,
    funnel,
    goals,
    key_of,
    metrics,
    sales,
    settings,
    spend,
    start,
)
from salestracker_xl.workbook.typed import Typed
from salestracker_xl.workbook.writing.packing import Packers, packers

STEPS = 2 + len(TABS)


def generate(
    tracker: Tracker,
    path: Path,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    told: Callable[[Text], None] = lambda doing: None,
    *,
    typed: Typed = Typed(),  # noqa: B008 (frozen)
    native_functions: bool = True,
    brand: Brand = Brand(),  # noqa: B008 (frozen)
) -> None:
    """Write the tracker to `path`; a file that stands there is replaced only by a whole new one.

    `told` hears what goes on, STEPS times. With `native_functions`, the workbook itself knows every metric that Excel
    can compute (see docs/decisions/0007). A `brand` replaces colours and font, and brings a logo. What was `typed`
    stands where a build makes proposals.

    Raises CannotWrite when the folder does not exist or the file is locked.
    """
    path = Path(path)
    identity = identity_of(tracker, path)
    with whole_file(path) as part, packers() as pool, uncollected():  # the collector took a twentieth of a build
        book = compose(
            tracker,
            selection,
            typed=typed,
            identity=identity,
            native_functions=native_functions,
            brand=brand,
            told=told,
            pool=pool,
        )
        book.workbook.save(part)


def compose(
    tracker: Tracker,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    *,
    typed: Typed = Typed(),  # noqa: B008 (frozen)
    identity: str,
    native_functions: bool = True,
    brand: Brand = Brand(),  # noqa: B008 (frozen)
    told: Callable[[Text], None] = lambda doing: None,
    pool: Packers | None = None,
) -> Book:
    """Make the tracker in memory, as `generate` does; its cells can be looked at, and nothing is written.

    Threads of `pool` pack long tables beside the composing, for a workbook that is going to be saved.
    """
    workbook = WorkbookWithFunctions({"strings_to_formulas": False, "strings_to_urls": False}, pool)
    properties = {IDENTITY: identity, **as_properties(options_of(tracker, native_functions, brand))}
    for name, text in properties.items():
        workbook.set_custom_property(name, text)
    workbook.set_properties(_properties(tracker))
    book = Book(workbook, tracker, load_theme(tracker.language, tracker.currency, brand.colors, brand.font), typed)
    book.logo = brand.logo
    if native_functions:
        book.functions = define_native_functions(workbook, tracker.language)
    for tab in TABS:
        book.add_sheet(key_of(tab), tab.NAME)
    told(Text("Writing the tables", "Écriture des tables"))
    inputs = _write_inputs(book, selection)
    told(Text("Computing the figures", "Calcul des chiffres"))
    figures = write_figures(book.sheets["calc"], inputs)
    for tab in TABS:
        told(tab.NAME)
        tab.build(book, book.sheets[key_of(tab)], figures)
    write_memory(book, book.sheets["calc"], properties)
    for sheet in book.sheets.values():
        break_pages(sheet)
        leave_out_hints(sheet)
    record_layout(book)
    book.sheets["dashboard"].worksheet.activate()
    return book


def _properties(tracker: Tracker) -> dict[str, str]:
    """What a screen reader and a file browser say of the document."""
    up_to = Text("Sales up to {day}", "Ventes jusqu'au {day}").format(day=spoken_day(tracker.last_day))
    return {
        "title": tracker.title or start.PRODUCT[tracker.language],
        "subject": up_to[tracker.language],
        "author": "salestracker_xl",
    }


def _write_inputs(book: Book, selection: Selection) -> Inputs:
    """Write the cells that people change, on which all figures hang."""
    sheets = book.sheets
    calc.write_lists(book, sheets["calc"])
    period, filters = dashboard.write_filters(book, sheets["dashboard"], selection)
    what_if = dashboard.write_what_if(book, sheets["dashboard"], selection)
    table, sold = sales.write_inputs(book, sheets["sales"])
    return Inputs(
        settings=settings.write_inputs(book, sheets["settings"]),
        period=period,
        filters=filters,
        what_if=what_if,
        sales=table,
        sold=sold,
        pipeline=funnel.write_inputs(book, sheets["funnel"]),
        spend=spend.write_inputs(book, sheets["spend"], sold),
        targets=goals.write_inputs(book, sheets["goals"], sold),
        customers=customers.write_inputs(book, sheets["customers"]),
        engagement=engagement.write_inputs(book, sheets["engagement"]),
        metric_goals=metrics.write_inputs(book, sheets["metrics"]),
        benchmarks=benchmarks.write_inputs(book, sheets["benchmarks"]),
    )
