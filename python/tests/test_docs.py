"""What the documents show is run, and does what they say."""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import re
from pathlib import Path
from typing import Any

import hearsay
import pytest
from conftest import ROOT, STRAIT, WORLD

#: Folders of a checkout that may be missing where only the package is tested.
DOCS = ROOT / "docs"


def blocks(path: Path, *languages: str) -> list[tuple[str, str]]:
    """Language and content of the fenced blocks in these languages, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [(language, content) for language, content in found if language in languages]


@pytest.mark.parametrize("file", [ROOT / "README.md", ROOT / "python" / "README.md"])
def test_the_readme(file: Path) -> None:
    (_, example), (_, told), *_ = blocks(file, "python", "output") or pytest.fail("shows nothing")
    assert len([line for line in example.splitlines() if line.strip()]) == 5
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(example, {})
    assert printed.getvalue() == told


def test_the_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    shared: dict[str, Any] = {}
    examples = blocks(DOCS / "PYTHON.md", "python")
    assert len(examples) > 8
    for _, example in examples:
        exec(example, shared)


def test_three_questions_in_python_and_sql(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    run("add", "--example")
    run("export", tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    archive = hearsay.Archive("hearsay.sqlite", read_only=True)
    shown = blocks(DOCS / "R.md", "python", "sql", "r")
    assert [language for language, _ in shown[2:]] == ["python", "sql", "r"] * 3
    shared: dict[str, Any] = {}
    exec(shown[0][1], shared)
    for (_, python), (_, sql) in zip(shown[2::3], shown[3::3]):
        exec(python, shared)
        by_sql = archive.sql(sql).to_pyarrow()
        assert by_sql.column_names == shared["answer"].column_names
        assert by_sql.num_rows > 0, sql
        assert sorted(map(repr, by_sql.to_pylist())) == sorted(map(repr, shared["answer"].to_pylist())), sql


@pytest.mark.parametrize("name", ["hearsay", "hearsay.reader", "hearsay.batches"])
def test_the_examples_of_the_package(name: str) -> None:
    done = doctest.testmod(importlib.import_module(name))
    assert done.attempted > 0 and done.failed == 0


def test_the_exceptions_of_the_guide_are_those_of_the_package() -> None:
    told = set(re.findall(r"^\| `(\w+Error)`", (DOCS / "PYTHON.md").read_text(encoding="utf-8"), re.MULTILINE))
    built_in = {"TypeError"}
    assert all(issubclass(getattr(hearsay, name), hearsay.HearsayError) for name in told - built_in)
    public = {name for name in hearsay.__all__ if name.endswith("Error")}
    assert public - told == {"HearsayError", "ArticleError"}


def test_the_bundled_example_is_at_hand() -> None:
    assert STRAIT.exists() and WORLD.exists()
