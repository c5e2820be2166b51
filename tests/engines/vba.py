"""A reader of VBA that finds what the compiler of Excel would refuse, on each system that it compiles for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from metrics.reserved import VBA_KEYWORDS

from engines.vba_names import KNOWN, OBJECTS, TYPES

SYSTEMS: Mapping[str, Mapping[str, int]] = {
    "Windows, 64 bits": {"vba7": 1, "win64": 1},
    "Windows, 32 bits": {"vba7": 1},
    "Mac": {"vba7": 1, "win64": 1, "mac": 1},
}

# https://learn.microsoft.com/office/vba/language/reference/user-interface-help/line-too-long,
# .../too-many-line-continuations, .../procedure-too-large
LINE, CONTINUATIONS, PROCEDURE, PARAMETERS = 1023, 24, 65_535, 60

WORD = r"[A-Za-z]\w*"
_HEAD = re.compile(rf"(?:(Public|Private) )?(Sub|Function|Property (?:Get|Let|Set)) ({WORD})\((.*)\)(?: As ({WORD}))?$")
_DECLARE = re.compile(rf"(?:(Public|Private) )?Declare (PtrSafe )?(?:Sub|Function) ({WORD})\$? Lib ")
_VARIABLES = re.compile(r"(?:(Public|Private|Dim|Static|Global) )?(?:(?:WithEvents|(Const)) )?(?=\w)(.*)")
_ITEM = re.compile(rf"({WORD})[$%&!#@]?(\(.*?\))?(?: As (?:New )?({WORD}))?")
_USED = re.compile(rf"(?<![.\w!&])({WORD})[$%&!#@]?(?!\s*:=)(?![\w])")
_CLOSES = {"End If": "If", "Next": "For", "Loop": "Do", "Wend": "While", "End Select": "Select", "End With": "With"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a procedure."""

    name: str
    type: str
    by_value: bool
    optional: bool


@dataclass(slots=True)
class Procedure:
    """A procedure with its statements, each with the number of its line."""

    name: str
    kind: str
    private: bool
    parameters: list[Parameter]
    type: str
    line: int
    statements: list[tuple[int, str]] = field(default_factory=list)
    size: int = 0

    @property
    def locals(self) -> list[tuple[str, str]]:
        """Names and types that it declares itself."""
        found = [(it.name, it.type) for it in self.parameters]
        for piece in (piece for _, line in self.statements for piece in _pieces(line)):
            if re.match(r"(?:Dim|Static|Const) ", piece):
                found += [(name, kind) for name, kind, _ in _declared(piece)]
        return found


@dataclass(slots=True)
class Source:
    """A module as one system compiles it."""

    name: str
    text: str
    standard: bool
    procedures: list[Procedure] = field(default_factory=list)
    variables: list[tuple[str, str, bool]] = field(default_factory=list)  # name, type, whether others see it
    faults: list[str] = field(default_factory=list)

    @property
    def explicit(self) -> bool:
        """Whether every variable has to be declared."""
        return "Option Explicit" in self.text

    def shared(self) -> Iterator[str]:
        """Names that other modules can use."""
        if self.standard:
            yield from (it.name for it in self.procedures if not it.private)
            yield from (name for name, _, public in self.variables if public)


def faults(modules: Iterable[tuple[str, str, bool]], system: str) -> list[str]:
    """What would not compile, as "Module, line 3: what"; a module is its name, its text and whether it is standard."""
    sources = [_source(*module, SYSTEMS[system]) for module in modules]
    found = [fault for source in sources for fault in (*_lengths(source), *source.faults)]
    shared = Counter(name.lower() for source in sources for name in source.shared())
    procedures = {it.name.lower(): it for each in sources if each.standard for it in each.procedures if not it.private}
    names = {source.name.lower() for source in sources}
    found += [f"{name}: two modules share this name" for name, count in shared.items() if count > 1]
    for source in sources:
        found += _scope_faults(source, names)
        for procedure in source.procedures:
            found += [f"{source.name}, {it}" for it in _procedure_faults(source, procedure, shared, names, procedures)]
    return found


