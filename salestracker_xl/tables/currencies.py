"""Currencies as cells and headers name them."""

from __future__ import annotations

import re

from salestracker_xl.tables.vocabulary import normal


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CODES = _words("""
    AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP EUR GBP GHS HKD HUF IDR ILS INR ISK JOD JPY
    KES KRW KWD LKR MAD MUR MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD
    UYU VND XAF XOF XPF ZAR
""")
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₩": "KRW",
    "₪": "ILS",
    "฿": "THB",
    "zł": "PLN",
    "Kč": "CZK",
    "R$": "BRL",
    "US$": "USD",
    "$US": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "$CA": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "Fr.": "CHF",
    "kr": "kr",
    "$": "$",
}
SHARED = {
    "$": _words("USD CAD AUD NZD HKD SGD MXN ARS CLP COP TWD"),
    "kr": _words("SEK NOK DKK ISK"),
}
_USUAL = {"$": "USD", "kr": "SEK"}
_PLAIN_CODES = frozenset(("eur", "usd", "gbp", "chf", "cad", "aud"))  # the others are words as well: try, all, pen
_WORDS = {"euro": "EUR", "euros": "EUR", "dollar": "$", "dollars": "$", "pound": "GBP", "pounds": "GBP"}

CURRENCY_MARKS = "|".join(
    [re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)] + [rf"(?i:{code})" for code in sorted(CODES)]
)
_MARK_IN_HEADER = re.compile(
    "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True) if sign != "kr")
)


def currency_of(mark: str) -> str | None:
    """Give the code of a sign, code or word; "$" and "kr", which several currencies share, come back as they are.

    >>> currency_of("€"), currency_of("usd"), currency_of("$"), currency_of("apples")
    ('EUR', 'USD', '$', None)
    """
    mark = mark.strip()
    if mark in _SIGNS:
        return _SIGNS[mark]
    return mark.upper() if mark.upper() in CODES else _WORDS.get(mark.lower())


def currency_in_header(header: str) -> str | None:
    """Give the currency that a header such as "Total (€)" or "Amount USD" names.

    >>> currency_in_header("Total (€)"), currency_in_header("Amount USD"), currency_in_header("Amount")
    ('EUR', 'USD', None)
    """
    sign = _MARK_IN_HEADER.search(header)
    if sign:
        return _SIGNS[sign[0]]
    named = [word for word in re.findall(r"\b[A-Z]{3}\b", header) if word in CODES]
    written_small = [word.upper() for word in normal(header).split() if word in _PLAIN_CODES]
    return next(iter(named + written_small), None)


def settled(code: str, named: frozenset[str]) -> str:
    """Give the currency that a shared sign stands for, where `named` currencies are named without doubt.

    >>> settled("$", frozenset({"CAD"})), settled("$", frozenset())
    ('CAD', 'USD')
    """
    if code not in SHARED:
        return code
    candidates = set(SHARED[code] & named)
    return candidates.pop() if len(candidates) == 1 else _USUAL[code]
