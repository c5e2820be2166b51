"""Texts as VBA spells them."""

from __future__ import annotations

import re


def quoted(text: str) -> str:
    """A text of VBA in ASCII alone: Windows reads a module in the code page of the computer, a Mac in its own.

    >>> quoted("Relevé")
    '"Relev" & ChrW(233)'
    """
    spelt = [
        f"ChrW({ord(sign)})" if sign else '"' + plain.replace('"', '""') + '"'
        for plain, sign in re.findall(r"([ -~]+)|([^ -~])", text)
    ]
    return " & ".join(spelt) or '""'
