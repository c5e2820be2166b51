"""What the command line prints, in the language of the person at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text as Styled

from salestracker_xl.language import Language, Text


@dataclass(slots=True)
class Voice:
    """Speaks one language on standard output, and complains on standard error."""

    language: Language
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True))

    def says(self, text: Text | str, **values: object) -> None:
        """Print one sentence."""
        self.out.print(Styled(self.of(text.format(**values) if isinstance(text, Text) and values else text)))

    def complains(self, text: Text) -> None:
        """Print one sentence about what cannot be done."""
        self.err.print(Styled(f"salestracker: {self.of(text)}"))

    def of(self, text: Text | str) -> str:
        """The phrase in this voice's language."""
        return text[self.language] if isinstance(text, Text) else text

    def shows(self, title: Text | str, headers: Sequence[Text | str], rows: Sequence[Sequence[Text | str]]) -> None:
        """Print a table."""
        table = Table(title=self.of(title), title_justify="left", title_style="bold", header_style="bold", box=None)
        for header in headers:
            table.add_column(self.of(header), overflow="fold")
        for row in rows:
            table.add_row(*(Styled(self.of(cell)) for cell in row))
        self.out.print(table)

    @contextmanager
    def progress(self, steps: int) -> Iterator[Steps]:
        """Show a bar on standard error while something long goes on, `steps` steps in all."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            yield Steps(self, bar, bar.add_task("", total=steps))


@dataclass(slots=True)
class Steps:
    """The bar of something long; calling it with a phrase says what goes on now."""

    voice: Voice
    bar: Progress
    task: int
    begun: int = 0

    def __call__(self, doing: Text) -> None:
        """Say what goes on now; what went on before is done."""
        self.bar.update(self.task, description=self.voice.of(doing), completed=self.begun)  # type: ignore[arg-type]
        self.begun += 1
