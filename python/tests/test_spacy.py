"""spaCy's documents say what ours say."""

from __future__ import annotations

from typing import Any

import hearsay
import pytest
from conftest import WORLD

pytest.importorskip("spacy")

TEXTS = [
    "Police arrested nine sailors in Tolm on Monday, the navy said. Ilina Maro won't resign!",
    "  Two  blanks,\n\na new paragraph — “and a quotation”, said Émile\u00a0Rusk, 34.\n",
    "One\tword\r\nper line\n\n\n",
    "🚢",
    " ",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_annotations(text: str) -> None:
    same(text)


def test_the_same_annotations_in_articles(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        same(article["text"])


def same(text: str) -> None:
    ours = hearsay.parse(text)
    doc = hearsay.to_spacy(ours)
    assert doc.text == text
    theirs = {token.idx: token for token in doc}
    for token in ours.tokens:
        other = theirs[token.start]
        assert other.text == token.text
        assert (other.pos_, other.tag_, other.lemma_) == (token.upos, token.xpos, token.lemma)
        assert other.head.idx == ours.tokens[token.head].start
        assert other.dep_.lower() == token.deprel.lower()
        assert (f"{other.ent_iob_}-{other.ent_type_}" if other.ent_type_ else "O") == token.name
    assert all(token.is_space for token in doc if token.idx not in {t.start for t in ours.tokens})
    if ours.tokens:
        starts = [t.start for t in ours.tokens if t.sent_start]
        assert len(list(doc.sents)) == len(starts)
        # White space before the first word belongs to the first sentence.
        assert [sentence.start_char for sentence in doc.sents][1:] == starts[1:]


def test_a_record_brings_its_statements_and_events(articles: list[dict[str, Any]]) -> None:
    record = hearsay.Reader(WORLD).read(articles[1])
    doc = hearsay.to_spacy(record)
    assert doc.text == record.text
    assert len(doc.spans["cues"]) == len(record.statements)
    assert [span.label_ for span in doc.spans["events"]] == [event.type for event in record.events]
    assert [span.text for span in doc.spans["events"]] == [event.trigger.text for event in record.events]
    contents = [piece.text for statement in record.statements for piece in statement.content]
    assert [span.text for span in doc.spans["contents"]] == contents


def test_a_vocabulary_is_shared(articles: list[dict[str, Any]]) -> None:
    from spacy.vocab import Vocab

    vocab = Vocab()
    assert hearsay.to_spacy(hearsay.parse("It rained."), vocab).vocab is vocab
    with pytest.raises(TypeError, match="takes a Document or a Record"):
        hearsay.to_spacy("It rained.")  # type: ignore[arg-type]
