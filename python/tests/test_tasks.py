"""What runs inside the tasks of a cluster, without one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import WORLD
from hearsay import spark, tasks
from test_command import page

pa = pytest.importorskip("pyarrow")


def rows(batches: Any) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = pa.Table.from_batches(list(batches)).to_pylist()
    return out


def test_the_three_formats_give_the_same_articles(articles: list[dict[str, Any]], tmp_path: Path) -> None:
    columns = ("id", "text", "title", "url", "outlet", "authors", "published")
    by_rows = rows(tasks.of_rows([pa.RecordBatch.from_pylist([{key: row[key] for key in columns} for row in articles])]))
    lines = pa.RecordBatch.from_pylist([{"value": json.dumps(row)} for row in articles])
    assert rows(tasks.of_lines([lines])) == by_rows
    assert [row["text"] for row in by_rows] == [row["text"] for row in articles]

    crawl = tmp_path / "a crawl.warc"
    crawl.write_bytes(b"".join(page(article) for article in articles))
    for path in (str(crawl), crawl.as_uri()):
        crawled = rows(tasks.of_archives([pa.RecordBatch.from_pylist([{"path": path}])]))
        assert [row["url"] for row in crawled] == [row["url"] for row in articles]
        # The same texts have the same fingerprints, wherever they are from.
        assert [row["bands"] for row in crawled] == [row["bands"] for row in by_rows]


def test_broken_lines_keep_their_reason() -> None:
    lines = pa.RecordBatch.from_pylist([{"value": "{\"text\": \"It"}, {"value": "  "}, {"value": "{}"}, {"value": None}])
    errors = [row["error"] for row in rows(tasks.of_lines([lines]))]
    assert len(errors) == 2
    assert errors[0].startswith("item 0: is not a JSON article: Unterminated string")
    assert errors[1] == 'item 1: the article has no "text"'


def test_extraction_with_a_lexicon(articles: list[dict[str, Any]]) -> None:
    given = next(iter(tasks.of_lines([pa.RecordBatch.from_pylist([{"value": json.dumps(articles[1])}])])))
    lexicons = (("world.toml", WORLD.read_text(encoding="utf-8")),)
    (row,) = rows(tasks.extract([given], lexicons))
    assert "XKV" in row["record"] and "XKV" not in rows(tasks.extract([given], ()))[0]["record"]


def test_types_in_the_words_of_spark() -> None:
    told = spark._ddl(tasks.extracted_schema())
    assert told.startswith("`id` string, `day` string, `record` string, `articles` array<struct<`id`: string, ")
    assert told.endswith("`error` string, `seconds` double")
    assert "`hashes` array<int>, `bands` array<bigint>" in spark._ddl(tasks.fingerprint_schema())


@pytest.mark.parametrize(
    ("path", "kind"),
    [("a/b.jsonl.gz", "jsonl"), ("s3://x/C.WARC.GZ", "warc"), ("x.parquet", "parquet"), ("folder/", None), ("a.zst", None)],
)
def test_formats_by_name(path: str, kind: str | None) -> None:
    assert spark._kind(path) == kind
