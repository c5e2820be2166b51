"""The ribbon tab in the form of an Office add-in: its part of manifest.xml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from salestracker_xl.hosts.ribbon import Button, Group, ribbon
from salestracker_xl.language import Text

ICON_SIZES = (16, 32, 80)  # pixels
IMAGES = "{{ base_url }}{{ settings.static_url_path }}/images"  # filled in by xlwings Server
PLACES = {name: f"<!-- {name} -->" for name in ("groups", "pictures", "short texts", "long texts")}  # in the template


def with_ribbon(template: str) -> str:
    """Put groups, labels and tips where the template of the manifest has their places."""
    tab = ribbon()
    short = {"tab.Label": tab.label}
    short |= {f"{group.key}.Label": group.label for group in tab.groups}
    short |= {f"{button.key}.Label": button.label for button in tab.buttons}
    long = {f"{button.key}.Tip": button.tip for button in tab.buttons}
    parts = {
        "groups": "".join(map(_group, tab.groups)),
        "pictures": "".join(_picture(button.key, size) for button in tab.buttons for size in ICON_SIZES),
        "short texts": "".join(_texts(short)),
        "long texts": "".join(_texts(long)),
    }
    for name, place in PLACES.items():
        template = template.replace(place, parts[name])
    return template


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


def _texts(texts: dict[str, Text]) -> Iterator[str]:
    for key, text in texts.items():
        french = f'<bt:Override Locale="fr-FR" Value={quoteattr(text.fr)}/>'
        yield f'<bt:String id="{key}" DefaultValue={quoteattr(text.en)}>{french}</bt:String>'
