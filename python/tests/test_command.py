"""Python and the command say the same, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hearsay
import pytest
from conftest import STRAIT, WORLD

ODD: list[dict[str, Any]] = [
    {"id": 7, "title": "Port closed", "text": "The port was closed.\r\n", "authors": "Ada Rusk", "published": "soon"},
    {"text": "Line ends \u2028 and \x85 of Unicode. “Wir bleiben”, said Émile, 34 — 🚢 adrift."},
    {"text": "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil ein Schiff sinkt."},
    {"text": "\ufeffPolice arrested nine sailors.", "url": "https://post.example/1", "outlet": " ", "title": "  "},
    {"id": 1.5, "text": "Nobody was hurt.", "authors": ["Jonas Beck", "Mira Dahl"], "published": "2025-03-05T10:00:00+01:00"},
]


def lines(text: str) -> list[str]:
    return text.split("\n")[:-1]


def test_records_of_json_lines(run: Any, articles: list[dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in articles + ODD), encoding="utf-8")
    written = lines(run("read", "--format", "jsonl", file))
    assert len(written) == len(articles + ODD)
    assert [record.to_json() for record in hearsay.read_many(articles + ODD)] == written
    assert [hearsay.read(article).to_json() for article in articles + ODD] == written
    assert [record.to_json() for record in hearsay.read_many(hearsay.open_articles(file))] == written


def test_a_text_is_a_text_file(run: Any, tmp_path: Path) -> None:
    text = "Velmark’s navy seized a trawler, officials said.\r\n\r\nKarvania denied it.\n"
    file = tmp_path / "story.txt"
    file.write_bytes(text.encode())
    assert hearsay.read(text).to_json() + "\n" == run("read", file, "--format", "jsonl")
    assert hearsay.read(text).to_json(indent=True) + "\n" == run("read", file, "--format", "json")


def test_lexicons_and_uncoded(run: Any, articles: list[dict[str, Any]]) -> None:
    reader = hearsay.Reader([WORLD], uncoded=True)
    written = lines(run("read", "--format", "jsonl", "--uncoded", "--lexicon", WORLD, STRAIT))
    assert [record.to_json() for record in reader.read_many(articles)] == written
    coded = hearsay.Reader(WORLD).read(articles[1])
    assert coded.events[0].actors and "XKV" in coded.to_json()


def test_one_thread_or_many(articles: list[dict[str, Any]]) -> None:
    many = articles * 5
    one = [record.to_json() for record in hearsay.read_many(many, threads=1)]
    assert [record.to_json() for record in hearsay.read_many(many, threads=7)] == one


def test_documents(run: Any, articles: list[dict[str, Any]], tmp_path: Path) -> None:
    for i, article in enumerate(articles):
        file = tmp_path / f"{i}.txt"
        file.write_text(article["text"], encoding="utf-8", newline="")
        written = json.loads(run("parse", "--format", "jsonl", file))
        assert hearsay.parse(article["text"]).to_dict() == {"tokens": written["tokens"]}


def test_web_archives(run: Any, articles: list[dict[str, Any]], tmp_path: Path) -> None:
    warc = b"".join(page(article) for article in articles)
    file = tmp_path / "crawl.warc"
    file.write_bytes(warc)
    written = lines(run("read", "--format", "jsonl", file))
    assert len(written) == len(articles)
    assert [record.to_json() for record in hearsay.read_many(hearsay.open_articles(file))] == written
    with open(file, "rb") as stream:
        again = [hearsay.read(piece.to_dict()) for piece in hearsay.open_articles(stream, "crawl.warc")]
    assert [record.to_json() for record in again] == written
    torn = tmp_path / "torn.warc"
    torn.write_bytes(warc[:-300])
    answers = list(hearsay.read_many(hearsay.open_articles(torn), errors="return"))
    assert [isinstance(answer, hearsay.Record) for answer in answers] == [True, True, True, False]
    assert "ends in the middle of a record" in str(answers[3])


def page(article: dict[str, Any]) -> bytes:
    """An answer of a server, as a crawler keeps it."""
    text = "".join(f"<p>{part}</p>" for part in article["text"].split("\n\n"))
    html = f"<html><head><title>{article['title']}</title></head><body><article><h1>{article['title']}</h1>{text}</article></body></html>"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Target-URI: {article['url']}\r\nWARC-Date: {article['published']}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("merged", [False, True])
def test_tables_are_those_of_an_export(
    run: Any, articles: list[dict[str, Any]], tmp_path: Path, merged: bool
) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    given = articles if merged else articles[:1]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in given), encoding="utf-8")
    run("add", file)
    run("export", tmp_path / "out")
    tables = hearsay.to_arrow(hearsay.read_many(given))
    archive = hearsay.Archive(tmp_path / "hearsay.sqlite", read_only=True)
    assert set(tables) == {path.stem for path in (tmp_path / "out").iterdir()}
    for name, table in tables.items():
        exported = parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        assert table.to_pyarrow().schema == exported.schema, name
        rows = sorted(map(repr, exported.to_pylist()))
        assert sorted(map(repr, table.to_pyarrow().to_pylist())) == rows, name
        assert sorted(map(repr, archive.find(name).to_pyarrow().to_pylist())) == rows, name  # type: ignore[arg-type]
        asked = archive.sql(f"SELECT * FROM {name}").to_pyarrow()
        assert sorted(map(repr, asked.to_pylist())) == rows, name
