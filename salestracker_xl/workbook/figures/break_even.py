"""How many orders a month cover the costs."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.goal_year import GoalYear
from salestracker_xl.workbook.figures.months import FISCAL_MONTHS
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, EDATE, EOMONTH, IF, IFERROR, ISNUMBER, MAX, NA, ROUND, SUM
from salestracker_xl.workbook.live import Live, Range

POINTS = 10  # steps of the chart from no order on

TITLE = Text("Break-even: orders a month that cover the costs", "Seuil de rentabilité : commandes par mois")
NO_COSTS = Text(
    "Type the fixed costs and the variable cost above to see the break-even here.",
    "Saisissez les coûts fixes et le coût variable ci-dessus pour voir le seuil ici.",
)
ORDERS = Text("Orders a month", "Commandes par mois")
SALES = Text("Sales", "Ventes")
COSTS = Text("Fixed and variable costs", "Coûts fixes et variables")
FIXED = Text("Fixed costs", "Coûts fixes")


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Orders a month that cover the costs, #N/A until they are known or where no order leaves a margin.

    `price` and `orders` are those of the last twelve complete months unless a price was typed; `points` are the orders
    at which the chart's lines stand, blank until both costs are typed, and `title` is what the chart says until then.
    """

    title: Live
    price: Live
    orders: Live
    needed: Live
    safety: Live
    points: Range
    sales: Range
    costs: Range
    fixed: Range

    @property
    def a_month(self) -> float:
        """What a month brings as it is, around which the lines lie; 0 where that is not known."""
        price, orders = self.price.value, self.orders.value
        return price * orders if isinstance(price, int | float) and isinstance(orders, int | float) else 0.0


def write_break_even(
    calc: Calc, sums: Sums, year: GoalYear, fixed: Live, price_typed: Live, variable: Live
) -> BreakEven:
    """Write the break-even and the lines of its chart: (fixed costs) / (price - variable cost), as BREAKEVEN does."""
    calc.heading(Text("Break-even", "Seuil de rentabilité"))
    latest = sums.period.last_complete_month
    made = sums.all_sales("orders", EDATE(latest, 1 - FISCAL_MONTHS), EOMONTH(latest, 0))
    made = calc.line(Text("Orders of twelve months", "Commandes de douze mois"), made, "count")
    usual = IF(made > 0, SUM(year.past[1].head(FISCAL_MONTHS)) / made, 0)
    price = IF(ISNUMBER(price_typed), price_typed, MAX(0, usual))
    price = calc.line(Text("Price of an order", "Prix d'une commande"), price, "money")
    orders = calc.line(ORDERS, made / FISCAL_MONTHS, "tenths")
    known = AND(ISNUMBER(fixed), ISNUMBER(variable))
    say = calc.sheet.book.say
    title = calc.line(Text("Title of the chart", "Titre du graphique"), IF(known, say(TITLE), say(NO_COSTS)), "text")
    sound = IF(known, AND(fixed >= 0, variable >= 0, price > variable), False)
    needed = calc.line(
        Text("Orders to break even", "Commandes au seuil"), IF(sound, fixed / (price - variable), NA()), "tenths"
    )
    safety = calc.line(
        Text("Margin of safety", "Marge de sécurité"), IF(orders > 0, (orders - needed) / orders, NA()), "rate"
    )
    most = calc.line(Text("Chart up to", "Graphique jusqu'à"), MAX(1, orders * 1.5, IFERROR(needed * 1.5, 0)), "tenths")
    calc.header((ORDERS, SALES, COSTS, FIXED))
    points = calc.column(0, [IF(known, ROUND(most * (at / POINTS), 0), "") for at in range(POINTS + 1)], "count")
    break_even = BreakEven(
        title=title,
        price=price,
        orders=orders,
        needed=needed,
        safety=safety,
        points=points,
        sales=calc.column(1, [IF(known, at * price, NA()) for at in points], "money"),
        costs=calc.column(2, [IF(known, fixed + at * variable, NA()) for at in points], "money"),
        fixed=calc.column(3, [IF(known, fixed, NA()) for _ in points], "money"),
    )
    calc.row += len(points)
    return break_even
