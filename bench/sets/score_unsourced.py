#!/usr/bin/env python3
"""Scores unsourced claims: score_unsourced.py BINARY FILE [--half dev|kept] [--errors N].

A claim without a source counts as found when a statement whose source has the kind "none" has a cue that overlaps
the marked one. A look-alike counts as wrong when any statement read from it has the kind "none"; the second line
counts only statements that are nested in no other, since a rumour somebody denies is still a rumour without source.
"""
import argparse
from reading import read, rows, share


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("file")
    parser.add_argument("--half", choices=["dev", "kept"])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N misses of each sort")
    options = parser.parse_args()

    sentences = rows(options.file, options.half)
    records = read(options.binary, sentences)
    claims = [s for s in sentences if s["unsourced"]]
    alike = [s for s in sentences if not s["unsourced"]]

    missed = [s for s in claims if not found(s, records[s["id"]])]
    hits = len(claims) - len(missed)
    print(f"claims {len(claims)}, look-alikes {len(alike)}")
    print(f"recall     {share(hits, len(claims))}")
    for name, outermost in (("any statement", False), ("outermost only", True)):
        wrong = [s for s in alike if unsourced(records[s["id"]], outermost)]
        print(f"precision  {share(hits, hits + len(wrong))}   look-alikes shown as unsourced: {len(wrong)} ({name})")
    overlaps = sum(content_found(s, records[s["id"]]) for s in claims if s not in missed)
    print(f"content    {share(overlaps, hits)} of the claims found, all marked fragments touched")

    wrong = [s for s in alike if unsourced(records[s["id"]])]
    for s in missed[: options.errors]:
        seen = [(x["source"]["kind"], x["cue"]["span"]["text"]) for x in records[s["id"]]["statements"]]
        print(f"missed {s['id']} [{s['cue']}] {s['text']}   read: {seen}")
    for s in wrong[: options.errors]:
        seen = [x["cue"]["span"]["text"] for x in unsourced(records[s["id"]])]
        print(f"false  {s['id']} {seen} {s['text']}")


def unsourced(record, outermost=False):
    """The statements of a record without source; only those inside no other if `outermost`."""
    return [
        s for s in record["statements"]
        if s["source"]["kind"] == "none" and not (outermost and s.get("parent"))
    ]


def found(sentence, record):
    """The statement whose cue overlaps the marked cue, or None."""
    start = sentence["text"].index(sentence["cue"])
    end = start + len(sentence["cue"])
    for statement in unsourced(record):
        span = statement["cue"]["span"]
        if span["start"] < end and start < span["end"]:
            return statement
    return None


def content_found(sentence, record):
    """Whether every marked fragment of content shares a character with the found statement's content."""
    statement = found(sentence, record)
    for fragment in sentence["content"]:
        start = sentence["text"].index(fragment)
        end = start + len(fragment)
        if not any(c["start"] < end and start < c["end"] for c in statement["content"]):
            return False
    return True


if __name__ == "__main__":
    main()
