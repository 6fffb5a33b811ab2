"""The parts of a record, field by field as they stand in its JSON (``hearsay.record/1``).

Spans count characters of ``article.text``, and ``text`` is always exactly that slice.
"""

from __future__ import annotations

import functools
import types
import typing
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

T = TypeVar("T")

SourceKind = Literal[
    "named_person", "named_organization", "document", "unnamed_person", "unnamed_group", "none"
]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What was read, and where it is from."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    authors: list[str]
    published: str | None
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever a group of mentions refers to, within one article."""

    id: str
    name: str
    kind: Literal["person", "organization", "country", "group", "unnamed"]
    country: str | None
    sectors: list[str]
    code: str | None
    wikidata: str | None
    mentions: list[Span]


@dataclass(frozen=True, slots=True)
class Source:
    """Who vouches for a statement."""

    actor: str | None
    span: Span | None
    name: str | None
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute a statement."""

    span: Span
    lemma: str
    class_: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words, thoughts, wishes or intentions."""

    id: str
    parent: str | None
    source: Source
    cue: Cue
    content: list[Span]
    quote: Literal["direct", "mixed", "indirect"]
    negated: bool
    sentence: int


@dataclass(frozen=True, slots=True)
class Argument:
    """Who fills a slot of an event."""

    actor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Date:
    """When an event is said to have happened."""

    start: str
    end: str
    basis: Literal["text", "published"]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Factuality:
    """From -3, certainly not, to 3, certainly."""

    voice: float
    author: float


@dataclass(frozen=True, slots=True)
class Count:
    """A number that belongs to an event."""

    what: str
    min: float | None
    max: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something an actor does to a recipient, in PLOVER codes."""

    id: str
    type: str | None
    mode: str | None
    contexts: list[str]
    cameo: str | None
    trigger: Span
    actors: list[Argument]
    recipients: list[Argument]
    place: str | None
    date: Date | None
    status: Literal["actual", "future", "hypothetical", "negated"]
    confidence: float | None
    factuality: Factuality
    voice: str | None
    counts: list[Count]
    sentence: int
    frame: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where."""

    id: str
    name: str
    kind: Literal["city", "admin1", "country", "other"]
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    mentions: list[Span]


@dataclass(frozen=True, slots=True)
class Language:
    """Words that colour the writer's own voice."""

    span: Span
    kind: Literal["hedge", "weasel", "loaded", "intensifier", "euphemism", "scare_quotes"]


@dataclass(frozen=True, slots=True)
class Shares:
    """Share of the words by kind of the outermost voice."""

    writer: float
    named_person: float
    named_organization: float
    document: float
    unnamed_person: float
    unnamed_group: float
    none: float


@dataclass(frozen=True, slots=True)
class SingleSource:
    """A passage that rests on one source."""

    actor: str | None
    name: str
    kind: SourceKind
    sentence: int
    sentences: int
    statements: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose words the article is made of."""

    words: int
    share: Shares
    named_statements: int
    unnamed_statements: int
    unsourced_statements: int
    single_source: list[SingleSource]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something to know about how the article was read."""

    level: Literal["info", "warning", "error"]
    message: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Engine:
    """What read it."""

    version: str
    model: str
    lexicons: str


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark. ``head`` is an index into the tokens, its own for a root; ``name`` is an IOB tag."""

    start: int
    end: int
    text: str
    upos: str
    xpos: str
    lemma: str
    head: int
    deprel: str
    name: str
    sent_start: bool


def build(cls: type[T], data: dict[str, Any]) -> T:
    """One of the classes above from its JSON. A field that an older record lacks is empty."""
    of: Any = cls
    fields: list[tuple[str, str, Any]] = _fields(of)
    return cls(**{name: make(data.get(key)) for name, key, make in fields})


@functools.cache
def _fields(cls: Any) -> list[tuple[str, str, Any]]:
    hints = typing.get_type_hints(cls)
    return [(name, name.rstrip("_"), _maker(hint)) for name, hint in hints.items()]


def _maker(hint: Any) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        make = _maker(inner[0])
        return lambda values: [make(value) for value in values or ()]
    if origin in (types.UnionType, typing.Union):
        make = _maker(next(part for part in inner if part is not type(None)))
        return lambda value: None if value is None else make(value)
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):
        return functools.partial(build, hint)
    return lambda value: value
