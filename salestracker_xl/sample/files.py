"""The story as the files that a person would export, a few clumsy rows included."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from salestracker_xl.sample.orders import Line
from salestracker_xl.sample.seller import CATEGORIES, CHANNELS, PRODUCTS, REGIONS, TEAMS
from salestracker_xl.sample.story import Story

ORDER_HEADERS = (
    *("Order", "Date", "Customer", "Product", "Category", "Region"),
    *("Rep", "Channel", "Quantity", "Unit price", "Amount"),
)
DEAL_HEADERS = (
    *("Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date"),
    *("Create Date", "Deal owner", "Associated Company", "Probability", "Lead source"),
    *("Last open stage", "Stage changed", "First response", "Last activity", "Lost reason"),
)
SPEND_HEADERS = ("Month", "Channel", "Campaign", "Amount")
GOAL_HEADERS = ("Month", "Rep", "Goal")
CUSTOMER_HEADERS = (
    *("Customer", "Segment", "Region", "City", "Country", "Employees"),
    *("Age group", "Customer since", "Newsletter"),
)
INTERACTION_HEADERS = ("Date", "Customer", "Interaction", "CSAT", "NPS")

# What was first typed wrong, and then typed again on the next row: the column, and what stands in it.
SLIPS = (
    ("Date", "2024-02-30"),
    ("Customer", ""),
    ("Amount", "n/a"),
    ("Date", "2024-13-05"),
    ("Customer", ""),
    ("Amount", "on request"),
    ("Date", ""),
    ("Customer", " "),
    ("Amount", "12O.50"),  # the letter O
    ("Date", "soon"),
    ("Customer", ""),
    ("Amount", "see invoice"),
    ("Date", "2025-06-31"),
    ("Customer", ""),
    ("Amount", "free"),
    ("Date", "??"),
    ("Amount", "#REF!"),
    ("Date", "32.01.2026"),
    ("Amount", "tbc"),
)
FIRST_ORDER = 10_001
FIRST_DEAL = 4_001

Cells = Sequence[object]


def sample_texts(story: Story) -> dict[str, str]:
    """Text of every file by its name."""
    return {
        "orders.csv": _text(ORDER_HEADERS, _order_rows(story)),
        "deals.csv": _text(DEAL_HEADERS, _deal_rows(story)),
        "spend.csv": _text(SPEND_HEADERS, map(astuple, story.spend)),
        "targets.csv": _text(GOAL_HEADERS, map(astuple, story.goals)),
        "customers.csv": _text(CUSTOMER_HEADERS, _customer_rows(story)),
        "engagement.csv": _text(INTERACTION_HEADERS, _interaction_rows(story)),
    }


def _order_rows(story: Story) -> list[Cells]:
    lines = sorted([*story.lines, *story.refunds], key=lambda line: line.day)
    slips = {(i + 1) * len(lines) // (len(SLIPS) + 1): slip for i, slip in enumerate(SLIPS)}
    rows: list[Cells] = []
    for position, line in enumerate(lines):
        row = _order_row(story, line)
        if position in slips:
            rows.append(_mistyped(row, *slips[position]))
        rows.append(row)
    return [*rows, _total_row(lines)]


def _order_row(story: Story, line: Line) -> Cells:
    customers, product = story.customers, PRODUCTS[line.product]
    return (
        f"SO-{FIRST_ORDER - 1 + line.order}",
        story.market.date(line.day),
        story.shops[line.customer],
        product.name,
        product.category,
        REGIONS[customers.region[line.customer]].name,
        TEAMS[customers.team[line.customer]].name,
        CHANNELS[customers.channel[line.customer]].name,
        line.quantity,
        _money(line.cents),
        _money(line.amount),
    )


def _mistyped(row: Cells, header: str, slip: str) -> Cells:
    return [slip if column == header else cell for column, cell in zip(ORDER_HEADERS, row, strict=True)]


def _total_row(lines: list[Line]) -> Cells:
    sums = {
        "Order": "Total",
        "Quantity": sum(line.quantity for line in lines),
        "Amount": _money(sum(line.amount for line in lines)),
    }
    return [sums.get(header, "") for header in ORDER_HEADERS]


def _deal_rows(story: Story) -> list[Cells]:
    date, categories = story.market.date, list(CATEGORIES)
    return [
        (
            record,
            f"{story.shops[deal.company]} - {categories[deal.interest]}",
            deal.stage.name,
            "Sales pipeline",
            deal.amount,
            date(deal.close),
            date(deal.create),
            TEAMS[deal.team].name,
            story.shops[deal.company],
            deal.stage.probability,
            CHANNELS[deal.channel].name,
            course.furthest,
            date(course.stage_since),
            "" if course.response is None else date(course.response),
            date(course.last_activity),
            course.lost_reason or "",
        )
        for record, (deal, course) in enumerate(zip(story.deals, story.courses, strict=True), start=FIRST_DEAL)
    ]


def _customer_rows(story: Story) -> list[Cells]:
    people, date = story.people, story.market.date
    rows = zip(
        people.segment,
        people.city,
        people.country,
        people.size,
        people.age_group,
        people.met,
        people.opt_in,
        strict=True,
    )
    return [
        (
            story.shops[who],
            segment,
            REGIONS[story.customers.region[who]].name,
            city,
            country,
            size,
            age_group,
            date(met),
            "yes" if opt_in else "no",
        )
        for who, (segment, city, country, size, age_group, met, opt_in) in enumerate(rows)
    ]


def _interaction_rows(story: Story) -> list[Cells]:
    date = story.market.date
    return [
        (
            date(one.day),
            story.shops[one.customer],
            one.kind,
            "" if one.csat is None else one.csat,
            "" if one.nps is None else one.nps,
        )
        for one in story.interactions
    ]


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _text(headers: Cells, rows: Iterable[Cells]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return out.getvalue()
