"""Who the customers are and what they did beside buying, as files say it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.tables.reading import Reading, read_customers, read_engagement
from salestracker_xl.tables.same_customers import customer_column
from salestracker_xl.tables.tracker import read_tracker


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def reasons(reading: Reading) -> list[tuple[int, str]]:
    assert len(reading.frame) + len(reading.rejects) == reading.rows
    return [(line, reason.en) for line, reason in zip(reading.rejects["line"], reading.rejects["reason"], strict=True)]


def test_a_french_file_of_customers_is_understood(tmp_path):
    path = written(
        tmp_path / "clients.csv",
        "Nom client;Secteur d'activité;Ville;Pays;Effectif;Date de naissance;Client depuis;Newsletter\n"
        "Alpha;Hôtellerie;Lyon;France;10-49;31/12/1985;05/02/2024;oui\n"
        "Bêta;hôtellerie;Nice;;1-9;;;désabonné\n"
        "Gamma;Bureaux;;Suisse;;13/07/2001;28/03/2025;\n",
    )
    reading = read_customers(path)
    assert reasons(reading) == []
    frame = reading.frame
    assert frame["segment"].tolist() == ["Hôtellerie", "Hôtellerie", "Bureaux"]
    assert frame["birth_year"].tolist()[::2] == [1985, 2001]
    assert frame["opt_in"].tolist()[:2] == ["yes", "no"]
    assert frame["since"].dt.date.tolist()[::2] == [dt.date(2024, 2, 5), dt.date(2025, 3, 28)]
    assert frame[["size", "city"]].iloc[0].tolist() == ["10-49", "Lyon"]


def test_a_customer_stands_once_and_a_bad_row_keeps_nobody_out(tmp_path):
    first = written(
        tmp_path / "one.csv",
        "Customer,Segment,Subscribed\nAlpha,Bar,perhaps\nalpha,Bar,yes\nALPHA,Shop,no\n,Shop,no\nBeta,Shop,no\n",
    )
    second = written(tmp_path / "two.csv", "Customer,Segment,Subscribed\nbeta,Bar,no\nDelta,Bar,no\n")
    reading = read_customers([first, second])
    assert reading.frame["customer"].tolist() == ["alpha", "Beta", "Delta"]
    assert reasons(reading) == [
        (2, "neither yes nor no"),
        (4, "this customer stands on line 3 of one.csv"),
        (5, "blank"),
        (2, "this customer stands on line 6 of one.csv"),
    ]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Visite", "visit"),
        ("Meeting in the showroom", "visit"),
        ("Newsletter opened", "email"),
        ("Appel téléphonique", "call"),
        ("Salon professionnel", "event"),
        ("Ticket SAV", "support"),
        ("Enquête NPS", "survey"),
        ("Tasting", "Tasting"),
    ],
)
def test_kinds_of_interactions_are_told_by_their_words(tmp_path, said, kind):
    path = written(tmp_path / "log.csv", f"Date,Customer,Type\n2026-01-05,Alpha,{said}\n")
    assert read_engagement(path).frame["kind"].tolist() == [kind]


def test_scores_lie_within_their_scale(tmp_path):
    path = written(
        tmp_path / "log.csv",
        "Date,Client,Type,CSAT,NPS\n"
        "05/01/2026,Alpha,Enquête,5,0\n06/01/2026,Alpha,Enquête,6,3\n13/01/2026,Alpha,Enquête,4,11\n"
        "14/01/2026,Alpha,Visite,,\n15/01/2026,,Visite,,\n",
    )
    reading = read_engagement(path)
    assert reasons(reading) == [(3, "outside 1 to 5"), (4, "outside 0 to 10"), (6, "blank")]
    assert reading.frame[["csat", "nps"]].iloc[0].tolist() == [5, 0]


@pytest.mark.parametrize(("scores", "field"), [((1, 5, 4), "csat"), ((3, 9, 5), "nps"), ((0, 4, 5), "nps")])
def test_a_bare_score_beyond_five_or_of_nothing_is_a_recommendation(tmp_path, scores, field):
    rows = "".join(f"2026-01-{day:02d},Alpha,{score}\n" for day, score in enumerate(scores, start=13))
    reading = read_engagement(written(tmp_path / "log.csv", "Date,Customer,Score\n" + rows))
    assert reading.frame[field].tolist() == list(scores)
    assert reading.frame[{"csat": "nps", "nps": "csat"}[field]].isna().all()


def test_files_join_the_sales_by_the_column_with_the_same_customers(tmp_path):
    sales = written(tmp_path / "sales.csv", "Date,Customer ID,Amount\n2026-01-05,C-7,10\n2026-01-13,C-9,20\n")
    people = written(
        tmp_path / "people.csv", "Customer name,Account code,Segment\nAlpha,c-7,Bar\nBeta,C-9,Shop\nGamma,C-11,Shop\n"
    )
    log = written(tmp_path / "log.csv", "Date,Contact,Code,Type\n2026-01-05,Alpha,C-7,Visit\n")
    tracker = read_tracker([sales], customers=people, engagement=log)
    assert tracker.customers is not None
    assert tracker.engagement is not None
    assert tracker.customers.frame["customer"].tolist() == ["c-7", "C-9", "C-11"]
    assert tracker.engagement.frame["customer"].tolist() == ["C-7"]
    assert {source.schema.key for source in tracker.readings} == {"sales", "customers", "engagement"}
    strangers = pd.DataFrame({"customer": ["somebody else"]})
    assert customer_column(people, strangers) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from(["Alpha", "alpha", "", "=1+1", "Total"]),
            st.sampled_from(["2026-01-13", "soon", "", "46035"]),
            st.sampled_from(["yes", "no", "maybe", "5", "11", "-1", "#N/A", ""]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_accepted_and_rejected_rows_add_up(tmp_path, cells):
    body = "".join(f"{name},{day},{last}\n" for name, day, last in cells if name or day or last)
    people = written(tmp_path / "people.csv", "Customer,First contact,Opt in\n" + body)
    log = written(tmp_path / "log.csv", "Customer,Date,NPS\n" + body)
    for path, read in ((people, read_customers), (log, read_engagement)):
        try:
            reading = read(path)
        except SalesTrackerError as error:
            assert error.text.fr
            continue
        assert len(reading.frame) + len(reading.rejects) == reading.rows == body.count("\n")
        assert not set(reading.frame["line"]) & set(reading.rejects["line"])
