"""Files that a button makes: the reviews as a calendar, and a new tracker."""

from __future__ import annotations

from pathlib import Path

from salestracker_xl.hosts.actions import Click, NotHere, Outcome
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Language, Text

NAMED = Text("tracker", "suivi")  # what the name of a new workbook ends in, after that of its orders


def export_calendar(click: Click) -> Outcome:
    """Write the reviews of a year beside the workbook, for the calendar on one's phone."""
    from salestracker_xl.reviews.export import beside, export  # with openpyxl, half a second that no cell waits for
    from salestracker_xl.reviews.tracker_file import read_agenda

    if click.tracker is None:
        raise NotHere(ribbon().says["not_a_tracker"])
    place = click.place or click.tracker
    exported = export(read_agenda(click.tracker), beside(place, click.language))
    return Outcome(exported.sentence, exported.path)


def new_tracker(click: Click) -> Outcome:
    """Build a tracker from the chosen exports, beside the first one of orders under a free name, and open it."""
    from salestracker_xl.refresh.appending import Files
    from salestracker_xl.refresh.kinds import sorted_files
    from salestracker_xl.tables.tracker import read_tracker
    from salestracker_xl.workbook.account import account
    from salestracker_xl.workbook.generate import generate

    click.told(Text("Reading the files", "Lecture des fichiers"))
    files = sorted_files(Files(), click.files)
    if not files.sales:
        raise NotHere(Text("Choose an export of orders first.", "Choisissez d'abord un export de commandes."))
    tracker = read_tracker(
        files.sales,
        deals=files.deals,
        spend=files.spend,
        targets=files.targets,
        customers=files.customers,
        engagement=files.engagement,
        language=click.language,
    )
    path = free_name(files.sales[0], click.language)
    generate(tracker, path, told=click.told)
    return Outcome(account(tracker, path), path, opens=True)


def free_name(orders: Path, language: Language) -> Path:
    """A name beside an export that no file has yet: "orders-tracker.xlsx", then "orders-tracker-2.xlsx"."""
    stem = f"{orders.stem}-{NAMED[language]}"
    count, path = 1, orders.with_name(f"{stem}.xlsx")
    while path.exists():
        count += 1
        path = orders.with_name(f"{stem}-{count}.xlsx")
    return path
