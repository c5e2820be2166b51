"""Stages stand in the order of their chances, else as the export names them."""

from __future__ import annotations

import pandas as pd
import pytest

from salestracker_xl.analysis.stages import stages_in_order


def deals(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["stage", "status", "probability", "furthest"])
    return frame.astype({"stage": "str", "furthest": "str", "probability": float})


def test_the_less_likely_stage_comes_first():
    frame = deals(("Offer", "open", 0.6, None), ("Lead", "open", 0.1, None), ("Demo", "open", 0.3, "Demo"))
    assert stages_in_order(frame) == ["Lead", "Demo", "Offer"]


def test_without_probabilities_the_order_is_that_of_the_export():
    frame = deals(("Blue", "open", None, None), ("Lead", "open", None, None))
    assert stages_in_order(frame) == ["Blue", "Lead"]


@pytest.mark.parametrize(
    "course",
    [
        ["Qualified", "Contact made", "Demo scheduled", "Proposal made", "Negotiations started"],  # Pipedrive's own
        ["Qualifié", "Contact établi", "Démo planifiée", "Devis envoyé", "Négociation"],
    ],
)
def test_without_probabilities_the_words_of_the_stages_tell_their_order(course):
    frame = deals(*((stage, "open", None, None) for stage in reversed(course)))
    assert stages_in_order(frame) == course


def test_endings_are_no_stages_and_case_makes_no_second_one():
    frame = deals(
        ("Closed Won", "won", 1, "OFFER"), ("Perdue", "lost", 0, "Demo"), ("Demo", "open", 0.3, None),
        ("Offer", "open", 0.6, None), ("demo", "open", 0.3, None), (None, "open", 0.5, None),
    )  # fmt: skip
    assert stages_in_order(frame) == ["Demo", "Offer"]


def test_a_stage_that_only_closed_deals_tell_of_leaves_the_order_to_the_export():
    frame = deals(("Offer", "open", 0.6, None), ("Lead", "open", 0.1, None), ("Lost", "lost", 0.0, "Nurturing"))
    assert stages_in_order(frame) == ["Offer", "Lead", "Nurturing"]  # a word that is not told
