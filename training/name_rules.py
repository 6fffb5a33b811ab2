"""What the rules of names.py share: the convention of spans, silver names, runs of proper nouns."""
from labels import IGNORED, spans, tag_span

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
