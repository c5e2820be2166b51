"""Write the reference pages: `python -m salestracker_xl.reference [folder]`."""

from __future__ import annotations

import sys
from pathlib import Path

from salestracker_xl.language import LANGUAGES
from salestracker_xl.reference.page import page

FOLDER = Path("docs")


def main(folder: Path) -> None:
    """Write one page a language into the folder and name it."""
    for language in LANGUAGES:
        path = folder / f"functions.{language}.md"
        path.write_text(page(language), encoding="utf-8", newline="\n")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
