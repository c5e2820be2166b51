"""A file is replaced by a whole new one, or not at all."""

from __future__ import annotations

import errno
import os

import pytest

from salestracker_xl.files import CannotWrite, whole_file


def test_a_whole_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "reviews.ics"
    path.write_text("old")
    with whole_file(path) as part:
        part.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt])
def test_half_a_file_leaves_no_trace(tmp_path, stop):
    path = tmp_path / "reviews.ics"
    path.write_text("old")
    with pytest.raises(stop), whole_file(path) as part:
        part.write_text("hal")
        raise stop
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [PermissionError(), OSError(errno.EROFS, os.strerror(errno.EROFS))])
def test_a_file_that_is_locked_or_on_a_disk_that_is_only_read_is_named(tmp_path, monkeypatch, error):
    def locked(source, target):
        raise error

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(CannotWrite, match=r"reviews\.ics: cannot be written"), whole_file(tmp_path / "reviews.ics"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_missing_folder_are_named(tmp_path):
    with pytest.raises(CannotWrite, match="is a folder"), whole_file(tmp_path):
        pass
    with pytest.raises(CannotWrite, match="no such folder"), whole_file(tmp_path / "nowhere" / "reviews.ics"):
        pass


def test_a_full_disk_is_named_and_leaves_no_trace(tmp_path):
    path = tmp_path / "tracker.xlsx"
    path.write_text("old")
    with pytest.raises(CannotWrite, match=r"tracker\.xlsx: there is no room left"), whole_file(path) as part:
        part.write_text("hal")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])
