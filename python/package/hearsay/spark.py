"""More news than one machine reads: the same extraction on a cluster of Apache Spark 4.

::

    python -m hearsay.spark INPUT OUTPUT [--master URL]

INPUT is a folder, a file or a pattern of Parquet, JSON Lines or web archives, or a list of such: a file whose name ends in
``.list`` or ``.paths`` (packed with gzip or not), one path a line. OUTPUT becomes a folder of Parquet datasets, partitioned by
the day of publication, with the columns of ``hearsay export``: ``articles``, ``reports``, ``statements``; ``records`` holds
each record whole, and ``hearsay add OUTPUT/records`` loads it into an archive, which then knows what is known only across
articles. ``errors`` says what could not be read.

The steps, each of which is kept under ``OUTPUT/_work`` and not done again when the same job is started again:

1. *articles*: the input as articles, each with a MinHash of its text.
2. *todo*: without what comes twice, and without near-duplicates: articles that share a band of the MinHash meet in a shuffle,
   and a later one that copies an earlier one of the last three days is left out, by the rule of the archive. The rest is cut
   into parts by the hash of its id.
3. *extracted*: the parts, group by group, through ``extract_batches``. A group that is done is not done again.
4. The tables.
"""

from __future__ import annotations

import argparse
import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# By its full name: this file can also be submitted as a script.
from hearsay import tasks

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

#: Of all articles of one day that share a band, so many are compared with the others: whatever is the same on thousands of
#: pages is found by the earliest ones.
EARLIEST_MAX = 64

#: Articles of one part, about, if nobody says how many parts there are.
PART_ARTICLES = 2_000

#: Tables that are known article by article.
TABLES = ("articles", "reports", "statements")


def run(
    spark: SparkSession,
    source: str,
    output: str,
    *,
    format: str | None = None,
    parts: int | None = None,
    group: int | None = None,
    keep_copies: bool = False,
    lexicons: tasks.Lexicons = (),
) -> dict[str, int]:
    """Does the whole job, or what is left of it. Gives the numbers of articles, copies, extracted articles and errors."""
    output = output.rstrip("/")
    work = f"{output}/_work"
    # A part is a file and becomes a task.
    spark.conf.set("spark.sql.files.openCostInBytes", str(128 << 20))
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")

    done = _Done(spark, work)
    if not done.has("articles"):
        articles = _articles(spark, source, format)
        articles.write.mode("overwrite").parquet(f"{work}/articles")
        done.mark("articles")
    articles = spark.read.parquet(f"{work}/articles")
    if not done.has("todo"):
        todo = _todo(articles, keep_copies, parts)
        todo.write.mode("overwrite").partitionBy("part").parquet(f"{work}/todo")
        done.mark("todo")
    todo = spark.read.parquet(f"{work}/todo")
    numbers = sorted(row.part for row in todo.select("part").distinct().collect())
    width = group or 4 * spark.sparkContext.defaultParallelism
    extract = functools.partial(tasks.extract, lexicons=lexicons)
    for first in range(0, len(numbers), width):
        here = numbers[first : first + width]
        name = f"extracted-{here[0]}-{here[-1]}"
        if done.has(name):
            continue
        rows = todo.where(todo.part.isin(here)).drop("part")
        rows = rows.mapInArrow(extract, _ddl(tasks.extracted_schema()))
        rows.write.mode("overwrite").parquet(f"{work}/extracted/{here[0]}-{here[-1]}")
        done.mark(name)
    # Names of folders that hold no `=` are not looked into by themselves.
    extracted = spark.read.option("recursiveFileLookup", "true").parquet(f"{work}/extracted")
    errors = articles.where("error IS NOT NULL AND NOT left_out").selectExpr("id", "error")
    errors = errors.unionByName(extracted.where("error IS NOT NULL").select("id", "error"))
    if not done.has("tables"):
        for table in TABLES:
            rows = extracted.selectExpr("day", f"explode({table}) AS row").select("day", "row.*")
            rows.repartition("day").write.mode("overwrite").partitionBy("day").parquet(f"{output}/{table}")
        records = extracted.where("record IS NOT NULL").select("day", "id", "record")
        records.repartition("day").write.mode("overwrite").partitionBy("day").parquet(f"{output}/records")
        errors.write.mode("overwrite").parquet(f"{output}/errors")
        done.mark("tables")
    n = {
        "articles": articles.where("error IS NULL AND NOT left_out").count(),
        "extracted": extracted.where("record IS NOT NULL").count(),
        "errors": errors.count(),
    }
    n["left out as copies"] = n["articles"] - todo.count()
    return n


