"""Which column of a file holds which field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.cleaning import EMAIL
from salestracker_xl.tables.dates import read_days
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.number_cells import NumberProblem
from salestracker_xl.tables.numbers import read_numbers
from salestracker_xl.tables.schema import Field, FieldKind, TableSchema
from salestracker_xl.tables.vocabulary import normal, spoken_in

_SAMPLE = 400  # rows, spread over the file
_BARE_IDS = frozenset(("id", "no", "num", "numero", "code", "ref", "reference"))
_EXACT, _PARTIAL, _BY_VALUES, _UNFIT = 0.99, 0.7, 0.5, 0.2

BY_NAME = Text("the header says so", "l'en-tête le dit")
BY_NAME_ALONE = Text(
    "the header says so, although the values do not look so",
    "l'en-tête le dit, bien que les valeurs n'y ressemblent pas",
)
BY_PART = Text('the header speaks of "{phrase}"', "l'en-tête parle de « {phrase} »")
BY_DATES = Text("the only column of dates", "la seule colonne de dates")
BY_AMOUNTS = Text("the column of numbers that looks like money", "la colonne de nombres qui ressemble à des montants")
BY_CUSTOMERS = Text(
    "the column whose values look like customers", "la colonne dont les valeurs ressemblent à des clients"
)
BY_COUNTS = Text("the column of small whole numbers", "la colonne de petits nombres entiers")
PREFERRED = Text("{why}; preferred to {others}", "{why} ; préféré à {others}")
ASKED = Text("you said so", "vous l'avez indiqué")
REMEMBERED = Text("remembered from last time", "repris de la dernière fois")


@dataclass(frozen=True, slots=True)
class Match:
    """A field found in a file: the header under which it stands, how sure that is (0 to 1), and why."""

    field: str
    header: str
    confidence: float
    reason: Text


class Look:
    """What a `sample` of one column's values looks like, as shares of its filled cells."""

    def __init__(self, column: Column) -> None:
        rows = np.linspace(0, len(column) - 1, min(len(column), _SAMPLE)).astype(np.int64)
        self._column = column
        self.sample = column.take(rows)
        self._filled = self.sample.filled

    @property
    def filled(self) -> float:
        """The share of cells that are not blank."""
        return float(self._filled.mean()) if len(self._filled) else 0.0

    def _share(self, hits: np.ndarray) -> float:
        return float(hits[self._filled].mean()) if self._filled.any() else 0.0

    @cached_property
    def dates(self) -> float:
        """The share of cells that can be read as a day or a month."""
        return self._share(~np.isnat(read_days(self.sample, "month").values))

    @cached_property
    def written_dates(self) -> float:
        """The share of cells that are days beyond doubt: no number of five digits, which may be anything."""
        if self.sample.days is not None:
            return self._share(~np.isnat(self.sample.days))
        return self.dates * (1 - self._share(kernels.matches(self.sample.text, r"^\d{1,7}([.,]\d+)?$")))

    @cached_property
    def numbers(self) -> float:
        """The share of cells that can be read as a number."""
        read = read_numbers(self.sample, "rate")
        return self._share(np.isfinite(read.values) | (read.problems == NumberProblem.UNDECIDED))

    @cached_property
    def _values(self) -> np.ndarray:
        values = read_numbers(self.sample, "rate").values
        return values[np.isfinite(values)]

    @cached_property
    def decimals(self) -> float:
        """The share of numbers that are not whole."""
        return float((self._values % 1 != 0).mean()) if len(self._values) else 0.0

    @cached_property
    def largest(self) -> float:
        """The largest number."""
        return float(self._values.max()) if len(self._values) else 0.0

    @cached_property
    def addresses(self) -> float:
        """The share of cells that are e-mail addresses."""
        return self._share(kernels.matches(self.sample.text, EMAIL))

    @cached_property
    def distinct(self) -> float:
        """The number of different values per filled cell, over all rows: a sample would miss those that return."""
        filled = int(self._column.filled.sum())
        return len(kernels.encoded(self._column.text)[1]) / filled if filled else 0.0


Hints = Mapping[str, Sequence[str]]


