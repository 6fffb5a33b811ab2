"""Marked predicates → documents that teach the event head which PLOVER type a word triggers, or none.

Two kinds of file are read. Written sentences have their marks in place: "Soldiers [ASSAULT shot] two farmers, a medic [- said]."
Marks on other people's texts stand apart, one document a line: its id, then `start:TYPE` for every marked word, `start` in
characters; `-` is none, `?` a doubtful one, which is not learnt from. The texts come from where they are at home; `id@start-end` is
a part of one, and the marks count from its start.

A third file tells who does what a marked word tells, and to whom, one act a line: the document (`written-N` is the N-th written
sentence, from 0), then where the marked word, the head of the one phrase and that of the other begin; `-` is nobody in that
sentence, `?` unknown.
"""
import json
import re
import subprocess
import tempfile

import documents

CLASSES = ["-", "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
           "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"]
MARK = re.compile(r"\[(-|[A-Z]+) ([^\[\]]+)\]")


def written(line):
    """(text, {start: class name}) of a sentence with its marks in place."""
    text, at, marks = "", 0, {}
    for found in MARK.finditer(line):
        text += line[at : found.start()]
        marks[len(text)] = found[1]
        text += found[2]
        at = found.end()
    return text + line[at:], marks


def document(name, tokens, marks, parties):
    """{"name", "paragraphs": [{words, events, parties}]}; `tokens` as `hearsay parse --format jsonl` gives them, cut into
    paragraphs where the text has line breaks. An event is [word, class number]; parties are [word, who, whom], words of the
    same paragraph, None for nobody and -1 where it is unknown."""
    paragraphs, last, place = [], None, {}
    for token in tokens:
        if last is None or token["paragraph"] != last:
            paragraphs.append({"words": [], "events": [], "parties": []})
            last = token["paragraph"]
        p = paragraphs[-1]
        place[token["start"]] = len(paragraphs) - 1, len(p["words"])
        mark = marks.get(token["start"])
        if mark in CLASSES:
            p["events"].append([len(p["words"]), CLASSES.index(mark)])
        p["words"].append(token["text"])

    def word(start, number):
        if start is None:
            return None
        found = place.get(start, (-1, -1))
        return found[1] if found[0] == number else -1

    for start, both in parties.items():
        if start in place:
            number, k = place[start]
            paragraphs[number]["parties"].append([k, *(word(s, number) for s in both)])
    return {"name": name, "paragraphs": paragraphs}


def read_parties(path):
    """{document: {start: (start of who, start of whom)}}, None for nobody, -1 where it is unknown."""
    value = {"-": None, "?": -1}
    parties = {}
    for line in open(path, encoding="utf8"):
        name, start, *both = line.split()
        parties.setdefault(name, {})[int(start)] = tuple(value[s] if s in value else int(s) for s in both)
    return parties


def marks_of(path):
    """{document: {start: class name}} of a file of marks."""
    marks = {}
    for line in open(path, encoding="utf8"):
        name, *parts = line.split()
        marks[name] = {int(start): kind for start, _, kind in (part.partition(":") for part in parts)}
    return marks


def written_to(binary, texts, *command):
    """What `binary`, with a command, writes of {id: text}: JSON Lines."""
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.write(lines)
        file.flush()
        out = subprocess.run([binary, *command, "--format", "jsonl", file.name], stdout=subprocess.PIPE, check=True)
    return out.stdout.decode()


def parsed(binary, texts):
    """[{"tokens"}] of {id: text}, by `binary parse`: the words that the program will see."""
    return [json.loads(line) for line in written_to(binary, texts, "parse").splitlines()]


def read(binary, texts, marks, parties):
    """Documents of those `texts` {id: text} that have `marks` {id: {start: class name}}."""
    texts = {name: text for name, text in texts.items() if name in marks}
    for (name, text), parse in zip(texts.items(), parsed(binary, texts), strict=True):
        for token in parse["tokens"]:
            token["paragraph"] = text.count("\n", 0, token["start"])
        yield document(name, parse["tokens"], marks[name], parties.get(name, {}))


def read_marks(binary, path, parties, *text_paths):
    """Documents of a file of marks and one of parties; the texts are JSON Lines of `id` and `text`."""
    marks = marks_of(path)
    articles = dict(documents.texts(*text_paths))
    texts = {name: part(articles, name) for name in marks if name.partition("@")[0] in articles}
    return read(binary, texts, marks, read_parties(parties))


def part(articles, name):
    """The text that `id` or `id@start-end` names."""
    article, _, place = name.partition("@")
    start, end = map(int, place.split("-")) if place else (0, None)
    return articles[article][start:end]


def read_written(binary, path, parties):
    """Documents of a file of written sentences, one a line, and one of parties."""
    sentences = [written(line.rstrip("\n")) for line in open(path, encoding="utf8") if line.strip()]
    texts = {f"written-{n}": text for n, (text, _) in enumerate(sentences)}
    marks = {f"written-{n}": marks for n, (_, marks) in enumerate(sentences)}
    return read(binary, texts, marks, read_parties(parties))
