"""The command line: what it writes, what it says, and that it never leaves half of anything."""

from __future__ import annotations

import io
import json
import runpy
import subprocess
import sys

import msoffcrypto
import openpyxl
import pandas as pd
import pytest
from trackers import goal_rows, sales_rows, spend_rows

from salestracker_xl import __version__
from salestracker_xl.cli import main
from salestracker_xl.metrics import REGISTRY


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    sales_rows(120).to_csv(path, index=False)
    goal_rows().to_csv(tmp_path / "targets.csv", index=False)
    spend_rows().to_csv(tmp_path / "spend.csv", index=False)
    return path


def test_build_writes_a_tracker_and_says_what_it_read(run, orders, tmp_path):
    code, out, _ = run("build", "orders.csv", "--targets", "targets.csv", "--spend", "spend.csv", "-o", "t.xlsx")
    assert code == 0
    assert "120 rows read, 120 accepted, 0 rejected" in out
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames[:2] == ["Start", "Dashboard"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["orders.csv", "spend.csv", "t.xlsx", "targets.csv"]


def test_build_tells_what_it_took_of_the_other_files(run, orders, tmp_path):
    (tmp_path / "plan.csv").write_text("Rep,Jan 2026,Feb 2026\nAda,100,n/c\n")
    code, out, _ = run("build", "orders.csv", "--targets", "plan.csv", "--spend", "spend.csv", "-o", "t.xlsx")
    assert code == 0
    spend = len(spend_rows())
    assert f"Rows taken of the other files: Spend {spend} of {spend}, Goals 1 of 2 (see the sheet Rejected)." in out


def test_check_shows_the_other_files_too(run, orders, tmp_path):
    (tmp_path / "plan.csv").write_text("Vendeur;janv. 2026;févr. 2026\nAda;100;n/c\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("Name,City\nAda,Lyon\nBo,Paris\n")
    code, out, _ = run("check", "orders.csv", "--targets", "plan.csv", "--customers", "people.csv", "--lang", "fr")
    assert code == 0
    assert "2 lignes = 1 acceptées + 1 rejetées." in out
    assert "2 lignes = 2 acceptées + 0 rejetées." in out


def test_build_speaks_french(run, orders, tmp_path):
    code, out, _ = run("build", "orders.csv", "--lang", "fr")
    assert code == 0
    assert "120 lignes lues, 120 acceptées, 0 rejetées" in out
    assert openpyxl.load_workbook(tmp_path / "suivi-des-ventes.xlsx").sheetnames[1] == "Tableau de bord"


def test_the_fiscal_year_and_the_fixed_day_are_written_into_settings(run, orders, tmp_path):
    run("build", "orders.csv", "--fiscal-start", "4", "--as-of", "2026-05-15", "--sector", "Retail", "-o", "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cells = [cell.value for cell in book["Settings"]["B"]]
    assert 4 in cells
    assert "Shops" in [cell.value for cell in book["Benchmarks"]["B"]]
    assert pd.Timestamp("2026-05-15") in [pd.Timestamp(cell) for cell in cells if hasattr(cell, "year")]


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        (["bild"], "there is no command bild (build?); see `salestracker --help`.", "la commande bild n'existe pas"),
        (["addin", "biuld"], "command biuld (build?); see `salestracker addin --help`.", "commande biuld"),
        (["build", "a.csv", "--target", "b"], "there is no option --target (--targets?)", "l'option --target n'existe"),
        (["build"], "`salestracker build` wants FILES after it; see `salestracker build --help`.", "attend FILES"),
        (
            ["build", "a.csv", "--fiscal-start", "May"],
            "--fiscal-start takes a number",
            "attend un nombre",
        ),
        (["check", "a.csv", "--map"], "--map wants a value after it", "--map attend une valeur"),
    ],
)
def test_a_call_that_is_not_understood_says_what_was_wrong_with_it(run, words, english, french):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert english in err
    said = run("--lang", "fr", *words)[2]
    assert french in said
    assert "voir `salestracker" in said


def test_check_says_why_a_column_names_the_customers_of_the_sales(run, orders, tmp_path):
    customer = pd.read_csv(tmp_path / "orders.csv")["Customer"][0]
    (tmp_path / "people.csv").write_text(f"Wer,Segment\n{customer},A\n", encoding="utf-8")
    code, out, _ = run("check", "orders.csv", "--customers", "people.csv")
    assert code == 0
    assert "it names customers of the sales" in out


def spoil_empty(path):
    path.write_bytes(b"")


def spoil_binary(path):
    path.write_bytes(bytes(range(256)) * 40)


def spoil_rows(path):
    path.write_text("date,customer,amount\nsoon,Ada,10\n2026-01-01,,5\n", encoding="utf-8")


def spoil_columns(path):
    path.write_text("colour,size\nred,10\nblue,12\n", encoding="utf-8")


def spoil_folder(path):
    path.mkdir()


def spoil_nothing(path):
    """Leave the file missing."""


@pytest.mark.parametrize("command", ["build", "check", "metrics"])
@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (spoil_empty, "orders.csv"),
        (spoil_binary, "orders.csv"),
        (spoil_rows, "orders.csv"),
        (spoil_columns, "colour"),
        (spoil_folder, "orders.csv"),
        (spoil_nothing, "orders.csv"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_that_cannot_be_used_gives_one_sentence(run, tmp_path, command, spoil, named, language):
    spoil(tmp_path / "orders.csv")
    before = b"a tracker that was here before"
    (tmp_path / "t.xlsx").write_bytes(before)
    words = [command, "orders.csv", "--lang", language]
    code, out, err = run(*words, *(["-o", "t.xlsx"] if command == "build" else []))
    assert (code, out) == (2, "")
    assert err.startswith("salestracker: ")
    assert named in err
    assert "Traceback" not in err
    assert err.count("\n") == 1
    assert (tmp_path / "t.xlsx").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1 + (tmp_path / "orders.csv").exists()


def test_a_workbook_behind_a_password_is_named_as_such(run, tmp_path):
    plain, locked = tmp_path / "plain.xlsx", tmp_path / "locked.xlsx"
    sales_rows(20).to_excel(plain, index=False)
    with plain.open("rb") as source, locked.open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("secret", target)
    code, out, err = run("build", "locked.xlsx", "-o", "t.xlsx")
    assert (code, out) == (2, "")
    assert "locked.xlsx" in err
    assert "password" in err
    assert not (tmp_path / "t.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--fiscal-start", "13"], "--fiscal-start 13"),
        (["--as-of", "30/06/2026"], "--as-of 30/06/2026"),
        (["--as-of", "1999-01-01"], "1 January 1999"),
        (["--currency", "euro"], "--currency euro"),
        (["--country", "XX"], "--country XX"),
        (["--sector", "mining"], "--sector mining: the sectors are general, wholesale"),
        (["--country", "FR-BRE"], "FR-6AE"),
        (["--lang", "de"], "--lang de"),
        (["--map", "amount"], "--map amount"),
        (["--map", "price=Amount"], "price"),
        (["--map", "amount=Nothing"], "Nothing"),
        (["-o", "t.xls"], "t.xls"),
        (["-o", "nowhere/t.xlsx"], "nowhere"),
        (["-o", "orders.csv"], "orders.csv"),
        (["--targets", "none.csv"], "none.csv"),
        (["--colour"], "--colour"),
    ],
)
def test_a_wrong_option_is_named(run, orders, tmp_path, words, named):
    code, out, err = run("build", "orders.csv", *words)
    assert (code, out) == (2, "")
    assert err.startswith("salestracker: ")
    assert named in err
    assert err.count("\n") == 1
    assert len(list(tmp_path.iterdir())) == 3


