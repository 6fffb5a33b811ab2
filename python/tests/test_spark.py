"""A cluster of one master and two workers gives what one machine gives, whatever happens to a worker.

Takes minutes and a Java: it runs where pyspark is installed, and where HEARSAY_SPARK is set.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import hearsay
import pytest
from cluster import Cluster, kill, lost

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")
if not os.environ.get("HEARSAY_SPARK"):
    pytest.skip("takes minutes: set HEARSAY_SPARK", allow_module_level=True)

ARTICLES = 240
COPIES = 24


def news(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Articles made of the sentences of the bundled ones; every tenth has a near-copy a day later."""
    chance = random.Random(7)
    pool = [part["text"] for article in articles for part in hearsay.read(article).to_dict()["sentences"]]
    out: list[dict[str, Any]] = []
    for n in range(ARTICLES):
        sentences = chance.sample(pool, 14)
        day = 1 + n % 6
        article = {
            "id": f"n{n}", "outlet": f"Outlet {n % 7}", "published": f"2025-03-{day:02d}T{n % 24:02d}:00:00Z",
            "title": sentences[0][:60].strip(), "text": " ".join(sentence.strip() for sentence in sentences[1:]),
        }
        out.append(article)
        if n % 10 == 0:
            text = article["text"] + " Reporting by the Tolm office."
            out.append({**article, "id": f"n{n}-copy", "text": text, "published": f"2025-03-{day + 1:02d}", "outlet": "Wire"})
    return out


@pytest.fixture(scope="module")
def given(articles: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], Path]:
    rows = news(articles)
    folder = tmp_path_factory.mktemp("input")
    lines = [json.dumps(row) for row in rows]
    # What comes twice, what is broken, and what is not English.
    lines += [lines[0], "{\"id\": \"torn", json.dumps({"id": "empty", "text": ""})]
    lines.append(json.dumps({"id": "de", "text": "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil ein Schiff sinkt."}))
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return rows, folder / "news.jsonl"


def table(folder: Path) -> list[dict[str, Any]]:
    import pyarrow.dataset

    files = sorted(str(path) for path in folder.rglob("*.parquet"))
    rows: list[dict[str, Any]] = pyarrow.dataset.dataset(files).to_table().to_pylist()
    return rows


def holds_parquet(folder: Path) -> bool:
    """Folders that go while they are looked into are no errors to os.walk."""
    return any(name.endswith(".parquet") for _, _, names in os.walk(folder) for name in names)


def written(out: Path) -> dict[Path, int]:
    """When each file was written; what only notes that a job began does not count."""
    return {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet") if path.parent.name != "done"}


def sorted_rows(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_a_cluster_gives_the_rows_of_one_machine(given: Any, run: Any, tmp_path: Path) -> None:
    rows, file = given
    out = tmp_path / "out"
    with Cluster(tmp_path / "cluster") as cluster:
        job = cluster.submit(str(file), str(out), "--parts", "8", "--group", "4")
        # One worker dies while parts are extracted: the first has come to be written, and others of its group have not.
        until = time.monotonic() + 900
        while time.monotonic() < until and job.poll() is None:
            if holds_parquet(out / "_work" / "extracted"):
                break
            time.sleep(0.1)
        assert job.poll() is None, cluster.log()
        kill(cluster.workers[0])
        assert job.wait(timeout=1800) == 0, cluster.log()
        assert lost(cluster.events) > 0
        # One article came twice.
        assert f"{COPIES + 1} left out as copies" in cluster.log()
        # The same job again finds everything done.
        before = written(out)
        again = cluster.submit(str(file), str(out), "--parts", "8", "--group", "4")
        assert again.wait(timeout=900) == 0, cluster.log()
        assert written(out) == before

    same_as_one_machine(rows, file, out, run, tmp_path / "one")


def same_as_one_machine(rows: list[dict[str, Any]], file: Path, out: Path, run: Any, folder: Path) -> None:
    # Near-duplicates: by the rule of the archive.
    folder.mkdir()
    run("add", file, "--archive", folder / "all.sqlite", code=2)
    archive = hearsay.Archive(folder / "all.sqlite")
    kept = {row["id"] for row in archive.sql("SELECT id FROM articles WHERE copy_of IS NULL").to_pyarrow().to_pylist()}
    records = {row["id"]: row["record"] for row in table(out / "records")}
    assert set(records) == kept and len(kept) == ARTICLES

    # Records and rows: those of one machine, byte for byte.
    alone = [row for row in rows if row["id"] in kept]
    assert records == {record.id: record.to_json() for record in hearsay.read_many(alone)}
    (expected,) = [
        pa.Table.from_batches(hearsay.extract_batches([pa.RecordBatch.from_pylist(alone)], threads=2)).to_pylist()
    ]
    for name in ("articles", "reports", "statements"):
        want = [row for article in expected for row in article[name]]
        assert sorted_rows(table(out / name)) == sorted_rows(want), name
    assert len(table(out / "errors")) == 2

    # The schema is that of an export, and what an archive makes of the records is what it makes of the articles.
    subset = folder / "subset.jsonl"
    subset.write_text("\n".join(json.dumps(row) for row in alone), encoding="utf-8")
    for name, source in (("articles", subset), ("records", out / "records")):
        run("add", source, "--archive", folder / f"{name}.sqlite")
        run("export", folder / name, "--archive", folder / f"{name}.sqlite")
    for path in sorted((folder / "articles").glob("*.parquet")):
        import pyarrow.parquet as parquet

        ours, theirs = parquet.read_table(path), parquet.read_table(folder / "records" / path.name)
        assert sorted_rows(ours.to_pylist()) == sorted_rows(theirs.to_pylist()), path.name
        if (out / path.stem).exists():
            file = next((out / path.stem).rglob("*.parquet"))
            assert parquet.read_schema(file).remove_metadata() == ours.schema.remove_metadata(), path.name
