"""The sheets of the workbook; this list is the order of the tabs."""

from types import ModuleType

from salestracker_xl.workbook.sheets import (
    action_plan,
    benchmarks,
    calc,
    calendar,
    campaigns,
    checks,
    customers,
    dashboard,
    deals,
    engagement,
    exceptions,
    functions,
    funnel,
    goals,
    history,
    loyalty,
    metrics,
    regions,
    rejected,
    reps,
    retention,
    sales,
    segments,
    settings,
    spend,
    start,
    trends,
)

TABS = (
    start,
    dashboard,
    exceptions,
    trends,
    history,
    funnel,
    reps,
    regions,
    segments,
    campaigns,
    retention,
    loyalty,
    goals,
    benchmarks,
    metrics,
    action_plan,
    calendar,
    sales,
    deals,
    spend,
    engagement,
    customers,
    settings,
    rejected,
    checks,
    functions,
    calc,
)

__all__ = ["TABS", "key_of"]


def key_of(tab: ModuleType) -> str:
    """What the code calls a sheet: the name of its module.

    >>> key_of(action_plan)
    'action_plan'
    """
    return tab.__name__.rpartition(".")[2]
