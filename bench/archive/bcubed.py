#!/usr/bin/env python3
"""B-cubed of the stories of an archive (Bagga and Baldwin 1998).

usage: bcubed.py HEARSAY ARCHIVE      ids are KEY-PART; articles of one KEY belong together
"""
import collections
import json
import subprocess
import sys

binary, archive = sys.argv[1:3]
found = subprocess.run([binary, "find", "articles", "--archive", archive, "--format", "jsonl"], capture_output=True, text=True, check=True)
rows = [json.loads(line) for line in found.stdout.splitlines()]
story = {row["id"]: row["story"] for row in rows}
gold = {row["id"]: row["id"].rsplit("-", 1)[0] for row in rows}
by_story, by_gold = collections.defaultdict(set), collections.defaultdict(set)
for article in story:
    by_story[story[article]].add(article)
    by_gold[gold[article]].add(article)
precision = recall = 0.0
for article in story:
    together = by_story[story[article]] & by_gold[gold[article]]
    precision += len(together) / len(by_story[story[article]])
    recall += len(together) / len(by_gold[gold[article]])
precision, recall = precision / len(story), recall / len(story)
largest = max(len(members) for members in by_story.values())
print(f"{len(story)} articles, {len(by_gold)} stories, found {len(by_story)}, the largest of {largest}")
print(f"B-cubed P {100 * precision:.1f} R {100 * recall:.1f} F1 {200 * precision * recall / (precision + recall):.1f}")
