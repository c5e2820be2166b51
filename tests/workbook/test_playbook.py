"""The template's playbook: enough ideas for every metric, in both languages, each with its study or none said."""

from __future__ import annotations

import datetime as dt

import pytest

from salestracker_xl.workbook.catalogue import BY_KEY
from salestracker_xl.workbook.figures.gaps import BY_SECTOR_ONLY
from salestracker_xl.workbook.playbook import load_playbook
from salestracker_xl.workbook.published import NO_SOURCE, load_published

PLAYBOOK = load_playbook()


def test_ten_metrics_and_more_have_ideas_and_every_card_is_among_them():
    assert len(PLAYBOOK.ideas) >= 10
    assert set(PLAYBOOK.ideas) == set(BY_KEY) | set(BY_SECTOR_ONLY)
    assert set(BY_SECTOR_ONLY) <= set(load_published().measures)


@pytest.mark.parametrize("metric", PLAYBOOK.ideas)
def test_a_metric_has_four_ideas_or_more_that_differ(metric):
    ideas = PLAYBOOK.ideas[metric]
    assert len(ideas) >= 4
    assert len({idea.action.en for idea in ideas}) == len({idea.action.fr for idea in ideas}) == len(ideas)
    for idea in ideas:
        assert idea.action.en != idea.action.fr
        assert idea.reason.en != idea.reason.fr
        assert idea.reason.en.endswith(".") and idea.reason.fr.endswith(".")
        assert idea.source == NO_SOURCE or idea.source in PLAYBOOK.sources


@pytest.mark.parametrize("key", PLAYBOOK.sources)
def test_a_study_is_cited_and_dated(key):
    source = PLAYBOOK.sources[key]
    assert isinstance(source.published, dt.date | int)
    assert source.address.startswith("http")
    assert any(idea.source == key for ideas in PLAYBOOK.ideas.values() for idea in ideas)
