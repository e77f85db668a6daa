"""Excel: templates made from a command's schema, rows read back with their mistakes named, lists written out.

UNITS = columns(RegisterUnit, {"name": Label("单位名称", "Name", example="示例科技有限公司"), …}, choices=…)
template("单位 Units", UNITS)            an .xlsx with drop-downs, notes and an example
read(content, UNITS)                     rows as the command's arguments, and what is wrong where
marked(content, UNITS, mistakes)         the same file with every mistake marked in its cell
write(path, heading, LISTED, rows)       a list of any length in constant memory
"""

from shared.sheets.columns import Column, Label, columns
from shared.sheets.exporting import Export, export_list
from shared.sheets.importing import Import, import_rows, template_of
from shared.sheets.marking import marked
from shared.sheets.reading import Mistake, Sheet, read
from shared.sheets.template import template
from shared.sheets.writing import Heading, Listed, write

__all__ = [
    "Column",
    "Export",
    "Heading",
    "Import",
    "Label",
    "Listed",
    "Mistake",
    "Sheet",
    "columns",
    "export_list",
    "import_rows",
    "marked",
    "read",
    "template",
    "template_of",
    "write",
]
