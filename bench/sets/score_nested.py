#!/usr/bin/env python3
"""Scores statements inside statements: score_nested.py BINARY FILE [--half dev|kept] [--errors N].

A nested statement counts as found when a statement with a parent has a cue that overlaps the marked one and the
parent's cue overlaps the marked parent's. Of those found, the source is right when both have none or their spans
overlap, and the content when every marked fragment is touched and nothing of the marked source or cue is in it.
Precision is over everything read that has a parent, in look-alikes and elsewhere.
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
    marked = [(s, k) for s in sentences for k, m in enumerate(s["statements"]) if m["parent"] is not None]
    pairs = [(s, k, found(s, k, records[s["id"]])) for s, k in marked]
    hits = [(s, k, f) for s, k, f in pairs if f]
    shown = [(s, x) for s in sentences for x in records[s["id"]]["statements"] if x.get("parent")]
    matched = {(s["id"], f["id"]) for s, _, f in hits}
    false = [(s, x) for s, x in shown if (s["id"], x["id"]) not in matched]
    wrong = [(s, k, f) for s, k, f in hits if not same_source(s["statements"][k], f)]
    off = [(s, k, f) for s, k, f in hits if not same_content(s["statements"][k], f)]

    print(f"nested {len(marked)} in {len(sentences)} sentences")
    print(f"recall     {share(len(hits), len(marked))}")
    print(f"precision  {share(len(matched), len(shown))}")
    print(f"source     {share(len(hits) - len(wrong), len(hits))} of those found")
    print(f"content    {share(len(hits) - len(off), len(hits))} of those found")

    missed = [(s, k) for s, k, f in pairs if not f]
    for s, k in missed[: options.errors]:
        print(f"missed  {s['id']} [{s['statements'][k]['cue']['text']}] {s['text']}")
    for s, x in false[: options.errors]:
        print(f"false   {s['id']} [{x['cue']['span']['text']}] {s['text']}")
    for s, k, f in wrong[: options.errors]:
        print(f"source  {s['id']} [{f['cue']['span']['text']}] {f['source']['span'] and f['source']['span']['text']} {s['text']}")
    for s, k, f in off[: options.errors]:
        print(f"content {s['id']} {[c['text'] for c in f['content']]} {s['text']}")


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def found(sentence, k, record):
    """The nested statement read for the marked one, or None."""
    marked = sentence["statements"][k]
    above = sentence["statements"][marked["parent"]]
    by_id = {x["id"]: x for x in record["statements"]}
    for x in record["statements"]:
        parent = by_id.get(x.get("parent"))
        if parent and overlap(x["cue"]["span"], marked["cue"]) and overlap(parent["cue"]["span"], above["cue"]):
            return x
    return None


def same_source(marked, read_one):
    span = read_one["source"]["span"]
    if marked["source"] is None or span is None:
        return marked["source"] is None and span is None
    return overlap(span, marked["source"])


def same_content(marked, read_one):
    touched = all(any(overlap(c, m) for c in read_one["content"]) for m in marked["content"])
    foreign = [x for x in (marked["source"], marked["cue"]) if x]
    return touched and not any(overlap(c, x) for c in read_one["content"] for x in foreign)


if __name__ == "__main__":
    main()
