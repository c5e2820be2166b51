"""The BG/NBD model: published figures, lifetimes as oracle, and data that have no best fit."""

from __future__ import annotations

from dataclasses import asdict, astuple
from functools import partial

import lifetimes
import numpy as np
import pandas as pd
import pytest
from models import simulation
from models.cdnow import DAYS_A_WEEK
from models.slopes import assert_derivatives_are_exact

from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models import bgnbd, nbd
from salestracker_xl.models.bgnbd import BGNBD
from salestracker_xl.models.histories import histories_of
from salestracker_xl.models.likelihood import in_logs
from salestracker_xl.models.nbd import NBD
from salestracker_xl.models.newton import climb

# Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24 (2), table 2 and appendix
PAPER = BGNBD(0.243, 4.414, 0.793, 2.426)
PAPER_LOG_LIKELIHOOD = -9582.4
PAPER_EXPECTED = 1.226  # purchases in 39 weeks by a customer with x = 2, t_x = 30.43, T = 38.86
R_PACKAGES_LOG_LIKELIHOOD = -9582.429  # BTYD
CLVTOOLS = (0.2425945, 4.4136019, 0.7929199, 2.4258881)  # the R package CLVTools, raw file
PRINTED_SUMMARY = (0.242593, 4.413532, 0.792886, 2.425753)  # from the summary with two decimals


def in_weeks(calibration):
    ages = calibration.recency / DAYS_A_WEEK, calibration.T / DAYS_A_WEEK
    return bgnbd.fit(calibration.frequency, *ages)


def fit_of(history: simulation.History):
    return bgnbd.fit(history.frequency, history.recency, history.T)


def chance_to_leave(fit) -> float:
    return fit.model.a / (fit.model.a + fit.model.b)


def test_the_paper(calibration):
    fit = in_weeks(calibration)
    assert fit.outcome == "converged"
    assert tuple(round(number, 3) for number in astuple(fit.model)) == astuple(PAPER)
    assert round(fit.log_likelihood, 1) == PAPER_LOG_LIKELIHOOD


def test_the_r_packages(calibration):
    fit = in_weeks(calibration)
    assert round(fit.log_likelihood, 3) == R_PACKAGES_LOG_LIKELIHOOD
    assert astuple(fit.model) == pytest.approx(CLVTOOLS, rel=1e-5)  # theirs stops a little below the optimum


def test_the_printed_summary(printed: pd.DataFrame):
    fit = bgnbd.fit(*(printed[name].to_numpy() for name in ("x", "t_x", "T")))
    assert tuple(round(number, 6) for number in astuple(fit.model)) == PRINTED_SUMMARY


def test_the_expectation_of_the_paper():
    expected = PAPER.expected_purchases(39.0, np.array([2]), np.array([30.43]), np.array([38.86]))
    assert [round(number, 3) for number in expected] == [PAPER_EXPECTED]


def test_the_unit_of_time_is_the_callers(calibration):
    days, weeks = bgnbd.fit(calibration.frequency, calibration.recency, calibration.T), in_weeks(calibration)
    in_days = np.array(astuple(weeks.model)) * [1, DAYS_A_WEEK, 1, 1]
    assert astuple(days.model) == pytest.approx(tuple(in_days), rel=1e-9)
    purchases = calibration.frequency.sum()
    assert days.log_likelihood == pytest.approx(weeks.log_likelihood - purchases * np.log(DAYS_A_WEEK), rel=1e-12)


@pytest.fixture(scope="module")
def twins(printed: pd.DataFrame):
    """Our fit, and a lifetimes fitter that was fitted and then given our parameters."""
    theirs = lifetimes.BetaGeoFitter().fit(printed["x"], printed["t_x"], printed["T"])
    ours = bgnbd.fit(*(printed[name].to_numpy() for name in ("x", "t_x", "T")))
    own_errors, own_likelihood = theirs.standard_errors_, -theirs._negative_log_likelihood_
    theirs.params_ = pd.Series(asdict(ours.model))
    return ours, theirs, own_errors, own_likelihood


