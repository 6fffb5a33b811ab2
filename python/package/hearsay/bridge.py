"""Documents as spaCy's, for everything that is built on spaCy."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from .document import Document
from .record import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def to_spacy(document: Document | Record, vocab: Vocab | None = None) -> Doc:
    """A spaCy ``Doc`` with the same words, tags, lemmas, trees, sentences and names, and the same text.

    As spaCy does, white space other than one blank between two words becomes a token of its own. A record brings its
    statements and events along, as the span groups ``sources``, ``cues``, ``contents`` and ``events`` of ``doc.spans``;
    labels are the kind of the source, the class of the cue, the id of the statement, and PLOVER's type.
    """
    try:
        from spacy.tokens import Doc
    except ImportError as error:
        raise ImportError("to_spacy() needs spaCy: pip install 'hearsay[spacy]'") from error
    record = document if isinstance(document, Record) else None
    if record is not None:
        from . import parse

        document = parse(record.text)
    if not isinstance(document, Document):
        raise TypeError(f"to_spacy() takes a Document or a Record, not {type(document).__name__}")
    vocab = _english() if vocab is None else vocab
    words, spaces, places = _words(document)
    columns: dict[str, list[Any]] = {
        "tags": ["_SP"] * len(words),
        "pos": ["SPACE"] * len(words),
        "lemmas": list(words),
        "deps": ["dep"] * len(words),
        "heads": [max(i - 1, 0) for i in range(len(words))],
        "sent_starts": [-1] * len(words),
        "ents": ["O"] * len(words),
    }
    for token, at in zip(document.tokens, places):
        columns["tags"][at] = token.xpos
        columns["pos"][at] = token.upos
        columns["lemmas"][at] = token.lemma
        columns["deps"][at] = "ROOT" if token.deprel == "root" else token.deprel
        columns["heads"][at] = places[token.head]
        columns["sent_starts"][at] = 1 if token.sent_start else -1
        columns["ents"][at] = token.name
    if not document.tokens:
        # Blanks alone have no sentence.
        return Doc(vocab, words=words, spaces=spaces)
    # White space before the first word hangs on it, as all other white space hangs on the word before.
    first = places[0]
    columns["heads"][:first] = [first] * first
    columns["sent_starts"][0] = 1
    if first:
        columns["sent_starts"][first] = -1
    _bridge(columns["ents"], set(places))
    doc = Doc(vocab, words=words, spaces=spaces, **columns)
    if record is not None:
        _spans(doc, record)
    return doc


@functools.cache
def _english() -> Vocab:
    """spaCy's own, so that ``is_stop``, ``is_space`` and the like are known."""
    from spacy.lang.en import English

    vocab: Vocab = English().vocab
    return vocab


def _words(document: Document) -> tuple[list[str], list[bool], list[int]]:
    """spaCy's words, whether a blank follows each, and which of them are the document's tokens."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    end = 0
    for start, token_end, is_token in [*((t.start, t.end, True) for t in document.tokens), (len(document.text), 0, False)]:
        gap = document.text[end:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if is_token:
            places.append(len(words))
            words.append(document.text[start:token_end])
            spaces.append(False)
            end = token_end
    return words, spaces, places


def _bridge(tags: list[str], tokens: set[int]) -> None:
    """White space inside a name belongs to it."""
    for i in range(1, len(tags) - 1):
        after = next((k for k in range(i, len(tags)) if k in tokens), None)
        if i not in tokens and after is not None and tags[after].startswith("I-"):
            tags[i] = tags[after]


def _spans(doc: Doc, record: Record) -> None:
    groups: dict[str, list[Any]] = {"sources": [], "cues": [], "contents": [], "events": []}

    def add(group: str, start: int, end: int, label: str) -> None:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            groups[group].append(span)

    for statement in record.statements:
        source = statement.source.span
        if source is not None:
            add("sources", source.start, source.end, statement.source.kind)
        add("cues", statement.cue.span.start, statement.cue.span.end, statement.cue.class_)
        for piece in statement.content:
            add("contents", piece.start, piece.end, statement.id)
    for event in record.events:
        add("events", event.trigger.start, event.trigger.end, event.type or "")
    for name, spans in groups.items():
        doc.spans[name] = spans
