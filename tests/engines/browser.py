"""Chromium without a screen, as Excel shows a task pane in it: narrow, with Office's own script replaced by a stub."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PANE = {"width": 340, "height": 640}  # pixels
STUB = Path(__file__).with_name("office_stub.js")


@dataclass(frozen=True)
class Pane:
    """A page in the pane, and what the browser complained of."""

    page: Any
    complaints: list[str]

    def does(self, key: str) -> Any:
        """What Excel does when a button of the ribbon is clicked; true once the button is free again."""
        program = "(key) => new Promise((done) => EXCEL.buttons[key]({ completed: () => done(true) }))"
        return self.page.evaluate(program, key)

    @property
    def excel(self) -> dict[str, Any]:
        """What was done to the workbook."""
        return self.page.evaluate("({ ...EXCEL, buttons: Object.keys(EXCEL.buttons) })")

    def calls(self, function: str, *args: Any, cell: str = "Feuil1!C1") -> Any:
        """Calculate a formula as Excel does: through the client's script in the pane, to the server and back."""
        program = "([name, args, address]) => CustomFunctions.asked[name](...args, { address })"
        return self.page.evaluate(program, [function, list(args), cell])


def chromium() -> str | None:
    """Where the browser is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Any]:
    """Start the browser until the block ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def pane(started: Any, address: str, language: str, workbook: Any = None) -> Iterator[Pane]:
    """Open a page as one person's Excel in `language` (such as "fr-FR") opens it in its pane, with a workbook open."""
    context = started.new_context(viewport=PANE, locale=language)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    stub = STUB.read_text(encoding="utf-8").replace("LANGUAGE", language)
    page.route("**/office.js", lambda route: route.fulfill(body=stub, content_type="text/javascript"))
    if workbook is not None:
        page.add_init_script(f"globalThis.OPEN = {json.dumps(workbook)};")
    try:
        page.goto(address)
        yield Pane(page, complaints)
    finally:
        context.close()
