"""What makes Excel repair or refuse a workbook though the schema allows it, one sentence a fault.

The Open XML validator checks each part against its schema. It does not see that a table's header differs from its
cell, that a formula is broken or that a name is taken twice: those are the faults looked for here. The sentences are
for those who work on the generator, and in English only.
"""

from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.inspection import lint

__all__ = ["Fault", "lint"]
