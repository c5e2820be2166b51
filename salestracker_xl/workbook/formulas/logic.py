"""Excel's functions of choice and truth."""

from __future__ import annotations

from salestracker_xl.workbook.formulas.calling import call, shown
from salestracker_xl.workbook.live import Live, Term, lift
from salestracker_xl.workbook.values import ExcelError, Fault, as_number

NOT_AVAILABLE = ExcelError("#N/A")


def IF(condition: Term, then: Term, otherwise: Term) -> Live:
    """Only the branch that is taken may spoil the value."""
    test, yes, no = lift(condition), lift(then), lift(otherwise)
    formula = f"IF({test.formula},{yes.formula},{no.formula})"
    if isinstance(test.value, ExcelError):
        return Live(formula, test.value)
    return Live(formula, shown((yes if as_number(test.value) else no).value))


def IFERROR(term: Term, otherwise: Term) -> Live:
    """The first value unless it is an error."""
    first, second = lift(term), lift(otherwise)
    taken = second if isinstance(first.value, ExcelError) else first
    return Live(f"IFERROR({first.formula},{second.formula})", shown(taken.value))


def AND(*terms: Term) -> Live:
    """Every term is true."""
    return call("AND", lambda *values: all(map(as_number, values)), *terms)


def OR(*terms: Term) -> Live:
    """Some term is true."""
    return call("OR", lambda *values: any(map(as_number, values)), *terms)


def NOT(term: Term) -> Live:
    """The term is false."""
    return call("NOT", lambda value: not as_number(value), term)


def ISNUMBER(term: Term) -> Live:
    """Whether the value is a number; an error is none."""
    one = lift(term)
    return Live(f"ISNUMBER({one.formula})", isinstance(one.value, int | float) and not isinstance(one.value, bool))


def NA() -> Live:
    """#N/A, which charts leave out."""
    return Live("NA()", NOT_AVAILABLE)


def CHOOSE(which: Term, *terms: Term) -> Live:
    """The term at a place, counted from 1; the others may be errors."""
    index, choices = lift(which), [lift(term) for term in terms]
    formula = f"CHOOSE({','.join(t.formula for t in (index, *choices))})"
    try:
        place = int(as_number(index.value))
    except Fault as fault:
        return Live(formula, fault.error)
    if not 1 <= place <= len(choices):
        return Live(formula, ExcelError("#VALUE!"))
    return Live(formula, shown(choices[place - 1].value))
