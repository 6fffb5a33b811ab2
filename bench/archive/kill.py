#!/usr/bin/env python3
"""kill -9 at random moments of an add: nothing committed is lost, and the resumed archive equals one that was never interrupted.

usage: kill.py HEARSAY N_ARTICLES N_KILLS SEED      articles are made up here
"""
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

binary, n_articles, n_kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
random.seed(seed)
folder = pathlib.Path(tempfile.mkdtemp())
who = ["Police", "Soldiers", "Coast guards", "Inspectors", "Rebels", "Petra Holm", "Ilina Maro", "Karvania", "Velmark"]
what = ["arrested", "met", "accused", "attacked", "warned", "praised", "expelled", "released"]
whom = ["nine sailors", "Petra Holm", "the mayor", "four protesters", "Karvania", "the union", "two villages"]
towns = ["Tolm", "Sarn", "Orlo", "Visk", "Harrow Bay"]
with open(folder / "day.jsonl", "w") as out:
    for i in range(n_articles):
        pick = random.choice
        text = f"{pick(who)} {pick(what)} {pick(whom)} in {pick(towns)} on Monday, officials said. {pick(who)} {pick(what)} {pick(whom)}."
        row = {"id": f"a{i}", "text": text, "outlet": f"Outlet {i % 37}", "published": f"2025-{1 + i % 12:02d}-{1 + i % 28:02d}"}
        out.write(json.dumps(row) + "\n")

QUESTIONS = [
    "SELECT id, outlet, published, words, digest FROM article",
    "SELECT article.id, hex(json) FROM record JOIN article ON article.no = record.article",
    "SELECT id, title, day, day_end, articles, originals, independent, happenings, disputed FROM story",
    "SELECT id, type, status, day, reports, articles, independent, asserted, denied, disputed, figures FROM happening",
    "SELECT article.id, event.n, happening.id FROM event JOIN article ON article.no = article JOIN happening ON happening.no = happening",
    "SELECT key, name, kind, country, n_articles, n_events, n_statements FROM entity",
    "SELECT key, lower(alias.name), alias.n_articles FROM alias JOIN entity ON entity.no = alias.entity",
    "SELECT key, code, n FROM entity_code JOIN entity ON entity.no = entity_code.entity",
    "SELECT article.id, n, source_kind, lemma, content FROM statement JOIN article ON article.no = article",
    "SELECT article.id, a.id, o.id, s.id FROM sketch JOIN article ON article.no = article LEFT JOIN article a ON a.no = copy_of"
    " JOIN article o ON o.no = original JOIN article s ON s.no = story",
    "SELECT * FROM outlet",
    "SELECT * FROM total",
    "SELECT * FROM day_type WHERE n > 0",
    "SELECT * FROM day_country WHERE n > 0",
    "SELECT role, key, n FROM led JOIN entity ON entity.no = led.entity WHERE n > 0",
    "SELECT context, event_context.day, article.id, n FROM event_context JOIN event ON event.no = event JOIN article ON article.no = article",
]


def contents(path):
    with sqlite3.connect(path) as db:
        return [sorted(map(repr, db.execute(question))) for question in QUESTIONS]


def count(path):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM article").fetchone()[0]
    except sqlite3.Error:
        return 0


def add(archive, **how):
    return subprocess.Popen([binary, "add", "--archive", str(archive), str(folder / "day.jsonl")], stderr=subprocess.DEVNULL, **how)


start = time.time()
whole, part = folder / "whole.sqlite", folder / "part.sqlite"
assert add(whole).wait() == 0
seconds = time.time() - start
print(f"{n_articles} articles uninterrupted: {seconds:.1f} s")
last, before_the_end = 0, 0
for k in range(n_kills):
    pause = random.uniform(0.05, seconds / n_kills * 2)
    child = add(part)
    time.sleep(pause)
    child.kill()
    before_the_end += child.wait() != 0
    now = count(part)
    assert now >= last, f"{now} articles after {last}: committed ones were lost"
    with sqlite3.connect(part) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    print(f"kill {k + 1} after {pause:.2f} s: {now} articles")
    last = now
assert add(part).wait() == 0
same = [a == b for a, b in zip(contents(whole), contents(part))]
for words in ("mayor", "Petra Holm", "arrest*", "Harrow Bay"):
    for table in ("events", "statements", "articles"):
        ask = [binary, "find", table, "--words", words, "--format", "jsonl", "--archive"]
        found = [sorted(subprocess.run([*ask, str(path)], capture_output=True).stdout.splitlines()) for path in (whole, part)]
        assert found[0], (table, words)
        same.append(found[0] == found[1])
assert all(same), same
print(f"{before_the_end} of {n_kills} kills came before the end; all {len(same)} questions have the same answer in both archives")
