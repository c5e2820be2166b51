"""A VBA project as the binary that Excel keeps in a workbook, written from the text of its modules ([MS-OVBA]).

Where the specification leaves a choice, it is that of EPPlus, whose projects Excel opens (ExcelVbaProject.cs), and of
add-ins that Excel saved.
"""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from salestracker_xl.hosts.classic.compound import compound_file
from salestracker_xl.hosts.classic.compression import compress

Kind = Literal["standard", "class", "document"]

CODE_PAGE = 1252
ENCODING = "cp1252"
CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
WORKSHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"

UNPROTECTED, NO_PASSWORD, VISIBLE = bytes(4), bytes(1), b"\xff"

REFERENCES = {  # the libraries that VBA itself and IRibbonControl come from
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
    r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}

_CLASS_HEAD = re.compile(r"\AVERSION 1\.0 CLASS\r\nBEGIN\r\n.*?\r\nEND\r\n", re.DOTALL | re.IGNORECASE)
_OWN_ATTRIBUTES = re.compile(
    r"^Attribute VB_(?:Name|Base|GlobalNameSpace|Creatable|PredeclaredId|Exposed|TemplateDerived|Customizable"
    r"|Description) = .*\r\n",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Module:
    """A module by its name and its VBA text; `base` is the class of what a document module stands for."""

    name: str
    text: str
    kind: Kind = "standard"
    base: str = CLASS_BASE

    @property
    def source(self) -> bytes:
        """The text as a project stores it: CR LF, and the attributes of a module of this kind on top.

        Raises UnicodeEncodeError for a sign that Windows-1252 does not have.
        """
        text = re.sub(r"\r\n|\r|\n", "\r\n", self.text)
        body = _OWN_ATTRIBUTES.sub("", _CLASS_HEAD.sub("", text)).strip("\r\n")
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.kind != "standard":
            of_document = self.kind == "document"
            lines += [
                f'Attribute VB_Base = "{self.base}"',
                "Attribute VB_GlobalNameSpace = False",
                "Attribute VB_Creatable = False",
                f"Attribute VB_PredeclaredId = {of_document}",
                f"Attribute VB_Exposed = {of_document}",
                "Attribute VB_TemplateDerived = False",
                f"Attribute VB_Customizable = {of_document}",
            ]
        return "".join(f"{line}\r\n" for line in [*lines, *([body] if body else [])]).encode(ENCODING)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Write the project `name` (its vbaProject.bin); the same text always gives the same bytes.

    Only the sources are stored: Excel compiles them when it opens the workbook.
    """
    streams = {module.name: compress(module.source) for module in modules}
    streams["dir"] = compress(_directory(name, modules))
    streams["_VBA_PROJECT"] = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 1)  # no compiled code of any version
    project = _project_stream(name, modules).encode(ENCODING)
    return compound_file({"VBA": streams, "PROJECT": project, "PROJECTwm": _names(modules)})


def _project_stream(name: str, modules: Sequence[Module]) -> str:
    """The PROJECT stream ([MS-OVBA] 2.3.1): who the project is, what it consists of, that it is not locked."""
    project_id = "{" + str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.vba.salestracker-xl")).upper() + "}"
    listed = {"document": "Document={0}/&H00000000", "class": "Class={0}", "standard": "Module={0}"}
    lines = [
        f'ID="{project_id}"',
        *(listed[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypted(UNPROTECTED, project_id, 0x5D)}"',
        f'DPB="{encrypted(NO_PASSWORD, project_id, 0xBA)}"',
        f'GC="{encrypted(VISIBLE, project_id, 0x97)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _names(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream: the names of the modules in both encodings."""
    both = (module.name.encode(ENCODING) + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join(both) + b"\0\0"


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """The dir stream ([MS-OVBA] 2.3.4.2), before compression."""
    return b"".join(
        (
            _record(0x01, struct.pack("<I", 1)),  # Windows of 32 bits, which Excel of 64 bits reads as well
            _record(0x02, struct.pack("<I", 0x409)),
            _record(0x14, struct.pack("<I", 0x409)),
            _record(0x03, struct.pack("<H", CODE_PAGE)),
            _record(0x04, name.encode(ENCODING)),
            _twice(0x05, 0x40, ""),
            _record(0x06, b"") + _record(0x3D, b""),
            _record(0x07, bytes(4)),
            _record(0x08, bytes(4)),
            struct.pack("<HIIH", 0x09, 4, 0x61EEF783, 3),  # the version: its size says 4 and leaves out the last two
            _twice(0x0C, 0x3C, ""),
            *(_twice(0x16, 0x3E, library) + _registered(place) for library, place in REFERENCES.items()),
            _record(0x0F, struct.pack("<H", len(modules))),
            _record(0x13, b"\xff\xff"),
            *map(_module_record, modules),
            _record(0x10, b""),
        )
    )


def _module_record(module: Module) -> bytes:
    return b"".join(
        (
            _twice(0x19, 0x47, module.name),
            _twice(0x1A, 0x32, module.name),
            _twice(0x1C, 0x48, ""),
            _record(0x31, bytes(4)),  # the source begins where its stream does: no compiled code stands before it
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(0x21 if module.kind == "standard" else 0x22, b""),
            _record(0x2B, b""),
        )
    )


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _twice(number: int, number_unicode: int, text: str) -> bytes:
    return _record(number, text.encode(ENCODING)) + _record(number_unicode, text.encode("utf-16-le"))


def _registered(library: str) -> bytes:
    content = library.encode(ENCODING)
    return _record(0x0D, struct.pack("<I", len(content)) + content + bytes(6))


def encrypted(content: bytes, project_id: str, seed: int) -> str:
    """Hide bytes the way the PROJECT stream does ([MS-OVBA] 2.4.3.2), as hexadecimal digits."""
    key = sum(project_id.encode("ascii")) & 0xFF
    written = [seed, seed ^ 2, seed ^ key]
    plain, before, last = key, written[1], written[2]
    padding = bytes((seed & 6) // 2)
    for byte in padding + struct.pack("<I", len(content)) + content:
        cipher = byte ^ ((before + plain) & 0xFF)
        written.append(cipher)
        plain, before, last = byte, last, cipher
    return bytes(written).hex().upper()
