"""What the scorers share: the sentences of a set, and the records a binary makes of them."""
import json
import os
import subprocess
import sys
import tempfile


def rows(path, half=None):
    """The sentences of a set, of one half if named."""
    with open(path, encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    return [row for row in found if half in (None, row["half"])]


def read(binary, sentences):
    """{id: record} of `BINARY read --format jsonl` over the sentences, one article each.

    Ends the program with the binary's own words when it fails or leaves out an article: a sentence silently
    missing would look like a sentence without findings."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sentences.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for s in sentences:
                out.write(json.dumps({"id": s["id"], "text": s["text"]}, ensure_ascii=False) + "\n")
        run = subprocess.run([binary, "read", "--format", "jsonl", path], capture_output=True, encoding="utf-8")
    if run.returncode != 0:
        sys.exit(f"{binary} ended with {run.returncode}:\n{run.stderr}")
    records = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        records[record["article"]["id"]] = record
    missing = [s["id"] for s in sentences if s["id"] not in records]
    if missing:
        sys.exit(f"{binary} gave no record for {len(missing)} sentences, the first is {missing[0]}")
    return records


def share(part, whole):
    """ "0.853 (64/75)", or "-" of nothing."""
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"
