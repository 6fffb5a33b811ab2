"""Corpora → JSONL documents, one a line, with the labels they have.

  prepare.py attribution TEXT_DIR ANN_DIR OUT.jsonl
  prepare.py statements FILE.jsonl OUT.jsonl
  prepare.py marked STATEMENTS.jsonl FILE.jsonl|FILE.txt … OUT.jsonl
  prepare.py texts FILE.jsonl|FILE.txt … OUT.jsonl
  prepare.py treebank FILE.conllu OUT.jsonl
  prepare.py names FILE.conll OUT.jsonl
  prepare.py factuality FILE.jsonl [FILE.jsonl …] OUT.jsonl
  prepare.py events HEARSAY SENTENCES.txt PARTIES.txt OUT.jsonl
  prepare.py event-articles HEARSAY ARTICLES.txt OUT.jsonl
  prepare.py event-marks HEARSAY MARKS.txt PARTIES.txt TEXTS.jsonl [TEXTS.jsonl …] OUT.jsonl
"""
import argparse

import articles
import attribution
import documents
import event_types
import factuality
import names
import treebank

READERS = {
    "attribution": attribution.read,
    "statements": attribution.read_statements,
    "marked": attribution.read_marked,
    "texts": attribution.read_texts,
    "treebank": treebank.read,
    "names": names.read_columns,
    "events": event_types.read_written,
    "event-articles": articles.read_articles,
    "event-marks": event_types.read_marks,
    "factuality": lambda *paths: (d for path in paths for d in factuality.read(path)),
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("kind", choices=READERS)
    ap.add_argument("paths", nargs="+")
    o = ap.parse_args()
    documents.save(o.paths[-1], READERS[o.kind](*o.paths[:-1]))


if __name__ == "__main__":
    main()
