"""What the documents show is run, and does what they say."""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import json
import re
import shutil
import subprocess
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


@pytest.fixture
def exported(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled example as an archive and an export, in the folder that is the present one."""
    run("add", "--example")
    run("export", tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "out"


def questions() -> list[tuple[str, str, str]]:
    """The page's three questions, each in Python, SQL and R."""
    _, _, *shown, _ = blocks(DOCS / "R.md", "python", "sql", "r")
    assert [language for language, _ in shown] == ["python", "sql", "r"] * 3
    python, sql, r = ([content for _, content in shown[i::3]] for i in range(3))
    return list(zip(python, sql, r))


def answers_in_python() -> list[Any]:
    shared: dict[str, Any] = {}
    exec(blocks(DOCS / "R.md", "python")[0][1], shared)
    answers = []
    for python, _, _ in questions():
        exec(python, shared)
        answers.append(shared["answer"])
    return answers


def in_any_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row) for row in rows)


def test_three_questions_in_python_and_sql(exported: Path) -> None:
    pytest.importorskip("pyarrow")
    archive = hearsay.Archive("hearsay.sqlite", read_only=True)
    for answer, (_, sql, _) in zip(answers_in_python(), questions()):
        by_sql = archive.sql(sql).to_pyarrow()
        assert by_sql.column_names == answer.column_names
        assert by_sql.num_rows > 0, sql
        assert in_any_order(by_sql.to_pylist()) == in_any_order(answer.to_pylist()), sql


def test_three_questions_in_duckdb(exported: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    for file in exported.glob("*.parquet"):
        database.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM '{file}'")
    for answer, (_, sql, _) in zip(answers_in_python(), questions()):
        asked = database.execute(sql)
        names = [column[0] for column in asked.description]
        rows = [dict(zip(names, row)) for row in asked.fetchall()]
        # DuckDB sums whole numbers as decimal ones.
        rows = [{name: int(v) if name == "independent" else v for name, v in row.items()} for row in rows]
        assert in_any_order(rows) == in_any_order(answer.to_pylist()), sql


def test_three_questions_in_r(exported: Path, run: Any) -> None:
    pytest.importorskip("pyarrow")
    rscript = shutil.which("Rscript")
    has = "for (name in c('dplyr', 'jsonlite')) library(name, character.only = TRUE)"
    if rscript is None or subprocess.run([rscript, "-e", has], capture_output=True).returncode != 0:
        pytest.skip("no R with dplyr and jsonlite")
    run("export", "--format", "csv", exported)
    *_, (_, without_arrow) = blocks(DOCS / "R.md", "r")
    script = [without_arrow]
    for n, (_, _, r) in enumerate(questions()):
        script.append(f"answer <- {r}\njsonlite::write_json(answer, '{n}.json', na = 'null')")
    Path("questions.R").write_text("\n".join(script), encoding="utf-8")
    done = subprocess.run([rscript, "questions.R"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for n, answer in enumerate(answers_in_python()):
        rows = json.loads(Path(f"{n}.json").read_text(encoding="utf-8"))
        assert in_any_order(rows) == in_any_order(answer.to_pylist()), questions()[n][2]


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
