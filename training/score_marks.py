"""Scores a program's events against marks that nothing was learnt from.

  score_marks.py HEARSAY events/kept-marks.txt events/kept-parties.txt TEXTS.jsonl [TEXTS.jsonl …]
  score_marks.py HEARSAY events/kept-articles.txt          written articles, their states renamed

An event stands on the marked word in its trigger, or, where that is no act, on the noun of its light verb ("launched an
*attack*"). Told is a marked act with an event on it. Of the events told: is the marked type theirs, and the party that is
marked among theirs (none where nobody is)? A party counts by any mention of the same actor ("the minister, Lena Orvik"). Doubtful
marks do not count. A bill that is vetoed is nobody, and may stand as the thing it is. A mark names the act itself, as an event's frame does, whose type may be another by PLOVER's rules for what
is yet to come ("will visit" is AGREE): either is right.
"""
import collections
import json
import sys

from articles import completed, texts_of
from event_types import marks_of, read_parties, written_to

MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}  # the two sides may stand either way round
TO_THINGS = {"ACCUSE", "COERCE", "CONCEDE", "PROTEST", "REJECT", "RETREAT", "SUPPORT"}  # may be done to a thing
LIGHT = 60  # a light verb's noun begins this many characters behind it at most


def marked_word(event, marks):
    """Where the marked word that the event stands on begins; None if it stands on none."""
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    inside = [at for at in marks if start <= at < end]
    acts = [at for at in inside if marks[at] != "-"]
    behind = [at for at in marks if start <= at <= end + LIGHT and marks[at] == event["type"]]
    return min(acts or behind or inside, default=None)


def fits(party, arguments, mentions, things=()):
    """Whether the marked party (None for nobody, -1 for unknown) is among the event's; `mentions` are the spans of actors.
    Where nobody is marked, one of `things` may stand."""
    if party == -1 or party is None and arguments and all(a["actor"] in things for a in arguments):
        return True
    spans = [span for a in arguments for span in (a["span"], *mentions[a["actor"]])]
    return not arguments if party is None else any(s["start"] <= party < s["end"] for s in spans)


def main():
    if len(sys.argv) == 3:
        binary, path = sys.argv[1:]
        texts, marks, parties = texts_of([path])
        marks, parties = completed(binary, texts, marks, parties)
    elif len(sys.argv) > 4:
        binary, marks_path, parties_path, *paths = sys.argv[1:]
        marks, parties = marks_of(marks_path), read_parties(parties_path)
        texts = {a["id"]: a["text"] for path in paths for a in map(json.loads, open(path, encoding="utf8")) if a["id"] in marks}
    else:
        sys.exit(__doc__)
    n = collections.Counter()
    sure = collections.defaultdict(list)
    for record in map(json.loads, written_to(binary, texts, "read").splitlines()):
        name = record["article"]["id"]
        acts, told = marks[name], set()
        mentions = {actor["id"]: actor["mentions"] for actor in record["actors"]}
        things = {actor["id"] for actor in record["actors"]
                  if actor["kind"] in ("unnamed", "group") and not actor["code"] and len(actor["mentions"]) == 1}
        n["acts"] += sum(kind not in "-?" for kind in acts.values())
        for event in record["events"]:
            at = marked_word(event, acts) if event["type"] else None
            if at is None or acts[at] == "?":
                continue
            if acts[at] != "-":
                told.add(at)
            kind = acts[at] in (event["type"], event["frame"].partition(".")[0].upper())
            who, whom = parties.get(name, {}).get(at, (-1, -1))
            doer = fits(who, event["actors"], mentions)
            goal = fits(whom, event["recipients"], mentions, things if event["type"] in TO_THINGS else ())
            if event["type"] in MUTUAL:
                both = event["actors"] + event["recipients"]
                doer = goal = doer and goal or None not in (who, whom) and fits(who, both, mentions) and fits(whom, both, mentions)
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
