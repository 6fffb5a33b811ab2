"""PolNeAR (brat standoff), statements beside their text as JSONL, and statements of texts that lie elsewhere → documents with
attribution labels and links.

The layer is flat: where spans of two attributions overlap, Cue wins over Source and Source over Content.
"""
import bisect
import collections
import json
import pathlib
import re

import spacy

from documents import texts
from labels import opened

PRIORITY = ("Content", "Source", "Cue")
TEXT_BOUND = re.compile(r"^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)")
NONE = [-1, -1]  # the link of a cue without a source, or of a content without a cue
tokenizer = spacy.blank("en").tokenizer


def read_events(path):
    """[{role: [spans]}], a span being its fragments [(start, end)] in characters."""
    bounds, events = {}, []
    for line in open(path, encoding="utf8", newline="\n"):
        found = TEXT_BOUND.match(line)
        if found:
            bounds[found[1]] = [tuple(map(int, part.split())) for part in found[3].split(";")]
        elif re.match(r"E\d+\t", line):
            event = collections.defaultdict(list)
            for part in line.rstrip("\n").split("\t", 1)[1].split():
                role, _, target = part.partition(":")
                role = re.sub(r"\d+$", "", role)
                if role in PRIORITY and target in bounds:
                    event[role].append(bounds[target])
            if event:
                events.append(event)
    return events


def paragraphs(text):
    """[(words, [(start, end)])]; a paragraph ends at white space that holds a line break."""
    out = []
    for found in re.finditer(r"\S(?:[^\n]*\S)?", text):
        tokens = [t for t in tokenizer(found[0]) if not t.is_space]
        at = [(found.start() + t.idx, found.start() + t.idx + len(t)) for t in tokens]
        out.append(([t.text for t in tokens], at))
    return out


def document(name, text, events):
    """{"name", "paragraphs": [{words, offsets, attribution, links}]}; links are [word, [paragraph, word] or NONE]: from the
    first word of a cue to that of its source, from the first word of a content (of each of its fragments) to that of its
    cue. Words whose label another attribution has overwritten link to nothing and are linked to by nothing."""
    parts = paragraphs(text)
    flat = [(start, end, p, w) for p, (_, at) in enumerate(parts) for w, (start, end) in enumerate(at)]
    ends = [end for _, end, _, _ in flat]
    tags = [["O"] * len(words) for words, _ in parts]

    def covered(fragment):
        out = []
        for start, _, p, w in flat[bisect.bisect_right(ends, fragment[0]) :]:
            if start >= fragment[1]:
                break
            out.append((p, w))
        return out

    placed = []  # per event and role: the words of each fragment
    for event in events:
        placed.append({role: [words for span in event.get(role, []) for fragment in sorted(span) if (words := covered(fragment))]
                       for role in PRIORITY})
    for role in PRIORITY:
        for event in placed:
            for words in event[role]:
                for k, (p, w) in enumerate(words):
                    tags[p][w] = ("I-" if k and words[k - 1] == (p, w - 1) else "B-") + role
    tags = [opened(t) for t in tags]
    links = [{} for _ in parts]

    def anchor(event, role):
        for words in event[role]:
            if tags[words[0][0]][words[0][1]] == "B-" + role:
                return list(words[0])
        return None

    for event in placed:
        for role, target in (("Cue", "Source"), ("Content", "Cue")):
            goal = anchor(event, target) or (None if event[target] else NONE)
            for words in event[role]:
                for k, (p, w) in enumerate(words):
                    if tags[p][w] == "B-" + role and (k == 0 or words[k - 1][0] != p) and goal is not None:
                        links[p].setdefault(w, goal)
    out = [{"words": words, "offsets": at, "attribution": t, "links": sorted([w, goal] for w, goal in link.items())}
           for (words, at), t, link in zip(parts, tags, links) if words]
    return {"name": name, "paragraphs": out}


def read(text_dir, annotation_dir):
    """Articles in the order of their names; of several annotators the first counts."""
    for path in sorted(pathlib.Path(text_dir).glob("*.txt")):
        text = path.open(encoding="utf8", newline="").read()
        files = sorted(f for f in pathlib.Path(annotation_dir).iterdir()
                       if re.fullmatch(re.escape(path.stem) + r"(_[0-9a-f]{4})?\.ann", f.name))
        yield document(path.stem, text, read_events(files[0]) if files else [])


def read_statements(path):
    """Lines of {"text", "statements": [{"source": [[start, end]], "cue": [start, end], "content": [[start, end]]}]}, in
    characters; each line is a document of its own."""
    for number, line in enumerate(open(path, encoding="utf8")):
        passage = json.loads(line)
        events = [{"Source": [s["source"]] if s["source"] else [], "Cue": [[s["cue"]]], "Content": [s["content"]] if s["content"] else []}
                  for s in passage["statements"]]
        yield document(f"{pathlib.Path(path).stem} {number}", passage["text"], events)


def read_marked(path, *text_paths):
    """Lines of {"id", "until", "statements": [{"source", "cue", "content": each [[start, end]]}]} on texts that lie elsewhere, in
    characters; the text was read as far as `until`."""
    articles = dict(texts(*text_paths))
    for line in open(path, encoding="utf8"):
        marked = json.loads(line)
        events = [{role: [statement[role.lower()]] for role in PRIORITY if statement[role.lower()]} for statement in marked["statements"]]
        yield document(marked["id"], articles[marked["id"]][: marked["until"]], events)


def read_texts(*paths):
    """Texts without labels, for a teacher."""
    for name, text in texts(*paths):
        yield document(name, text, [])
