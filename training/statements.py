"""Attribution tags and link scores → attributions: who (source), says (cue), what (contents)."""
from labels import spans


def decode(reading, source_bias=0.0, content_bias=0.0, orphan="drop", silent="drop"):
    """[{role: [spans]}], a span being (paragraph, start, end).

    A cue's source is the source span of the window whose first word scores best for the cue's first word; nothing if
    "none" + `source_bias` scores more. A content's cue is found likewise. `orphan` contents (no cue): "drop" or "nearest"
    (the nearest cue of the paragraph). `silent` cues (no content): "drop" or "keep"."""
    found = {"Source": [], "Cue": [], "Content": []}
    for number, p in enumerate(reading.paragraphs):
        for role, a, b in spans(p["attribution"]):
            found[role].append((number, a, b))

    def best(span, goals, bias):
        place = span[:2]
        scored = [(reading.link_score(place, goal[:2]), -k, goal) for k, goal in enumerate(goals)]
        top = max(scored, default=(float("-inf"), 0, None))
        return top[2] if top[0] > reading.link_score(place, None) + bias else None

    events = {cue: {"Cue": [cue], "Source": [], "Content": []} for cue in found["Cue"]}
    for cue, event in events.items():
        source = best(cue, found["Source"], source_bias)
        event["Source"] = [source] if source else []
    for content in found["Content"]:
        cue = best(content, found["Cue"], content_bias)
        if cue is None and orphan == "nearest":
            near = [c for c in found["Cue"] if c[0] == content[0]]
            cue = min(near, key=lambda c: max(c[1] - content[2], content[1] - c[2]), default=None)
        if cue is not None:
            events[cue]["Content"].append(content)
    return [e for e in events.values() if e["Content"] or silent == "keep"]


def nearest(reading):
    """The same without link scores, for comparison: the nearest cue and the nearest source of the paragraph."""
    found = {"Source": [], "Cue": [], "Content": []}
    for number, p in enumerate(reading.paragraphs):
        for role, a, b in spans(p["attribution"]):
            found[role].append((number, a, b))

    def near(span, goals):
        goals = [g for g in goals if g[0] == span[0]]
        return min(goals, key=lambda g: max(g[1] - span[2], span[1] - g[2]), default=None)

    events = {}
    for cue in found["Cue"]:
        source = near(cue, found["Source"])
        events[cue] = {"Cue": [cue], "Source": [source] if source else [], "Content": []}
    for content in found["Content"]:
        cue = near(content, found["Cue"])
        if cue:
            events[cue]["Content"].append(content)
    return [e for e in events.values() if e["Content"]]


def gold(document):
    """The attributions that labels and links of a document describe (its annotation, flattened)."""
    tags = {n: {a: (n, a, b) for _, a, b in spans(p["attribution"])} for n, p in enumerate(document["paragraphs"])}
    events = {}
    for n, p in enumerate(document["paragraphs"]):
        for word, goal in p["links"]:
            span = tags[n].get(word)
            if span and p["attribution"][word] == "B-Cue":
                event = events.setdefault((n, word), {"Cue": [], "Source": [], "Content": []})
                event["Cue"] = [span]
                event["Source"] = [tags[goal[0]][goal[1]]] if goal[0] >= 0 else []
    for n, p in enumerate(document["paragraphs"]):
        for word, goal in p["links"]:
            if p["attribution"][word] == "B-Content" and tuple(goal) in events:
                events[tuple(goal)]["Content"].append(tags[n][word])
    return list(events.values())


def to_brat(document, events):
    """Standoff lines of events, for a scorer that reads brat; paragraphs need `offsets`."""
    lines, number = [], 0
    for e, event in enumerate(events, 1):
        parts = []
        for role in ("Cue", "Source", "Content"):
            for k, (n, a, b) in enumerate(event[role]):
                offsets = document["paragraphs"][n]["offsets"]
                number += 1
                lines.append(f"T{number}\t{role} {offsets[a][0]} {offsets[b - 1][1]}\t")
                parts.append(f"{role}{k + 1 if k else ''}:T{number}")
        lines.append(f"E{e}\t{' '.join(parts)}")
    return "".join(line + "\n" for line in lines)


def score(pairs, words_of):
    """(precision, recall, F1) of attributions. One matches if the cues share a word and sources and contents overlap by at
    least half of the longer one (punctuation apart), or are both empty; one to one, the best overlaps first."""
    matched = predicted = wanted = 0
    for document, right, mine in pairs:
        right, mine = ([{r: words_of(document, e[r]) for r in e} for e in events] for events in (right, mine))
        candidates = []
        for i, g in enumerate(right):
            for j, m in enumerate(mine):
                a, b = _overlap(g["Source"], m["Source"]), _overlap(g["Content"], m["Content"])
                if g["Cue"] & m["Cue"] and a >= 0.5 and b >= 0.5:
                    candidates.append((a + b, i, j))
        used = set()
        for _, i, j in sorted(candidates, reverse=True):
            if not {(0, i), (1, j)} & used:
                used |= {(0, i), (1, j)}
                matched += 1
        predicted += len(mine)
        wanted += len(right)
    p, r = matched / max(1, predicted), matched / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r)


def _overlap(a, b):
    return 1.0 if not a and not b else len(a & b) / max(len(a), len(b))


def spoken_words(document, spans_):
    """Words of spans as a set, without punctuation unless that is all there is."""
    places = {(n, k) for n, a, b in spans_ for k in range(a, b)}
    return {(n, k) for n, k in places if any(c.isalnum() for c in document["paragraphs"][n]["words"][k])} or places
