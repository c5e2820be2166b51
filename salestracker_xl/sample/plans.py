"""What was planned: the budget of each campaign and the goal of each team."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.market import Market, expected_customers, month_starts
from salestracker_xl.sample.seller import CHANNELS, TEAMS


@dataclass(frozen=True, slots=True)
class Spend:
    """What a campaign of a channel cost in a month, in EUR."""

    month: dt.date
    channel: str
    campaign: str
    amount: int


@dataclass(frozen=True, slots=True)
class Goal:
    """What a team should sell in a month, in EUR."""

    month: dt.date
    team: str
    amount: int


def advertise(market: Market, rng: np.random.Generator) -> list[Spend]:
    """Spend by month, channel and campaign: the cost of the expected new customers, a little more or less."""
    plan = market.planning
    spend = []
    starts = month_starts(market.first_day, market.last_day)
    for month, expected in zip(starts, expected_customers(market), strict=True):
        for channel in CHANNELS:
            running = [campaign for campaign in channel.campaigns if month.month in campaign.months]
            weight = sum(campaign.weight for campaign in running)
            for campaign in running:
                planned = expected * channel.share * channel.cost * campaign.weight / weight
                paid = planned * rng.lognormal(0, plan.budget_spread)
                spend.append(Spend(month, channel.name, campaign.name, _rounded(paid, plan.budget_step)))
    return spend


def set_goals(market: Market) -> list[Goal]:
    """Goals by month and team: each year's is the year before's plus growth, spread over the months by season."""
    plan = market.planning
    season = np.array(market.acquisition.season)
    shares = plan.new_business * season / season.sum() + (1 - plan.new_business) / len(season)
    goals = []
    for month in month_starts(market.first_day, plan.last_goal):
        grown = (1 + plan.growth) ** (month.year - market.first_day.year)
        for team in TEAMS:
            goal = team.first_goal * grown * shares[month.month - 1]
            goals.append(Goal(month, team.name, _rounded(goal, plan.goal_step)))
    return goals


def _rounded(amount: float, step: int) -> int:
    return round(amount / step) * step
