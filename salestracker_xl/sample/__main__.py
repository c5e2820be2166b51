"""Write the files of the sample anew: `python -m salestracker_xl.sample`."""

from __future__ import annotations

from salestracker_xl.sample.files import sample_texts
from salestracker_xl.sample.market import Market
from salestracker_xl.sample.story import tell
from salestracker_xl.template import template_folder


def main() -> None:
    """Write every file into the template's folder and name it."""
    folder = template_folder() / "sample"
    for name, text in sample_texts(tell(Market())).items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path)


if __name__ == "__main__":
    main()
