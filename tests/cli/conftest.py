"""The program as a person runs it."""

from __future__ import annotations

import pytest

from salestracker_xl.cli import main


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the program in an empty folder; give back exit code, output and complaints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SALESTRACKER_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def called(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(words)
        said = capsys.readouterr()
        return int(stop.value.code or 0), said.out, said.err

    return called
