"""The ribbon tab in the form of an Office add-in: its part of manifest.xml."""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import quoteattr

from salestracker_xl import __version__
from salestracker_xl.hosts.ribbon import Button, Group, ribbon
from salestracker_xl.language import Language, Text

ICON_SIZES = (16, 32, 80)  # pixels
FRENCH = ("fr-FR", "fr-CA")  # display languages of Office; others fall back to the default, not to a neighbour
IMAGES = "{{ base_url }}{{ settings.static_url_path }}/images"  # filled in by xlwings Server
PLACES = {  # in the template
    name: f"<!-- {name} -->"
    for name in ("version", "name", "description", "groups", "pictures", "help", "short", "long")
}
ABOUT = Text(
    "A sales tracker's buttons, and its figures as functions: =CLV(), =CAC(), =AOV() and more.",
    "Les boutons d'un suivi des ventes, et ses chiffres en fonctions : =CLV(), =CAC(), =AOV() et d'autres.",
)
HELP = "{{ base_url_with_app_path }}/salestracker/functions-meta.json?lang="


def with_ribbon(template: str, language: Language) -> str:
    """Put version, groups, labels and tips where the template of the manifest has their places.

    Every Excel shows the labels of its own language. Functions have French help in a French Excel, and in any other
    that of the server.
    """
    tab = ribbon()
    short = {"tab.Label": tab.label}
    short |= {f"{group.key}.Label": group.label for group in tab.groups}
    short |= {f"{button.key}.Label": button.label for button in tab.buttons}
    long = {f"{button.key}.Tip": button.served for button in tab.buttons}
    parts = {
        "version": version_of_manifest(__version__),
        "name": _element("DisplayName", tab.label, "Override"),
        "description": _element("Description", ABOUT, "Override"),
        "groups": "".join(map(_group, tab.groups)),
        "pictures": "".join(_picture(button.key, size) for button in tab.buttons for size in ICON_SIZES),
        "help": _element("bt:Url", Text(HELP + language, f"{HELP}fr"), "bt:Override", "Metadata.Url"),
        "short": "".join(_element("bt:String", text, "bt:Override", key) for key, text in short.items()),
        "long": "".join(_element("bt:String", text, "bt:Override", key) for key, text in long.items()),
    }
    for name, place in PLACES.items():
        template = template.replace(place, parts[name])
    return template


def version_of_manifest(version: str) -> str:
    """A version that Office takes: four numbers, and at least 1.0; it keeps an add-in until it sees a higher one.

    >>> version_of_manifest("0.2.1")
    '1.0.2.1'
    """
    return ".".join(["1", *re.findall(r"\d+", version)[:3]])


def with_keys(script: str) -> str:
    """Tell the script of the ribbon which buttons there are."""
    return script.replace("const BUTTONS = [];", f"const BUTTONS = {json.dumps([it.key for it in ribbon().buttons])};")


def _group(group: Group) -> str:
    buttons = "".join(map(_button, group.buttons))
    return f"<Group id={quoteattr(group.key)}>{_label(group.key)}{_icon(group.buttons[0].key)}{buttons}</Group>"


def _button(button: Button) -> str:
    """A button that runs a function of the page: all run in the one page that the pane shows, too."""
    tip = f'<Supertip><Title resid="{button.key}.Label"/><Description resid="{button.key}.Tip"/></Supertip>'
    action = f'<Action xsi:type="ExecuteFunction"><FunctionName>{button.key}</FunctionName></Action>'
    return (
        f'<Control xsi:type="Button" id="{button.key}">{_label(button.key)}{tip}{_icon(button.key)}{action}</Control>'
    )


def _label(key: str) -> str:
    return f'<Label resid="{key}.Label"/>'


def _icon(key: str) -> str:
    images = "".join(f'<bt:Image size="{size}" resid="{key}.{size}"/>' for size in ICON_SIZES)
    return f"<Icon>{images}</Icon>"


def _picture(key: str, size: int) -> str:
    return f'<bt:Image id="{key}.{size}" DefaultValue="{IMAGES}/{key}-{size}.png"/>'


def _element(tag: str, text: Text, override: str, key: str = "") -> str:
    """An element that says the same in every language."""
    named = f" id={quoteattr(key)}" if key else ""
    french = "".join(f"<{override} Locale={quoteattr(locale)} Value={quoteattr(text.fr)}/>" for locale in FRENCH)
    return f"<{tag}{named} DefaultValue={quoteattr(text.en)}>{french}</{tag}>"
