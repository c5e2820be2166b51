"""Write the reference pages and the drawings of the ribbon: `python -m salestracker_xl.reference [folder]`."""

from __future__ import annotations

import sys
from pathlib import Path

from salestracker_xl.language import LANGUAGES
from salestracker_xl.reference.page import page
from salestracker_xl.reference.ribbon_drawing import drawing

FOLDER = Path("docs")


def main(folder: Path) -> None:
    """Write one page and one drawing a language into the folder and name them."""
    for language in LANGUAGES:
        for name, content in ((f"functions.{language}.md", page), (f"ribbon.{language}.svg", drawing)):
            path = folder / name
            path.write_text(content(language), encoding="utf-8", newline="\n")
            print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
