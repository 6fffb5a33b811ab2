#!/usr/bin/env bash
# Speed on one core, spaCy and hearsay one after the other on the same texts:
#   run.sh TEXT_DIR TREEBANK.conllu [PYTHON]
# spaCy is set up in a throw-away environment from PyPI unless PYTHON names one that has it.
set -euo pipefail
texts=$1; treebank=$2; python=${3:-}
here=$(cd "$(dirname "$0")" && pwd); binary=${BINARY:-$here/../../target/release/hearsay}
if [ -z "$python" ]; then
    folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
    python3 -m venv "$folder"; python="$folder/bin/python"
    "$python" -m pip install --quiet spacy==3.8.18 spacy-lookups-data==1.0.5
fi
words=$(cat "$texts"/*.txt | wc -w)
nproc; grep -m1 "model name" /proc/cpuinfo
taskset -c 0 "$python" -W ignore "$here/spacy_md.py" "$texts" "$treebank"
for command in "parse --format jsonl" "read --format jsonl"; do
    best=$(for _ in 1 2 3; do
        s=$(date +%s.%N); taskset -c 0 "$binary" $command --threads 1 "$texts"/*.txt > /dev/null; e=$(date +%s.%N)
        echo "$e - $s" | bc
    done | sort -n | head -1)
    echo "hearsay $command, one core: $words words in $best s, $(echo "$words / $best" | bc) words/s (whole process)"
done
s=$(date +%s.%N); "$binary" read --format jsonl "$texts"/*.txt > /dev/null; e=$(date +%s.%N)
echo "hearsay read, all cores: $(echo "$words / ($e - $s)" | bc) words/s (whole process)"
short=$(mktemp); echo "Police arrested four demonstrators, the minister said." > "$short"
s=$(date +%s.%N); "$binary" read --format jsonl - < "$short" > /dev/null; e=$(date +%s.%N)
echo "process start to output, one sentence: $(echo "$e - $s" | bc) s"
