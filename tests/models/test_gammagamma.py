"""The Gamma-Gamma model: published figures, lifetimes as oracle, and spending without a best fit."""

from __future__ import annotations

from dataclasses import asdict, astuple
from functools import partial

import lifetimes
import numpy as np
import pandas as pd
import pytest
from models import simulation
from models.slopes import assert_derivatives_are_exact
from scipy.stats import norm

from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models import gammagamma
from salestracker_xl.models.gammagamma import GammaGamma

# Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value, http://www.brucehardie.com/notes/025/
NOTE = (6.25, 3.74, 15.44)
NOTE_LOG_LIKELIHOOD = -4055.9177
NOTE_EXPECTED = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]  # of the first ten customers

PURCHASES = np.random.default_rng(8).geometric(0.4, 3000)


def test_the_note(calibration):
    fit = gammagamma.fit(calibration.frequency, calibration.monetary_value)
    assert fit.outcome == "converged"
    assert fit.customers == 946
    assert tuple(round(number, 2) for number in astuple(fit.model)) == NOTE
    assert round(fit.log_likelihood, 4) == NOTE_LOG_LIKELIHOOD


def test_the_expected_values_of_the_note(calibration):
    fit = gammagamma.fit(calibration.frequency, calibration.monetary_value)
    expected = fit.model.expected_value(calibration.frequency[:10], calibration.monetary_value[:10])
    assert [round(value, 2) for value in expected.tolist()] == NOTE_EXPECTED


def test_lifetimes_predicts_the_same_and_finds_no_higher_likelihood(printed: pd.DataFrame):
    again = printed[printed["x"] > 0]
    theirs = lifetimes.GammaGammaFitter().fit(again["x"], again["zbar"])
    ours = gammagamma.fit(printed["x"].to_numpy(), printed["zbar"].to_numpy())
    assert ours.log_likelihood / len(again) > -theirs._negative_log_likelihood_ - 1e-6
    assert dict(ours.standard_errors) == pytest.approx(pd.Series(theirs.standard_errors_).to_dict(), rel=1e-2)
    theirs.params_ = pd.Series(asdict(ours.model))
    np.testing.assert_allclose(
        ours.model.expected_value(printed["x"].to_numpy(), printed["zbar"].to_numpy()),
        theirs.conditional_expected_average_profit(printed["x"], printed["zbar"]),
        rtol=1e-12,
    )


def test_simulated_spending_is_recovered_within_the_standard_errors():
    truth, surprises = (6.0, 3.5, 15.0), []
    for seed in range(6):
        fit = gammagamma.fit(PURCHASES, simulation.spending(PURCHASES, *truth, seed=seed))
        assert fit.outcome == "converged"
        errors = list(fit.standard_errors.values())
        surprises.append((np.array(astuple(fit.model)) - truth) / errors)
    assert np.abs(surprises).max() < 4
    assert 0.4 < np.mean(np.square(surprises)) < 2


def test_the_derivatives_are_exact():
    spending = gammagamma.spending_of(PURCHASES[:50].astype(float), simulation.spending(PURCHASES[:50], 6.0, 3.5, 3.0))
    for parameters in [(6.0, 3.5, 1.0), (0.4, 0.7, 3.0), (60.0, 200.0, 4.0)]:
        assert_derivatives_are_exact(partial(gammagamma.log_likelihood, spending), parameters)


def test_only_positive_repeat_purchases_tell():
    value = simulation.spending(PURCHASES, 6.0, 3.5, 15.0)
    silent = np.array([0, 0, 3, 4]), np.array([0.0, 7.0, 0.0, -12.0])
    with_them = gammagamma.fit(np.append(PURCHASES, silent[0]), np.append(value, silent[1]))
    assert with_them == gammagamma.fit(PURCHASES, value)


def test_the_way_from_a_model_nearby_leads_to_the_same_digits():
    value = simulation.spending(PURCHASES, 6.0, 3.5, 15.0)
    alone = gammagamma.fit(PURCHASES, value)
    for near in (alone.model, GammaGamma(4.0, 5.0, 30.0)):
        nearby = gammagamma.fit(PURCHASES, value, near=near)
        assert nearby.outcome == alone.outcome
        assert astuple(nearby.model) == pytest.approx(astuple(alone.model), rel=1e-11)


@pytest.mark.parametrize("factor", [1e-6, 1e7])
def test_the_currency_is_the_callers(factor):
    value = simulation.spending(PURCHASES, 6.0, 3.5, 15.0)
    before, after = gammagamma.fit(PURCHASES, value), gammagamma.fit(PURCHASES, factor * value)
    assert after.model.q == pytest.approx(before.model.q, rel=1e-7)
    assert after.model.v == pytest.approx(factor * before.model.v, rel=1e-7)


def test_refunds_beyond_the_purchases_count_as_nothing_spent():
    model = GammaGamma(6.0, 3.5, 15.0)
    nothing, less = model.expected_value(np.array([2, 2]), np.array([0.0, -40.0]))
    assert nothing == less
    assert 0 < nothing < model.expected_value(np.array([0]), np.array([0.0]))[0]


@pytest.mark.parametrize("customers", [30, 500])
def test_one_price_for_all(customers):
    fit = gammagamma.fit(PURCHASES[:customers], np.full(customers, 9.9))
    assert fit.outcome == "equal_values"
    expected = fit.model.expected_value(np.array([0, 5]), np.array([0.0, 9.9]))
    np.testing.assert_allclose(expected, 9.9, rtol=1e-3)


def test_each_customer_has_a_price():
    spread = norm.ppf(np.linspace(0.005, 0.995, 150))
    frequency = np.repeat([1, 2, 6], 150)
    price = 20 * np.exp(0.5 * np.concatenate((spread, spread, 1.5 * spread)))  # chance would narrow it with frequency
    fit = gammagamma.fit(frequency, price)
    assert fit.outcome == "steady_values"
    np.testing.assert_allclose(fit.model.expected_value(frequency, price), price, rtol=0.01)


def test_spending_without_a_finite_mean():
    fit = gammagamma.fit(PURCHASES, simulation.spending(PURCHASES, 4.0, 0.6, 5.0))
    assert fit.outcome == "converged"
    with pytest.raises(NotEnoughData, match="no finite estimate"):
        fit.model.expected_value(PURCHASES, np.ones(len(PURCHASES)))


def test_nobody_spent_anything_again():
    with pytest.raises(NotEnoughData, match="positive value"):
        gammagamma.fit(np.array([0, 2]), np.array([0.0, 0.0]))
