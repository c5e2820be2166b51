"""Reading a formula in file form: whether it is one, and what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST_FORMULA, LONGEST_LITERAL, DEEPEST = 8192, 255, 64

BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
    | (?P<error>\#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA))
    | (?P<cells>\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}}(?![\w.(\[])|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(\[])
        |\$?[1-9][0-9]*:\$?[1-9][0-9]*(?![\w.]))
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<structured>(?:[^\W\d]|\\)[\w.\\]*{BRACKETS}|{BRACKETS})
    | (?P<call>(?:[^\W\d]|\\)[\w.\\]*\()
    | (?P<name>(?:[^\W\d]|\\)[\w.\\?]*)
    | (?P<compare><>|>=|<=|[=<>&*/^])
    | (?P<sign>[+-])
    | (?P<percent>%)
    | (?P<colon>:)
    | (?P<comma>,)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<array>\{{[^{{}}]*\}})
    """,
    re.VERBOSE,
)
ARRAY_ITEM = re.compile(r'\s*(?:"(?:[^"]|"")*"|[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?|TRUE|FALSE|#[A-Z/0!?]+)\s*')
OPERANDS = frozenset({"text", "error", "cells", "number", "structured", "name", "array"})
REFERENCES = frozenset({"cells", "structured", "name"})
LITERAL_NAMES = frozenset({"TRUE", "FALSE"})
RESULT = "the result of a call"
BINDERS = frozenset({"_xlfn.LET", "_xlfn.LAMBDA"})
PARAMETER = ("_xlpm.", "_xlop.")
STRUCTURED = re.compile(r"(?P<table>[^\[]*)\[(?P<inside>.*)\]", re.DOTALL)
PART_OF_TABLE = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
WHOLE = frozenset({"#All", "#Data", "#Headers", "#Totals", "#This Row"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a formula names; `complaint` says why it is none, or is empty."""

    complaint: str = ""
    calls: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    columns: frozenset[tuple[str, str]] = frozenset()  # table, and column or "" for all of it
    undeclared: frozenset[str] = frozenset()  # parameters that no LET or LAMBDA of the formula declares


class Broken(Exception):
    """Why a text is no formula."""


@dataclass(slots=True)
class _Reader:
    calls: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    sheets: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    open: list[str] = field(default_factory=list)  # the calls and parentheses that the reader stands in


@lru_cache(maxsize=200_000)
def spoken(formula: str) -> Spoken:
    """Read a formula without its leading =.

    >>> spoken("SUM(Sales[Amount])*2").columns
    frozenset({('Sales', 'Amount')})
    >>> spoken("SUM((A1)").complaint
    'ends within parentheses'
    >>> spoken("1+*2").complaint
    "'*' follows '+'"
    """
    if len(formula) > LONGEST_FORMULA:
        return Spoken(f"has {len(formula)} characters, more than {LONGEST_FORMULA}")
    reader = _Reader()
    try:
        _read(reader, list(tokens(formula)))
    except Broken as broken:
        return Spoken(str(broken))
    return Spoken(
        "",
        frozenset(reader.calls),
        frozenset(reader.names),
        frozenset(reader.sheets),
        frozenset(reader.columns),
        frozenset(reader.parameters - reader.declared),
    )


def tokens(formula: str) -> Iterator[tuple[str, str]]:
    """The words of a formula and their kinds. Raises Broken at what is none."""
    at = 0
    while at < len(formula):
        found = TOKEN.match(formula, at)
        if found is None:
            raise Broken(f"{formula[at : at + 12]!r} is no part of a formula")
        yield str(found.lastgroup), found[0]
        at = found.end()


def _read(reader: _Reader, tokens: list[tuple[str, str]]) -> None:
    """Step through the tokens, at each knowing whether an operand or an operator comes next."""
    if not tokens:
        raise Broken("is empty")
    wants_operand, before, spaced = True, ("", ""), False
    for at, (kind, text) in enumerate(tokens):
        if kind == "space":
            spaced = True
            continue
        if kind in OPERANDS or kind in ("call", "open", "sheet"):
            meet = spaced and before[0] in {*REFERENCES, "close"} and kind in {*REFERENCES, "sheet", "call"}
            if not wants_operand and not meet and not (kind == "open" and before[0] == "close"):
                raise Broken(f"{text!r} follows {before[1]!r}")
            if before[0] in ("call", "comma") and tokens[at + 1 : at + 2] == [("comma", ",")]:
                _declare(reader, text)
            wants_operand = _operand(reader, kind, text, called=before[0] == "close")
        else:
            wants_operand = _operator(reader, kind, text, before, wants_operand)
        before, spaced = (kind, text), False
    if reader.open:
        raise Broken("ends within parentheses")
    if wants_operand:
        raise Broken(f"ends with {before[1]!r}")


def _operand(reader: _Reader, kind: str, text: str, called: bool) -> bool:
    """Take an operand, or what opens one, such as the arguments of a function that was `called` into being."""
    if kind in ("call", "open"):
        reader.open.append(text[:-1] or (RESULT if called else ""))
        if len(reader.open) > DEEPEST:
            raise Broken(f"goes deeper than {DEEPEST} levels")
        if kind == "call":
            _note_name(reader, text[:-1], called=True)
        return True
    if kind == "sheet":
        reader.sheets.add(text[:-1].strip("'").replace("''", "'"))
        return True
    if kind == "text" and len(text) - 2 > LONGEST_LITERAL:
        raise Broken(f"holds a text of {len(text) - 2} characters, more than {LONGEST_LITERAL}")
    if kind == "array":
        _check_array(text)
    if kind == "structured":
        _note_columns(reader, text)
    if kind == "name" and text.upper() not in LITERAL_NAMES:
        _note_name(reader, text, called=False)
    return False


def _operator(reader: _Reader, kind: str, text: str, before: tuple[str, str], wants_operand: bool) -> bool:
    """Take an operator, a comma or what closes; give back whether an operand comes next."""
    empty_argument = before[0] in ("call", "comma") and bool(reader.open)
    if kind == "close":
        if not reader.open:
            raise Broken("closes a parenthesis that it does not open")
        if wants_operand and not (empty_argument and reader.open[-1]):
            raise Broken(f"{text!r} follows {before[1]!r}")
        reader.open.pop()
        return False
    if kind == "comma":
        if not reader.open:
            raise Broken("holds a comma outside parentheses")
        if wants_operand and not (empty_argument and reader.open[-1]):
            raise Broken(f"{text!r} follows {before[1]!r}")
        return True
    if kind == "sign":
        return True
    if wants_operand:
        raise Broken(f"{text!r} follows {before[1]!r}" if before[1] else f"begins with {text!r}")
    return kind != "percent"


def _declare(reader: _Reader, name: str) -> None:
    """Remember a parameter that stands alone as an argument of LET or LAMBDA."""
    if reader.open and reader.open[-1] in BINDERS and name.startswith(PARAMETER):
        reader.declared.add("_xlpm." + name[len(PARAMETER[0]) :])


def _note_name(reader: _Reader, name: str, called: bool) -> None:
    if name.startswith(PARAMETER):
        reader.parameters.add("_xlpm." + name[len(PARAMETER[0]) :])
    elif called:
        reader.calls.add(name)
    else:
        reader.names.add(name)


def _note_columns(reader: _Reader, text: str) -> None:
    found = STRUCTURED.fullmatch(text)
    if found is None or not found["table"]:
        raise Broken(f"{text!r} does not say of which table")
    table, inside = found["table"], found["inside"]
    parts = PART_OF_TABLE.findall(inside) if inside.startswith("[") else [inside]
    columns = [re.sub(r"'(.)", r"\1", part) for part in parts if part not in WHOLE]
    if any(part.startswith(("#", "@")) for part in parts if part not in WHOLE):
        raise Broken(f"{text!r} is written as on the screen, not as in a file")
    reader.columns |= {(table, name) for name in columns} or {(table, "")}


def _check_array(text: str) -> None:
    rows = [re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', row) for row in text[1:-1].split(";")]
    if len({len(row) for row in rows}) != 1 or not all(ARRAY_ITEM.fullmatch(item) for row in rows for item in row):
        raise Broken(f"{text!r} is no array of constants")
