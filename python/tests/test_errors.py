"""Whatever comes in, an exception comes out at worst, and the interpreter lives."""

from __future__ import annotations

import datetime
import itertools
import math
import threading
from pathlib import Path
from typing import Any

import hearsay
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.binary(max_size=40)
    | st.text(st.characters(), max_size=60)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.timezones())
    | st.just(math.nan)
    | st.just(object()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
keys = ("id", "text", "title", "url", "outlet", "authors", "published", "warnings", "other")
article = st.dictionaries(st.sampled_from(keys), anything, max_size=9)
#: Also halves of characters, which Python's strings can hold.
text = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)

EXPECTED = (hearsay.InputError, TypeError)


@FEW
@given(anything | article | text)
def test_read_gives_a_record_or_an_exception(value: Any) -> None:
    try:
        record = hearsay.read(value)
    except EXPECTED:
        return
    for statement in record.statements:
        span = statement.cue.span
        assert record.text[span.start : span.end] == span.text
    assert hearsay.Record.from_json(record.to_json()) == record
    record._repr_html_()


@FEW
@given(text)
def test_parse_gives_words_that_stand_in_the_text(value: str) -> None:
    try:
        document = hearsay.parse(value)
    except hearsay.InputError as error:
        assert "lone surrogate" in str(error)
        return
    assert [value[t.start : t.end] for t in document.tokens] == [t.text for t in document.tokens]


@FEW
@given(st.lists(anything | article | text, max_size=8), st.integers(1, 4))
def test_many_keep_their_places(values: list[Any], threads: int) -> None:
    answers = list(hearsay.read_many(values, threads=threads, errors="return"))
    assert len(answers) == len(values)
    for i, (answer, value) in enumerate(zip(answers, values)):
        if isinstance(answer, hearsay.Record):
            assert answer == hearsay.read(value)
        else:
            assert isinstance(answer, EXPECTED) and f"item {i}" in str(answer)


@FEW
@given(st.sampled_from(["sql", "find", "record"]), anything, anything)
def test_archives_answer_or_raise(tmp_path: Path, method: str, first: Any, second: Any) -> None:
    with hearsay.Archive(tmp_path / "a.sqlite") as archive:
        try:
            match method:
                case "sql":
                    archive.sql(first, second if isinstance(second, (list, tuple)) else [second])
                case "find":
                    archive.find("events", **{key: first for key in ("actor", "since", "words")})
                case _:
                    archive.record(first)
        # An integer that no database holds is an OverflowError of Python's own, half a character a UnicodeEncodeError.
        except (hearsay.ArchiveError, TypeError, OverflowError, UnicodeEncodeError):
            pass


