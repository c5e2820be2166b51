"""Customer lifetime values for analysts: pandas in, pandas out, no Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded
from salestracker_xl.calendar import EXCEL_EPOCH
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Language, Text
from salestracker_xl.models.clv import lifetime_values
from salestracker_xl.models.fit import Fit
from salestracker_xl.models.purchases import summarise

NO_COLUMN = Text(
    "orders has no column {name!r}; it has {found}.", "orders n'a pas de colonne {name!r} ; elle a {found}."
)
NO_DATES = Text(
    "orders[{name!r}] holds {found}; dates belong there: use pandas.to_datetime.",
    "orders[{name!r}] contient {found} ; il faut des dates : utilisez pandas.to_datetime.",
)
SUMMARY = Text(
    "{n} customers. Purchases: {purchases} Spending: {spending} Mean value over {months} months: {mean:.2f}.",
    "{n} clients. Achats : {purchases} Dépenses : {spending} Valeur moyenne sur {months} mois : {mean:.2f}.",
)


class WrongOrders(SalesTrackerError):
    """A table of orders that the models cannot read."""


@dataclass(frozen=True, slots=True, eq=False)
class CLV:
    """Lifetime values, customer by customer, with the models behind them.

    Attributes
    ----------
    customers : pandas.DataFrame
        One row a customer, by name: frequency (repeat purchase days), recency and T (days), monetary_value (mean of the
        repeat days), probability_alive, expected_orders and clv over the horizon, expected_value of an order.
    purchases : Fit
        The BG/NBD fit, or the NBD where nobody leaves: parameters, standard errors, log-likelihood, gradient, status.
    spending : Fit
        The Gamma-Gamma fit.
    months : int
        The horizon.
    """

    customers: pd.DataFrame
    purchases: Fit[Any]
    spending: Fit[Any]
    months: int

    def summary(self, language: Language = "en") -> str:
        """Say in one line how many customers there are, how the fits ended, and what a customer is worth."""
        return SUMMARY.format(
            n=len(self.customers),
            purchases=self.purchases.status,
            spending=self.spending.status,
            months=self.months,
            mean=self.customers["clv"].mean(),
        )[language]


def fit_clv(
    orders: pd.DataFrame,
    *,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    months: int = 12,
    margin: float = 1.0,
    annual_discount: float = 0.1,
) -> CLV:
    """Predict what each customer is worth over the next months, seen from the latest date.

    The same figures as the functions CLV and CLVTABLE give in Excel; see `models.clv.lifetime_values` for the models.

    Parameters
    ----------
    orders : pandas.DataFrame
        One row an order line; a negative amount is a refund. Rows with a blank are left out. Names of customers that
        differ in upper and lower case only are one customer.
    customer, date, amount : str
        What its columns are called.
    months, margin, annual_discount
        Horizon, share of the sales that is left, and yearly discount rate.

    Raises
    ------
    WrongOrders
        When a column is missing, or `date` holds no dates.
    MetricError
        What CLV raises: an argument out of its range, or too little data.
    """
    for name in (customer, date, amount):
        if name not in orders:
            raise WrongOrders(NO_COLUMN.format(name=name, found=", ".join(map(str, orders.columns)) or "-"))
    when = pd.Series(orders[date])
    if not pd.api.types.is_datetime64_any_dtype(when):
        raise WrongOrders(NO_DATES.format(name=date, found=str(when.dtype)))
    complete = orders.loc[orders[[customer, date, amount]].notna().all(axis=1)]
    codes, names = _named(pd.Series(complete[customer]))
    days = complete[date].to_numpy().astype("datetime64[D]").astype(np.int64).astype(float) + EXCEL_EPOCH
    summary = summarise(codes, days, complete[amount].to_numpy(float))
    values = lifetime_values(summary, months, margin, annual_discount)
    table = pd.DataFrame(
        {
            "frequency": summary.frequency,
            "recency": summary.recency,
            "T": summary.T,
            "monetary_value": summary.monetary_value,
            "probability_alive": values.probability_alive,
            "expected_orders": values.expected_purchases,
            "expected_value": values.expected_value,
            "clv": values.clv,
        },
        index=pd.Index(names[summary.codes], name=customer),
    )
    return CLV(table, values.purchases, values.spending, months)


def _named(customers: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A code for each row, and by code the name as it stood first."""
    codes = pd.factorize(folded(customers.astype(str)))[0].astype(np.int64)
    firsts = np.unique(codes, return_index=True)[1]
    return codes, customers.to_numpy(object)[firsts]