def test_an_option_without_a_command_is_explained(run):
    assert run("blah")[0] == 2
    assert run("build")[0] == 2
    assert run("--help")[0] == 0
    assert "Usage" in run("build", "--help")[1]


def test_a_failing_build_leaves_the_old_tracker(run, orders, tmp_path, monkeypatch):
    (tmp_path / "t.xlsx").write_bytes(b"old")
    monkeypatch.setattr("xlsxwriter.Workbook.close", lambda self: (_ for _ in ()).throw(PermissionError("locked")))
    code, _, err = run("build", "orders.csv", "-o", "t.xlsx")
    assert code == 2
    assert "t.xlsx" in err
    assert (tmp_path / "t.xlsx").read_bytes() == b"old"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_check_shows_columns_and_rejects_and_writes_nothing(run, orders, tmp_path):
    rows = sales_rows(30)
    rows["Amount"] = rows["Amount"].astype(object)
    rows.loc[3, "Amount"] = "much"
    rows.loc[9, "Date"] = "2026-02-31"
    rows.to_csv(orders, index=False)
    before = sorted(path.name for path in tmp_path.iterdir())
    code, out, _ = run("check", "orders.csv")
    assert code == 0
    assert "30 rows = 28 accepted + 2 rejected." in out
    assert "much" in out
    assert "2026-02-31" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_mapping_overrides_what_was_recognised(run, tmp_path):
    (tmp_path / "o.csv").write_text("date,customer,amount,net\n2026-01-01,Ada,120,100\n2026-01-02,Bo,60,50\n")
    values = {}
    for words in ([], ["--map", "amount=net"], ["--map", "amount=amount"]):
        lines = json.loads(run("metrics", "o.csv", "--json", *words)[1])
        values[tuple(words)] = next(line["value"] for line in lines if line["metric"] == "REVENUE")
    assert values["--map", "amount=net"] == 150
    assert values["--map", "amount=amount"] == 180


