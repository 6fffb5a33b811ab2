"""Writes addresses of pages for the load test: `python3 addresses.py http://127.0.0.1:8017 N FOLDER`.

Each sort of page gets a file of up to N addresses that differ, drawn from the archive by walking random days;
`mixed` holds all of them, shuffled.
"""

import json
import random
import sys
import urllib.parse
import urllib.request
from pathlib import Path

base, n, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
random.seed(7)


def rows(path):
    with urllib.request.urlopen(base + path) as answer:
        return json.load(answer)["rows"]


def quoted(text):
    return "/".join(urllib.parse.quote(part, safe="") for part in text.split("/"))


def value(text):
    return urllib.parse.quote(text, safe="")


with urllib.request.urlopen(base + "/index.json") as answer:
    first, last = json.load(answer)["days"]
year = first[:4]
drawn = [f"{year}-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
drawn = [day for day in drawn if first <= day <= last]
random.shuffle(drawn)
articles, events, speakers, words = [], [], [], set()
for day in drawn:
    if len(articles) >= n and len(events) >= n:
        break
    articles += [row["id"] for row in rows(f"/articles.json?since={day}&until={day}&limit=200")]
    found = rows(f"/events.json?since={day}&until={day}&limit=200")
    events += [row["id"] for row in found]
    speakers += [row["source_key"] for row in rows(f"/statements.json?since={day}&until={day}&limit=200") if row["source_key"]]
    for row in found:
        words |= {word.strip('.,“”"').lower() for word in row["sentence"].split() if word.isalpha() and len(word) > 5}
words = sorted(words)
speakers = sorted(set(speakers))
types = ["ASSAULT", "COERCE", "ACCUSE", "REJECT", "PROTEST", "CONSULT", "AGREE", "REQUEST"]
sorts = {
    "article": [f"/article/{quoted(i)}" for i in articles[:n]],
    "event": [f"/event/{quoted(i)}" for i in events[:n]],
    "story": [f"/story/{quoted(i)}" for i in articles[-n:]],
    "speaker": [f"/speaker/{quoted(key)}" for key in speakers[:n]],
    "statements": [f"/statements?since={day}&until={day}&class={kind}" for day in drawn for kind in ("say", "deny", "accuse")][:n],
    "events": [f"/events?since={day}&until={day}&type={kind}" for day in drawn for kind in types][:n],
    "search": [f"/search?q={value(a)}%20{value(b)}" for a, b in (random.sample(words, 2) for _ in range(n))],
    "words": [f"/search?q={value(word)}" for word in random.sample(words, min(n, len(words)))],
    "front": ["/", "/events", "/stories", "/statements", "/articles", "/actors", "/sources", "/matrix", "/events?view=map"],
}
sorts["mixed"] = [path for name in sorts for path in sorts[name][: max(1, n // 9)]]
random.shuffle(sorts["mixed"])
folder.mkdir(parents=True, exist_ok=True)
for name, paths in sorts.items():
    (folder / name).write_text("\n".join(paths) + "\n")
    print(name, len(paths))
