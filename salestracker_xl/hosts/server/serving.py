"""Starting xlwings Server with our functions, task pane and ribbon."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import ssl
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.hosts.server.calling_cell import NamesCallingCell
from salestracker_xl.hosts.server.icons import draw
from salestracker_xl.hosts.server.manifest import ICON_SIZES, with_keys, with_ribbon
from salestracker_xl.hosts.server.refusing import Refuses
from salestracker_xl.language import Language, Text
from salestracker_xl.template import template_folder

LICENCE = "XLWINGS_LICENSE_KEY"
UNUSED = (  # what xlwings Server would load into every pane, three quarters of its size
    "XLWINGS_ENABLE_SOCKETIO",
    "XLWINGS_ENABLE_HTMX",
    "XLWINGS_ENABLE_ALPINEJS_CSP",
    "XLWINGS_ENABLE_BOOTSTRAP",
)
STOPPED = 128  # and the number of the signal, as shells count
SIGN_IN = "XLWINGS_AUTH_PROVIDERS"
MANIFEST_ID = "b5c7b3c6-6d0e-4ed4-8f4a-6d2b6a1d9a51"  # of our add-in, the same on every server

_TAKEN = Text("another program has it", "un autre programme l'occupe")
_RESERVED = Text("the system keeps this port for itself", "le système se réserve ce port")
_NO_ADDRESS = Text("this computer has no such address", "cet ordinateur n'a pas cette adresse")
_REFUSALS: Mapping[int, Text] = {
    errno.EADDRINUSE: _TAKEN,
    errno.EADDRNOTAVAIL: _NO_ADDRESS,
    errno.EACCES: _RESERVED,
    getattr(errno, "WSAEACCES", errno.EACCES): _RESERVED,  # the same on Windows
    socket.EAI_NONAME: _NO_ADDRESS,
    socket.EAI_AGAIN: _NO_ADDRESS,
}

PROJECT = {  # what xlwings Server imports from the folder of a project
    "custom_functions/__init__.py": (
        "from salestracker_xl.hosts.server.functions import served_functions\n"
        "from salestracker_xl.language import system_language\n\n"
        "globals().update(served_functions(system_language()))\n"
    ),
    "custom_scripts/__init__.py": "",
    "routers/__init__.py": "",
    "routers/custom.py": "from salestracker_xl.hosts.server.routes import make_router\n\nrouter = make_router()\n",
}


class CannotServe(SalesTrackerError):
    """Something that a server needs is missing."""


def check(environment: Mapping[str, str]) -> None:
    """Raise CannotServe without xlwings Server or its licence key, or where a sign-in would keep nobody out."""
    if find_spec("xlwings_server") is None:
        raise CannotServe(
            Text(
                'xlwings Server is not installed: pip install "salestracker-xl[server]". It is free for noncommercial '
                "use; a company needs a licence (xlwings.org/pricing).",
                'xlwings Server n\'est pas installé : pip install "salestracker-xl[server]". Il est gratuit pour un '
                "usage non commercial ; une entreprise a besoin d'une licence (xlwings.org/pricing).",
            )
        )
    if not environment.get(LICENCE, "").strip():
        raise CannotServe(
            Text(
                "{name} is not set: give it the licence key of your company, or `noncommercial` where your use is.",
                "{name} n'est pas défini : donnez-lui la clé de licence de votre entreprise, ou `noncommercial` si "
                "votre usage l'est.",
            ).format(name=LICENCE)
        )
    if "custom" in environment.get(SIGN_IN, ""):  # the example of xlwings Server, whose token stands in its source
        raise CannotServe(
            Text(
                "{name}: only `entraid` signs people in here; `custom` is an example, whose token everybody can read.",
                "{name} : seul `entraid` identifie les personnes ici ; `custom` est un exemple, dont chacun peut lire "
                "le jeton.",
            ).format(name=SIGN_IN)
        )


def serve(
    host: str,
    port: int,
    language: Language,
    certificate: Path | None = None,
    key: Path | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until it is stopped; with a certificate and its key over https, which Excel demands of an add-in.

    `ready` is called once the address is taken and everything is loaded. Raises CannotServe.
    """
    check(os.environ)
    import uvicorn

    if certificate is not None:
        _check_pair(certificate, key)
    with _taken(host, port) as address, tempfile.TemporaryDirectory(prefix="salestracker-server-") as folder:
        _clear_up_when_stopped()
        write_project(Path(folder), language)
        config = uvicorn.Config(
            application(Path(folder), language),
            ssl_certfile=certificate and str(certificate),
            ssl_keyfile=key and str(key),
            log_level="warning",
        )
        ready()
        uvicorn.Server(config).run(sockets=[address])


