#!/usr/bin/env python3
"""Texts as JSON Lines: the `.txt` of folders, and the `<article>`s of XML files with their titles, outlets and days. Each
comes several times, under ids of its own and a month of its own.

usage: corpus.py OUT.jsonl TIMES SOURCE...
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from typing import Any


def texts(folder: pathlib.Path) -> Iterator[dict[str, Any]]:
    for n, path in enumerate(sorted(folder.rglob("*.txt"))):
        yield {"id": path.stem, "outlet": f"Outlet {n % 9}", "text": path.read_text(encoding="utf-8")}


def articles(file: pathlib.Path) -> Iterator[dict[str, Any]]:
    for n, one in enumerate(xml.parse(file).getroot().iter("article")):
        told = {key: (one.findtext(key) or "").strip() for key in ("title", "url", "domain", "text")}
        yield {"id": f"{file.stem}-{n}", "outlet": told.pop("domain"), **told}


out, times, *sources = sys.argv[1:]
n = 0
with open(out, "w", encoding="utf-8") as to:
    for source in map(pathlib.Path, sources):
        for row in texts(source) if source.is_dir() else articles(source):
            for k in range(int(times)):
                again = {**row, "id": f"{k}-{row['id']}", "published": f"2025-{1 + k % 12:02d}-{1 + n % 28:02d}"}
                to.write(json.dumps(again) + "\n")
            n += 1
print(f"{n * int(times)} articles")
