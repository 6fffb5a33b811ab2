"""The layer below records: words, tags, trees, names."""

from __future__ import annotations

import functools
from typing import Any

from . import _hearsay
from .parts import Token


class Document:
    """A text taken apart into words with tags, lemmas, dependency trees (Universal Dependencies) and names."""

    def __init__(self, raw: _hearsay.Document) -> None:
        self._raw = raw

    @property
    def text(self) -> str:
        """The text; offsets of tokens count its characters."""
        return self._raw.text

    @functools.cached_property
    def tokens(self) -> list[Token]:
        """In order, never overlapping."""
        return [Token(*token) for token in self._raw.tokens()]

    def to_dict(self) -> dict[str, Any]:
        """As ``hearsay parse --format jsonl`` writes it, without the name of the file."""
        return {"tokens": [{field: getattr(t, field) for field in Token.__slots__} for t in self.tokens]}

    def __len__(self) -> int:
        return len(self.tokens)

    def __repr__(self) -> str:
        return f"<hearsay.Document of {len(self)} tokens>"
