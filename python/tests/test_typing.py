"""The types hold: mypy reads the package, its stubs and these tests; and the stubs say what the extension has."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hearsay import _hearsay

HERE = Path(__file__).parent


def test_mypy(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    # Out of the folder of installed packages, whose other files are none of ours.
    package = tmp_path / "hearsay"
    shutil.copytree(Path(_hearsay.__file__).parent, package, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    settings = str(HERE.parent / "pyproject.toml")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", settings, "--cache-dir", str(tmp_path / "cache"), str(package), str(HERE)],
        env={**os.environ, "MYPYPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stubs_name_what_is_there() -> None:
    stub = ast.parse((Path(_hearsay.__file__).parent / "_hearsay.pyi").read_text(encoding="utf-8"))
    told: set[str] = set()
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            cls = getattr(_hearsay, node.name)
            members = {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
            assert {name for name in members if not hasattr(cls, name)} == set(), node.name
            public = {name for name in vars(cls) if not name.startswith("_")}
            assert public <= members, node.name
            told.add(node.name)
        elif isinstance(node, ast.FunctionDef):
            told.add(node.name)
    assert {name for name in vars(_hearsay) if not name.startswith("_")} == told
