#!/usr/bin/env python3
"""Whether other programs read what `hearsay export` writes: pyarrow, DuckDB, pandas, polars and Spark the Parquet tables, and two
readers of GDELT (gdelt and gdelt-py on PyPI) the layout gdelt2. What is not installed is passed over and said.

usage: readers.py HEARSAY ARCHIVE      needs any of: pip install pyarrow duckdb pandas polars pyspark gdelt gdelt-py
"""
import importlib.util
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

TABLES = ["events", "reports", "statements", "articles", "actors", "places", "stories"]
binary, archive = sys.argv[1:3]
folder = pathlib.Path(tempfile.mkdtemp())


def hearsay(*args):
    return subprocess.run([binary, *args, "--archive", archive], capture_output=True, text=True, check=True).stdout


def installed(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name}: not installed, passed over")


hearsay("export", str(folder))
hearsay("export", "--format", "jsonl", str(folder))
want = {}
for table in TABLES:
    rows = [json.loads(line) for line in (folder / f"{table}.jsonl").read_text().splitlines()]
    want[table] = (len(rows), set(rows[0]), rows)


def check(reader, table, columns, ids):
    n, names, rows = want[table]
    assert set(columns) == names, (reader, table, columns, names)
    assert list(ids) == [row[columns[0]] for row in rows], (reader, table)


def done(module, rows):
    print(f"{module.__name__} {getattr(module, '__version__', '')}: {len(TABLES)} tables, {rows} rows, the columns and rows of the JSON Lines")


if pyarrow := installed("pyarrow"):
    import pyarrow.parquet

    rows = 0
    for table in TABLES:
        read = pyarrow.parquet.read_table(folder / f"{table}.parquet")
        check("pyarrow", table, read.column_names, read.column(0).to_pylist())
        rows += read.num_rows
    done(pyarrow, rows)

if duckdb := installed("duckdb"):
    rows = 0
    for table in TABLES:
        read = duckdb.sql(f"SELECT * FROM '{folder / (table + '.parquet')}'")
        check("duckdb", table, read.columns, [row[0] for row in read.fetchall()])
        rows += want[table][0]
    done(duckdb, rows)

if pandas := installed("pandas"):
    rows = 0
    for table in TABLES:
        read = pandas.read_parquet(folder / f"{table}.parquet")
        check("pandas", table, list(read.columns), read[read.columns[0]])
        rows += len(read)
    done(pandas, rows)

if polars := installed("polars"):
    rows = 0
    for table in TABLES:
        read = polars.read_parquet(folder / f"{table}.parquet")
        check("polars", table, read.columns, read[read.columns[0]])
        rows += read.height
    done(polars, rows)

if pyspark := installed("pyspark"):
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    rows = 0
    for table in TABLES:
        read = spark.read.parquet(str(folder / f"{table}.parquet"))
        check("pyspark", table, read.columns, [row[0] for row in read.select(read.columns[0]).collect()])
        rows += want[table][0]
    done(pyspark, rows)
    spark.stop()

hearsay("export", "--layout", "gdelt2", "--format", "csv", str(folder / "events.export.CSV"))
lines = (folder / "events.export.CSV").read_text().splitlines()

if spec := importlib.util.find_spec("gdelt"):
    # Its own worker, given our file where it would have fetched one; the package as a whole fetches tables when it is imported.
    spec = importlib.util.spec_from_file_location("parallel", pathlib.Path(spec.submodule_search_locations[0]) / "parallel.py")
    parallel = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(parallel)

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive_file:
        archive_file.write(folder / "events.export.CSV", "events.export.CSV")

    class Answer:
        status_code, content = 200, packed.getvalue()

    parallel.requests.get = lambda *args, **kwargs: Answer
    frame = parallel._mp_worker("http://example.org/20250305000000.export.CSV.zip", table="events")
    assert frame.shape == (len(lines), 61), frame.shape
    codes = [line.split("\t")[26] for line in lines]
    assert list(frame[26]) == codes, "event codes keep their zeros"
    print(f"gdelt: {len(frame)} events in 61 columns")

if installed("py_gdelt"):
    from py_gdelt.models.events import Event
    from py_gdelt.parsers.events import EventsParser

    # It insists on a Goldstein scale and a tone, which have no counterpart here; a reader that needs them fills them in.
    filled = []
    for line in lines:
        cells = line.split("\t")
        assert cells[30] == cells[34] == ""
        cells[30] = cells[34] = "0"
        filled.append("\t".join(cells))
    events = [Event.from_raw(raw) for raw in EventsParser().parse("\n".join(filled).encode())]
    dated = sum(1 for line in lines if line.split("\t")[1] and line.split("\t")[59])
    assert len(events) == dated, (len(events), dated)
    print(f"gdelt-py: {len(events)} of {len(lines)} events as its own objects; the first: {events[0].event_code} {events[0].date}, "
          f"{events[0].actor1.name if events[0].actor1 else None} -> {events[0].actor2.name if events[0].actor2 else None}")