def test_metrics_in_json_carry_unit_period_and_sample(run, orders):
    code, out, _ = run(
        "metrics", "orders.csv", "--spend", "spend.csv", "--targets", "targets.csv", "--currency", "EUR", "--json"
    )
    lines = json.loads(out)
    assert code == 0
    rows = sales_rows(120)
    revenue = next(line for line in lines if (line["metric"], line["period"]) == ("REVENUE", "all"))
    assert revenue["value"] == pytest.approx(rows["Amount"].sum())
    assert (revenue["unit"], revenue["from"], revenue["to"]) == ("EUR", rows["Date"].min(), "2026-06-30")
    assert {"CAC", "CLV", "AOV", "RETENTION", "ATTAINMENT"} <= {line["metric"] for line in lines}
    clv = next(line for line in lines if line["metric"] == "CLV")
    assert (clv["value"] is None) == (clv["reason"] is not None)


def test_the_package_is_the_program_where_none_is_on_the_path(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["salestracker_xl", "functions", "AOV", "--lang", "fr"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("salestracker_xl", run_name="__main__")
    assert stop.value.code == 0
    assert "=AOV(Ventes[Montant];" in capsys.readouterr().out


def test_functions_lists_every_function(run):
    code, out, _ = run("functions")
    assert code == 0
    assert all(f"{name}(" in out for name in REGISTRY)


@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_function_is_explained_with_arguments_and_example(run, name, language):
    code, out, _ = run("functions", name.lower(), "--lang", language)
    metric = REGISTRY[name]
    assert code == 0
    assert metric.summary[language] in out
    assert all(parameter.arg.summary[language] in out for parameter in metric.parameters)
    assert f"={name}(" in out


def test_an_unknown_function_is_met_with_the_nearest_names(run):
    code, _, err = run("functions", "CLVX")
    assert code == 2
    assert "CLV" in err


def test_a_log_that_lacks_a_letter_stops_nothing(tmp_path, monkeypatch):
    """As of a scheduler on Windows: a name from elsewhere once ended in a traceback, after the file was written."""
    (tmp_path / "orders.csv").write_text("Date,Łódź,Customer,Amount\n2026-01-01,x,Zoë,5\n", encoding="utf-8")
    log = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr("sys.stdout", log)
    with pytest.raises(SystemExit) as stop:
        main(["check", str(tmp_path / "orders.csv"), "--map", "order_id=Łódź", "--lang", "fr"])
    log.flush()
    assert stop.value.code == 0
    assert "\\u0141ód\\u017a" in log.buffer.getvalue().decode("cp1252")


@pytest.mark.parametrize("words", [("--version",), ("--lang", "fr", "--version")])
def test_the_version_is_told_without_a_command(run, words: tuple[str, ...]):
    assert run(*words) == (0, f"salestracker {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["functions", "--help"], ["build", "--help"], ["addin", "--help"]])
def test_help_does_not_wait_for_what_builds_trackers(words: list[str]):
    program = f"import sys; from salestracker_xl.cli import main\ntry: main({words})\nexcept SystemExit: pass\n"
    loaded = "print(sorted({'numpy', 'pandas', 'pyarrow', 'xlsxwriter'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", program + loaded], capture_output=True, text=True, timeout=60)
    assert told.stdout.splitlines()[-1] == "[]", told.stderr
