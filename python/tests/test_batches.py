"""Arrow batches, as a cluster gives and takes them."""

from __future__ import annotations

import json
from typing import Any

import hearsay
import pytest
from hearsay import _hearsay, batches

pa = pytest.importorskip("pyarrow")


def test_rows_come_out_in_order_with_their_tables(articles: list[dict[str, Any]]) -> None:
    given = [*articles, {"id": "bad", "text": ""}, {"id": "odd", "text": "\N{SHIP} It rained."}]
    columns = ("id", "text", "title", "url", "outlet", "authors", "published")
    batch = pa.RecordBatch.from_pylist([{key: row.get(key) for key in columns} for row in given])
    (out,) = hearsay.extract_batches([batch])
    rows = out.to_pylist()
    assert [row["id"] for row in rows] == [row["id"] for row in given]
    assert rows[4]["error"] == "the text is empty" and rows[4]["record"] is None
    for row, article in zip(rows, articles):
        assert row["record"] == hearsay.read(article).to_json()
        assert row["day"] == article["published"][:10]
        assert row["seconds"] > 0 and row["error"] is None
        alone = hearsay.to_arrow(hearsay.read(article))
        for table, across in (("articles", ("story", "behind")), ("reports", ("happening",)), ("statements", ())):
            want = alone[table].to_pyarrow().to_pylist()
            for one in want:
                one.update(dict.fromkeys(across))
            assert sorted(map(repr, row[table])) == sorted(map(repr, want)), table
    assert out.schema == batches.extracted_schema()


def test_the_same_id_twice_is_two_articles() -> None:
    first = {"id": "x", "text": "Police arrested nine sailors in the port, officials said on Tuesday."}
    second = {"id": "x", "text": "The president met the envoy in the palace, the ministry said on Tuesday."}
    (out,) = hearsay.extract_batches([pa.RecordBatch.from_pylist([first, second, first])])
    sentences = [row["reports"][0]["sentence"] for row in out.to_pylist()]
    assert sentences == [first["text"], second["text"], first["text"]]


def test_batches_come_out_small() -> None:
    rows = [{"text": f"It rained for {n} days."} for n in range(600)]
    out = list(hearsay.extract_batches([pa.RecordBatch.from_pylist(rows)], threads=None))
    assert [batch.num_rows for batch in out] == [256, 256, 88]
    assert json.loads(out[2].column("record")[87].as_py())["article"]["text"] == "It rained for 599 days."
    assert list(hearsay.extract_batches([])) == []


def test_other_columns_and_types() -> None:
    times = pa.array([1_740_042_000_000_000], pa.timestamp("us"))
    batch = pa.RecordBatch.from_arrays(
        [pa.array([7]), pa.array(["It rained."], pa.large_string()), times, pa.array([[1, 2]])],
        ["id", "text", "published", "other"],
    )
    (out,) = hearsay.extract_batches([batch])
    article = json.loads(out.column("record")[0].as_py())["article"]
    assert (article["id"], article["published"]) == ("7", "2025-02-20T09:00:00Z")


def test_a_column_of_a_wrong_type_costs_its_articles() -> None:
    (out,) = hearsay.extract_batches([pa.RecordBatch.from_pylist([{"id": "a", "text": 5}, {"id": "b", "text": None}])])
    assert [row["record"] for row in out.to_pylist()] == [None, None]
    assert out.column("error").to_pylist() == ["\"text\" must be a str, not int", "the article has no \"text\""]


def test_fingerprints_find_copies(articles: list[dict[str, Any]]) -> None:
    copy = {**articles[0], "id": "copy", "text": articles[0]["text"] + "\n\nReporting by the Tolm office."}
    german = "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil ein Schiff sinkt."
    given = [articles[0], copy, articles[1], german, "", None, hearsay.InputError("torn")]
    rows = pa.table(_hearsay.fingerprint(given, 2)).to_pylist()
    bands = [set(row["bands"]) for row in rows]
    assert bands[0] & bands[1] and not bands[0] & bands[2]
    same = sum(a == b for a, b in zip(rows[0]["hashes"], rows[1]["hashes"]))
    assert same >= 0.5 * len(rows[0]["hashes"]) == 32
    assert [row["left_out"] for row in rows] == [False, False, False, True, False, False, False]
    assert [row["error"] is None for row in rows] == [True] * 4 + [False] * 3
    assert rows[6]["error"] == "item 6: torn"
    assert rows[0]["text"] == articles[0]["text"] and rows[0]["title"] == articles[0]["title"]


def test_whatever_knows_the_capsules_takes_a_table(articles: list[dict[str, Any]]) -> None:
    table = hearsay.to_arrow(hearsay.read(articles[0]))["reports"]
    capsule = table.__arrow_c_stream__()
    assert "arrow_array_stream" in repr(capsule)
    del capsule
    reader = pa.RecordBatchReader.from_stream(table)
    assert reader.read_all().num_rows == len(table) == table.num_rows > 0
    assert table.num_columns == len(table.column_names)
