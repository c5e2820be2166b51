"""What may keep Excel from starting Python.

Where the DLL of xlwings is looked for is told in its VBA, XLPyLoadDLL; that pip puts it elsewhere where Python was
installed for all users, in its issue 1803 on GitHub.
"""

from __future__ import annotations

from salestracker_xl.hosts.classic.finding import Finding
from salestracker_xl.hosts.classic.machine import Machine
from salestracker_xl.language import Text

APART = Text(
    "Make an environment of its own, `py -m venv salestracker`, and install there: `salestracker\\Scripts\\pip "
    "install` this package, then `salestracker\\Scripts\\salestracker addin install`.",
    "Créez un environnement à part, `py -m venv salestracker`, et installez-y le tout : `salestracker\\Scripts\\pip "
    "install` ce paquet, puis `salestracker\\Scripts\\salestracker addin install`.",
)


def python_is_from_the_store(machine: Machine) -> Finding | None:
    """Python from the Microsoft Store runs in a container that Excel cannot reach."""
    if "windowsapps" not in str(machine.interpreter).lower():
        return None
    return Finding(
        "fault",
        Text("This Python comes from the Microsoft Store.", "Ce Python vient du Microsoft Store."),
        Text(
            "Install Python from python.org, then salestracker-xl and the add-in with it.",
            "Installez Python depuis python.org, puis salestracker-xl et le complément avec lui.",
        ),
    )


def python_is_from_conda(machine: Machine) -> Finding | None:
    """Excel starts Python without activating its environment, and then Anaconda's own packages miss their DLLs."""
    folder = machine.interpreter.parent
    if not any((place / "conda-meta").is_dir() for place in (folder, folder.parent)):
        return None
    return Finding(
        "warning",
        Text(
            "This Python comes from Anaconda or Miniconda; Excel starts it without its environment, and functions may "
            "answer #VALUE!.",
            "Ce Python vient d'Anaconda ou de Miniconda ; Excel le lance sans son environnement, et les fonctions "
            "peuvent répondre #VALEUR!.",
        ),
        Text(
            "Where they do, install Python from python.org, then salestracker-xl and the add-in with it.",
            "Si c'est le cas, installez Python depuis python.org, puis salestracker-xl et le complément avec lui.",
        ),
    )


def python_path_has_odd_letters(machine: Machine) -> Finding | None:
    """VBA hands the path to the DLL in the code page of Windows, which knows few alphabets."""
    try:
        str(machine.interpreter).encode(machine.code_page)
    except UnicodeEncodeError:
        return Finding(
            "fault",
            Text(
                "The path of this Python, {python}, has letters that xlwings cannot hand to Windows ({page}).",
                "Le chemin de ce Python, {python}, a des lettres que xlwings ne peut transmettre à Windows ({page}).",
            ).format(python=machine.interpreter, page=machine.code_page),
            Text(
                "Make an environment in a folder without them, such as `py -m venv C:\\salestracker`; install there.",
                "Créez un environnement dans un dossier sans elles, comme `py -m venv C:\\salestracker`, et "
                "installez-y.",
            ),
        )
    return None


def pywin32_is_missing(machine: Machine) -> Finding | None:
    """Without pywin32 Python cannot speak to Excel."""
    if machine.has_pywin32:
        return None
    return Finding(
        "fault",
        Text(
            "pywin32 is not installed in this Python, or does not load.",
            "pywin32 n'est pas installé dans ce Python, ou ne se charge pas.",
        ),
        Text(
            "Run `pip install --force-reinstall pywin32`, with Excel closed.",
            "Lancez `pip install --force-reinstall pywin32`, Excel fermé.",
        ),
    )


def dll_is_missing(machine: Machine) -> Finding | None:
    """VBA looks for the DLL of xlwings beside Python, or one folder above; pip may have put it elsewhere."""
    names = [f"xlwings{bits}-{machine.xlwings}.dll" for bits in (64, 32)]
    folders = (machine.interpreter.parent, machine.interpreter.parent.parent)
    if any((folder / name).exists() for folder in folders for name in names):
        return None
    if (machine.user_base / names[0]).exists():
        what = Text(
            "{dll} stands in {there}, where Excel does not look: this Python was installed for all users, and the "
            "package for you alone.",
            "{dll} se trouve dans {there}, où Excel ne cherche pas : ce Python a été installé pour tous, et le paquet "
            "pour vous seul.",
        )
        return Finding("fault", what.format(dll=names[0], there=machine.user_base), APART)
    what = Text(
        "{dll} stands neither in {beside} nor in {above}.", "{dll} ne se trouve ni dans {beside} ni dans {above}."
    )
    return Finding(
        "fault",
        what.format(dll=names[0], beside=folders[0], above=folders[1]),
        Text(
            "Run `pip install --force-reinstall xlwings`; where it is gone again, an antivirus took it: ask your "
            "administrator.",
            "Lancez `pip install --force-reinstall xlwings` ; s'il disparaît encore, un antivirus l'a enlevé : "
            "demandez à votre administrateur.",
        ),
    )
