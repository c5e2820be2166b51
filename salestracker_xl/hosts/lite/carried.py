"""Modules, and files that they read, which a file carries as text, for an Excel where nothing can be installed."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import CodeType, ModuleType


class Carried(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules of one package in their sources, by full name, before any that is installed."""

    def __init__(self, sources: Mapping[str, str], beside: Mapping[str, str]) -> None:
        self.sources = sources
        self.beside = beside
        self.packages = {name.rpartition(".")[0] for name in sources}

    def install(self) -> None:
        """Take the place of an earlier copy: a file that was pasted anew must not meet the modules of the old one."""
        mine = self.packages | self.sources.keys()
        for name in mine.intersection(sys.modules):
            del sys.modules[name]
        others = [finder for finder in sys.meta_path if mine.isdisjoint(getattr(finder, "sources", ()))]
        sys.meta_path[:] = [self, *others]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module that is carried."""
        if fullname not in self.sources:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=self.is_package(fullname))

    def is_package(self, fullname: str) -> bool:
        """Whether other modules stand in it."""
        return fullname in self.packages

    def get_source(self, fullname: str) -> str:
        """Give the text of a module, which Python also shows under an error."""
        return self.sources[fullname]

    def get_code(self, fullname: str) -> CodeType:
        """Compile a module under its own name."""
        return compile(self.sources[fullname], f"<{fullname}>", "exec", dont_inherit=True)

    def get_resource_reader(self, fullname: str) -> "Carried":
        """Tell importlib.resources where the files of the package are."""
        return self

    def files(self) -> Path:
        """Give the folder of the files beside the modules."""
        return self._unpacked

    @cached_property
    def _unpacked(self) -> Path:
        folder = Path(tempfile.mkdtemp())  # of a file system in memory, in a browser
        for name, text in self.beside.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder
