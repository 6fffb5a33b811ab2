"""Variations of a training document: other quotation marks, other names, blanked words.

They cost little and keep ten passes over the same news from being learnt by heart.
"""
import collections

from labels import NO_LOSS, spans
from words import shape_ids

STYLES = [('"', '"'), ("``", "''"), ("“", "”")]
RESTYLED, RENAMED, NAMES_CHANGED, BLANKED, WORDS_BLANKED = 0.15, 0.3, 0.6, 0.5, 0.05
MASK_PIECE = 103
SWAPPED = {"PERSON", "ORG", "GPE"}


def name_stock(documents):
    """{(type, number of words): sorted different names}, capitalised ones only."""
    stock = collections.defaultdict(set)
    for p in (p for d in documents for p in d["paragraphs"]):
        for kind, a, b in spans(p.get("names", [])):
            name = tuple(p["words"][a:b])
            if kind in SWAPPED and all(w[0].isupper() for w in name):
                stock[kind, b - a].add(name)
    return {key: sorted(names) for key, names in stock.items()}


def varied(document, random, wordpieces, stock):
    """A document that shares with `document` what has not been changed."""
    paragraphs = document["paragraphs"]
    changed = "attribution" in paragraphs[0] and random.random() < RESTYLED
    if changed:
        paragraphs = _restyled(paragraphs, random.choice(STYLES))
    if "names" in paragraphs[0] and "heads" not in paragraphs[0] and random.random() < RENAMED:
        paragraphs, changed = _renamed(paragraphs, random, stock), True
    if changed:
        paragraphs = [{**p, "pieces": [wordpieces(w) for w in p["words"]], "shapes": shape_ids(p["words"])}
                      for p in paragraphs]
    if random.random() < BLANKED:
        paragraphs = [_blanked(p, random) for p in paragraphs]
    return {**document, "paragraphs": paragraphs}


def _restyled(paragraphs, style):
    out = []
    for p in paragraphs:
        words, inside = list(p["words"]), False
        for k, word in enumerate(words):
            if word in ("“", "``") or (word == '"' and not inside):
                words[k], inside = style[0], True
            elif word in ("”", "''", '"'):
                words[k], inside = style[1], False
        out.append({**p, "words": words})
    return out


def _renamed(paragraphs, random, stock):
    """Each different name, wherever it stands, becomes one other name of its type and length."""
    chosen, out = {}, []
    for p in paragraphs:
        words = list(p["words"])
        for kind, a, b in spans(p["names"]):
            key = (kind, tuple(words[a:b]))
            if kind in SWAPPED and (kind, b - a) in stock:
                if key not in chosen:
                    chosen[key] = random.choice(stock[kind, b - a]) if random.random() < NAMES_CHANGED else key[1]
                words[a:b] = chosen[key]
        out.append({**p, "words": words})
    return out


def _blanked(p, random):
    """Some words unreadable: tag and lemma cannot be known then, all else must be read off the context."""
    pieces = list(p["pieces"])
    lost = {k for k in range(len(pieces)) if random.random() < WORDS_BLANKED}
    lost -= {word for task in ("facts", "events") for word, _ in p.get(task, ())}
    for k in lost:
        pieces[k] = [MASK_PIECE]
    out = {**p, "pieces": pieces}
    for task in ("#xpos", "#lemma"):
        if task in p:
            out[task] = [NO_LOSS if k in lost else v for k, v in enumerate(p[task])]
    return out
