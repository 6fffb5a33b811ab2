"""Records as Arrow tables, and batches of articles to batches of rows for clusters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from . import _hearsay
from ._hearsay import Table
from .reader import Reader, default
from .record import Record

if TYPE_CHECKING:
    import pyarrow

#: Articles of one batch that comes out, at most, and characters of their texts: a record is some ten times as long as its text.
BATCH_ARTICLES = 256
BATCH_CHARACTERS = 4 << 20


def to_arrow(records: Iterable[Record] | Record) -> dict[str, Table]:
    """Every table of an export (``events``, ``reports``, ``statements``, ``articles``, ``actors``, ``places``, ``stories``) of
    these records: the same columns and rows as if they had been added to an archive and exported.

    >>> from hearsay import read
    >>> to_arrow(read("Police arrested nine sailors, the navy said."))["events"].num_rows
    1

    All of it is in memory. For more than some ten thousand records, use an :class:`Archive`.
    """
    given = [records] if isinstance(records, Record) else list(records)
    for record in given:
        if not isinstance(record, Record):
            raise TypeError(f"to_arrow() takes records, not {type(record).__name__}")
    return _hearsay.tables([record._raw for record in given])


def extract_batches(
    batches: Iterable[pyarrow.RecordBatch],
    threads: int | None = 1,
    reader: Reader | None = None,
) -> Iterator[pyarrow.RecordBatch]:
    """Arrow batches of articles to Arrow batches of what is in them: for ``mapInArrow`` of Spark, and everything alike.

    The columns of an article are those of :func:`read`: ``text``, and optionally ``id``, ``title``, ``url``, ``outlet``,
    ``authors``, ``published``; others are let be. Out comes a row for each article, in order:

    ``id``, ``day``
        of the article; the day is that of publication
    ``record``
        the record as JSON
    ``articles``, ``reports``, ``statements``
        its rows of these tables of an export, as lists of structs; what is known only across articles is empty in them
    ``error``
        why it could not be read; the others are empty then
    ``seconds``
        that it took

    Batches come out small, however large they come in. One thread is right inside a task of a cluster; None takes all cores.
    """
    reader = default() if reader is None else reader
    for batch in batches:
        for part in _parts(batch.to_pylist()):
            yield record_batch(_hearsay.extract(reader._raw, part, threads))


def record_batch(table: Table) -> pyarrow.RecordBatch:
    """The one batch of a table."""
    import pyarrow

    batches = pyarrow.table(table).combine_chunks().to_batches()
    return batches[0] if batches else pyarrow.RecordBatch.from_pylist([], schema=pyarrow.table(table).schema)


def extracted_schema() -> pyarrow.Schema:
    """The columns that come out of :func:`extract_batches`."""
    import pyarrow

    return pyarrow.table(_hearsay.extract(default()._raw, [], 1)).schema


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    part: list[Mapping[str, Any]] = []
    characters = 0
    for row in rows:
        part.append(row)
        text = row.get("text")
        # A column of numbers is for the reader to complain about, article by article.
        characters += len(text) if isinstance(text, str) else 0
        if len(part) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part
