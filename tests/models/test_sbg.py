"""The shifted beta-geometric, on published figures and on customers who behave as it says."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models.slopes import assert_derivatives_are_exact
from scipy import special

from salestracker_xl.metric import NotEnoughData, WrongInput
from salestracker_xl.models import sbg

HIGH_END = np.array([1000, 869, 743, 653, 593, 551, 517, 491], float)  # Fader and Hardie (2007), table 1
REGULAR = np.array([1000, 631, 468, 382, 326, 289, 262, 241], float)


def test_the_published_figures_are_found_again():
    fit = sbg.fit(HIGH_END)
    assert (round(fit.model.alpha, 3), round(fit.model.beta, 3)) == (0.668, 3.806)
    assert round(fit.log_likelihood, 3) == -1611.158
    assert fit.outcome == "converged"
    assert fit.customers == 1000
    assert fit.gradient_per_customer < 1e-8


def test_the_regular_customers_of_the_paper():
    fit = sbg.fit(REGULAR)
    assert (round(fit.model.alpha, 3), round(fit.model.beta, 3)) == (0.704, 1.182)


@given(st.floats(0.05, 20), st.floats(0.05, 20))
def test_survival_is_the_ratio_of_beta_functions(alpha, beta):
    model, t = sbg.ShiftedBetaGeometric(alpha, beta), np.arange(0, 40)
    expected = np.exp(special.betaln(alpha, beta + t) - special.betaln(alpha, beta))
    np.testing.assert_allclose(model.survival(t), expected, rtol=1e-9)


@pytest.mark.parametrize(("alpha", "beta"), [(0.7, 3.8), (3.0, 0.4), (0.05, 9.0)])
def test_slopes_are_those_of_the_likelihood(alpha, beta):
    lost = -np.diff(HIGH_END)
    assert_derivatives_are_exact(partial(sbg.log_likelihood, lost, HIGH_END[-1]), (alpha, beta))


@pytest.mark.parametrize(("alpha", "beta"), [(0.5, 2.0), (2.0, 5.0), (1.0, 1.0)])
def test_simulated_parameters_are_recovered_within_their_errors(alpha, beta):
    luck = np.random.default_rng(5)
    lasted = luck.geometric(luck.beta(alpha, beta, 20_000))
    fit = sbg.fit(np.array([np.count_nonzero(lasted > t) for t in range(9)], float))
    for name, true in (("alpha", alpha), ("beta", beta)):
        assert abs(getattr(fit.model, name) - true) < 3.5 * fit.standard_errors[name]


def test_one_common_chance_to_leave_is_told():
    fit = sbg.fit(1_000_000 * 0.8 ** np.arange(8))
    assert fit.outcome == "equal_churn"
    np.testing.assert_allclose(fit.model.retention(np.arange(1, 8)), 0.8, atol=1e-3)


@pytest.mark.parametrize("counts", [[10], [10, 8], [10, 10, 10]])
def test_too_little_to_learn_from_is_told(counts):
    with pytest.raises(NotEnoughData):
        sbg.fit(np.array(counts, float))


@pytest.mark.parametrize("counts", [[10, 11, 9], [10, 5, -1]])
def test_a_cohort_can_only_shrink(counts):
    with pytest.raises(WrongInput, match="customers_by_period, row"):
        sbg.fit(np.array(counts, float))
