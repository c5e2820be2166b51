"""The functions as a server offers them: computed beside each other, with help in each person's language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any

from salestracker_xl.cells import Cells
from salestracker_xl.hosts.udf import excel_functions
from salestracker_xl.language import Language


def served_functions(language: Language) -> dict[str, Callable[..., Any]]:
    """Every function by its name, such that a long calculation of one person lets the server answer the others."""
    return {name: _in_a_thread(function) for name, function in excel_functions(language).items()}


@cache
def help_of_functions(language: Language) -> dict[str, Any]:
    """What Excel reads to list the functions, and to show their help in the wizard."""
    from xlwings.server import custom_functions_meta

    return custom_functions_meta(SimpleNamespace(**excel_functions(language)))


def _in_a_thread(function: Callable[..., Cells]) -> Callable[..., Any]:
    """Xlwings Server runs a plain function between its answers, and only a coroutine beside them."""

    @wraps(function)  # with what xlwings noted about it
    async def computed(*given: Cells) -> Cells:
        return await asyncio.to_thread(function, *given)

    return computed
