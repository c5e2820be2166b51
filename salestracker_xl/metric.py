"""What a metric is: arithmetic with a face that every host can show."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

WIZARD_LIMIT = 255  # Excel cuts longer texts in the function wizard

Column = (
    np.ndarray
)  # one clean column: floats with NaN for blank, Excel serial days, or integer codes with -1 for blank
Kind = Literal["numbers", "days", "keys", "number", "day", "word"]
Unit = Literal["currency", "rate", "ratio", "count", "days", "months", "units", "score", "word", "table"]

COLUMN_KINDS: frozenset[Kind] = frozenset({"numbers", "days", "keys"})


class MetricError(SalesTrackerError):
    """A metric that has no value; `code` is the Excel error that stands for the reason."""

    code = "#VALUE!"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of an argument, its row and column counted from 0, titles included."""

    argument: str
    row: int
    column: int


class WrongInput(MetricError):
    """An input of the wrong kind or shape: #VALUE!; `places` are the cells that are to blame, where some are."""

    code = "#VALUE!"

    def __init__(self, text: Text, *places: Place) -> None:
        super().__init__(text)
        self.places = places


class WrongRow(WrongInput):
    """A row of an argument, counted from 0 in its clean column, that does not go with the others."""

    def __init__(self, argument: str, row: int, said: Text) -> None:
        where = Text("{argument}, row {row}: {said}", "{argument}, ligne {row} : {said}")
        super().__init__(where.format(argument=argument, row=row + 1, said=said))
        self.argument = argument
        self.row = row
        self.said = said


class DivisionByZero(MetricError):
    """A denominator of zero: #DIV/0!."""

    code = "#DIV/0!"


class NotEnoughData(MetricError):
    """Too little data for an honest figure: #N/A."""

    code = "#N/A"


class NoSolution(MetricError):
    """An equation without a solution: #NUM!."""

    code = "#NUM!"


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument of a metric, as a person meets it in the function wizard.

    `kind` says what `cells` makes of it: columns of "numbers" (float, blank = NaN), "days" (Excel serial, blank = NaN)
    or "keys" (integer codes, blank = -1), or a single "number", "day" or "word". Arguments that share `rows` stand in
    the same rows of a sheet: they must have the same height. Keys that are `like` another argument share its codes.
    `choices` lists the words that a "word" may take, each in both languages; the metric receives the key.
    """

    kind: Kind
    summary: Text
    rows: str | None = None
    like: str | None = None
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument in its place: its name, what it is, and its default (`inspect.Parameter.empty` when required)."""

    name: str
    arg: Arg
    default: Any

    @property
    def optional(self) -> bool:
        """Whether a caller may leave this argument out."""
        return self.default is not inspect.Parameter.empty

    @property
    def spoken(self) -> str:
        """The name, in brackets where it may be left out."""
        return f"[{self.name}]" if self.optional else self.name


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its arithmetic, and all that hosts, sheets, references and tests derive from.

    `native` is the closed form as an Excel 2016 formula in which `{argument}` stands for the argument's reference, one
    for each set of arguments given. `dynamic` holds forms for the functions that a workbook brings along: they may need
    the dynamic arrays of Excel 2021, and take arrays and constants where `native` takes ranges alone. `example` is a
    call over the tables of a tracker, with `{table[field]}` marks.
    """

    name: str
    compute: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    label: Text
    summary: Text
    unit: Unit
    subject: str
    source: str
    native: tuple[str, ...]
    example: str
    dynamic: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """The call with the names of its arguments, optional ones in brackets.

        >>> from salestracker_xl.metrics import REGISTRY
        >>> REGISTRY["AOV"].signature
        'AOV(amounts, [order_ids])'
        """
        return f"{self.name}({', '.join(parameter.spoken for parameter in self.parameters)})"

    def native_for(self, given: frozenset[str]) -> str | None:
        """Give the native formula that uses exactly the arguments `given`, or None.

        >>> from salestracker_xl.metrics import REGISTRY
        >>> REGISTRY["AOV"].native_for(frozenset({"amounts"}))
        'SUM({amounts})/COUNTIF({amounts},">0")'
        """
        return next((formula for formula in self.native if self.arguments_of(formula) == given), None)

    def arguments_of(self, formula: str) -> frozenset[str]:
        """Name the arguments that stand in a native formula."""
        return frozenset(parameter.name for parameter in self.parameters if "{" + parameter.name + "}" in formula)


REGISTRY: dict[str, Metric] = {}


def metric(
    *,
    label: Text,
    summary: Text,
    unit: Unit,
    source: str,
    example: str,
    native: tuple[str, ...] = (),
    dynamic: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a function into the registry under its name in upper case; the function itself stays plain Python.

    Every parameter must be annotated `Annotated[type, Arg(...)]`. Raises ValueError for a name that is taken.
    """

    def enter(compute: Callable[..., Any]) -> Callable[..., Any]:
        name = compute.__name__.upper()
        if name in REGISTRY:
            raise ValueError(f"There is a metric {name} already, in {REGISTRY[name].compute.__module__}.")
        REGISTRY[name] = Metric(
            name=name,
            compute=compute,
            parameters=_parameters(compute),
            label=label,
            summary=summary,
            unit=unit,
            subject=compute.__module__.rpartition(".")[2],
            source=source,
            native=native,
            example=example,
            dynamic=dynamic,
        )
        return compute

    return enter


def arrange(modules: Sequence[str]) -> None:
    """Put the registry in the order of the modules that define its metrics; those of one module stay as they stand."""
    entries = sorted(REGISTRY.items(), key=lambda entry: modules.index(entry[1].compute.__module__))
    REGISTRY.clear()
    REGISTRY.update(entries)


def _parameters(compute: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = get_type_hints(compute, include_extras=True)
    found = []
    for name, parameter in inspect.signature(compute).parameters.items():
        hint = hints.get(name)
        args = (
            [extra for extra in get_args(hint)[1:] if isinstance(extra, Arg)] if get_origin(hint) is Annotated else []
        )
        if len(args) != 1:
            raise ValueError(f"{compute.__name__}: the argument {name} needs one Arg in its annotation.")
        found.append(Parameter(name, args[0], parameter.default))
    return tuple(found)
