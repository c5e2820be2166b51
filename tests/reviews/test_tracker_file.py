"""A tracker is read back as people left it, whatever they call its sheets and columns now."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import zipfile

import msoffcrypto
import openpyxl
import pytest
from engines.one_sheet import one_sheet
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils.cell import coordinate_to_tuple
from reviews.agendas import FRENCH_HOLIDAYS
from trackers import make_tracker, sales_rows

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.reviews import BY_KEY, DAILY, HALFYEARLY, MONTHLY, NoWorkingDay, due_on
from salestracker_xl.reviews.agenda import due_days
from salestracker_xl.reviews.identity import known_identity
from salestracker_xl.reviews.tracker_file import WrongCell, read_agenda
from salestracker_xl.workbook.figures.reviews.agenda import REVIEWS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import calc, calendar, settings

TODAY = dt.date(2026, 7, 15)
METRIC, CADENCE, OWNER, LAST_DONE, NEXT_DUE, STATUS, DECISION, ACTION = "ABCDEFGH"
HEADER = 20  # row of the agenda's header
FIXED_DAY, FISCAL_START, WEEKEND, HOLIDAY = "B5", "B6", "B7", "A20"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    @functools.cache
    def tracker(language="en", seed=7):
        folder = tmp_path_factory.mktemp("tracker")
        options = {"language": language, "country": "FR", "as_of": TODAY}
        path = folder / "tracker.xlsx"
        generate(make_tracker(folder, sales_rows(12, seed), **options), path, native_functions=False)
        return path

    return tracker


@pytest.fixture(scope="module")
def light(build, tmp_path_factory):
    """A tracker without what no reader of the agenda looks at, so that it opens in no time."""

    @functools.cache
    def copy(language="en"):
        whole, path = openpyxl.load_workbook(build(language)), tmp_path_factory.mktemp("light") / "tracker.xlsx"
        read = {module.NAME[language] for module in (calendar, settings, calc)}
        for sheet in whole.worksheets:
            if sheet.title not in read:
                del whole[sheet.title]
            sheet.conditional_formatting = ConditionalFormattingList()
        for row in whole[calc.NAME[language]].iter_rows():
            for cell in row:
                cell.value = None if cell.data_type == "f" else cell.value
        whole.save(path)
        return path

    return copy


@pytest.fixture
def edited(light, tmp_path):
    """Type into a copy of a tracker; `cells` are of the sheet Calendar, those of Settings have their sheet before."""

    def edit(cells, language="en", change=lambda book: None, copy=light):
        book = openpyxl.load_workbook(copy(language))
        for place, value in cells.items():
            sheet, _, cell = place.rpartition("!")
            book[{"": calendar, "Settings": settings}[sheet].NAME[language]][cell] = value
        change(book)
        book.save(tmp_path / "edited.xlsx")
        return tmp_path / "edited.xlsx"

    return edit


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_fresh_tracker_is_read_as_it_was_built(build, language):
    agenda = read_agenda(build(language))
    assert (agenda.language, agenda.since, agenda.today) == (language, TODAY, TODAY)
    assert [(entry.key, entry.metric, entry.cadence) for entry in agenda.entries] == [
        (review.key, review.label[language], review.cadence) for review in REVIEWS
    ]
    assert (agenda.work.weekend, agenda.work.fiscal_start) == ("0000011", 1)
    assert {day for day in agenda.work.holidays if 2025 <= day.year <= 2028} == FRENCH_HOLIDAYS


@pytest.mark.parametrize("language", ["en", "fr"])
def test_due_days_and_words_are_those_that_the_sheet_shows(build, language):
    sheet = one_sheet(build(language), calendar.NAME[language])
    shown = [
        (sheet[f"{METRIC}{row}"].value, sheet[f"{NEXT_DUE}{row}"].value.date(), sheet[f"{STATUS}{row}"].value)
        for row in range(HEADER + 1, HEADER + 1 + len(REVIEWS))
    ]
    agenda = read_agenda(build(language))
    assert [(entry.metric, next(due_days(entry, agenda)).day) for entry in agenda.entries] == [
        (metric, day) for metric, day, _ in shown
    ]
    waiting = [(due.entry.metric, words[language]) for due, words in due_on(agenda, TODAY)]
    assert waiting == [(metric, words) for metric, day, words in shown if day <= TODAY]
    assert waiting


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_people_typed_counts(edited, language):
    below = HEADER + 1 + len(REVIEWS)
    agenda = read_agenda(
        edited(
            {
                "B21": HALFYEARLY.label[language],
                "C21": "  Team   Nova ",
                "D21": dt.datetime(2026, 7, 1),
                "G21": "Keep prices",
                "H21": 7,
                "B22": None,  # asks for nothing
                f"A{below}": "=danger",  # below the table, as text
                f"B{below}": MONTHLY.label[language].upper(),
                f"D{below + 2}": "a note below",
                f"A{below + 3}": "Price list",  # a blank row above
                f"B{below + 3}": DAILY.label[language],
                "Settings!B5": dt.datetime(2026, 9, 1),
                "Settings!B6": 4,
                "Settings!B7": "0000110",
            },
            language,
            lambda book: setattr(book[calendar.NAME[language]][f"A{below}"], "data_type", "s"),
        )
    )
    first, *_, typed, price_list = agenda.entries
    assert (first.cadence, first.owner, first.last_done) == (HALFYEARLY, "Team Nova", dt.date(2026, 7, 1))
    assert (first.decision, first.action) == ("Keep prices", "7")
    assert (typed.metric, typed.key, typed.cadence) == ("=danger", "=danger", MONTHLY)
    assert (price_list.metric, price_list.cadence) == ("Price list", DAILY)
    assert len(agenda.entries) == len(REVIEWS) + 1
    assert (agenda.since, agenda.today) == (dt.date(2026, 9, 1), dt.date(2026, 9, 1))
    assert (agenda.work.fiscal_start, agenda.work.weekend) == (4, "0000110")


def test_sheets_and_headers_may_be_called_anything(edited, build):
    def rename(book):
        for module, name in ((calendar, "Quand donc"), (settings, "It's set")):
            before = module.NAME["en"]
            book[before].title = name
            for defined in book.defined_names.values():  # as Excel does
                quoted = "'" + name.replace("'", "''") + "'!"
                defined.attr_text = defined.attr_text.replace(f"'{before}'!", quoted).replace(f"{before}!", quoted)
        for cell in book["Quand donc"][HEADER][:8]:
            cell.value = f"Column {cell.column}"
        del book["Quand donc"].tables["Reviews"]

    assert read_agenda(edited({}, change=rename)).entries == read_agenda(build()).entries


def test_a_column_that_was_moved_is_found(edited, build):
    def swap(book):
        sheet = book[calendar.NAME["en"]]
        for row in range(HEADER, HEADER + 1 + len(REVIEWS)):
            sheet[f"{CADENCE}{row}"].value, sheet[f"{OWNER}{row}"].value = (
                sheet[f"{OWNER}{row}"].value,
                sheet[f"{CADENCE}{row}"].value,
            )
        names = book.defined_names
        names["st_reviews_cadence"].attr_text, names["st_reviews_owner"].attr_text = (
            names["st_reviews_owner"].attr_text,
            names["st_reviews_cadence"].attr_text,
        )

    assert read_agenda(edited({}, change=swap)).entries == read_agenda(build()).entries


def test_a_file_without_the_values_of_formulas_is_read_all_the_same(edited):
    path = edited({"Settings!B5": None})  # saved by a program that does not calculate
    assert one_sheet(path, calendar.NAME["en"])[f"{NEXT_DUE}{HEADER + 1}"].value is None
    agenda = read_agenda(path)
    assert (agenda.since, agenda.today) == (TODAY, None)


@pytest.mark.parametrize(("code", "signs"), [(7, "0000110"), (11, "0000001")])
def test_a_number_as_weekend_is_one_of_excels_codes(build, edited, ironcalc, code, signs):
    path = edited({f"Settings!{WEEKEND}": code}, copy=build)
    agenda = read_agenda(path)
    assert agenda.work.weekend == signs
    values = ironcalc.recalculate(path)
    assert [agenda.work.is_worked(TODAY + dt.timedelta(days=at)) for at in range(7)].count(True) == signs.count("0")
    due = [next(due_days(entry, agenda)).day for entry in agenda.entries]
    serials = [values[calendar.NAME["en"], f"{NEXT_DUE}{HEADER + 1 + at}"] for at in range(len(due))]
    assert [openpyxl.utils.datetime.from_excel(serial).date() for serial in serials] == due


@pytest.mark.parametrize(
    ("cell", "value", "error", "said"),
    [
        ("D21", "soon", WrongCell, 'Calendar!D21: "soon" cannot be read'),
        ("D22", -3, WrongCell, "Calendar!D22"),
        (f"Settings!{FISCAL_START}", 13, WrongCell, "Settings!B6"),
        (f"Settings!{FIXED_DAY}", True, WrongCell, "Settings!B5"),
        (f"Settings!{WEEKEND}", "1111111", NoWorkingDay, "1111111"),
        (f"Settings!{HOLIDAY}", "Easter", WrongCell, f"Settings!{HOLIDAY}"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(edited, cell, value, error, said):
    with pytest.raises(error) as complaint:
        read_agenda(edited({cell: value}))
    assert said in complaint.value.text.en
    assert complaint.value.text.fr != complaint.value.text.en


def test_identical_rows_are_one_review(edited):
    below = HEADER + 1 + len(REVIEWS)
    twice = {f"{METRIC}{below + at}": "Margin" for at in (0, 1)} | {
        f"{CADENCE}{below + at}": "Monthly" for at in (0, 1)
    }
    assert [entry.metric for entry in read_agenda(edited(twice)).entries].count("Margin") == 1


def test_a_tracker_that_takes_the_place_of_another_is_the_same_tracker(build, tmp_path):
    path = tmp_path / "tracker.xlsx"
    shutil.copy(build(), path)
    generate(make_tracker(tmp_path, sales_rows(14, 3), as_of=TODAY), path, native_functions=False)
    assert known_identity(path) == known_identity(build()) == read_agenda(path).tracker
    generate(make_tracker(tmp_path, sales_rows(14, 3), as_of=TODAY), tmp_path / "new.xlsx", native_functions=False)
    assert known_identity(tmp_path / "new.xlsx") not in (None, known_identity(build()))
    assert known_identity(build("fr")) == known_identity(build())  # of the same sales


def plain_workbook(path, build):
    openpyxl.Workbook().save(path)


def renamed_csv(path, build):
    path.write_text("date,customer\n")


def half_a_tracker(path, build):
    path.write_bytes(build().read_bytes()[:20_000])


def zip_without_a_workbook(path, build):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


def broken_xml(path, build):
    with zipfile.ZipFile(build()) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<broken" if name == "xl/workbook.xml" else source.read(name))


def without_its_names(path, build):
    book = openpyxl.load_workbook(build())
    del book.defined_names["st_reviews_owner"]
    book.save(path)


def behind_a_password(path, build):
    with build().open("rb") as source, path.open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("secret", target)


def nothing(path, build):
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (plain_workbook, "is not a tracker"),
        (renamed_csv, "not a workbook"),
        (half_a_tracker, "is not a tracker"),
        (zip_without_a_workbook, "is not a tracker"),
        (broken_xml, "is not a tracker"),
        (without_its_names, r"a part of this tracker is gone \(st_reviews_owner\)"),
        (behind_a_password, "password"),
        (nothing, "is empty"),
    ],
)
def test_what_is_no_tracker_is_refused_in_a_sentence(build, tmp_path, spoil, said):
    spoil(tmp_path / "spoiled.xlsx", build)
    with pytest.raises(SalesTrackerError, match=said) as complaint:
        read_agenda(tmp_path / "spoiled.xlsx")
    assert "spoiled.xlsx" in complaint.value.text.fr
    if spoil not in (without_its_names, broken_xml):
        assert known_identity(tmp_path / "spoiled.xlsx") is None


def test_a_cadence_of_either_language_is_understood(edited):
    assert read_agenda(edited({"B21": BY_KEY["yearly"].label.fr})).entries[0].cadence == BY_KEY["yearly"]


def test_the_places_of_this_test_are_those_of_the_sheet(build):
    [(title, cell)] = openpyxl.load_workbook(build()).defined_names["st_table_reviews"].destinations
    assert (title, coordinate_to_tuple(cell.replace("$", ""))) == (calendar.NAME["en"], (HEADER, 1))