def test_lifetimes_predicts_the_same(twins, printed: pd.DataFrame):
    ours, theirs, _, _ = twins
    history = [printed[name].to_numpy(float) for name in ("x", "t_x", "T")]
    alive = ours.model.probability_alive(*history)
    np.testing.assert_allclose(alive, theirs.conditional_probability_alive(*history), rtol=1e-10)
    horizons = np.array([1.0, 13.0, 52.0])
    expected = ours.model.expected_purchases(horizons, *history)
    for column, horizon in zip(expected.T, horizons, strict=True):
        their_column = theirs.conditional_expected_number_of_purchases_up_to_time(horizon, *history)
        np.testing.assert_allclose(column, their_column, rtol=1e-8)
    np.testing.assert_allclose(
        ours.model.expected_purchases_of_new(horizons),
        theirs.expected_number_of_purchases_up_to_time(horizons),
        rtol=1e-8,
    )


def test_lifetimes_finds_the_same_standard_errors(twins):
    ours, _, own_errors, _ = twins
    assert dict(ours.standard_errors) == pytest.approx(own_errors.to_dict(), rel=1e-2)


SHOPS = [
    (500, 0.2, 20.0, 0.8, 2.5),
    (500, 1.5, 90.0, 2.0, 9.0),
    (1500, 0.6, 15.0, 0.3, 0.9),
    (3000, 4.0, 200.0, 0.6, 4.0),
    (3000, 0.9, 40.0, 3.0, 3.0),
]


@pytest.mark.parametrize("shop", SHOPS, ids=str)
def test_lifetimes_finds_no_higher_likelihood(shop):
    history = simulation.histories(*shop)
    theirs = lifetimes.BetaGeoFitter().fit(history.frequency, history.recency, history.T)
    theirs_in_days = -theirs._negative_log_likelihood_ + history.frequency.mean() * np.log(theirs._scale)
    assert fit_of(history).log_likelihood / shop[0] > theirs_in_days - 1e-6


@pytest.mark.parametrize("shop", SHOPS, ids=str)
def test_the_way_from_a_model_nearby_leads_to_the_same_digits(shop):
    history = simulation.histories(*shop)
    alone = fit_of(history)
    r, alpha, a, b = astuple(alone.model)
    nearby = bgnbd.fit(history.frequency, history.recency, history.T, near=BGNBD(1.4 * r, alpha, a / 2, b))
    assert nearby.outcome == alone.outcome
    assert astuple(nearby.model) == pytest.approx(astuple(alone.model), rel=1e-9)


SMALL_SHOPS = [
    ((40, 0.8, 60.0), 14),  # nobody leaves; a likelihood that puts the optimum at a few who leave at once
    ((40, 0.2, 200.0, 3.0, 1.0), 4),  # churn that makes all rates look equal to the model without it
    *(((120, 0.8, 60.0), seed) for seed in range(4)),
]


@pytest.mark.parametrize(("shop", "seed"), [*((shop, 0) for shop in SHOPS), *SMALL_SHOPS], ids=str)
def test_no_other_start_leads_higher(shop, seed):
    history = simulation.histories(*shop, seed=seed)
    histories = histories_of(history.frequency, history.recency, history.T)
    objective = in_logs(partial(bgnbd.log_likelihood, histories))
    starts = np.random.default_rng(1).uniform([-3, -3, -7, -6], [4, 4, 4, 5], (16, 4))
    ends = [climb(objective, start, bgnbd.LOWER, bgnbd.UPPER, histories.customers) for start in starts]
    assert fit_of(history).log_likelihood > max(end.value for end in ends) + histories.shift - 1e-6


def test_simulated_customers_are_recovered_within_the_standard_errors():
    truth = BGNBD(0.5, 20.0, 0.9, 3.0)
    surprises = []
    for seed in range(6):
        fit = fit_of(simulation.histories(4000, *astuple(truth), seed=seed))
        assert fit.outcome == "converged"
        assert fit.gradient_per_customer < 1e-8
        errors = list(fit.standard_errors.values())
        surprises.append((np.array(astuple(fit.model)) - astuple(truth)) / errors)
    assert np.abs(surprises).max() < 4
    assert 0.4 < np.mean(np.square(surprises)) < 2  # neither too timid nor too bold


def test_the_derivatives_are_exact():
    history = simulation.histories(60, 0.8, 30.0, 0.8, 2.0)
    likelihood = partial(bgnbd.log_likelihood, histories_of(history.frequency, history.recency, history.T))
    for parameters in [(0.5, 0.2, 0.8, 2.4), (3.0, 5.0, 0.05, 0.3), (0.1, 0.01, 40.0, 90.0)]:
        assert_derivatives_are_exact(likelihood, parameters)


