# Recipes for people who work on hearsay. `just` alone lists them.

data := env("HEARSAY_DATA", "data")
eval := env("HEARSAY_EVAL", "eval")
binary := "target/release/hearsay"

default:
    @just --list --unsorted

# Build the program
build:
    cargo build --release -p hearsay

# Read the bundled example
example: build
    {{binary}} read --example

# All tests
test:
    cargo test --workspace

# What must pass before a change lands
ci:
    bash .ci/run

# The Python package from its wheel, with its tests
python:
    bash .ci/python

# Format, and lint with warnings as errors
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings

# Run the examples of a lexicon file
check file: build
    {{binary}} check {{file}}

# Score trees, tags and words on the development treebanks
score-parse: build
    python3 {{eval}}/parse.py {{binary}} {{data}}/ud/ewt-dev.conllu
    python3 {{eval}}/parse.py {{binary}} {{data}}/ud/gum-dev.conllu

# Score names
score-names: build
    python3 {{eval}}/names.py {{binary}} {{data}}/ner/ewt-dev.iob2

# Score statements
score-statements: build
    python3 {{eval}}/statements.py {{binary}} {{data}}/polnear/dev

# Score events given the pair and with both actors found
score-events: build
    python3 {{eval}}/events.py {{binary}} {{data}}/plover/plv_train.tsv

# Score factuality
score-factuality: build
    python3 {{eval}}/factuality.py {{binary}} {{data}}/factuality/uw_dev.jsonl

# Score places
score-places: build
    python3 {{eval}}/places.py {{binary}} {{data}}/geo/TR-News.xml
    python3 {{eval}}/places.py {{binary}} {{data}}/geo/lgl.xml

# Fuzz one entry for a minute: words, html or jsonl
fuzz target:
    cargo fuzz run {{target}} -- -max_total_time=60

# Look at every page of the example in a headless browser; PICTURES is a folder for screenshots
browser pictures="": build
    crates/web/browser/run {{binary}} {{pictures}}

# Write the OpenAPI document anew
openapi:
    UPDATE_OPENAPI=1 cargo test -p hearsay-web --test api the_openapi_document