def recognise(
    grid: Grid, schema: TableSchema, asked: Mapping[str, Match], hints: Hints, origin: Text
) -> dict[str, Match]:
    """Find the fields of `schema` among the columns of a file.

    What was `asked` for stands; then come the `hints` of the program the file comes from, named `origin`: for each
    field the headers in normal form, best first; then headers by their words together with their values; and for the
    required fields that are still missing, the values alone.
    """
    looks = {column.header: Look(column) for column in grid.columns}
    matches = dict(asked)
    _take_hints(matches, looks, schema, hints, origin)
    _take_headers(matches, looks, schema, hints)
    _take_values(matches, looks, schema)
    return {key: matches[key] for key in schema.keys if key in matches}


def _taken(matches: Mapping[str, Match]) -> set[str]:
    return {match.header for match in matches.values()}


def _take_hints(
    matches: dict[str, Match], looks: Mapping[str, Look], schema: TableSchema, hints: Hints, origin: Text
) -> None:
    by_name = {normal(header): header for header in reversed(list(looks))}
    for key in schema.keys:
        present = [by_name[phrase] for phrase in hints.get(key, ()) if phrase in by_name]
        free = [header for header in present if header not in _taken(matches) and looks[header].filled]
        if key not in matches and free:
            reason = Text("{origin} calls it so", "{origin} l'appelle ainsi").format(origin=origin)
            matches[key] = Match(key, free[0], _EXACT, reason)


def _take_headers(matches: dict[str, Match], looks: Mapping[str, Look], schema: TableSchema, hints: Hints) -> None:
    """Give each field the column that suits it best, the surest pairs first."""
    claims = [
        claim
        for field in schema.fields
        if field.key not in matches and field.key not in hints
        for header, look in looks.items()
        if (claim := _claim(field, header, look))
    ]
    claims.sort(key=lambda claim: -claim.confidence)
    for claim in claims:
        if claim.field not in matches and claim.header not in _taken(matches):
            others = [
                rival.header
                for rival in claims
                if rival.field == claim.field and rival.header not in _taken(matches) and rival.header != claim.header
            ]
            matches[claim.field] = _with_rivals(claim, others)


def _with_rivals(claim: Match, others: Sequence[str]) -> Match:
    if not others:
        return claim
    reason = PREFERRED.format(why=claim.reason, others=", ".join(others[:4]))
    return Match(claim.field, claim.header, claim.confidence, reason)


def _claim(field: Field, header: str, look: Look) -> Match | None:
    """Say how well a column suits a field, by its header and then by its values."""
    part = normal(header.rsplit("/", 1)[-1])  # as in "Order Lines/Product"
    spoken = wording(field, normal(header)) or wording(field, part)
    if spoken is None:
        return None
    rating, reason = spoken
    fit = _fit(field, look)
    if fit < (0.05 if rating > _PARTIAL else 0.4) and look.filled:
        return None
    known = min(1.0, 0.5 + look.filled)  # a preferred column that is mostly empty yields to a full one
    return Match(field.key, header, rating * (0.4 + 0.6 * min(1.0, fit / 0.9)) * known, reason)


def wording(field: Field, name: str) -> tuple[float, Text] | None:
    """Rate a header: its place among the synonyms, or the part of it that is one."""
    if name in field.synonyms:
        return _EXACT - 0.0005 * field.synonyms.index(name), BY_NAME
    words = set(name.split())
    if words & field.strangers:
        return None
    spoken = [phrase for phrase in field.synonyms if len(phrase) > 3 and spoken_in(phrase, name)]
    if not spoken:
        return None
    phrase = max(spoken, key=lambda phrase: (len(phrase.split()), -field.synonyms.index(phrase)))
    strange = len(words) - len(phrase.split())
    return max(0.3, _PARTIAL - 0.05 * strange - 0.0005 * field.synonyms.index(phrase)), BY_PART.format(phrase=phrase)


def _fit(field: Field, look: Look) -> float:
    if not look.filled:
        return 0.0
    if field.kind == "date":
        return look.dates
    if field.kind == "text":
        return 0.35 if look.written_dates > 0.9 or look.decimals > 0.5 else 1.0
    return look.numbers


