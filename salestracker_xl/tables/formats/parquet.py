"""The rows of a Parquet file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.formats.encoding import EmptyFile
from salestracker_xl.tables.framing import framed
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.header import unique_names


class BrokenParquet(SalesTrackerError):
    """A file that is no Parquet file although its name says so."""


def read_parquet(path: Path) -> Grid:
    """Read a Parquet file; its rows are counted from 1. Raises EmptyFile and BrokenParquet."""
    if not path.stat().st_size:
        raise EmptyFile(Text("{file} is empty.", "{file} est vide.").format(file=path.name))
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise BrokenParquet(
            Text(
                "{file} is not a Parquet file that can be read.", "{file} n'est pas un fichier Parquet lisible."
            ).format(file=path.name)
        ) from error
    return framed(
        Grid(
            name=path.name,
            columns=tuple(
                _column(name, table.column(place)) for place, name in enumerate(unique_names(table.column_names))
            ),
            lines=np.arange(1, table.num_rows + 1),
            header_line=None,
        )
    )


def _column(header: str, chunks: pa.ChunkedArray) -> Column:
    cells = pa.concat_arrays(chunks.chunks) if chunks.num_chunks else pa.array([], chunks.type)
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if pa.types.is_timestamp(cells.type) and cells.type.tz:
        cells = pc.call_function("local_timestamp", [cells])  # the day on the calendar of the place, not of Greenwich
    if pa.types.is_timestamp(cells.type) or pa.types.is_date(cells.type):
        return Column(header, _text(cells), days=cells.to_numpy(zero_copy_only=False).astype("datetime64[D]"))
    if pa.types.is_integer(cells.type) or pa.types.is_floating(cells.type) or pa.types.is_decimal(cells.type):
        numbers = pc.cast(cells, pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(float)
        return Column(header, _number_text(cells, numbers), numbers=numbers)
    return Column(header, _text(cells))


def _number_text(cells: pa.Array, numbers: np.ndarray) -> pa.Array:
    """Write whole numbers without decimals: a column of numbers with gaps is often one of codes."""
    if pa.types.is_floating(cells.type):
        cells = pa.array(numbers, mask=~np.isfinite(numbers))
        if (np.mod(numbers[np.isfinite(numbers)], 1) == 0).all() and (
            np.abs(numbers[np.isfinite(numbers)]) < 2**53
        ).all():
            cells = pc.cast(cells, pa.int64())
    return _text(cells)


def _text(cells: pa.Array) -> pa.Array:
    try:
        return pc.cast(cells, kernels.TEXT)
    except pa.ArrowNotImplementedError:  # lists, structures and the like have no text of their own
        return pa.array([None if cell is None else str(cell) for cell in cells.to_pylist()], kernels.TEXT)
