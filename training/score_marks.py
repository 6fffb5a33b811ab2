"""Scores a program's events against marks that nothing was learnt from.

  score_marks.py HEARSAY events/kept-marks.txt events/kept-parties.txt TEXTS.jsonl [TEXTS.jsonl …]

An event stands on the marked word in its trigger, or, where that is no act, on the noun of its light verb ("launched an
*attack*"). Told is a marked act with an event on it. Of the events told: is the marked type theirs, and the party that is
marked among theirs (none where nobody is)? Doubtful marks do not count.
"""
import collections
import json
import subprocess
import sys
import tempfile

from event_types import marks_of, read_parties

MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}  # the two sides may stand either way round
LIGHT = 60  # a light verb's noun begins this many characters behind it at most


def marked_word(event, marks):
    """Where the marked word that the event stands on begins; None if it stands on none."""
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    inside = [at for at in marks if start <= at < end]
    acts = [at for at in inside if marks[at] != "-"]
    behind = [at for at in marks if start <= at <= end + LIGHT and marks[at] == event["type"]]
    return min(acts or behind or inside, default=None)


def fits(party, arguments):
    """Whether the marked party (None for nobody, -1 for unknown) is among the event's."""
    if party == -1:
        return True
    spans = [a["span"] for a in arguments if a.get("span")]
    return not arguments if party is None else any(s["start"] <= party < s["end"] for s in spans)


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    binary, marks_path, parties_path, *texts = sys.argv[1:]
    marks, parties = marks_of(marks_path), read_parties(parties_path)
    lines = [line for path in texts for line in open(path, encoding="utf8") if json.loads(line)["id"] in marks]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(lines)
        file.flush()
        out = subprocess.run([binary, "read", "--format", "jsonl", file.name], stdout=subprocess.PIPE, check=True).stdout
    n = collections.Counter()
    sure = collections.defaultdict(list)
    for record in map(json.loads, out.decode().splitlines()):
        name = record["article"]["id"]
        acts, told = marks[name], set()
        n["acts"] += sum(kind not in "-?" for kind in acts.values())
        for event in record["events"]:
            at = marked_word(event, acts) if event["type"] else None
            if at is None or acts[at] == "?":
                continue
            if acts[at] != "-":
                told.add(at)
            kind = acts[at] == event["type"]
            who, whom = parties.get(name, {}).get(at, (-1, -1))
            doer, goal = fits(who, event["actors"]), fits(whom, event["recipients"])
            if event["type"] in MUTUAL:
                both = event["actors"] + event["recipients"]
                doer = goal = doer and goal or None not in (who, whom) and fits(who, both) and fits(whom, both)
            right = kind and doer and goal
            n["events"] += 1
            n["type"] += kind
            n["doer"] += kind and doer
            n["goal"] += kind and goal
            n["right"] += right
            if event["status"] == "actual" and event["voice"] is None:
                n["actual"] += 1
                n["actual right"] += right
                sure[int(10 * (event.get("confidence") or 0))].append(right)
        n["told"] += len(told)

    def share(a, b):
        return f"{100 * n[a] / max(1, n[b]):.1f} %"

    print(f"{n['acts']} acts, told {share('told', 'acts')}; {n['events']} events: type {share('type', 'events')}; "
          f"of these doer {share('doer', 'type')}, goal {share('goal', 'type')}; all right {share('right', 'events')}")
    print(f"actual by the writer: {n['actual']}, right {share('actual right', 'actual')}; by tenths of confidence "
          + ", ".join(f"{k / 10:.1f} {len(v)}: {sum(v) / len(v):.2f}" for k, v in sorted(sure.items())))


if __name__ == "__main__":
    main()
