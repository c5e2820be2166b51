"""Every error has its sentence, and nothing else ever escapes."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from functions.cases import CASES
from functions.hosts import ask_classic, in_plain_python
from functions.sheet import ERROR_NUMBERS

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.hosts import udf, why
from salestracker_xl.hosts.why import Journal, called_from
from salestracker_xl.language import Text
from salestracker_xl.metric import Metric, Place
from salestracker_xl.metrics import REGISTRY

ASK = Text("CAC needs customers.", "CAC demande des clients.")


def a_metric(compute: Callable[[], Any]) -> Metric:
    said = Text("Odd", "Étrange")
    return Metric("ODD", compute, (), said, said, "ratio", "tests", "a test", (), "ODD()")


@pytest.fixture
def journal(monkeypatch: pytest.MonkeyPatch) -> Journal:
    journal = Journal()
    monkeypatch.setattr(udf, "JOURNAL", journal)
    return journal


def test_an_error_is_explained_in_both_languages(journal: Journal):
    assert udf.answer(REGISTRY["CAC"], "en", [[1000], ["n/a"]], [[10], [5]]) == "#VALUE!"
    [reason] = journal.reasons()
    assert (reason.function, reason.code) == ("CAC", "#VALUE!")
    assert reason.sentence.en == 'spend, row 2: "n/a" is text; spend must be numbers.'
    assert reason.sentence.fr == "spend, ligne 2 : « n/a » est du texte ; spend doit contenir des nombres."


def test_all_that_cannot_be_read_is_told_at_once(journal: Journal):
    udf.answer(REGISTRY["CAC"], "en", [["Spend"], [900], ["n/a"]], [["New"], [True], [5]])
    [reason] = journal.reasons()
    assert reason.sentence.en == (
        'spend, row 3: "n/a" is text; spend must be numbers. '
        "new_customers, row 2: TRUE is a logical value; new_customers must be numbers."
    )
    assert reason.places == (Place("spend", 2, 0), Place("new_customers", 1, 0))


@pytest.mark.parametrize(
    ("function", "args", "told", "row"),
    [
        ("SALESCYCLE", ([["Created"], [46000], [46010]], [["Closed"], [46005], [46001]]), "closed, row 3: the deal", 2),
        (
            "WEIGHTEDPIPELINE",
            ([["Amount"], [10], [9]], [["Chance"], [50], [1]]),
            "probabilities, row 2: 50 was given",
            1,
        ),
        (
            "SURVIVAL",
            ([["Customers"], [10], [None], [8], [9]], 2),
            "customers_by_period, row 5: 9 customers after 8",
            4,
        ),
    ],
)
def test_what_does_not_go_together_is_told_by_its_row_of_the_sheet(function, args, told, row, journal: Journal):
    udf.answer(REGISTRY[function], "en", *args)
    [reason] = journal.reasons()
    assert reason.sentence.en.startswith(told)
    assert [place.row for place in reason.places] == [row]


def test_a_figure_needs_no_explanation(journal: Journal):
    assert udf.answer(REGISTRY["CAC"], "en", 1000, 10) == 100
    assert journal.reasons() == ()


@pytest.mark.parametrize("case", [case for case in CASES if str(case.answer).startswith("#")], ids=lambda case: case.id)
def test_every_error_of_the_table_leaves_one_sentence(case, journal: Journal):
    in_plain_python([case])
    assert [reason.code for reason in journal.reasons()] == [case.answer]
    assert "unforeseen" not in journal.reasons()[0].sentence.en


def fails_unforeseen() -> float:
    raise KeyError("nobody thought of this")


def test_the_unforeseen_becomes_an_error_with_a_sentence(journal: Journal, caplog: pytest.LogCaptureFixture):
    assert udf.answer(a_metric(fails_unforeseen), "en") == "#VALUE!"
    assert "KeyError: 'nobody thought of this'" in journal.reasons()[0].sentence.fr
    assert "fails_unforeseen" in caplog.text  # the traceback is in the log


def test_an_error_of_another_part_keeps_its_own_sentence(journal: Journal):
    def fails_elsewhere() -> float:
        raise SalesTrackerError(ASK)

    assert udf.answer(a_metric(fails_elsewhere), "en") == "#VALUE!"
    assert journal.reasons()[0].sentence == ASK


@pytest.mark.parametrize(
    ("result", "answer"),
    [
        (np.float64(2.5), 2.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.array([[1.0, np.nan], [3.0, 4.0]]), [[1.0, ""], [3.0, 4.0]]),
        (np.array([1, 2]), [[1], [2]]),
        ([("Ada", 1, None)], [["Ada", 1, ""]]),
        ("weekly", "weekly"),
        (float("nan"), "#N/A"),
        (float("inf"), "#N/A"),
        (np.array([[1.0, np.inf]]), "#N/A"),
        ([], "#N/A"),
        ([[]], "#N/A"),
        ([[1], [2, 3]], "#VALUE!"),
    ],
)
def test_a_host_only_ever_sees_plain_cells(result: Any, answer: Any, journal: Journal):
    seen = udf.answer(a_metric(lambda: result), "en")
    assert seen == answer
    cells = [cell for row in seen for cell in row] if isinstance(seen, list) else [seen]
    assert {type(cell) for cell in cells} <= {float, int, str, bool}


def test_a_thousand_cells_with_one_error_are_one_line():
    journal = Journal()
    for _ in range(1000):
        journal.remember("CAC", "#DIV/0!", ASK)
    assert len(journal.reasons()) == 1


def test_the_calling_cell_is_kept_where_the_host_tells_it():
    journal = Journal()
    with called_from("[Book1.xlsx]Sheet1!C1"):
        journal.remember("CAC", "#DIV/0!", ASK)
    journal.remember("CAC", "#DIV/0!", ASK)
    assert [reason.cell for reason in journal.reasons()] == [None, "[Book1.xlsx]Sheet1!C1"]


def test_the_newest_comes_first_and_the_oldest_goes():
    journal = Journal(kept=3)
    for name in ("A", "B", "C", "D", "B"):
        journal.remember(name, "#N/A", ASK)
    assert [reason.function for reason in journal.reasons()] == ["B", "D", "C"]


def test_who_was_away_longest_is_forgotten_and_nobody_pushes_out_the_errors_of_others():
    journal = Journal(kept=2, sessions=2)
    for session, name in (("Ada", "A"), ("Bo", "B"), *(("Ada", f"A{number}") for number in range(5)), ("Cy", "C")):
        with called_from(None, session):
            journal.remember(name, "#N/A", ASK)
    kept = {session: [it.function for it in journal.reasons(session)] for session in ("Ada", "Bo", "Cy", None)}
    assert kept == {"Ada": ["A4", "A3"], "Bo": [], "Cy": ["C"], None: []}


def test_what_answers_beside_an_error_in_one_calculation_does_not_undo_it(journal: Journal):
    with called_from("S!C1"):
        for spend in ("n/a", "free", 1000):  # =CAC(...)+CAC(...)+CAC(...)
            udf.answer(REGISTRY["CAC"], "en", spend, 10)
    assert [it.sentence.en.partition(" is")[0] for it in journal.reasons()] == ['spend: "free"', 'spend: "n/a"']


def test_a_cell_has_one_reason_for_each_of_its_functions_and_none_once_it_answers(journal: Journal, monkeypatch):
    monkeypatch.setattr(why, "ONE_CALCULATION", dt.timedelta(0))
    cac = REGISTRY["CAC"]
    for spend in ("n/a", "free"):
        with called_from("S!C1"):
            udf.answer(cac, "en", spend, 5)
    udf.answer(cac, "en", "no cell is told", 5)
    with called_from("S!C2"):
        udf.answer(cac, "en", 1000, 0)
    assert [(it.cell, it.sentence.en.partition(";")[0]) for it in journal.reasons()] == [
        ("S!C2", "CAC needs at least one new customer"),
        (None, 'spend: "no cell is told" is text'),
        ("S!C1", 'spend: "free" is text'),
    ]
    with called_from("S!C1"):
        assert udf.answer(cac, "en", 1000, 10) == 100
    assert [it.cell for it in journal.reasons()] == ["S!C2", None]


SPEND, WON = ((1000.0,), (500.0,)), ((5.0,), ("n/a",))
REASONS = "salestracker_xl.hosts.classic.reasons"


@pytest.fixture(scope="module")
def asked() -> dict[str, str]:
    """What VBA is told after errors of two cells, of which it named cell and ranges."""
    ranges = "'[B 1.xlsx]Été'!$B$2:$B$3\n'[B 1.xlsx]Été'!$C$2:$C$3"
    requests = {
        "wrong": ("call", "CAC", (SPEND, WON)),
        "its cell": ("ask", REASONS, "name_cell", ("'[B 1.xlsx]Été'!$E$1", ranges)),
        "inner": ("call", "CAC", (1000.0, 0.0)),
        "inner cell": ("ask", REASONS, "name_cell", ("[B 2.xlsx]Sheet1!$A$1", "\n")),
        "outer": ("call", "LTVCAC", (300.0, ERROR_NUMBERS["#DIV/0!"])),
        "outer cell": ("ask", REASONS, "name_cell", ("[B 2.xlsx]Sheet1!$A$1", "\n[B 2.xlsx]Sheet1!$D:$D")),
        "the same formula answers beside it": ("ask", REASONS, "forget_cell", ("[B 2.xlsx]Sheet1!$A$1", "CAC")),
        "newest": ("ask", REASONS, "told", ("en", "")),
        "chosen": ("ask", REASONS, "told", ("fr", "'[B 1.xlsx]Été'!$E$1")),
    }
    return dict(zip(requests, ask_classic(list(requests.values())), strict=True))


def test_the_newest_error_comes_first_with_cell_argument_and_the_cells_to_blame(asked):
    assert asked["newest"].split("\n\n") == [
        "[B 2.xlsx]Sheet1!$A$1  LTVCAC  #VALUE!\nacquisition_cost: the cell shows #DIV/0!; acquisition_cost must be a "
        "number. Look at [B 2.xlsx]Sheet1!D1.",
        "[B 2.xlsx]Sheet1!$A$1  CAC  #DIV/0!\nCAC needs at least one new customer; new_customers adds up to 0.",
        "'[B 1.xlsx]Été'!$E$1  CAC  #VALUE!\nnew_customers, row 2: \"n/a\" is text; new_customers must be numbers. "
        "Look at '[B 1.xlsx]Été'!C3.",
    ]


def test_vba_is_told_whether_an_error_was_forgotten(asked):
    assert asked["the same formula answers beside it"] == "False"


def test_the_chosen_cell_comes_before_all_others(asked):
    assert asked["chosen"].startswith("'[B 1.xlsx]Été'!$E$1  CAC  #VALEUR!")


def test_threads_can_write_while_others_read():
    journal, faults = Journal(kept=50), []

    def use(worker: int) -> None:
        try:
            for turn in range(500):
                journal.remember(f"F{worker}", "#N/A", Text(f"{turn}", f"{turn}"))
                assert len(journal.reasons()) <= 50
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=use, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert faults == []
    assert len(journal.reasons()) == 50
