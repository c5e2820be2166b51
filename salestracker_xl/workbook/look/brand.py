"""A company's own look: some colours, a font and a logo, laid over the theme of the template."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.workbook.look.contrast import LARGE, TEXT, nearest, ratio
from salestracker_xl.workbook.look.picture import Picture, read_picture
from salestracker_xl.workbook.look.theme import read_template

COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
SECTIONS = {"colors": None, "font": ("name", "size"), "logo": ("file", "alt")}  # the keys of each; None: the colours
LONGEST_FONT_NAME = 31  # characters that Excel takes
FONT_SIZES = (8, 12)  # beyond, texts no longer fit their cells
LOGO_ALT = Text("Logo of the company", "Logo de l'entreprise")


class BadBrand(SalesTrackerError):
    """A theme file that cannot be used; it names the file, what was found, and what belongs there."""


@dataclass(frozen=True, slots=True)
class Logo:
    """The company's picture, and what a screen reader says of it."""

    picture: Picture
    alt: Text = LOGO_ALT


@dataclass(frozen=True, slots=True)
class Brand:
    """What differs from the template's theme; nothing of it needs to."""

    colors: Mapping[str, str] = field(default_factory=dict)
    font: Mapping[str, Any] = field(default_factory=dict)
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two colours of the theme of which one stands on the other, and the contrast that they need."""

    color: str
    under: str
    needed: float


def read_brand(path: Path) -> Brand:
    """Read a theme file. Raises BadBrand or BadPicture for one that cannot be used."""
    raw = _read_toml(path)
    known = read_template()
    _check_keys(path, raw, known["colors"])
    colors = {name: _color(path, name, said) for name, said in raw.get("colors", {}).items()}
    _check_contrast(path, known["colors"] | colors, colors)
    return Brand(colors, _font(path, raw.get("font", {})), _logo(path, raw.get("logo", {})))


def pairings() -> Iterator[Pairing]:
    """Every pair of colours that the template lays over each other."""
    needs = {"text": TEXT, "graphics": LARGE}
    for kind, colors in read_template()["contrast"].items():
        for color, fills in colors.items():
            yield from (Pairing(color, fill, needs[kind]) for fill in fills)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise BadBrand(
            Text(
                "--theme {path}: there is no such text file.", "--theme {path} : ce fichier texte n'existe pas."
            ).format(path=path)
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise BadBrand(
            Text(
                '{path}: is no TOML ({error}); write lines such as band = "#1B3A57" under [colors].',
                '{path} : ce n\'est pas du TOML ({error}) ; écrivez des lignes comme band = "#1B3A57" sous [colors].',
            ).format(path=path, error=str(error).rstrip("."))
        ) from None


def _check_keys(path: Path, raw: Mapping[str, Any], colors: Iterable[str]) -> None:
    for section, keys in raw.items():
        if section not in SECTIONS or not isinstance(keys, dict):
            raise _unknown(path, section, SECTIONS)
        allowed = SECTIONS[section] or tuple(colors)
        for key in keys:
            if key not in allowed:
                raise _unknown(path, f"{section}.{key}", [f"{section}.{name}" for name in allowed])


def _unknown(path: Path, key: str, known: Iterable[str]) -> BadBrand:
    names = list(known)
    near = difflib.get_close_matches(key, names, n=3, cutoff=0.75) or names
    return BadBrand(
        Text(
            "{path}: {key} is not known; known are {names}.", "{path} : {key} est inconnu ; on connaît {names}."
        ).format(path=path, key=key, names=", ".join(near))
    )


def _color(path: Path, name: str, said: object) -> str:
    if isinstance(said, str) and COLOR.fullmatch(said):
        return said.upper()
    raise BadBrand(
        Text(
            '{path}: {name} = {said} is no colour; write six digits, such as "#1B3A57".',
            '{path} : {name} = {said} n\'est pas une couleur ; écrivez six chiffres, par exemple "#1B3A57".',
        ).format(path=path, name=name, said=repr(said))
    )


def _font(path: Path, said: Mapping[str, Any]) -> dict[str, Any]:
    name, size = said.get("name"), said.get("size")
    if name is not None and not (isinstance(name, str) and 1 <= len(name.strip()) <= LONGEST_FONT_NAME):
        raise BadBrand(
            Text(
                "{path}: font.name = {name} is no name of a font; write one of 1 to {most} characters.",
                "{path} : font.name = {name} n'est pas un nom de police ; écrivez-en un de 1 à {most} caractères.",
            ).format(path=path, name=repr(name), most=LONGEST_FONT_NAME)
        )
    least, most = FONT_SIZES
    if size is not None and not (isinstance(size, int | float) and least <= size <= most):
        raise BadBrand(
            Text(
                "{path}: font.size = {size} does not fit the sheets; give {least} to {most} points.",
                "{path} : font.size = {size} ne tient pas dans les feuilles ; donnez de {least} à {most} points.",
            ).format(path=path, size=repr(size), least=least, most=most)
        )
    return dict(said)


def _logo(path: Path, said: Mapping[str, Any]) -> Logo | None:
    if not said:
        return None
    file, alt = said.get("file"), said.get("alt")
    if not isinstance(file, str) or not file or not (alt is None or isinstance(alt, str)):
        raise BadBrand(
            Text(
                "{path}: a logo is given by its file and the text that describes it, both in quotes.",
                "{path} : un logo se donne par son fichier (file) et le texte qui le décrit (alt), entre guillemets.",
            ).format(path=path)
        )
    return Logo(read_picture(path.parent / file), Text(alt, alt) if alt else LOGO_ALT)


def _check_contrast(path: Path, colors: Mapping[str, str], own: Mapping[str, str]) -> None:
    """Refuse colours of which one could not be read on the other."""
    everywhere = list(pairings())
    for pair in everywhere:
        found = ratio(colors[pair.color], colors[pair.under])
        if found >= pair.needed or not {pair.color, pair.under} & set(own):
            continue
        mended = pair.color if pair.color in own else pair.under
        others = [
            (colors[other.under if other.color == mended else other.color], other.needed)
            for other in everywhere
            if mended in (other.color, other.under)
        ]
        hint = nearest(colors[mended], others)
        raise BadBrand(
            Text(
                "{path}: {color} ({over}) on {under} ({below}) has a contrast of {found} and needs {needed}{hint}.",
                "{path} : {color} ({over}) sur {under} ({below}) a un contraste de {found}, il faut {needed}{hint}.",
            ).format(
                path=path,
                color=pair.color,
                over=colors[pair.color],
                under=pair.under,
                below=colors[pair.under],
                found=_spoken(found),
                needed=_spoken(pair.needed),
                hint=_hint(mended, hint),
            )
        )


def _hint(name: str, shade: str | None) -> Text:
    if shade is None:
        return Text(": no shade of {name} will do", " : aucune nuance de {name} ne convient").format(name=name)
    return Text('; {name} = "{shade}" would do', ' ; {name} = "{shade}" conviendrait').format(name=name, shade=shade)


def _spoken(number: float) -> Text:
    cut = int(number * 10) / 10  # never rounded up to what is needed
    return Text(f"{cut:.1f}", f"{cut:.1f}".replace(".", ","))
