"""What was read out of one article."""

from __future__ import annotations

import functools
import json
from typing import Any, TypeVar

from . import _hearsay, page
from .parts import (
    Actor,
    Article,
    Diagnostic,
    Engine,
    Event,
    Language,
    Place,
    Profile,
    Span,
    Statement,
    build,
)


class Record:
    """All that hearsay reads out of one article: typed attributes, :meth:`to_dict`, :meth:`to_json`.

    The attributes are made when they are asked for; a million records that are only written cost no more than their JSON.
    """

    def __init__(self, raw: _hearsay.Record) -> None:
        self._raw = raw

    @classmethod
    def from_json(cls, text: str) -> Record:
        """A record that was written before, by this package or by ``hearsay read``."""
        if not isinstance(text, str):
            raise TypeError(f"a record's JSON is a str, not {type(text).__name__}")
        return cls(_hearsay.Record.from_json(text))

    def to_json(self, indent: bool = False) -> str:
        """One line, byte for byte what ``hearsay read --format jsonl`` writes, without the line's end."""
        return self._raw.to_json(indent)

    def to_dict(self) -> dict[str, Any]:
        """The same as dicts and lists, new ones at every call."""
        value: dict[str, Any] = json.loads(self._raw.to_json(False))
        return value

    @functools.cached_property
    def _data(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def id(self) -> str:
        """Of the article."""
        return self._raw.id

    @property
    def text(self) -> str:
        """Of the article; all spans point into it."""
        return self._raw.text

    @functools.cached_property
    def article(self) -> Article:
        return build(Article, self._data["article"])

    @functools.cached_property
    def sentences(self) -> list[Span]:
        return [build(Span, one) for one in self._data["sentences"]]

    @functools.cached_property
    def actors(self) -> list[Actor]:
        return [build(Actor, one) for one in self._data["actors"]]

    @functools.cached_property
    def statements(self) -> list[Statement]:
        return [build(Statement, one) for one in self._data["statements"]]

    @functools.cached_property
    def events(self) -> list[Event]:
        return [build(Event, one) for one in self._data["events"]]

    @functools.cached_property
    def places(self) -> list[Place]:
        return [build(Place, one) for one in self._data["places"]]

    @functools.cached_property
    def language(self) -> list[Language]:
        return [build(Language, one) for one in self._data["language"]]

    @functools.cached_property
    def profile(self) -> Profile:
        return build(Profile, self._data["profile"])

    @functools.cached_property
    def diagnostics(self) -> list[Diagnostic]:
        return [build(Diagnostic, one) for one in self._data["diagnostics"]]

    @functools.cached_property
    def engine(self) -> Engine:
        return build(Engine, self._data["engine"])

    def actor(self, id: str) -> Actor:
        """The actor of this id, as events and sources name it."""
        return _by_id(self.actors, id)

    def statement(self, id: str) -> Statement:
        """The statement of this id, as an event's ``voice`` names it."""
        return _by_id(self.statements, id)

    def place(self, id: str) -> Place:
        """The place of this id."""
        return _by_id(self.places, id)

    def _repr_html_(self) -> str:
        return page.render(self)

    def __repr__(self) -> str:
        statements, events, actors = self._raw.sizes
        return f"<hearsay.Record {self.id!r}: {statements} statements, {events} events, {actors} actors>"

    def __eq__(self, other: object) -> bool:
        return self._raw == other._raw if isinstance(other, Record) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Record.from_json, (self.to_json(),))


Named = TypeVar("Named", Actor, Statement, Place)


def _by_id(values: list[Named], id: str) -> Named:
    for value in values:
        if value.id == id:
            return value
    raise KeyError(id)
