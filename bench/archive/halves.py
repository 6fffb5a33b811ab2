#!/usr/bin/env python3
"""Articles with known stories: each long article of a folder becomes two, of its odd and its even sentences.

usage: halves.py HEARSAY FOLDER OUT.jsonl      (the key is the part of the id before the last hyphen)
"""
import json
import pathlib
import subprocess
import sys

SENTENCES_MIN = 16

binary, folder, out = sys.argv[1:4]
files = sorted(str(path) for path in pathlib.Path(folder).rglob("*.txt"))
read = subprocess.run([binary, "read", "--format", "jsonl", *files], capture_output=True, text=True, check=True)
with open(out, "w", encoding="utf-8") as to:
    n = 0
    for k, line in enumerate(read.stdout.splitlines()):
        record = json.loads(line)
        sentences = [sentence["text"].strip() for sentence in record["sentences"]]
        if len(sentences) < SENTENCES_MIN:
            continue
        # All on three days, so that stories compete.
        day = f"2025-03-{1 + k % 3:02d}"
        for half in (0, 1):
            text = "\n\n".join(sentences[half::2])
            row = {"id": f"{k}-{half}", "outlet": f"Outlet {half}", "published": day, "text": text}
            to.write(json.dumps(row) + "\n")
            n += 1
print(f"{n} articles, {n // 2} stories")
