#!/usr/bin/env python3
"""Pairs of reports that were merged into one happening, to be judged by reading: the first report beside another one, drawn at random.

usage: pairs.py ARCHIVE N SEED
"""
import random
import sqlite3
import sys

archive, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
db = sqlite3.connect(archive)
who = """(SELECT group_concat(entity.name || ' [' || coalesce(code, '') || ']', '; ') FROM event_actor JOIN entity ON entity.no = entity
         WHERE event_actor.event = {e}.no AND role = {r})"""
side = lambda e, a: ", ".join([
    f"{a}.id || '/e' || {e}.n", f"{e}.trigger", who.format(e=e, r=0), who.format(e=e, r=1), f"{e}.status", f"{e}.day", f"{e}.words"])
rows = db.execute(
    f"SELECT happening.type, {side('f', 'fa')}, {side('o', 'oa')} FROM happening JOIN event f ON f.no = happening.lead"
    " JOIN event o ON o.happening = happening.no AND o.no <> f.no JOIN article fa ON fa.no = f.article JOIN article oa ON oa.no = o.article"
    " ORDER BY fa.id, f.n, oa.id, o.n").fetchall()
random.seed(seed)
print(f"{len(rows)} pairs")
for kind, *cells in random.sample(rows, min(n, len(rows))):
    print(f"\n{cells[0]}\t{cells[7]}\t{kind}")
    for ident, trigger, actors, recipients, status, day, words in (cells[:7], cells[7:]):
        print(f"  {trigger} | {actors} -> {recipients} | {status} {day}\n    {words}")
