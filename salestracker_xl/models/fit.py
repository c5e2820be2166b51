"""What a fitted model says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, Literal, TypeVar

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.models.newton import Summit

Outcome = Literal[
    "converged", "no_churn", "equal_rates", "equal_churn", "split_churn", "equal_values", "steady_values", "failed"
]

STATUS: dict[Outcome, Text] = {
    "converged": Text("Converged.", "Convergé."),
    "no_churn": Text(
        "No churn seen in the data: the model without churn (NBD) is used.",
        "Aucune perte de clients visible dans les données : le modèle sans attrition (NBD) est utilisé.",
    ),
    "equal_rates": Text(
        "Converged; the customers buy at one common rate, as far as the data can tell.",
        "Convergé ; les clients achètent à un même rythme, pour autant que les données le montrent.",
    ),
    "equal_churn": Text(
        "Converged; the customers leave with one common probability, as far as the data can tell.",
        "Convergé ; les clients partent avec une même probabilité, pour autant que les données le montrent.",
    ),
    "split_churn": Text(
        "Converged; a customer leaves after the first repeat purchase or never, as far as the data can tell.",
        "Convergé ; un client part après son premier réachat ou jamais, pour autant que les données le montrent.",
    ),
    "equal_values": Text(
        "Converged; the customers spend the same on average, as far as the data can tell.",
        "Convergé ; les clients dépensent autant en moyenne, pour autant que les données le montrent.",
    ),
    "steady_values": Text(
        "Converged; each customer always spends about the same.",
        "Convergé ; chaque client dépense toujours à peu près autant.",
    ),
    "failed": Text(
        "Not converged: the data do not settle on one best set of parameters.",
        "Non convergé : les données ne désignent pas un meilleur jeu de paramètres unique.",
    ),
}

Model = TypeVar("Model", covariant=True)


@dataclass(frozen=True, slots=True)
class Fit(Generic[Model]):
    """A model, and how far to trust it.

    Attributes
    ----------
    model : Model
        The parameters under their names, with the predictions that follow from them.
    standard_errors : Mapping[str, float]
        Standard error of each parameter, from the Hessian; infinite where the data do not bound it or the fit failed.
    log_likelihood : float
        Log-likelihood at the parameters, in the unit of the data.
    outcome : Outcome
        How the fit ended; anything but "failed" can be used.
    gradient_per_customer : float
        Largest slope of the log-likelihood in a log parameter, over the number of customers: 0 at an optimum.
    customers : int
        Customers behind the fit.
    iterations : int
        Newton steps of the ascent that won.
    """

    model: Model
    standard_errors: Mapping[str, float]
    log_likelihood: float
    outcome: Outcome
    gradient_per_customer: float
    customers: int
    iterations: int

    @property
    def status(self) -> Text:
        """The outcome in a sentence."""
        return STATUS[self.outcome]


def fit_at(top: Summit, model: type[Any], units: tuple[float, ...], shift: float, outcome: Outcome) -> Fit[Any]:
    """Tell of a model at the highest point of its log-likelihood, back in the units of the data.

    `units` holds the size of each parameter's unit in those of the data, `shift` what the log-likelihood gains on the
    way back.
    """
    parameters = np.exp(top.point) * units
    errors = parameters * top.standard_errors  # those of the logarithms, by the delta method
    if outcome == "failed":
        errors = np.full_like(parameters, np.inf)
    return Fit(
        model=model(*parameters.tolist()),
        standard_errors=dict(zip([field.name for field in fields(model)], errors.tolist(), strict=True)),
        log_likelihood=top.value + shift,
        outcome=outcome,
        gradient_per_customer=top.gradient_per_customer,
        customers=top.customers,
        iterations=top.steps,
    )
