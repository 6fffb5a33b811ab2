"""Names from GUM's gold entities (the Entity annotation in the MISC column)."""
import re

from labels import IGNORED, tag_span
from name_rules import PROPER, REAL, VERY_SURE_PERCENT, base, place_type, proper_runs, silver_spans, trimmed

GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "place", "object": "PRODUCT", "event": "EVENT"}


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
