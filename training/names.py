"""Names to learn from: gold where a corpus has them, else silver ones (silver.py) corrected by what is known.

Convention, that of Universal NER: a name is its proper nouns, without a leading "the", a title or a final "'s".
What nobody is sure of is left out of the loss (`?`).

  names.py RULES IN.jsonl OUT.jsonl       RULES: columns (re3d, WNUT17), gum, ewt, news; adds `names` to each paragraph
"""
import argparse
import collections

from documents import all_paragraphs
from documents import load as load_documents
from documents import save as save_documents
from gum_names import gum
from labels import IGNORED, opened, spans, tag_span
from name_rules import PLACES, REAL, SURE_PERCENT, base, place_type, proper_runs, silver_spans, trimmed

# Types of re3d and WNUT17; None = no clean counterpart.
COLUMNS = {"Person": "PERSON", "Organisation": "ORG", "Location": "place", "Nationality": "NORP", "Money": "MONEY",
           "person": "PERSON", "corporation": "ORG", "location": "place"}


def read_columns(path, sentences=20):
    """CoNLL columns (first the word, last the tag) → documents of `sentences` one-sentence paragraphs with `gold_names`."""
    rows, paragraphs = [], []
    for line in [*open(path, encoding="utf8"), ""]:
        columns = line.split()
        if columns:
            rows.append((columns[0], columns[-1]))
        elif rows:
            words, tags = map(list, zip(*rows))
            paragraphs.append({"words": words, "starts": [0], "gold_names": tags})
            rows = []
    for n in range(0, len(paragraphs), sentences):
        yield {"name": f"{n}", "paragraphs": paragraphs[n : n + sentences]}


def columns(p):
    """Gold persons, organisations and places over the other types of the silver."""
    words, tags = p["words"], base(p, lambda kind: kind not in REAL)
    for kind, start, end in spans(p["gold_names"]):
        ours = COLUMNS.get(kind)
        start, end = trimmed(words, ours, start, end)
        if kind == "Temporal" and all(t[2:] in ("DATE", "TIME") for t in tags[start:end]):
            continue
        if ours is None or (kind[0].isupper() and not any(w[0].isupper() for w in words[start:end])):
            tags[start:end] = [IGNORED] * (end - start)
        else:
            tag_span(tags, place_type(words, start, end, p["silver"]) if ours == "place" else ours, start, end)
    return tags


def ewt(p):
    """Silver names cut to proper nouns and grown over their run; a run that the silver misses gives no loss."""
    words, tags = p["words"], base(p, lambda kind: kind not in REAL)
    found = [s for s in silver_spans(p) if s[0] in REAL]
    taken = {k for _, a, b, _ in silver_spans(p) for k in range(a, b)}
    run_of = {k: (a, b) for a, b in proper_runs(p) for k in range(a, b)}
    for a, b in set(run_of.values()):
        for k in range(a, b):
            if k not in taken:
                tags[k] = IGNORED
    for kind, start, end, sure in found:
        inside = [k for k in range(start, end) if k in run_of]
        if not inside:
            continue  # no proper noun: not a name
        start, end = inside[0], inside[-1] + 1
        low, high = run_of[start][0], run_of[end - 1][1]
        while start > low and start - 1 not in taken:
            start -= 1
        while end < high and end not in taken:
            end += 1
        grown = (start, end) != (inside[0], inside[-1] + 1)
        start, end = trimmed(words, kind, start, end)
        if sure < SURE_PERCENT or (grown and kind in PLACES):
            tags[start:end] = [IGNORED] * (end - start)
        else:
            tag_span(tags, kind, start, end)
    return tags


def news(documents, often=5, share=0.8):
    """Silver only. A name that nearly always has one type in the whole corpus has it everywhere, also where the silver
    missed it (names of two words and more); a real name needs a capital."""
    counts = collections.defaultdict(collections.Counter)
    for p in all_paragraphs(documents):
        for kind, a, b, sure in silver_spans(p):
            if sure >= SURE_PERCENT:
                counts[tuple(p["words"][a:b])][kind] += 1
    settled = {}
    for name, kinds in counts.items():
        kind, n = kinds.most_common(1)[0]
        if n >= often and n >= share * sum(kinds.values()):
            settled[name] = kind
    longest = max(map(len, settled))
    for p in all_paragraphs(documents):
        words, tags, taken = p["words"], ["O"] * len(p["words"]), set()
        for kind, a, b, sure in silver_spans(p):
            taken |= set(range(a, b))
            known = settled.get(tuple(words[a:b]))
            if kind in REAL and not any(w[0].isupper() for w in words[a:b]):
                continue
            if known in REAL or sure >= SURE_PERCENT:
                tag_span(tags, known if known in REAL and kind in REAL else kind, a, b)
            else:
                tags[a:b] = [IGNORED] * (b - a)
        for a in range(len(words)):
            for b in range(min(len(words), a + longest), a + 1, -1):
                kind = settled.get(tuple(words[a:b]))
                if kind in REAL and words[a][0].isupper() and words[b - 1][0].isupper() and not taken & set(range(a, b)):
                    tag_span(tags, kind, a, b)
                    taken |= set(range(a, b))
        p["names"] = opened(tags)


def add_names(documents, rules):
    if rules == "news":
        news(documents)
    else:
        for p in all_paragraphs(documents):
            p["names"] = opened({"columns": columns, "gum": gum, "ewt": ewt}[rules](p))
    for p in all_paragraphs(documents):
        for key in ("silver", "sure", "misc", "glued", "gold_names"):
            p.pop(key, None)
    return documents


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("rules", choices=("columns", "gum", "ewt", "news"))
    ap.add_argument("source")
    ap.add_argument("out")
    o = ap.parse_args()
    save_documents(o.out, add_names(load_documents(o.source), o.rules))


if __name__ == "__main__":
    main()
