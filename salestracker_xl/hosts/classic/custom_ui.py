"""The ribbon tab in the form of Office: customUI14.xml."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from salestracker_xl.hosts.classic.shims import TAB
from salestracker_xl.hosts.ribbon import Button, Group, ribbon

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE = "SalesTrackerRibbon"


def custom_ui() -> str:
    """Write the tab; labels and tips are asked of VBA, which knows the language of Excel."""
    groups = "".join(map(_group, ribbon().groups))
    tab = _element("tab", {"id": TAB, "getLabel": f"{MODULE}.RibbonLabel"}, groups)
    content = _element("ribbon", {}, _element("tabs", {}, tab))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + _element("customUI", {"xmlns": NAMESPACE}, content)


def _group(group: Group) -> str:
    buttons = "".join(map(_button, group.buttons))
    return _element("group", {"id": group.key, "getLabel": f"{MODULE}.RibbonLabel"}, buttons)


def _button(button: Button) -> str:
    return _element(
        "button",
        {
            "id": button.key,
            "imageMso": button.image,
            "size": "large",
            "getLabel": f"{MODULE}.RibbonLabel",
            "getScreentip": f"{MODULE}.RibbonLabel",
            "getSupertip": f"{MODULE}.RibbonTip",
            "onAction": f"{MODULE}.RibbonClick",
        },
    )


def _element(name: str, attributes: Mapping[str, str], content: str = "") -> str:
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"
