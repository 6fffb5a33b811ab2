"""Records kept in one file, found again, and what is known only across articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Union

from . import _hearsay
from ._hearsay import Table
from .errors import ArticleError, QueryError
from .progress import Progress, ProgressOption
from .reader import Article, Reader, default
from .record import Record

#: The tables of an export.
TableName = Literal["events", "reports", "statements", "articles", "actors", "places", "stories"]

#: What can be a parameter of a question in SQL.
Parameter = Union[None, bool, int, float, str, bytes]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles that were to be added."""

    #: New ones.
    added: int
    #: Those that were in the archive.
    known: int
    #: Not English, or pages of a crawl that are no articles.
    left_out: int
    #: Why the others could not be read; the rest was done first.
    failures: list[ArticleError | TypeError]


class Archive:
    """One SQLite file of records, as ``hearsay add`` makes it.

    :param path: where it lies. It is made where there is none.
    :param read_only: open one that is there, to ask it.
    :raises ArchiveMissingError: ``read_only``, and there is none.
    :raises ArchiveError: the file is no archive, damaged, or cannot be read or written.

    Every method raises :class:`ArchiveClosedError` once it is closed.
    """

    def __init__(self, path: str | os.PathLike[str], read_only: bool = False) -> None:
        self._raw = _hearsay.Archive(os.fspath(path), read_only)

    def add(
        self,
        articles: Iterable[Article] | Article,
        threads: int | None = None,
        progress: ProgressOption = False,
        reader: Reader | None = None,
    ) -> Added:
        """Reads articles on all cores and keeps their records. Records are kept as they are.

        Adding an article twice changes nothing. What was committed stands, whatever happens to the process.
        """
        if isinstance(articles, (str, bytes, Mapping, _hearsay.Piece, Record)):
            articles = [articles]
        shown = Progress(progress, "articles")
        raw = default()._raw if reader is None else reader._raw
        tell = shown.reach if progress else None
        added, known, left_out, failures = self._raw.add(raw, articles, threads, tell)
        shown.end()
        return Added(added, known, left_out, failures)

    def find(
        self,
        what: TableName = "events",
        *,
        actor: str | None = None,
        actor_code: str | None = None,
        recipient: str | None = None,
        recipient_code: str | None = None,
        type: str | Sequence[str] | None = None,
        mode: str | None = None,
        quad: str | None = None,
        context: str | None = None,
        status: str | Sequence[str] | None = None,
        voice: str | Sequence[str] | None = None,
        source: str | None = None,
        cue_class: str | None = None,
        place: str | None = None,
        country: str | None = None,
        within: tuple[float, float, float, float] | None = None,
        since: str | None = None,
        until: str | None = None,
        published_since: str | None = None,
        published_until: str | None = None,
        words: str | None = None,
        independent: int | None = None,
        confidence: float | None = None,
        disputed: bool | None = None,
        outlet: str | None = None,
        story: str | None = None,
        sort: Literal["newest", "oldest", "most"] = "newest",
        skip: int = 0,
        limit: int | None = None,
    ) -> Table:
        """Rows of a table, with the columns of an export. Every condition that is given must hold; several values of one mean
        any of them; ``*`` in a name or code stands for anything. ``within`` is south, west, north, east.

        :raises QueryError: a condition makes no sense, a date that is none for one.
        """
        for name, n in (("skip", skip), ("limit", limit)):
            if n is not None and n < 0:
                raise QueryError(f"{name} must be 0 or more, not {n}")
        keywords = {
            "actor": actor,
            "actor_code": actor_code,
            "recipient": recipient,
            "recipient_code": recipient_code,
            "type": type,
            "mode": mode,
            "quad": quad,
            "context": context,
            "status": status,
            "voice": voice,
            "source": source,
            "cue_class": cue_class,
            "place": place,
            "country": country,
            "within": within,
            "since": since,
            "until": until,
            "published_since": published_since,
            "published_until": published_until,
            "words": words,
            "independent": independent,
            "confidence": confidence,
            "disputed": disputed,
            "outlet": outlet,
            "story": story,
        }
        return self._raw.find(what, keywords, sort, skip, limit)

    def sql(self, question: str, parameters: Sequence[Parameter] = ()) -> Table:
        """The answer to one SELECT over ``events``, ``reports``, ``statements``, ``articles``, ``actors``, ``places`` and
        ``stories``, which have the columns of an export. ``?`` stands for a parameter. Nothing can be changed.

        :raises QueryError: it is no question, or one that SQLite does not understand.
        """
        return self._raw.sql(question, list(parameters))

    def record(self, id: str) -> Record | None:
        """The record of an article, as it was stored."""
        raw = self._raw.record(id)
        return None if raw is None else Record(raw)

    @property
    def path(self) -> str:
        """Where it lies."""
        return os.fspath(self._raw.path)

    @property
    def closed(self) -> bool:
        """It was closed."""
        return self._raw.closed

    def close(self) -> None:
        """Lets go of the file; closing twice is no error."""
        self._raw.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<hearsay.Archive {self.path!r}{' closed' if self.closed else ''}>"
