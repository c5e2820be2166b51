"""Programs whose exports are known, and what is particular about each."""

from __future__ import annotations

from collections.abc import Iterable

from salestracker_xl.tables.profiles import crm, french, plain, quickbooks, shopify, stripe
from salestracker_xl.tables.profiles.profile import Profile
from salestracker_xl.tables.vocabulary import normal

PROFILES: tuple[Profile, ...] = (
    shopify.SHOPIFY,
    stripe.STRIPE,
    crm.HUBSPOT,
    crm.SALESFORCE,
    crm.PIPEDRIVE,
    quickbooks.QUICKBOOKS,
    french.INVOICES,
    french.SHOP,
    crm.DEALS,
    plain.PLAIN,
)


def profile_of(headers: Iterable[str], schema_key: str) -> Profile:
    """Tell which program a file for the table `schema_key` comes from, by its headers."""
    names = frozenset(map(normal, headers))
    return next(profile for profile in PROFILES if schema_key in profile.tables and profile.fits(names))
