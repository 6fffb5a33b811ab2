#!/usr/bin/env python3
"""`read_many` beside the command on the same articles: words a second of wall and of processor time, and peak memory.

usage: throughput.py HEARSAY IN.jsonl [ROUNDS]      (turns are taken, so that both meet the same neighbours)
"""

import os
import sys
import time

READ_MANY = """
import sys, hearsay, json
articles = (json.loads(line) for line in open(sys.argv[1], encoding="utf-8"))
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for record in hearsay.read_many(articles):
        out.write(record.to_json() + "\\n")
"""

binary, articles = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5


def run(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds of wall, seconds of processors, MB at the peak."""
    begun = time.monotonic()
    pid = os.posix_spawnp(arguments[0], arguments, os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, arguments
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def same(a: str, b: str) -> bool:
    with open(a, "rb") as one, open(b, "rb") as other:
        return one.read() == other.read()


def words() -> int:
    import json

    with open("/tmp/by-command.jsonl", encoding="utf-8") as records:
        return sum(json.loads(line)["profile"]["words"] for line in records)


ways = {
    "command": [binary, "read", "--format", "jsonl", "-o", "/tmp/by-command.jsonl", articles],
    "read_many": [sys.executable, "-c", READ_MANY, articles, "/tmp/by-python.jsonl"],
}
taken: dict[str, list[tuple[float, float, float]]] = {way: [] for way in ways}
for _ in range(rounds):
    for way, arguments in ways.items():
        taken[way].append(run(arguments))
n = words()
print(f"{n} words, {rounds} rounds, output the same: {same('/tmp/by-command.jsonl', '/tmp/by-python.jsonl')}")
for way, runs in taken.items():
    wall, cpu, peak = (sorted(column)[len(runs) // 2] for column in zip(*runs))
    best = min(run[1] for run in runs)
    print(
        f"{way:10} median: {n / wall:8.0f} words/s of wall, {n / cpu:8.0f} of processor ({cpu:.2f} s; best {best:.2f} s), "
        f"{peak:.0f} MB"
    )
cpu = {way: sorted(run[1] for run in runs)[len(runs) // 2] for way, runs in taken.items()}
wall = {way: sorted(run[0] for run in runs)[len(runs) // 2] for way, runs in taken.items()}
print(f"read_many against the command: {cpu['command'] / cpu['read_many']:.1%} by processor, {wall['command'] / wall['read_many']:.1%} by wall")