class _Done:
    """Which steps are done: small tables beside them, so that any file system that Spark writes to will do."""

    def __init__(self, spark: SparkSession, work: str) -> None:
        self._spark, self._path = spark, f"{work}/done"
        self._names: set[str] = set()
        # So that there is something to read: Spark complains at length about a folder that is not there.
        self.mark("begun")
        self._names = {row.name for row in spark.read.schema("name string").parquet(self._path).collect()}

    def has(self, name: str) -> bool:
        return name in self._names

    def mark(self, name: str) -> None:
        self._spark.createDataFrame([(name,)], "name string").coalesce(1).write.mode("append").parquet(self._path)
        self._names.add(name)


def _articles(spark: SparkSession, source: str, format: str | None) -> DataFrame:
    """The input as articles with fingerprints, each with the number of its row."""
    from pyspark.sql import functions as f

    schema = _ddl(tasks.fingerprint_schema())
    found: DataFrame | None = None
    for kind, paths in _sources(spark, source, format).items():
        if kind == "parquet":
            names = ("id", "text", "title", "url", "outlet", "authors", "published")
            table = spark.read.parquet(*paths)
            if "text" not in table.columns:
                raise SystemExit(f"{source}: has no column \"text\"; it has {', '.join(table.columns)}")
            rows = table.select([name for name in names if name in table.columns])
            rows = rows.mapInArrow(tasks.of_rows, schema)
        elif kind == "jsonl":
            rows = spark.read.text(paths).mapInArrow(tasks.of_lines, schema)
        else:
            one = spark.createDataFrame([(path,) for path in paths], "path string")
            rows = one.repartition(len(paths), "path").mapInArrow(tasks.of_archives, schema)
        found = rows if found is None else found.unionByName(rows)
    if found is None:
        raise SystemExit(f"{source}: holds no Parquet, JSON Lines or web archive")
    return found.withColumn("row", f.monotonically_increasing_id())


def _todo(articles: DataFrame, keep_copies: bool, parts: int | None) -> DataFrame:
    """What is to be extracted, with the number of its part."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    good = articles.where("error IS NULL AND NOT left_out")
    keys = good.select("row", "id", "day", "moment", "hashes", "bands", f.xxhash64("title", "text").alias("content"))
    first = Window.partitionBy("id").orderBy("day", "moment", "content", "row")
    ranked = keys.withColumn("rank", f.row_number().over(first))
    dropped = ranked.where("rank > 1").select("row")
    if not keep_copies:
        dropped = dropped.unionByName(_copies(ranked.where("rank = 1")))
    todo = good.join(dropped, "row", "left_anti")
    if parts is None:
        parts = max(1, -(-good.count() // PART_ARTICLES))
    number = f.pmod(f.xxhash64("id"), f.lit(parts)).cast("int")
    kept = todo.select("id", "url", "outlet", "title", "authors", "published", "text", "warnings", number.alias("part"))
    return kept.repartition(parts, "part")


def _copies(keys: DataFrame) -> DataFrame:
    """Rows that copy an earlier one, by the rule of the archive; see ``hearsay_archive::Fingerprint``."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    order = ("day", "moment", "id")
    bands = keys.select("row", *order, f.explode("bands").alias("band"))
    in_day = Window.partitionBy("band", "day").orderBy(*order)
    earlier = bands.withColumn("rank", f.row_number().over(in_day)).where(f.col("rank") <= EARLIEST_MAX)
    earlier = earlier.select("band", "day", f.struct(*order).alias("at"), f.col("row").alias("original"))
    back = f.expr(
        "explode(CASE WHEN day = '' THEN array('')"
        " ELSE transform(array(0, 1, 2, 3), n -> cast(date_sub(to_date(day), n) AS string)) END)"
    )
    later = bands.select("band", "row", f.struct(*order).alias("after"), back.alias("day"))
    pairs = later.join(earlier, ["band", "day"]).where(f.col("at") < f.col("after"))
    pairs = pairs.select("row", "original").distinct()
    hashes = keys.select("row", "hashes")
    other = keys.select(f.col("row").alias("original"), f.col("hashes").alias("others"))
    compared = pairs.join(hashes, "row").join(other, "original")
    alike = f.expr("size(filter(zip_with(hashes, others, (a, b) -> a = b), same -> same)) >= 0.5 * size(hashes)")
    return compared.where(alike).select("row").distinct()


