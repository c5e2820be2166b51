"""Arguments of a metric that gives back what it was given, and cells of hosts."""

from __future__ import annotations

import datetime as dt
import inspect
import math

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Metric, Parameter

NAN = math.nan
SAID = Text("Odd.", "Étrange.")


class JsNull:
    """Pyodide's null, which xlwings Lite hands over."""


class ComTime(dt.datetime):
    """pywin32's time."""


def a_metric(*args: tuple[str, Arg], optional: int = 0) -> Metric:
    """A metric that gives back what it was given."""
    first_optional = len(args) - optional
    parameters = [
        Parameter(name, arg, None if number >= first_optional else inspect.Parameter.empty)
        for number, (name, arg) in enumerate(args)
    ]
    return Metric("ODD", lambda **given: given, tuple(parameters), SAID, SAID, "ratio", "tests", "a test", (), "ODD()")


NUMBERS = Arg("numbers", SAID, rows="same")
MORE = Arg("numbers", SAID, rows="same")
KEYS = Arg("keys", SAID, rows="same")
DAYS = Arg("days", SAID, rows="same")
ALONE = Arg("numbers", SAID)
ONE = Arg("number", SAID)
DAY = Arg("day", SAID)
WORD = Arg("word", SAID, choices=(("month", Text("month", "mois")), ("year", Text("year", "année"))))
