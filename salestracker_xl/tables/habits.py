"""How a file that does not tell its days from its months writes everything else."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.dates import NO_HABIT, Habit, read_days
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.numbers import DecimalStyle
from salestracker_xl.tables.recognition import Look
from salestracker_xl.tables.vocabulary import speaks_french

FRENCH_HEADERS = Text("the headers are in French", "les en-têtes sont en français")
DECIMAL_COMMA = Text("the file writes decimals with a comma", "le fichier écrit les décimales avec une virgule")
OTHER_DATES = Text('the dates under "{header}" are written so', "les dates sous « {header} » sont écrites ainsi")
SEMICOLONS = Text(
    "semicolons between cells go with a decimal comma", "les points-virgules vont avec la virgule décimale"
)
DAY_FIRST_MONEY = Text(
    "amounts in {currency} go with the day first", "des montants en {currency} vont avec le jour en tête"
)
MONTH_FIRST_MONEY = Text(
    "amounts in dollars go with the month first", "des montants en dollars vont avec le mois en tête"
)
_DAY_FIRST_CURRENCIES = frozenset(("EUR", "GBP", "CHF", "AUD", "NZD", "INR"))
_DOLLARS = frozenset(("$", "USD"))


def habit_of(grid: Grid, header: str, style: DecimalStyle, currencies: frozenset[str]) -> Habit:
    """Say which order of day and month goes with the rest of a file, for the dates under `header`.

    First come the other dates of the file, then the language of its headers, its decimals and its delimiter, and last
    the currency of its amounts.
    """
    for column in grid.columns:
        if column.header != header and Look(column).written_dates > 0.8:
            other = read_days(column)
            if other.order in ("dmy", "mdy") and other.why is not NO_HABIT.why:
                return Habit(other.order, OTHER_DATES.format(header=column.header))
    if speaks_french(grid.headers):
        return Habit("dmy", FRENCH_HEADERS)
    if style == "comma":
        return Habit("dmy", DECIMAL_COMMA)
    if grid.delimiter == ";":
        return Habit("dmy", SEMICOLONS)
    return _habit_of_money(currencies)


def _habit_of_money(currencies: frozenset[str]) -> Habit:
    if currencies and currencies <= _DOLLARS:
        return Habit("mdy", MONTH_FIRST_MONEY)
    if currencies and currencies <= _DAY_FIRST_CURRENCIES:
        return Habit("dmy", DAY_FIRST_MONEY.format(currency=", ".join(sorted(currencies))))
    return NO_HABIT
