"""Articles in, records out."""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Literal, TypeVar, Union, overload

from . import _hearsay
from .document import Document
from .errors import ArticleError, InputWarning
from .progress import Progress, ProgressOption
from .record import Record

#: What can be read: a text, a dict with the keys of a JSON article (``text``, and optionally ``id``, ``title``, ``url``,
#: ``outlet``, ``authors``, ``published``), an article of :func:`open_articles`, or a record, which comes back as it is.
Article = Union[str, Mapping[str, Any], _hearsay.Piece, Record]

Path = Union[str, "os.PathLike[str]"]

T = TypeVar("T")


class Reader:
    """The engine and the lexicons, ready to read; any number of threads can share one.

    :param lexicons: your own lexicon files, on top of the built-in lexicons.
    :param uncoded: also events with ``type`` None, for every predicate that the lexicons do not code.
    :raises LexiconError: a lexicon file cannot be used.
    """

    def __init__(self, lexicons: Iterable[Path] | Path = (), uncoded: bool = False) -> None:
        if isinstance(lexicons, (str, os.PathLike)):
            lexicons = [lexicons]
        self._raw = _hearsay.Reader([os.fspath(path) for path in lexicons], uncoded)

    def read(self, article: Article) -> Record:
        """The record of one article.

        :raises InputError: it cannot be read; a text without a word, for one.
        :raises TypeError: it is no article.
        """
        return Record(self._raw.read(article))

    @overload
    def read_many(
        self,
        articles: Iterable[Article],
        threads: int | None = None,
        progress: ProgressOption = False,
        errors: Literal["raise", "skip"] = "raise",
    ) -> Iterator[Record]: ...
    @overload
    def read_many(
        self,
        articles: Iterable[Article],
        threads: int | None = None,
        progress: ProgressOption = False,
        *,
        errors: Literal["return"],
    ) -> Iterator[Record | ArticleError | TypeError]: ...
    def read_many(
        self,
        articles: Iterable[Article],
        threads: int | None = None,
        progress: ProgressOption = False,
        errors: Literal["raise", "return", "skip"] = "raise",
    ) -> Iterator[Record | ArticleError | TypeError]:
        """The records of many articles, in their order, read on all cores while Python goes on.

        Articles are taken from the iterable as there is room, so it may be endless; memory stays bounded.

        :param threads: as many as there are cores, if nothing is said.
        :param progress: ``True`` shows a count on standard error; a function is called with the number of articles done.
        :param errors: what to do about an article that cannot be read. ``"raise"`` raises its exception, and the next
            call goes on behind it; ``"return"`` gives the exception in its place; ``"skip"`` passes it over with an
            :class:`InputWarning`.
        """
        if isinstance(articles, (str, bytes, Mapping)):
            raise TypeError(f"read_many() takes many articles, not one {type(articles).__name__}; read() takes one")
        if errors not in ("raise", "return", "skip"):
            raise ValueError(f'errors must be "raise", "return" or "skip", not {errors!r}')
        if threads is not None and threads < 1:
            raise ValueError(f"threads must be 1 or more, not {threads}")
        raw = self._raw.read_many(articles, threads, "raise" if errors == "raise" else "return")
        return _Many(raw, Progress(progress, "articles"), errors == "skip")

    def parse(self, text: str) -> Document:
        """Words, tags, lemmas, dependency trees and names of a text; any text, also an empty one."""
        return Document(self._raw.parse(text))


class _Many:
    """An iterator, and not a generator: a generator ends at its first exception."""

    def __init__(self, raw: Iterator[_hearsay.Record | Exception], progress: Progress, skip: bool) -> None:
        self._raw, self._progress, self._skip = raw, progress, skip

    def __iter__(self) -> _Many:
        return self

    def __next__(self) -> Any:
        while True:
            try:
                answer = next(self._raw)
            except StopIteration:
                self._progress.end()
                raise
            self._progress.step()
            if isinstance(answer, _hearsay.Record):
                return Record(answer)
            if not self._skip:
                return answer
            warnings.warn(f"passed over: {answer}", InputWarning, stacklevel=2)


def open_articles(source: Path | IO[bytes], name: str | None = None) -> Iterator[_hearsay.Piece]:
    """The articles of a file or a binary stream, cut out and not read yet: :func:`read_many` and :meth:`Archive.add` do the
    work of reading them on all cores.

    Takes whatever ``hearsay read`` takes: ``.txt``, ``.html``, ``.json``, ``.jsonl``, ``.warc``, ``.parquet``, packed with gzip
    or Zstandard or not. A stream is told by ``name`` what is in it.
    """
    return _hearsay.Pieces(source, name)


@functools.cache
def default() -> Reader:
    """The reader behind :func:`read`; the model is loaded once, at the first call."""
    return Reader()


def read(article: Article) -> Record:
    """The record of one article: who did what to whom, and who says so.

    >>> read("Police arrested nine sailors, the navy said.").events[0].type
    'COERCE'

    :raises InputError: it cannot be read; a text without a word, for one.
    :raises TypeError: it is no article.
    """
    return default().read(article)


@overload
def read_many(
    articles: Iterable[Article],
    threads: int | None = None,
    progress: ProgressOption = False,
    errors: Literal["raise", "skip"] = "raise",
) -> Iterator[Record]: ...
@overload
def read_many(
    articles: Iterable[Article],
    threads: int | None = None,
    progress: ProgressOption = False,
    *,
    errors: Literal["return"],
) -> Iterator[Record | ArticleError | TypeError]: ...
def read_many(
    articles: Iterable[Article],
    threads: int | None = None,
    progress: ProgressOption = False,
    errors: Literal["raise", "return", "skip"] = "raise",
) -> Iterator[Record | ArticleError | TypeError]:
    """The records of many articles, in their order; see :meth:`Reader.read_many`.

    >>> [len(record.events) for record in read_many(["Police arrested nine sailors.", "It rained."])]
    [1, 0]
    """
    return default().read_many(articles, threads, progress, errors=errors)


def parse(text: str) -> Document:
    """Words, tags, lemmas, dependency trees and names of a text.

    >>> [token.upos for token in parse("Police arrested nine sailors.").tokens]
    ['NOUN', 'VERB', 'NUM', 'NOUN', 'PUNCT']
    """
    return default().parse(text)
