"""Run by the Python of LibreOffice: open a workbook, calculate it, run some of its macros, print it all as JSON."""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ADDIN_FILTER = "Calc MS Excel 2007 VBA XML"
ALWAYS_EXECUTE = 4
TEXT = 2  # com.sun.star.sheet.FormulaResult.STRING
PATIENCE = 60  # seconds until LibreOffice answers


def main(pipe: str, path: str, steps: str) -> None:
    desktop = connected(pipe)
    options = [option("MacroExecutionMode", ALWAYS_EXECUTE), option("FilterName", ADDIN_FILTER)]
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, tuple(options))
    document.calculateAll()
    found = {"cells": cells(document), "modules": modules(document), "steps": ran(document, json.loads(steps))}
    print(json.dumps(found))
    document.close(True)
    desktop.terminate()


def connected(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def cells(document):
    """Value of every formula cell of every sheet, by "Sheet!A1"; an error as #ERROR and its number."""
    found = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        for row in range(last.EndRow + 1):
            for col in range(last.EndColumn + 1):
                cell = sheet.getCellByPosition(col, row)
                if cell.Type.value == "FORMULA":
                    place = f"{sheet.Name}!{cell.AbsoluteName.rpartition('.')[2].replace('$', '')}"
                    text = cell.FormulaResultType2 == TEXT
                    found[place] = (
                        f"#ERROR {cell.getError()}" if cell.getError() else cell.String if text else cell.Value
                    )
    return found


def modules(document):
    """Source of every Basic module, by its name."""
    libraries = document.BasicLibraries
    return {
        module: libraries.getByName(library).getByName(module)
        for library in libraries.ElementNames
        for module in libraries.getByName(library).ElementNames
    }


def ran(document, steps):
    """For each step: put the texts, select the cell, run the macro, and give the texts of the cells to read."""
    scripts = document.getScriptProvider()
    found = []
    for step in steps:
        for place, text in step["put"].items():
            cell(document, place).String = text
        if step["at"]:
            document.CurrentController.select(cell(document, step["at"]))
        address = f"vnd.sun.star.script:{step['macro']}?language=Basic&location=document"
        scripts.getScript(address).invoke((), (), ())
        found.append([cell(document, place).String for place in step["read"]])
    return found


def cell(document, place):
    sheet, _, address = place.rpartition("!")
    return document.Sheets.getByName(sheet).getCellRangeByName(address)


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


main(*sys.argv[1:])
