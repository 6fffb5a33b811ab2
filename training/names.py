"""Names to learn from: gold where a corpus has them, else silver ones (silver.py) corrected by what is known.

Convention, that of Universal NER: a name is its proper nouns, without a leading "the", a title or a final "'s".
What nobody is sure of is left out of the loss (`?`).

  names.py RULES IN.jsonl OUT.jsonl       RULES: columns (re3d, WNUT17), gum, ewt, news; adds `names` to each paragraph
"""
import argparse
import collections
import re

from documents import all_paragraphs
from documents import load as load_documents
from documents import save as save_documents
from labels import IGNORED, opened, spans, tag_span

REAL = {"PERSON", "ORG", "GPE", "LOC", "FAC"}
PLACES = {"GPE", "LOC", "FAC"}
PROPER = {"NNP", "NNPS"}
TITLES = set("""mr mrs ms dr mr. mrs. ms. dr. prof. professor sir lady lord president vice prime minister senator sen. sens.
    representative rep. reps. congressman congresswoman governor gov. mayor secretary general gen. colonel col. major
    captain capt. lieutenant lt. sgt. sergeant admiral king queen prince princess pope sheikh shaikh imam ayatollah
    judge justice chancellor ambassador reverend rev. father chairman chief director former st. uncle aunt""".split()) - {"st."}
NATURE = set("""river lake sea ocean mountain mountains mount mt. island islands valley bay gulf desert coast peninsula
    canyon strait cape beach hills peak forest africa asia europe america antarctica atlantic pacific mediterranean
    east west north south middle""".split())
BUILT = set("""airport bridge station street road avenue hall tower towers museum stadium square park palace cathedral church
    mosque temple hotel theatre theater center centre building castle house school library st. ave. blvd. highway""".split())
SURE_PERCENT, VERY_SURE_PERCENT = 55, 85
# Types of re3d and WNUT17; None = no clean counterpart.
COLUMNS = {"Person": "PERSON", "Organisation": "ORG", "Location": "place", "Nationality": "NORP", "Money": "MONEY",
           "person": "PERSON", "corporation": "ORG", "location": "place"}
GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "place", "object": "PRODUCT", "event": "EVENT"}


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


def trimmed(words, kind, start, end):
    """The bounds without a leading "the", titles of a person, and a final "'s"."""
    if end - start > 1 and words[start].lower() == "the":
        start += 1
    if end - start > 1 and words[end - 1] in ("'s", "’s", "'", "’"):
        end -= 1
    while kind == "PERSON" and end - start > 1 and words[start].lower() in TITLES:
        start += 1
    return start, end


def silver_spans(p):
    """[(type, start, end, lowest percentage)], trimmed."""
    out = []
    for kind, start, end in spans(p["silver"]):
        a, b = trimmed(p["words"], kind, start, end)
        out.append((kind, a, b, min(p["sure"][a:b])))
    return out


def place_type(words, start, end, silver):
    """GPE, LOC or FAC of a place: as the silver has it, else by its words."""
    for kind in (tag[2:] for tag in silver[start:end]):
        if kind in PLACES:
            return kind
    inside = {w.lower() for w in words[start:end]}
    return "FAC" if inside & BUILT else "LOC" if inside & NATURE else "GPE"


def base(p, kept=lambda kind: True):
    """Tags of the silver spans whose type is `kept`; those that are not sure are left out of the loss."""
    tags = ["O"] * len(p["words"])
    for kind, a, b, sure in silver_spans(p):
        if kept(kind) and sure >= SURE_PERCENT:
            tag_span(tags, kind, a, b)
        elif kept(kind):
            tags[a:b] = [IGNORED] * (b - a)
    return tags


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


def proper_runs(p):
    """[(start, end)] of proper nouns in a row, across a hyphen between two of them."""
    proper, out, n = [x in PROPER for x in p["xpos"]], [], len(p["words"])
    for k in range(n):
        joins = p["words"][k] in ("-", "–") and 0 < k < n - 1 and proper[k - 1] and proper[k + 1] and k not in p["starts"]
        if proper[k] or joins:
            if out and out[-1][1] == k and k not in p["starts"]:
                out[-1][1] = k + 1
            else:
                out.append([k, k + 1])
    return out


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


def gum_entities(p):
    """[(type, start, end)] of the Entity annotation of a paragraph (bounds of words; discontinuous ones left out)."""
    out, open_ = [], []
    for k, misc in enumerate(p["misc"]):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        for part in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", found[1] if found else ""):
            if part[1]:
                number, kind = part[1].split("-")[:2]
                if part[2]:
                    out.append((kind, k, k + 1))
                else:
                    open_.append((number, kind, k))
            else:
                for n in range(len(open_) - 1, -1, -1):
                    if open_[n][0] == part[3]:
                        _, kind, start = open_.pop(n)
                        out.append((kind, start, k + 1))
                        break
    return out


def name_in(p, kind, start, end):
    """The proper nouns around the head of an entity, with of, the, & and hyphens between them; None if its head is none."""
    heads = [k for k in range(start, end) if not start <= p["heads"][k] - 1 < end]
    if not heads or p["xpos"][heads[0]] not in PROPER:
        return None
    joining = {"-", "–", "&", "of", "the", "for", "de", "la", "and"} if kind != "PERSON" else {"-", "–", "of", "de", "la"}
    a, b = heads[0], heads[0] + 1
    for step, limit in ((-1, start), (1, end - 1)):
        at, skipped = heads[0], 0
        while at != limit and skipped <= 2:
            at += step
            if p["xpos"][at] in PROPER:
                a, b, skipped = min(a, at), max(b, at + 1), 0
            elif p["words"][at].lower() in joining and not (p["words"][at].lower() == "and" and step < 0):
                skipped += 1
            else:
                break
    return trimmed(p["words"], kind, a, b)


def gum(p):
    """Gold entities whose head is a proper noun, the outermost first; other types as the silver has them."""
    words, tags = p["words"], base(p, lambda kind: kind not in REAL)
    gold, taken = [], set()
    for etype, start, end in sorted(gum_entities(p), key=lambda e: (e[1] - e[2], e[1])):
        kind = GUM_TYPES.get(etype)
        found = name_in(p, kind or etype, start, end)
        if not found or taken & set(range(*found)):
            continue
        a, b = found
        types = {t[2:] for t in tags[a:b] if t[0] in "BI"}
        if types & {"NORP", "DATE", "TIME", "LANGUAGE"} and (etype in ("time", "abstract", "person") or types == {"DATE"}):
            continue  # "Americans", "May": the silver knows
        taken |= set(range(a, b))
        gold.append((kind, a, b))
    for a, b in proper_runs(p):
        for k in range(a, b):
            if k not in taken and tags[k] == "O":
                tags[k] = IGNORED
    for kind, a, b, sure in silver_spans(p):
        inside = any(x in PROPER for x in p["xpos"][a:b])
        if kind in REAL and inside and sure >= VERY_SURE_PERCENT and not taken & set(range(a, b)):
            tag_span(tags, kind, a, b)
    for kind, a, b in gold:
        if kind is None:
            tags[a:b] = [IGNORED] * (b - a)
        else:
            tag_span(tags, place_type(words, a, b, p["silver"]) if kind == "place" else kind, a, b)
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
