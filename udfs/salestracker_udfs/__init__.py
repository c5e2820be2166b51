"""Every metric as an Excel function: the module to name under "UDF Modules" in the settings of xlwings."""

from salestracker_xl.hosts.udf import excel_functions
from salestracker_xl.language import system_language

_FUNCTIONS = excel_functions(system_language())
__all__ = list(_FUNCTIONS)  # pyright: ignore[reportUnsupportedDunderAll]

globals().update(_FUNCTIONS)  # every host finds them by dir(module), and reads their real signatures
