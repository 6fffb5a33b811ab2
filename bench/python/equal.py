#!/usr/bin/env python3
"""Whether Python and the command say the same of each article, byte for byte, by every way in.

usage: equal.py HEARSAY IN.jsonl
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import hearsay

#: Articles that go by the ways beside the two for many.
FEW = 50

binary, file = sys.argv[1:]
articles = [json.loads(line) for line in open(file, encoding="utf-8")]
few = articles[:: max(1, len(articles) // FEW)]


def by_command(*arguments: str) -> list[bytes]:
    told = subprocess.run([binary, "read", "--format", "jsonl", *arguments], capture_output=True, check=True).stdout
    return told.splitlines(keepends=True)


def compare(way: str, ours: Iterable[hearsay.Record], theirs: list[bytes]) -> int:
    """Says how many lines are the same; gives how many are not."""
    lines = [record.to_json().encode() + b"\n" for record in ours]
    other = [n for n, (our, their) in enumerate(zip(lines, theirs, strict=True)) if our != their]
    print(f"{way:27} {len(lines):4} articles, {sum(map(len, lines)):,} bytes: {len(other)} not the same {other[:5] or ''}", flush=True)
    return len(other)


with tempfile.TemporaryDirectory() as folder:
    texts = [Path(folder) / f"{n:04}.txt" for n in range(len(few))]
    for path, article in zip(texts, few):
        path.write_text(article["text"], encoding="utf-8", newline="")
    lines = Path(folder) / "few.jsonl"
    lines.write_text("".join(json.dumps(article) + "\n" for article in few), encoding="utf-8")
    told = by_command(file)
    n = compare("read_many of dicts", hearsay.read_many(articles), told)
    n += compare("read_many of open_articles", hearsay.read_many(hearsay.open_articles(file)), told)
    n += compare("read of a dict", map(hearsay.read, few), by_command(str(lines)))
    n += compare("read of a text", (hearsay.read(path.read_bytes().decode()) for path in texts), by_command(*map(str, texts)))
    n += compare("Reader(uncoded=True)", hearsay.Reader(uncoded=True).read_many(few), by_command("--uncoded", str(lines)))
sys.exit(n > 0)
