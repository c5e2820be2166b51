"""The sheets of the workbook; this list is the order of the tabs."""

from salestracker_xl.workbook.sheets import (
    benchmarks,
    calc,
    calendar,
    customers,
    dashboard,
    deals,
    engagement,
    functions,
    goals,
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
    trends,
    reps,
    regions,
    segments,
    retention,
    goals,
    benchmarks,
    metrics,
    calendar,
    sales,
    deals,
    spend,
    engagement,
    customers,
    settings,
    rejected,
    functions,
    calc,
)

__all__ = ["TABS"]
