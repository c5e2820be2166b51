"""What was wrong with the words of a call, in both languages."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from salestracker_xl.language import Text

_QUOTED = re.compile("'([^']*)'")


def misuse(error: Any) -> Text:
    """Say what was wrong with a call that typer does not understand, and which page of help tells more."""
    command = _command(getattr(error, "ctx", None))
    return Text("{found}; see `{command} --help`.", "{found} ; voir `{command} --help`.").format(
        found=_found(error, command), command=command
    )


def _command(context: Any) -> str:
    """The words that call a command, as a person types them."""
    names = []
    while context is not None and context.parent is not None:
        names.insert(0, context.info_name)
        context = context.parent
    return " ".join(("salestracker", *names))


def _found(error: Any, command: str) -> Text:
    kind = type(error).__name__
    option: Any = getattr(error, "option_name", None)
    param: Any = getattr(error, "param", None)
    known = getattr(getattr(error, "cmd", None), "commands", None)
    said = str(getattr(error, "message", error)).rstrip(".")
    if kind == "NoArgsIsHelpError":
        return Text("`{command}` wants a command after it", "`{command}` attend une commande à sa suite").format(
            command=command
        )
    if kind == "NoSuchOption":
        found = Text("there is no option {name}", "l'option {name} n'existe pas").format(name=option)
        return _with_guess(found, option, error.possibilities or ())
    if kind == "BadOptionUsage":
        return Text("{name} wants a value after it", "{name} attend une valeur à sa suite").format(name=option)
    if kind == "MissingParameter":
        return Text("`{command}` wants {name} after it", "`{command}` attend {name} à sa suite").format(
            command=command, name=param.name.upper()
        )
    if param is not None:
        return Text("{name} takes a number", "{name} attend un nombre").format(name=max(param.opts, key=len))
    if known and (asked := _QUOTED.search(said)):
        found = Text("there is no command {name}", "la commande {name} n'existe pas").format(name=asked[1])
        return _with_guess(found, asked[1], known)
    return Text("the call is not understood ({said})", "l'appel n'est pas compris ({said})").format(said=said)


def _with_guess(found: Text, name: str, known: Any) -> Text:
    """Add what was perhaps meant."""
    near = get_close_matches(name, list(known), 1)
    return Text("{found} ({near}?)", "{found} ({near} ?)").format(found=found, near=near[0]) if near else found
