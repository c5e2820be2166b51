"""What happened to each deal between its creation and its end: answered when, how far it came, and why it was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.deals import Deal
from salestracker_xl.sample.market import Following, Market
from salestracker_xl.sample.seller import LOST, LOST_REASONS, STAGES, WON


@dataclass(frozen=True, slots=True)
class Course:
    """Days count from the market's first; None is what nobody entered, or what has not happened yet.

    `furthest` is the last open stage that the deal was in, `stage_since` the day on which it came to where it is.
    """

    furthest: str
    stage_since: int
    response: int | None
    last_activity: int
    lost_reason: str | None


def follow(market: Market, deals: Sequence[Deal], rng: np.random.Generator) -> list[Course]:
    """Give each deal its course; nothing of it lies after the market's last day."""
    return [_course(market.following, market.days - 1, deal, rng) for deal in deals]


def _course(plan: Following, last_day: int, deal: Deal, rng: np.random.Generator) -> Course:
    is_over = deal.stage in (WON, LOST)
    end = deal.close if is_over else last_day
    age = end - deal.create
    stages = [stage.name for stage in STAGES]
    came_to = rng.choice(len(stages), p=plan.lost_in)
    moved = rng.uniform(*plan.last_move)
    waited = int(rng.exponential(plan.slowness[deal.channel] * (plan.lost_wait if deal.stage == LOST else 1.0)))
    quiet = int(rng.exponential(plan.quiet_days))
    reason = rng.choice(len(LOST_REASONS), p=[share for _, share in LOST_REASONS])
    is_told = rng.random() < plan.reason_told
    response = deal.create + waited if waited <= age else None
    furthest = {WON: stages[-1], LOST: stages[came_to]}.get(deal.stage, deal.stage.name)
    moved_on = deal.create if deal.stage == STAGES[0] else deal.create + int(moved * age)
    return Course(
        furthest=furthest,
        stage_since=deal.close if is_over else moved_on,
        response=response,
        last_activity=max(deal.create if response is None else response, end - quiet),
        lost_reason=LOST_REASONS[reason][0] if deal.stage == LOST and is_told else None,
    )