def _sources(spark: SparkSession, source: str, format: str | None) -> dict[str, list[str]]:
    """Paths by their format. Web archives are named one by one, the others as they are given."""
    plain = source.removesuffix(".gz")
    if plain.endswith((".list", ".paths")):
        lines = (row.value.strip() for row in spark.read.text(source).collect())
        paths = [line for line in lines if line and not line.startswith("#")]
        out: dict[str, list[str]] = {}
        for path in paths:
            out.setdefault(format or _kind(path) or "warc", []).append(path)
        return out
    kind = format or _kind(source)
    if kind is None or kind == "warc":
        # Only the names are asked for; nothing of the files is read.
        files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(source)
        paths = sorted(row.path for row in files.select("path").collect())
        kinds = {found for path in paths if (found := kind or _kind(path))}
        if kinds == {"warc"}:
            return {"warc": [path for path in paths if kind or _kind(path)]}
        return {kind: [path for path in paths if _kind(path) == kind] for kind in sorted(kinds)}
    return {kind: [source]}


def _kind(path: str) -> str | None:
    """The format by the name."""
    name = path.lower().removesuffix(".gz").removesuffix(".zst")
    for kind, ends in {
        "parquet": (".parquet",),
        "jsonl": (".jsonl", ".ndjson"),
        "warc": (".warc", ".wet"),
    }.items():
        if name.endswith(ends):
            return kind
    return None


def _ddl(schema: pyarrow.Schema) -> str:
    """An Arrow schema in Spark's words."""
    return ", ".join(f"`{field.name}` {_sql_type(field.type)}" for field in schema)


def _sql_type(kind: pyarrow.DataType) -> str:
    import pyarrow.types as t

    if t.is_list(kind):
        return f"array<{_sql_type(kind.value_type)}>"
    if t.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_sql_type(field.type)}' for field in kind)}>"
    names = {"string": "string", "int32": "int", "int64": "bigint", "double": "double", "bool": "boolean"}
    return names[str(kind)]


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    told = argparse.ArgumentParser(
        prog="python -m hearsay.spark",
        description="Reads news on a cluster of Apache Spark: articles in, partitioned Parquet tables out.",
    )
    told.add_argument("input", help="folder, file, pattern, or a .list or .paths file of them")
    told.add_argument("output", help="folder; the same job started again goes on where it stopped")
    told.add_argument("--master", help="URL of the Spark master; spark-submit knows it already")
    told.add_argument("--format", choices=("parquet", "jsonl", "warc"), help="of the input, where names do not tell")
    told.add_argument("--parts", type=int, help="parts that the articles are cut into; a part is a task")
    told.add_argument("--group", type=int, help="parts that are done, or done again, together")
    told.add_argument("--keep-copies", action="store_true", help="extract near-duplicates too")
    told.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="your own lexicon file")
    given = told.parse_args(arguments)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("hearsay")
    if given.master:
        builder = builder.master(given.master)
    spark = builder.getOrCreate()
    lexicons = tuple((path, Path(path).read_text(encoding="utf-8")) for path in given.lexicon)
    try:
        n = run(
            spark,
            given.input,
            given.output,
            format=given.format,
            parts=given.parts,
            group=given.group,
            keep_copies=given.keep_copies,
            lexicons=lexicons,
        )
    finally:
        spark.stop()
    print(", ".join(f"{n[key]:,} {key}" for key in n), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