@pytest.mark.parametrize("wrong", [None, b"The port was closed.", 1.5, 3, ["a"], object()])
def test_no_article(wrong: Any) -> None:
    with pytest.raises(TypeError, match="an article is a str or a dict"):
        hearsay.read(wrong)
    with pytest.raises(TypeError):
        hearsay.parse(wrong)
    with pytest.raises(TypeError, match="to_arrow|iterable"):
        hearsay.to_arrow(wrong if isinstance(wrong, list) else [wrong])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "the text is empty"),
        ("\n — …", "the text is empty"),
        ("a \ud800 b", "lone surrogate"),
        ({}, 'the article has no "text"'),
        ({"text": None}, 'the article has no "text"'),
        ({"text": "x", "title": "\udfff"}, '"title" holds a lone surrogate'),
    ],
)
def test_articles_that_cannot_be_read(wrong: Any, told: str) -> None:
    with pytest.raises(hearsay.InputError, match=told) as caught:
        hearsay.read(wrong)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": 5}, '"text" must be a str, not int'),
        ({"text": b"x"}, '"text" must be a str, not bytes'),
        ({"text": "x", "id": [1]}, '"id" must be a str or a number, not list'),
        ({"text": "x", "id": True}, '"id" must be a str or a number, not bool'),
        ({"text": "x", "authors": 5}, '"authors" must be a string or a list of strings, not int'),
        ({"text": "x", "authors": ["a", 5]}, '"authors" must be a str, not int'),
        ({"text": "x", "published": 2025}, '"published" must be a str, not int'),
    ],
)
def test_values_of_a_wrong_type(wrong: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        hearsay.read(wrong)


def test_fifty_megabytes() -> None:
    record = hearsay.read("a" * 50_000_000)
    assert len(record.text) == 16 << 20
    assert "only its first 16 MB are kept" in record.diagnostics[0].message
    blank = "Police arrested nine sailors." + " " * 50_000_000 + "It rained."
    record = hearsay.read(blank)
    assert record.events[0].trigger.text == "arrested"
    assert hearsay.parse("é" * 25_000_000).tokens


def test_dates_are_told_in_utc() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    for given, told in [
        (datetime.date(2025, 2, 20), "2025-02-20"),
        (datetime.datetime(2025, 2, 20, 9), "2025-02-20T09:00:00Z"),
        (datetime.datetime(2025, 2, 20, 9, tzinfo=zone), "2025-02-20T07:00:00Z"),
    ]:
        assert hearsay.read({"text": "It rained.", "published": given}).article.published == told


def test_many_raise_in_place_and_go_on() -> None:
    answers = hearsay.read_many(["It rained.", "", None, "It snowed."])  # type: ignore[list-item]
    assert next(answers).text == "It rained."
    with pytest.raises(hearsay.InputError, match="item 1: the text is empty") as caught:
        next(answers)
    assert caught.value.file == "item 1"
    with pytest.raises(TypeError, match="item 2"):
        next(answers)
    assert next(answers).text == "It snowed."
    with pytest.raises(StopIteration):
        next(answers)


def test_many_skip_with_a_warning() -> None:
    with pytest.warns(hearsay.InputWarning, match="item 1: the text is empty"):
        records = list(hearsay.read_many(["It rained.", "", "It snowed."], errors="skip"))
    assert [record.text for record in records] == ["It rained.", "It snowed."]


def test_a_source_that_fails_gives_first_what_it_gave() -> None:
    def source() -> Any:
        yield "It rained."
        yield "It snowed."
        raise RuntimeError("the line is dead")

    answers = hearsay.read_many(source())
    assert [next(answers).text, next(answers).text] == ["It rained.", "It snowed."]
    with pytest.raises(RuntimeError, match="the line is dead"):
        next(answers)


def test_endless_sources_are_taken_as_there_is_room() -> None:
    taken = itertools.count()

    def source() -> Any:
        for n in taken:
            yield f"Police arrested {n + 2} sailors."

    records = list(itertools.islice(hearsay.read_many(source(), threads=2), 5))
    assert records[4].text == "Police arrested 6 sailors."
    assert next(taken) < 100


@pytest.mark.parametrize("wrong", ["one text", {"text": "one"}, b"bytes"])
def test_one_article_is_not_many(wrong: Any) -> None:
    with pytest.raises(TypeError, match="takes many articles, not one"):
        hearsay.read_many(wrong)


def test_options_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="errors must be"):
        hearsay.read_many([], errors="ignore")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="threads must be"):
        hearsay.read_many([], threads=0)


def test_lexicons_name_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(hearsay.LexiconError, match="nothing.toml"):
        hearsay.Reader([tmp_path / "nothing.toml"])
    broken = tmp_path / "broken.toml"
    broken.write_text("[[country]]\ncode = 5\n")
    with pytest.raises(hearsay.LexiconError, match=r"broken.toml:\d"):
        hearsay.Reader([broken])


def test_progress_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[int] = []
    list(hearsay.read_many(["It rained."] * 3, progress=seen.append))
    assert seen == [1, 2, 3]
    list(hearsay.read_many(["It rained."] * 3, progress=True))
    out, err = capsys.readouterr()
    assert out == "" and "3 articles" in err


def test_other_threads_go_on_meanwhile() -> None:
    """While an article is read, the interpreter is free."""
    ticks, stop = [0], threading.Event()

    def tick() -> None:
        while not stop.is_set():
            ticks[0] += 1

    other = threading.Thread(target=tick)
    long = "Police arrested nine sailors in the port of Tolm on Monday, officials said. " * 400
    other.start()
    before = ticks[0]
    hearsay.read(long)
    gone = ticks[0] - before
    stop.set()
    other.join()
    assert gone > 1000


def test_files_that_are_not_there(tmp_path: Path) -> None:
    piece = next(iter(hearsay.open_articles(tmp_path / "no.jsonl")))
    with pytest.raises(hearsay.InputError, match="no.jsonl: no such file") as caught:
        hearsay.read(piece)
    assert caught.value.file is not None and caught.value.line is None
    with pytest.raises(hearsay.InputError, match="was read already"):
        hearsay.read(piece)
    with pytest.raises(TypeError):
        hearsay.open_articles(5)  # type: ignore[arg-type]


def test_streams_say_what_they_are(tmp_path: Path) -> None:
    import io

    with pytest.raises(TypeError, match="needs one: name="):
        hearsay.open_articles(io.BytesIO(b"x"))
    (text,) = hearsay.read_many(hearsay.open_articles(io.BytesIO(b"It rained."), "a.txt"))
    assert text.text == "It rained."
    piece = next(iter(hearsay.open_articles(io.StringIO("It rained."), "a.txt")))  # type: ignore[arg-type]
    with pytest.raises(hearsay.InputError, match="gives no bytes"):
        hearsay.read(piece)
    (line,) = hearsay.open_articles(io.BytesIO(b'{"text": "x"'), "a.jsonl")
    with pytest.raises(hearsay.InputError, match="a.jsonl:1: is not a JSON article") as caught:
        hearsay.read(line)
    assert caught.value.line == 1