def _take_values(matches: dict[str, Match], looks: Mapping[str, Look], schema: TableSchema) -> None:
    """Find what every row must have among the columns whose headers say nothing, by their values."""
    for kind, (finder, reason) in _FINDERS.items():
        for field in schema.fields:
            if field.kind != kind or not field.required or field.key in matches or field.key == "status":
                continue
            free = _free(matches, looks, field)
            header = finder(free)
            named = next((h for phrase in field.synonyms for h in free if normal(h) == phrase), None)
            if header:
                matches[field.key] = Match(field.key, header, _BY_VALUES, reason)
            elif named:
                matches[field.key] = Match(field.key, named, _UNFIT, BY_NAME_ALONE)
    if "customer" not in matches and "customer" in schema.required:
        _take_id_for_customer(matches, looks)
    if "quantity" in schema.keys and "quantity" not in matches:
        _take_counts(matches, looks)


def _free(matches: Mapping[str, Match], looks: Mapping[str, Look], field: Field) -> dict[str, Look]:
    """Give the columns that no field has yet and whose headers do not speak against this one."""
    taken = _taken(matches)
    return {
        header: look
        for header, look in looks.items()
        if header not in taken and not set(normal(header).split()) & field.strangers
    }


def _take_id_for_customer(matches: dict[str, Match], looks: Mapping[str, Look]) -> None:
    """Where a file has no other customers, take a bare "id" that returns for one, rather than for an order."""
    order = matches.get("order_id")
    if order and normal(order.header) in _BARE_IDS and looks[order.header].distinct < 0.95:
        matches["customer"] = Match("customer", order.header, _BY_VALUES, BY_CUSTOMERS)
        del matches["order_id"]


def _is_nameless(header: str) -> bool:
    return header.startswith("column ")


def _only(candidates: Sequence[str]) -> str | None:
    return candidates[0] if len(candidates) == 1 else None


def _by_dates(looks: Mapping[str, Look]) -> str | None:
    return _only([header for header, look in looks.items() if look.written_dates >= 0.9])


def _by_amounts(looks: Mapping[str, Look]) -> str | None:
    numeric = [header for header, look in looks.items() if look.numbers >= 0.9 and look.written_dates < 0.9]
    broken = [header for header in numeric if looks[header].decimals >= 0.2]
    return _only(broken or [header for header in numeric if _is_nameless(header)])  # an age is a whole number, too


def _by_customers(looks: Mapping[str, Look]) -> str | None:
    """Find customers: e-mail addresses, or else the texts, or else the whole numbers, that differ most."""
    plausible = {header: look for header, look in looks.items() if look.filled >= 0.5 and look.written_dates < 0.9}
    addresses = [header for header, look in plausible.items() if look.addresses >= 0.9]
    if addresses:
        return addresses[0]
    texts = [header for header, look in plausible.items() if look.numbers < 0.5]
    codes = [header for header, look in plausible.items() if look.numbers >= 0.5 and look.decimals == 0]
    ranked = sorted(texts or codes, key=lambda header: -plausible[header].distinct)
    if len(ranked) > 1 and plausible[ranked[1]].distinct > 0.8 * plausible[ranked[0]].distinct:
        return None
    return ranked[0] if ranked else None


def _take_counts(matches: dict[str, Match], looks: Mapping[str, Look]) -> None:
    """In a file without header, take the one column of small whole numbers for quantities."""
    nameless = [header for header in looks if _is_nameless(header) and header not in _taken(matches)]
    counts = [h for h in nameless if looks[h].numbers >= 0.95 and not looks[h].decimals and looks[h].largest < 10_000]
    header = _only(counts)
    if header:
        matches["quantity"] = Match("quantity", header, _BY_VALUES, BY_COUNTS)


_FINDERS: dict[FieldKind, tuple[Callable[[Mapping[str, Look]], str | None], Text]] = {
    "date": (_by_dates, BY_DATES),
    "money": (_by_amounts, BY_AMOUNTS),
    "text": (_by_customers, BY_CUSTOMERS),
}
