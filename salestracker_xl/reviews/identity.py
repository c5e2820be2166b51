"""Which tracker a file is: what keeps the reviews of two trackers apart in one person's calendar."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path

from defusedxml.ElementTree import ParseError, fromstring

from salestracker_xl.tables.tracker import Tracker

IDENTITY, LANGUAGE = "salestracker", "salestracker language"  # custom properties of the document
_PROPERTIES = "docProps/custom.xml"
_OURS = uuid.uuid5(uuid.NAMESPACE_DNS, "salestracker_xl")


def identity_of(tracker: Tracker, path: Path) -> str:
    """Identity of a tracker that is built to a path: of the one that it replaces there, else of its sales.

    So a tracker built anew over the old one keeps its appointments, and the same files always make the same tracker.
    """
    return known_identity(path) or _of_sales(tracker)


def known_identity(path: Path) -> str | None:
    """Identity of the tracker that stands at a path, without reading the rest of it; None where there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            properties = fromstring(archive.read(_PROPERTIES))
    except (OSError, zipfile.BadZipFile, KeyError, ParseError):
        return None
    found = [found for found in properties if found.get("name") == IDENTITY]
    return "".join(found[0].itertext()).strip() or None if found else None


def _of_sales(tracker: Tracker) -> str:
    sales = tracker.sales
    dates, amounts = sales.frame["date"], sales.frame["amount"]
    facts = (
        tuple(Path(source.name).name for source in sales.sources),
        sales.rows,
        str(dates.min()),
        str(dates.max()),
        round(float(amounts.to_numpy().sum()), 2),
        str(sales.frame["customer"].iloc[0]),
    )
    return str(uuid.uuid5(_OURS, repr(facts)))
