"""The template's benchmarks: both languages, a source or none said, dates that make sense, figures in order."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from salestracker_xl.language import LANGUAGES, Text
from salestracker_xl.template import template_file
from salestracker_xl.workbook.look.theme import load_theme
from salestracker_xl.workbook.published import GENERAL, NO_SOURCE, load_published

PUBLISHED = load_published()
FIGURES = {f"{figure.metric}-{figure.sector}": figure for figure in PUBLISHED.figures}


@pytest.fixture(params=PUBLISHED.figures, ids=list(FIGURES))
def figure(request):
    return request.param


def values(figure):
    return [value for value in (figure.low, figure.typical, figure.high) if value is not None]


def test_a_figure_is_of_a_known_metric_and_sector_and_stands_once(figure):
    assert figure.metric in PUBLISHED.measures
    assert figure.sector in PUBLISHED.sectors
    assert len(FIGURES) == len(PUBLISHED.figures)


def test_a_figure_has_a_source_or_says_that_there_is_none(figure):
    if figure.source == NO_SOURCE:
        assert values(figure) == []
        assert figure.expires is None
    else:
        assert figure.source in PUBLISHED.sources
        assert values(figure)
        assert isinstance(figure.expires, dt.date)


def test_low_is_no_more_than_typical_and_typical_no_more_than_high(figure):
    assert values(figure) == sorted(values(figure))


def test_a_figure_expires_one_to_two_years_after_it_was_published_or_read(figure):
    source = PUBLISHED.sources.get(figure.source)
    if source is not None:
        known = source.published or source.read
        known = dt.date(known, 1, 1) if isinstance(known, int) else known
        assert 365 <= (figure.expires - known).days <= 731


def test_money_names_its_currency_and_nothing_else_does(figure):
    is_money = PUBLISHED.measures[figure.metric].style.startswith("money")
    assert (figure.currency is not None) == (is_money and bool(values(figure)))


@pytest.mark.parametrize("key", PUBLISHED.sources)
def test_a_source_says_who_published_what_where_and_when(key):
    source = PUBLISHED.sources[key]
    assert source.title and source.publisher
    assert re.fullmatch(r"https://[^\s/]+\.[^\s/]+/\S*", source.address)
    assert (source.published is None) != (source.read is None)
    assert any(figure.source == key for figure in PUBLISHED.figures) or key == PUBLISHED.categories.source


@pytest.mark.parametrize("key", PUBLISHED.measures)
def test_every_metric_has_a_row_for_all_sectors_or_says_so(key):
    general = [figure for figure in PUBLISHED.figures if figure.metric == key and figure.sector == GENERAL]
    assert len(general) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_styles_are_number_formats_of_the_theme_and_words_differ_between_the_languages(language):
    theme = load_theme(language, "EUR")
    assert {measure.style for measure in PUBLISHED.measures.values()} <= set(theme.formats)
    texts: list[Text] = [figure.note for figure in PUBLISHED.figures]
    texts += [measure.label for measure in PUBLISHED.measures.values()]
    texts += [*PUBLISHED.sectors.values(), *(label for _, label, _ in PUBLISHED.categories.costs)]
    assert [text.en for text in texts if text.en == text.fr] == []


def test_costs_by_kind_of_product_are_above_nothing_and_from_a_source():
    assert all(cost > 0 for *_, cost in PUBLISHED.categories.costs)
    assert PUBLISHED.categories.source in PUBLISHED.sources


def test_the_file_holds_every_figure_that_is_loaded():
    text = template_file("benchmarks.toml").read_text(encoding="utf-8")
    assert text.count("[[figures]]") == len(PUBLISHED.figures)