def test_customers_who_bought_to_the_last_day_show_no_churn():
    rng = np.random.default_rng(4)
    T = rng.uniform(100, 400, 500)
    frequency = rng.poisson(rng.gamma(1.5, 2.0, 500))
    recency = np.where(frequency > 0, T, 0.0)
    fit = bgnbd.fit(frequency, recency, T)
    assert (fit.outcome, type(fit.model)) == ("no_churn", NBD)
    assert "No churn" in fit.status.en
    loyal = nbd.fit(frequency, T)
    assert (fit.model, fit.log_likelihood) == (loyal.model, loyal.log_likelihood)


@pytest.mark.parametrize("seed", range(8))
def test_customers_who_never_leave_are_found_alive(seed):
    history = simulation.histories(1500, 0.8, 30.0, seed=seed)
    fit, loyal = fit_of(history), nbd.fit(history.frequency, history.T)
    assert fit.outcome != "failed"
    assert fit.log_likelihood > loyal.log_likelihood - 1e-9  # never short of the model without churn
    assert fit.model.probability_alive(history.frequency, history.recency, history.T).mean() > 0.98


def test_customers_with_one_common_rate():
    history = simulation.histories(1500, 1e6, 3e7, 0.8, 2.5)
    fit = fit_of(history)
    assert fit.outcome in ("equal_rates", "converged")
    assert fit.model.r / fit.model.alpha == pytest.approx(1 / 30, rel=0.05)


def test_regular_customers_have_one_common_rate():
    T = np.linspace(200, 400, 300)
    frequency = np.floor(T / 30)  # every thirtieth day: steadier than chance
    fit = bgnbd.fit(frequency, frequency * 30, T)
    assert fit.outcome == "no_churn"
    assert nbd.fit(frequency, T).outcome == "equal_rates"
    assert fit.model.expected_purchases(300.0, np.array([9.0]), np.array([270.0]), np.array([280.0])) == pytest.approx(
        [10], rel=0.05
    )


def test_customers_with_one_common_chance_to_leave():
    fit = fit_of(simulation.histories(1500, 1.0, 20.0, 2e6, 8e6))
    assert fit.outcome in ("equal_churn", "converged")
    assert chance_to_leave(fit) == pytest.approx(0.2, rel=0.1)


def test_customers_who_leave_at_once_or_never():
    rng = np.random.default_rng(3)
    T = rng.uniform(300, 400, 400)
    stays = rng.random(400) < 0.5
    frequency = np.where(stays, rng.poisson(rng.gamma(1.5, 8.0, 400)) + 2, 1)
    recency = np.where(stays, 0.97 * T, 10.0)
    fit = bgnbd.fit(frequency, recency, T)
    assert fit.outcome == "split_churn"
    assert chance_to_leave(fit) == pytest.approx(0.5, abs=0.05)
    alive = fit.model.probability_alive(frequency, recency, T)
    assert alive[stays].min() > 0.999 > 0.01 > alive[~stays].max()


@pytest.mark.parametrize("customers", [200, 201, 203, 1000])  # with some, rounding alone makes a top of the ridge
def test_a_single_repeat_purchase_each_settles_nothing(customers):
    T = np.linspace(50, 400, customers)
    frequency = (np.arange(customers) % 3 == 0).astype(int)
    fit = bgnbd.fit(frequency, frequency * T / 4, T)
    assert fit.outcome == "failed"
    assert set(fit.standard_errors.values()) == {np.inf}


def test_nobody_bought_again():
    with pytest.raises(NotEnoughData, match="second time"):
        bgnbd.fit(np.zeros(5), np.zeros(5), np.ones(5))


@pytest.mark.parametrize(
    ("frequency", "recency", "T", "complaint"),
    [
        ([1.5], [3], [9], "whole numbers"),
        ([-1], [3], [9], "whole numbers"),
        ([1], [10], [9], "between 0 and T"),
        ([1], [-1], [9], "between 0 and T"),
    ],
)
def test_an_impossible_history(frequency, recency, T, complaint):
    with pytest.raises(ValueError, match=complaint):
        bgnbd.fit(np.array(frequency), np.array(recency, float), np.array(T, float))
