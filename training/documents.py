"""Documents as JSONL, one a line.

A document is {"name", "paragraphs"}; a paragraph has `words` and the labels that its corpus gives:
 `starts` first words of sentences; `xpos`, `upos`, `lemmas`, `heads` (1-based in the paragraph, 0 = root), `relations`;
 `names` (BIO, "?" = no loss); `attribution` (BIO) with `links` [[word, [paragraph, word] or [-1, -1]]];
 `facts` [[word, value]]; `events` [[word, class]], `parties` [[word, who, whom]];
 `doubts` {"attr" or "event": [[word, share of every class]]} where a teacher was not sure. `add_inputs` of windows.py lays `pieces` and `shapes` beside the words.
"""
import json
import pathlib


def load(path):
    return [json.loads(line) for line in open(path, encoding="utf8")]


def save(path, documents):
    words = 0
    with open(path, "w", encoding="utf8") as out:
        for document in documents:
            words += sum(len(p["words"]) for p in document["paragraphs"])
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
    print(path, words, "words", flush=True)


def all_paragraphs(documents):
    return [p for d in documents for p in d["paragraphs"]]


def texts(*paths):
    """(id, text): of lines of {"id", "text"}; in a file `….txt` a line `=== headline` begins an article and every other line is a
    paragraph."""
    for path in map(pathlib.Path, paths):
        if path.suffix == ".txt":
            for number, text in enumerate(path.read_text(encoding="utf8").split("=== ")[1:]):
                yield f"{path.stem} {number}", text
        else:
            for line in path.open(encoding="utf8"):
                article = json.loads(line)
                yield article["id"], article["text"]
