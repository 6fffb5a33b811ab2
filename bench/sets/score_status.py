#!/usr/bin/env python3
"""Scores the status of events: score_status.py BINARY FILE [--half dev|kept] [--errors N].

An event counts as found when its trigger overlaps the marked one; of several, one of the right type is taken, then
the one whose trigger starts nearest. Status is scored over the events found; where two readings are defensible the
set names the second under "also" (status) or "also_type". The figure that matters most is the last: how often something that did not (or
not yet) happen is shown as actual.
"""
import argparse
from collections import Counter
from reading import read, rows, share


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("file")
    parser.add_argument("--half", choices=["dev", "kept"])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N errors of each sort")
    options = parser.parse_args()

    sentences = rows(options.file, options.half)
    records = read(options.binary, sentences)
    chosen = [(s, event(s, records[s["id"]])) for s in sentences]
    found = [(s, e) for s, e in chosen if e]
    typed = [(s, e) for s, e in found if type_right(s, e)]
    right = [(s, e) for s, e in found if status_right(s, e)]
    unreal = [(s, e) for s, e in chosen if s["status"] != "actual"]
    unreal_found = [(s, e) for s, e in unreal if e]
    shown = [(s, e) for s, e in unreal_found if e["status"] == "actual"]

    print(f"sentences        {len(sentences)}")
    print(f"found            {share(len(found), len(sentences))}")
    print(f"type right       {share(len(typed), len(found))} of found")
    print(f"status right     {share(len(right), len(found))} of found")
    for status in ("actual", "future", "hypothetical", "negated"):
        of = [(s, e) for s, e in found if s["status"] == status]
        given = Counter(e["status"] for _, e in of)
        print(f"  {status:<14} {share(sum(status_right(s, e) for s, e in of), len(of))}   given {dict(given)}")
    print(f"shown as actual  {share(len(shown), len(unreal))} of what is not, "
          f"{share(len(shown), len(unreal_found))} of those found")

    lists = {
        "as actual": shown,
        "status": [(s, e) for s, e in found if not status_right(s, e) and (s, e) not in shown],
        "type": [(s, e) for s, e in found if not type_right(s, e)],
        "not found": [(s, e) for s, e in chosen if not e],
    }
    for name, cases in lists.items():
        for s, e in cases[: options.errors]:
            given = f"{e['type']} {e['status']} [{e['trigger']['text']}]" if e else "-"
            print(f"{name}: {s['id']} {s['type']} {s['status']} [{s['trigger']}] given {given}: {s['text']}")


def event(sentence, record):
    """The coded event at the marked trigger, or None."""
    start, end = sentence["start"], sentence["start"] + len(sentence["trigger"])
    near = [
        e for e in record["events"]
        if e["type"] and e["trigger"]["start"] < end and start < e["trigger"]["end"]
    ]
    return min(near, key=lambda e: (not type_right(sentence, e), abs(e["trigger"]["start"] - start)), default=None)


def type_right(sentence, event):
    return event["type"] in [sentence["type"], *sentence.get("also_type", [])]


def status_right(sentence, event):
    return event["status"] in [sentence["status"], *sentence.get("also", [])]


if __name__ == "__main__":
    main()
