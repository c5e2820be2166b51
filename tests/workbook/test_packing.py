"""Long tables are packed in threads beside the composing, and nobody can tell but by the clock."""

from __future__ import annotations

import errno
import tempfile
import threading
import zipfile
import zlib
from pathlib import Path

import pytest
from trackers import make_tracker, sales_rows

from salestracker_xl.files import CannotWrite
from salestracker_xl.language import Text
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook import table
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.writing import long_rows, shelf
from salestracker_xl.workbook.writing.archive import Archive, whole
from salestracker_xl.workbook.writing.checksum import joined_crc
from salestracker_xl.workbook.writing.packing import Task, packers, settle


@pytest.fixture
def tracker(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """A few sales, which count as many."""
    sales = sales_rows(40)
    monkeypatch.setattr(table, "FAST_ROWS", len(sales))
    return make_tracker(tmp_path_factory.mktemp("sales"), sales)


def packing_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("packing")]


def stop(doing: Text) -> None:
    if packing_threads():
        raise KeyboardInterrupt


def test_a_build_that_is_stopped_leaves_neither_thread_nor_file(tracker: Tracker, tmp_path: Path):
    with pytest.raises(KeyboardInterrupt):
        generate(tracker, tmp_path / "never.xlsx", told=stop)
    assert (packing_threads(), list(tmp_path.iterdir())) == ([], [])


def test_what_goes_wrong_in_a_thread_stops_the_build(tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def too_much(*_):
        raise MemoryError("no room for so many rows")

    monkeypatch.setattr(long_rows, "row_texts", too_much)
    with pytest.raises(MemoryError, match="no room"):
        generate(tracker, tmp_path / "never.xlsx")
    assert (packing_threads(), list(tmp_path.iterdir())) == ([], [])


def test_a_disk_without_room_for_the_pieces_stops_the_build_in_one_sentence(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class FullDisk(tempfile.SpooledTemporaryFile):
        def write(self, *_):
            raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", FullDisk)
    with pytest.raises(CannotWrite, match="there is no room left on this disk"):
        generate(tracker, tmp_path / "never.xlsx")
    assert (packing_threads(), list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("kept_in_memory", [1, 1 << 20])
def test_pieces_are_one_part_whoever_packed_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_in_memory: int):
    monkeypatch.setattr(shelf, "KEPT_IN_MEMORY", kept_in_memory)
    texts = [bytes([at]) * (at * 997 % 5_000) for at in range(40)]
    with packers() as pool, (tmp_path / "t.zip").open("wb") as stream:
        tasks = [Task(lambda text=text: text, pool) for text in texts]
        settle(tasks)
        archive = Archive(stream)
        archive.add("all", whole(task.segment for task in tasks))
        archive.close()
    assert zipfile.ZipFile(tmp_path / "t.zip").read("all") == b"".join(texts)


@pytest.mark.parametrize("text", [b"", b"a", b"abc" * 333, bytes(range(256)) * 300])
def test_checksums_of_parts_give_that_of_the_whole(text: bytes):
    for cut in {0, 1, len(text) // 3, len(text)}:
        first, second = text[:cut], text[cut:]
        assert joined_crc(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(text)
