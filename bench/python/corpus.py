#!/usr/bin/env python3
"""A folder of texts as JSON Lines, each text several times under ids of its own, with days and outlets.

usage: corpus.py FOLDER OUT.jsonl [TIMES]
"""

import json
import pathlib
import sys

folder, out = sys.argv[1:3]
times = int(sys.argv[3]) if len(sys.argv) > 3 else 1
texts = [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(folder).rglob("*.txt"))]
with open(out, "w", encoding="utf-8") as to:
    for k in range(times):
        for n, text in enumerate(texts):
            row = {"id": f"{k}-{n}", "outlet": f"Outlet {n % 9}", "published": f"2025-{1 + k % 12:02d}-{1 + n % 28:02d}", "text": text}
            to.write(json.dumps(row) + "\n")
print(f"{times * len(texts)} articles")
