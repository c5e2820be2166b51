"""What each row of a file holds for each field of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.cleaning import clean, emails_in_lower_case, too_long
from salestracker_xl.tables.day_cells import DAY_PROBLEMS
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.number_cells import EXCEL_ERRORS, NUMBER_PROBLEMS, NumberKind, NumberProblem
from salestracker_xl.tables.rejects import BLANK, NOT_A_SHARE, OUTSIDE
from salestracker_xl.tables.schema import Field

_TEXT_TYPE = pd.StringDtype("pyarrow", na_value=np.nan)  # what pandas calls "str"


@dataclass(frozen=True, slots=True, eq=False)
class FieldValues:
    """The values of one field, one a row, and the rows (masks) that have none to give, with the reason."""

    values: pd.Series
    header: str | None
    problems: tuple[tuple[np.ndarray, Text], ...] = ()

    @property
    def missing(self) -> np.ndarray:
        """Which rows have no value."""
        return self.values.isna().to_numpy()


def read_field(draft: Draft, field: Field) -> FieldValues:
    """Read one field of every row of a file; a field that the file does not have is blank throughout."""
    read = _read(draft, field)
    if not field.required:
        return read
    told = np.zeros(len(read.values), bool)
    for rows, _ in read.problems:
        told |= rows
    return FieldValues(read.values, read.header, (*read.problems, (read.missing & ~told, BLANK)))


def _read(draft: Draft, field: Field) -> FieldValues:
    header = draft.header_of(field.key)
    if field.key == "amount" and draft.amounts is not None:
        return FieldValues(pd.Series(draft.amounts), header)
    if field.key == "status" and draft.statuses is not None:
        return FieldValues(pd.Series(pd.array(draft.statuses, dtype=_TEXT_TYPE)), header)
    if field.key in draft.worked_out:
        values = draft.worked_out[field.key]
        return FieldValues(
            pd.Series(values if values.dtype.kind == "f" else pd.array(values, dtype=_TEXT_TYPE)), header
        )
    if header is None:
        return FieldValues(_blank(field, len(draft.grid)), None)
    if field.kind == "text":
        return _read_text(draft, field, header)
    return _read_date(draft, field, header) if field.kind == "date" else _read_number(draft, field, header)


def _blank(field: Field, size: int) -> pd.Series:
    if field.kind == "text":
        return text_series(kernels.texts([None] * size))
    if field.kind == "date":
        return pd.Series(np.full(size, "NaT", "datetime64[us]"))
    return pd.Series(np.full(size, np.nan))


def text_series(text: pa.Array) -> pd.Series:
    """Give a column of text as pandas holds it."""
    return pd.Series(_TEXT_TYPE.__from_arrow__(pa.chunked_array([text])))


def _read_text(draft: Draft, field: Field, header: str) -> FieldValues:
    given = draft.grid.column(header).text
    text, long = clean(given), too_long(given)
    if long:
        draft.notes.append(notes.long_texts(header, long))
    if field.key == "customer":
        text = emails_in_lower_case(text)
    problems = ()
    if kernels.starts_with(text, "#").any():
        rows = kernels.matches(text, f"(?i)^{EXCEL_ERRORS.pattern}$")
        problems = ((rows, NUMBER_PROBLEMS[NumberProblem.EXCEL_ERROR]),)
    return FieldValues(text_series(text), header, problems)


def _read_date(draft: Draft, field: Field, header: str) -> FieldValues:
    days = draft.days(header, field.grain)
    values = days.values.astype("datetime64[M]") if field.grain == "month" else days.values
    problems = tuple(
        (rows, wording) for problem, wording in DAY_PROBLEMS.items() if (rows := days.problems == problem).any()
    )
    return FieldValues(pd.Series(values.astype("datetime64[us]")), header, problems)


def _read_number(draft: Draft, field: Field, header: str) -> FieldValues:
    numbers = draft.numbers(header, cast(NumberKind, field.kind))
    problems = tuple(
        (rows, wording) for problem, wording in NUMBER_PROBLEMS.items() if (rows := numbers.problems == problem).any()
    )
    if field.bounds is not None:
        lowest, highest = field.bounds
        outside = (numbers.values < lowest) | (numbers.values > highest)
        reason = OUTSIDE.format(lowest=f"{lowest:g}", highest=f"{highest:g}")
        return FieldValues(pd.Series(np.where(outside, np.nan, numbers.values)), header, (*problems, (outside, reason)))
    if field.kind != "rate":
        return FieldValues(pd.Series(numbers.values), header, problems)
    shares = _as_shares(numbers.values, draft.grid.column(header).text)
    outside = (shares < 0) | (shares > 1)
    return FieldValues(pd.Series(np.where(outside, np.nan, shares)), header, (*problems, (outside, NOT_A_SHARE)))


def _as_shares(values: np.ndarray, text: pa.Array) -> np.ndarray:
    """Read bare numbers as percentages where one of them is above 1; those with a percent sign are shares already."""
    signed = kernels.contains(text, "%")
    bare = values[~signed]
    if not (bare > 1).any():
        return values
    return np.where(signed, values, values / 100)
