"""The texts that cells of a workbook share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial

import pyarrow as pa
from xlsxwriter.sharedstrings import SharedStringTable

from salestracker_xl.workbook.writing.fast_sheet import elements
from salestracker_xl.workbook.writing.packing import Text
from salestracker_xl.workbook.writing.pieces import joined, text_of

TEXTS_AT_ONCE = 16_384
OPENING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="{count}">'
)


class SharedTexts(SharedStringTable):
    """Those of cells one by one, and among their numbers those of long tables, which keep the numbers reserved."""

    def __init__(self) -> None:
        super().__init__()
        self._reserved: dict[int, pa.Array] = {}  # by the number of the first
        self._by_number: dict[int, str] = {}

    def reserve(self, texts: pa.Array) -> int:
        """Add texts, each of them once; give back the number of the first."""
        first = self.unique_count
        if len(texts):
            self._reserved[first] = texts
        self.unique_count += len(texts)
        self.count += len(texts)
        return first

    def parts(self) -> Iterator[Callable[[], Text]]:
        """What makes the texts of the file, one after the other."""
        yield OPENING.format(count=self.unique_count).encode
        for texts in self._in_order():
            for start in range(0, len(texts), TEXTS_AT_ONCE):
                yield partial(_entries, texts[start : start + TEXTS_AT_ONCE])
        yield "</sst>".encode

    def _sort_string_data(self) -> None:
        """Keep the texts of single cells by their numbers, among which there are gaps."""
        self._by_number = {number: text for text, number in self.string_table.items()}
        self.string_table = {}

    def _get_shared_string(self, index: int) -> str:
        return self._by_number[index]

    def _in_order(self) -> Iterator[pa.Array]:
        numbers = list(self._by_number)  # they were given in their order
        texts = pa.array(self._by_number.values(), pa.string())
        start = 0
        for first, reserved in self._reserved.items():
            end = bisect_left(numbers, first)
            yield texts[start:end]
            yield reserved
            start = end
        yield texts[start:]


def _entries(texts: pa.Array) -> memoryview:
    return text_of(joined("<si>", elements(texts), "</si>"))
