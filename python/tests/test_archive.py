"""Archives from Python."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import hearsay
import pytest

pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture
def archive(articles: list[dict[str, Any]], tmp_path: Path) -> Any:
    with hearsay.Archive(tmp_path / "a.sqlite") as archive:
        assert archive.add(articles) == hearsay.Added(4, 0, 0, [])
        yield archive


def test_adding_twice_changes_nothing(archive: hearsay.Archive, articles: list[dict[str, Any]]) -> None:
    rows = archive.find("events").to_pyarrow()
    assert archive.add(articles) == hearsay.Added(0, 4, 0, [])
    assert archive.add(hearsay.read_many(articles)).known == 4
    assert archive.find("events").to_pyarrow() == rows


def test_bad_articles_cost_themselves(archive: hearsay.Archive) -> None:
    given = [
        {"id": "new", "text": "Police arrested nine sailors in the port, officials said on Tuesday."},
        "",
        None,
        {"id": "courier-1", "text": "Another text under an id that is taken."},
        "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil ein Schiff sinkt.",
    ]
    added = archive.add(given)  # type: ignore[arg-type]
    assert (added.added, added.known, added.left_out) == (1, 0, 1)
    assert [type(failure) for failure in added.failures] == [hearsay.InputError, TypeError, hearsay.ConflictError]
    assert [str(failure).split(":")[0] for failure in added.failures] == ["item 1", "item 2", "item 3"]
    assert archive.record("new") is not None


def test_a_source_that_fails_leaves_what_it_gave(archive: hearsay.Archive) -> None:
    def source() -> Any:
        yield {"id": "new", "text": "Police arrested nine sailors in the port, officials said on Tuesday."}
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        archive.add(source())
    assert archive.record("new") is not None


def test_finding(archive: hearsay.Archive) -> None:
    killed = archive.find("reports", type="ASSAULT", status=["actual", "negated"], words="sailor")
    rows = killed.to_pyarrow().to_pylist()
    assert rows and {row["type"] for row in rows} == {"ASSAULT"}
    assert len(archive.find("reports", limit=2)) == 2
    assert archive.find("articles", outlet="The Beacon").num_rows == 1
    assert archive.find("statements", voice="none").num_rows > 0
    with pytest.raises(hearsay.QueryError, match="is no date"):
        archive.find("events", since="soon")
    with pytest.raises(hearsay.QueryError, match="there is no table .nothing"):
        archive.find("nothing")  # type: ignore[arg-type]
    with pytest.raises(hearsay.QueryError, match="sort must be newest, oldest or most"):
        archive.find(sort="best")  # type: ignore[arg-type]
    with pytest.raises(hearsay.QueryError, match="limit must be 0 or more, not -1"):
        archive.find(limit=-1)
    with pytest.raises(TypeError, match="nothing"):
        archive.find("events", nothing=1)  # type: ignore[call-arg]


def test_sql_asks_and_changes_nothing(archive: hearsay.Archive) -> None:
    table = archive.sql("SELECT id, words, words / 2.0 AS half, NULL AS none FROM articles WHERE words > ? ORDER BY id", [10])
    arrow = pyarrow.table(table)
    assert arrow.schema.types == [pyarrow.string(), pyarrow.int64(), pyarrow.float64(), pyarrow.string()]
    assert arrow.column("id").to_pylist() == ["beacon-1", "courier-1", "herald-1", "wire-1"]
    for wrong in ("DELETE FROM article", "SELECT", "SELECT 1; SELECT 2", "SELECT nothing FROM events", "", "\0", "PRAGMA user_version = 7"):
        with pytest.raises(hearsay.ArchiveError):
            archive.sql(wrong)
    with pytest.raises(hearsay.QueryError):
        archive.sql("SELECT ?", [])
    with pytest.raises(TypeError):
        archive.sql("SELECT ?", [object()])  # type: ignore[list-item]
    assert archive.sql("SELECT ? AS a, ? AS b", [b"x", True]).to_pyarrow().to_pylist() == [{"a": b"x", "b": 1}]
    assert archive.find("articles").num_rows == 4


def test_empty_answers_are_tables(archive: hearsay.Archive) -> None:
    empty = archive.find("events", actor="Nobody Known").to_pyarrow()
    assert empty.num_rows == 0 and "actor_names" in empty.column_names
    assert archive.sql("SELECT id FROM events WHERE 0").to_pyarrow().column_names == ["id"]


def test_records_come_back_as_they_were(archive: hearsay.Archive, articles: list[dict[str, Any]]) -> None:
    record = archive.record("herald-1")
    assert record == hearsay.read(articles[1])
    assert archive.record("nothing") is None


def test_closed_archives(archive: hearsay.Archive) -> None:
    archive.close()
    archive.close()
    assert archive.closed and "closed" in repr(archive)
    for ask in (
        lambda: archive.find("events"),
        lambda: archive.sql("SELECT 1"),
        lambda: archive.record("x"),
        lambda: archive.add(["It rained."]),
    ):
        with pytest.raises(hearsay.ArchiveClosedError, match="is closed"):
            ask()


def test_archives_that_cannot_be_opened(tmp_path: Path, archive: hearsay.Archive) -> None:
    with pytest.raises(hearsay.ArchiveMissingError, match="there is no archive"):
        hearsay.Archive(tmp_path / "missing.sqlite", read_only=True)
    other = tmp_path / "other.sqlite"
    other.write_text("This is a letter, and no database, and long enough to be told from one. " * 20)
    with pytest.raises(hearsay.ArchiveError, match="is not an archive"):
        hearsay.Archive(other)
    reading = hearsay.Archive(archive.path, read_only=True)
    with pytest.raises(hearsay.ArchiveReadOnlyError):
        reading.add(["It rained."])
    with pytest.raises(PermissionError):
        reading.add([])
    for wrong in (None, 5, "\0"):
        with pytest.raises((TypeError, ValueError, hearsay.ArchiveError)):
            hearsay.Archive(wrong)  # type: ignore[arg-type]


def test_many_threads_share_one(archive: hearsay.Archive) -> None:
    counts: list[int] = []

    def ask() -> None:
        for _ in range(5):
            counts.append(archive.find("events").num_rows)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    archive.add([f"Police arrested {n} sailors in the port, officials said on Tuesday." for n in range(2, 6)])
    for thread in threads:
        thread.join()
    assert len(counts) == 20 and min(counts) > 0


def test_progress_hears_of_all(archive: hearsay.Archive) -> None:
    seen: list[int] = []
    archive.add(["It rained in the port, officials said.", ""], progress=seen.append)
    assert seen[-1] == 2