def _source(name: str, text: str, standard: bool, constants: Mapping[str, int]) -> Source:
    source = Source(name, text, standard)
    current: Procedure | None = None
    for number, line in statements(text, constants):
        head = _HEAD.fullmatch(line)
        if head:
            current = Procedure(head[3], head[2], head[1] == "Private", _parameters(head[4]), head[5] or "", number)
            source.procedures.append(current)
        elif current and line == f"End {current.kind.split()[0]}":
            current = None
        elif current:
            current.statements.append((number, line))
            current.size += len(line)
        elif declare := _DECLARE.match(line):
            source.variables.append((declare[3], "", declare[1] != "Private"))
            if not declare[2]:
                source.faults.append(f"{name}, line {number}: a Declare without PtrSafe")
        elif not re.match(r"Option |VERSION |BEGIN|END|Public Enum|End Enum|\w+ = |.*\bEnum\b", line):
            source.variables += _declared(line)
    if current:
        source.faults.append(f"{name}: {current.name} does not end")
    return source


def statements(text: str, constants: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Lines that the system compiles, joined, without comments, and with every text emptied."""
    known, taken, joined = dict(constants), [], ""
    for number, raw in enumerate(text.splitlines(), start=1):
        if raw.lstrip().startswith("#"):
            _direct(raw.strip(), known, taken)
            continue
        if not all(now for now, _ in taken):
            continue
        joined += re.sub(r'"(?:[^"]|"")*"', '""', raw).split("'")[0].rstrip()
        if joined.endswith(" _"):
            joined = joined[:-1]
            continue
        line, joined = " ".join(joined.split()), ""
        if line and not line.startswith("Attribute "):
            yield number, line


def _direct(line: str, known: dict[str, int], taken: list[tuple[bool, bool]]) -> None:
    """Follow #If, #ElseIf, #Else, #End If and #Const; `taken` has for each #If whether now, and whether ever."""
    word, _, rest = line[1:].partition(" ")
    if word == "Const":
        name, _, value = rest.split("'")[0].partition("=")
        known[name.strip().lower()] = eval(value)  # a text or a number
    elif word == "If":
        holds = _holds(rest, known)
        taken.append((holds, holds))
    elif word in ("ElseIf", "Else"):
        _, ever = taken.pop()
        holds = not ever and (word == "Else" or _holds(rest, known))
        taken.append((holds, ever or holds))
    else:
        taken.pop()


def _holds(condition: str, known: Mapping[str, object]) -> bool:
    words = re.findall(r'"[^"]*"|\w+|[<>=]+', condition.split("'")[0].replace("Then", ""))
    python = [it.lower() if it in ("Not", "And", "Or") else "==" if it == "=" else it for it in words]
    names = {it: known.get(it.lower(), 0) for it in python if re.fullmatch(WORD, it) and it not in ("not", "and", "or")}
    return bool(eval(" ".join(python), {}, names))


def _parameters(text: str) -> list[Parameter]:
    found = []
    for part in _split(text):
        words = part.split("=")[0].split()
        rest = " ".join(it for it in words if it not in ("Optional", "ByVal", "ByRef", "ParamArray"))
        item = _ITEM.match(rest)
        assert item, text
        found.append(Parameter(item[1], item[3] or "Variant", "ByVal" in words, "Optional" in words))
    return found


def _declared(line: str) -> list[tuple[str, str, bool]]:
    """Names, types and whether they are public of a line such as `Private Const A As Long = 1, B As String = ""`."""
    found = _VARIABLES.match(line)
    assert found, line
    items = (_ITEM.match(part) for part in _split(found[3]))
    return [(it[1], it[3] or "Variant", found[1] in ("Public", "Global")) for it in items if it]


def _split(text: str) -> list[str]:
    """Parts between commas that stand in no parentheses."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip() or len(parts) > 1]


def _lengths(source: Source) -> Iterator[str]:
    run = 0
    for number, line in enumerate(source.text.splitlines(), start=1):
        run = run + 1 if line.rstrip().endswith(" _") else 0
        if len(line) > LINE or run > CONTINUATIONS:
            yield f"{source.name}, line {number}: too long"
        if not line.isascii() and not line.startswith("Attribute "):  # in a help text a wrong letter harms nothing
            yield f"{source.name}, line {number}: a letter that depends on the code page of the computer"
    for procedure in source.procedures:
        if procedure.size > PROCEDURE or len(procedure.parameters) > PARAMETERS:
            yield f"{source.name}: {procedure.name} is too large"


def _scope_faults(source: Source, modules: set[str]) -> Iterator[str]:
    own = [name for name, _, _ in source.variables]
    own += [it.name for it in source.procedures if not it.kind.startswith("Property")]
    yield from (f"{source.name}: {name}: {why}" for name, why in _badly_named(own))
    yield from (f"{source.name}: {name}: a module has this name" for name in own if name.lower() in modules)


def _badly_named(names: list[str]) -> Iterator[tuple[str, str]]:
    counts = Counter(name.lower() for name in names)
    yield from ((name, "declared twice") for name, count in counts.items() if count > 1)
    yield from ((name, "a word of VBA") for name in counts if name in VBA_KEYWORDS)


def _procedure_faults(
    source: Source,
    procedure: Procedure,
    shared: Mapping[str, int],
    modules: set[str],
    procedures: Mapping[str, Procedure],
) -> Iterator[str]:
    own = {name.lower(): kind for name, kind, _ in source.variables}
    local = {name.lower(): kind for name, kind in procedure.locals}
    callable_here = {**procedures, **{it.name.lower(): it for it in source.procedures}}
    labels = {it[:-1].lower() for _, it in procedure.statements if re.fullmatch(rf"{WORD}:", it)}
    types = {**own, **local, procedure.name.lower(): procedure.type}
    visible = {*shared, *modules, *types, *callable_here, *KNOWN, *VBA_KEYWORDS}
    yield from (
        f"{procedure.name}: {name}: {why}" for name, why in _badly_named([name for name, _ in procedure.locals])
    )
    yield from _block_faults(procedure)
    for number, line in procedure.statements:
        for target in re.findall(rf"\bGoTo ({WORD})", line):
            if target.lower() not in labels:
                yield f"line {number}: no label {target}"
        for kind in re.findall(rf"\bAs (?:New )?({WORD})", line):
            if kind.lower() not in TYPES | modules:
                yield f"line {number}: no type {kind}"
        if re.fullmatch(rf"{WORD}:", line):
            continue
        for piece in _pieces(line):
            if source.explicit:
                used = re.sub(rf"&H[0-9A-Fa-f]+&?|\bGoTo {WORD}|\bAs (?:New )?{WORD}", "", piece)
                for name in _USED.findall(used):
                    if name.lower() not in visible:
                        yield f"line {number}: {name} is not declared"
            yield from (f"line {number}: {fault}" for fault in _assignment_faults(piece, types))
            yield from (f"line {number}: {fault}" for fault in _call_faults(piece, procedure, callable_here, local))


def _pieces(line: str) -> list[str]:
    """The statements on a line: `If a Then b Else c` has three, and so has `Case x: b: c`."""
    return [it.strip() for it in re.split(r":(?!=)|\bThen\b|\bElse\b", line) if it.strip()]


def _block_faults(procedure: Procedure) -> Iterator[str]:
    opened: list[str] = []
    for number, line in procedure.statements:
        first = line.split()[0]
        if closed := next((it for it in _CLOSES if re.match(rf"{it}\b", line)), None):
            if not opened or opened.pop() != _CLOSES[closed]:
                yield f"line {number}: {closed} closes nothing"
        elif (first == "If" and line.endswith(" Then")) or first in ("For", "Do", "While", "Select", "With"):
            opened.append(first)
        elif first in ("Else", "ElseIf", "Case") and opened[-1:] != [{"Case": "Select"}.get(first, "If")]:
            yield f"line {number}: {first} stands alone"
        for left in re.findall(r"\bExit (Sub|Function|Property)\b", line):
            if left != procedure.kind.split()[0]:
                yield f"line {number}: Exit {left} in a {procedure.kind}"
    yield from (f"{procedure.name}: {it} is not closed" for it in opened)


def _assignment_faults(piece: str, types: Mapping[str, str]) -> Iterator[str]:
    found = re.match(rf"(Set )?({WORD})\$? = ", piece)
    kind = types.get(found[2].lower(), "") if found else ""
    if found and kind and kind != "Variant" and bool(found[1]) != (kind.lower() in OBJECTS):
        yield f"{found[2]} is a {kind}: with Set or without"


def _call_faults(
    piece: str, inside: Procedure, procedures: Mapping[str, Procedure], local: Mapping[str, str]
) -> Iterator[str]:
    for found in _USED.finditer(piece):
        procedure = procedures.get(found[1].lower())
        rest = piece[found.end() :]
        if procedure is None or found[1].lower() in local or (procedure is inside and not rest.startswith("(")):
            continue
        stands_first = found.start() == 0 and not rest.startswith(".")
        given = len(_split(_inside(rest) if rest.startswith("(") else rest if stands_first else ""))
        needed = sum(not it.optional for it in procedure.parameters)
        if not needed <= given <= len(procedure.parameters):
            yield f"{procedure.name} takes {len(procedure.parameters)} arguments, not {given}"


def _inside(text: str) -> str:
    """What stands between the first parenthesis and the one that closes it."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[1:at]
    return text[1:]
