#!/usr/bin/env python3
"""Whether Python and the command say the same of each article, byte for byte, by every way in.

usage: equal.py HEARSAY IN.jsonl
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hearsay

binary, file = sys.argv[1:]


def by_command(*arguments: str) -> Iterator[bytes]:
    """The command's lines, with a code of 2 where it could not read an article."""
    with tempfile.TemporaryFile() as out:
        subprocess.run([binary, "read", "--format", "jsonl", *arguments], stdout=out, stderr=subprocess.DEVNULL, check=True)
        out.seek(0)
        yield from out


def articles() -> Iterator[dict[str, str]]:
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts() -> list[Path]:
    """Two hundred of the articles as text files."""
    rows = list(articles())
    paths = []
    for n, row in enumerate(rows[:: max(1, len(rows) // 200)]):
        path = Path(folder) / f"{n:04}.txt"
        path.write_text(row["text"], encoding="utf-8", newline="")
        paths.append(path)
    return paths


def compare(way: str, ours: Iterator[str], theirs: Iterator[bytes]) -> int:
    """Reports how many lines are the same; gives how many are not."""
    pairs = list(zip((line.encode() + b"\n" for line in ours), theirs, strict=True))
    other = [n for n, (our, their) in enumerate(pairs) if our != their]
    size = sum(len(their) for _, their in pairs)
    print(f"{way:28} {len(pairs)} articles, {size:,} bytes: {len(other)} not the same {other[:5] or ''}", flush=True)
    return len(other)


with tempfile.TemporaryDirectory() as folder:
    alone = texts()
    uncoded = hearsay.Reader(uncoded=True)
    n = compare("read_many of dicts", (r.to_json() for r in hearsay.read_many(articles())), by_command(file))
    n += compare("read_many of open_articles", (r.to_json() for r in hearsay.read_many(hearsay.open_articles(file))), by_command(file))
    n += compare("read of text", (hearsay.read(path.read_bytes().decode()).to_json() for path in alone), by_command(*map(str, alone)))
    n += compare("Reader(uncoded=True)", (r.to_json() for r in uncoded.read_many(articles())), by_command("--uncoded", file))
sys.exit(n > 0)