def _clear_up_when_stopped() -> None:
    """Have the folder cleared up where a service or its terminal is ended: by itself a process would just be gone."""

    def stop(number: int, _: Any) -> None:
        raise SystemExit(STOPPED + number)

    for name in ("SIGTERM", "SIGHUP"):  # Windows knows no SIGHUP
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def _check_pair(certificate: Path, key: Path | None) -> None:
    """Raise CannotServe where the two files are no certificate with its key."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise CannotServe(
            Text(
                "{certificate} and {key} are no certificate with its private key, both as PEM text.",
                "{certificate} et {key} ne sont pas un certificat et sa clé privée, tous deux en texte PEM.",
            ).format(certificate=certificate, key=key)
        ) from error


def _taken(host: str, port: int) -> socket.socket:
    """Take an address. Raises CannotServe where another program has it, or where there is none such."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise CannotServe(
            Text(
                "{host}:{port}: no server can listen there ({why}); give another --host or --port.",
                "{host}:{port} : aucun serveur ne peut y écouter ({why}) ; donnez un autre --host ou --port.",
            ).format(host=host, port=port, why=_refusal(error))
        ) from error


def _refusal(error: OSError | OverflowError) -> Text:
    """Why an address cannot be had."""
    if isinstance(error, OverflowError):
        return Text("ports go from 1 to 65535", "les ports vont de 1 à 65535")
    said = os.strerror(error.errno or 0)
    return _REFUSALS.get(error.errno or 0, Text(said, said))


def write_project(folder: Path, language: Language) -> None:
    """Write the folder that xlwings Server takes as a project: our functions, pages, pictures and manifest."""
    for name, source in PROJECT.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    shutil.copytree(template_folder() / "server", folder, dirs_exist_ok=True)
    _fill(folder / "templates" / "manifest.xml", lambda template: with_ribbon(template, language))
    _fill(folder / "static" / "js" / "ribbon.js", with_keys)
    draw(folder / "static" / "images", ICON_SIZES)


def _fill(file: Path, filled: Callable[[str], str]) -> None:
    file.write_text(filled(file.read_text(encoding="utf-8")), encoding="utf-8")


def application(project: Path, language: Language) -> Any:
    """The ASGI application; environment and modules of this process are set up for it, so only one can be made."""
    os.environ.update(
        XLWINGS_LICENSE_KEY=os.environ[LICENCE].strip(),  # `set NAME=key ` of Windows keeps the blank
        XLWINGS_PROJECT_DIR=str(project),
        XLWINGS_ENVIRONMENT="prod",
        XLWINGS_FUNCTIONS_NAMESPACE="",  # a plain =CLV(
        XLWINGS_PROJECT_NAME=Text("Sales Tracker", "Suivi des ventes")[language],
        XLWINGS_MANIFEST_ID_PROD=MANIFEST_ID,
        **dict.fromkeys(UNUSED, "false"),
        XLWINGS_LOG_LEVEL="WARNING",
        SALESTRACKER_LANG=language,
    )
    sys.modules.setdefault("pyodide.ffi", _no_pyodide())
    try:
        from xlwings_server.main import main_app
    except Exception as error:
        if type(error).__name__ != "LicenseError":  # of a module that cannot be imported with such a key
            raise
        raise CannotServe(
            Text(
                "{name}: xlwings does not take this key ({why}). It is the licence key of your company, or "
                "`noncommercial`.",
                "{name} : xlwings n'accepte pas cette clé ({why}). C'est la clé de licence de votre entreprise, ou "
                "`noncommercial`.",
            ).format(name=LICENCE, why=str(error).rstrip("."))
        ) from error
    return Refuses(NamesCallingCell(main_app))


def _no_pyodide() -> ModuleType:
    """Stand in for a module of the browser that xlwings tries to import for every single cell.

    Failing to find it took 1,000 ms for 10,000 cells; this is found at once, and no cell is of its type.
    """
    module = ModuleType("pyodide.ffi")
    module.JsNull = type("JsNull", (), {})  # type: ignore[attr-defined]
    return module
