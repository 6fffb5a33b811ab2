"""What runs inside the tasks of a cluster; :mod:`hearsay.spark` puts it together."""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote

from . import _hearsay
from .batches import extract_batches, extracted_schema, record_batch
from .errors import InputError
from .reader import Reader, open_articles

if TYPE_CHECKING:
    import pyarrow

__all__ = ["extract", "extracted_schema", "fingerprint_schema", "of_archives", "of_lines", "of_rows"]

#: Name and content of lexicon files.
Lexicons = tuple[tuple[str, str], ...]

#: Pieces of a web archive that are taken in together.
PIECES = 64


def of_rows(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Rows with the columns of an article to articles with fingerprints."""
    for batch in batches:
        yield _fingerprints(batch.to_pylist())


def of_lines(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """JSON articles, one a row, to articles with fingerprints."""
    for batch in batches:
        lines = [line for line in batch.column(0).to_pylist() if line and not line.isspace()]
        yield _fingerprints([_parsed(line) for line in lines])


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        return InputError(f"is not a JSON article: {error}: {line[:80]}")


def of_archives(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Paths of web archives to articles with fingerprints."""
    for batch in batches:
        for path in batch.column(0).to_pylist():
            with _open(path) as stream:
                pieces = []
                for piece in open_articles(stream, path):
                    pieces.append(piece)
                    if len(pieces) >= PIECES:
                        yield _fingerprints(pieces)
                        pieces = []
                yield _fingerprints(pieces)


def _open(path: str) -> IO[bytes]:
    """A stream of bytes, from wherever pyarrow can read."""
    if path.startswith("dbfs:/"):
        path = "/dbfs/" + path.removeprefix("dbfs:/").lstrip("/")
    if path.startswith("file:"):
        path = "/" + unquote(path).removeprefix("file:").lstrip("/")
    if "://" not in path:
        return open(path, "rb")
    import pyarrow.fs

    scheme, rest = path.split("://", 1)
    files, inner = pyarrow.fs.FileSystem.from_uri(f"{'s3' if scheme in ('s3a', 's3n') else scheme}://{rest}")
    stream: IO[bytes] = files.open_input_stream(inner, compression=None)
    return stream


def _fingerprints(articles: list[Any]) -> pyarrow.RecordBatch:
    return record_batch(_hearsay.fingerprint(articles, 1))


def fingerprint_schema() -> pyarrow.Schema:
    """The columns that come out of the three above."""
    return _fingerprints([]).schema


def extract(batches: Iterable[pyarrow.RecordBatch], lexicons: Lexicons) -> Iterator[pyarrow.RecordBatch]:
    """Articles to what is in them; see :func:`hearsay.extract_batches`."""
    yield from extract_batches(batches, threads=1, reader=_reader(lexicons))


@functools.cache
def _reader(lexicons: Lexicons) -> Reader:
    """One a process, however many tasks it does."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in lexicons:
            path = Path(folder) / Path(name).name
            path.write_text(content, encoding="utf-8")
            paths.append(path)
        return Reader(paths)
