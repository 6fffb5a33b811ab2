"""The views of a record."""

from __future__ import annotations

import dataclasses
import json
import pickle
from typing import Any

import hearsay
from conftest import ROOT, WORLD
from hearsay import parts

SCHEMA = json.loads((ROOT / "crates/record/record.schema.json").read_text(encoding="utf-8"))


def test_typed_and_dict_views_say_what_the_json_says(articles: list[dict[str, Any]]) -> None:
    for record in hearsay.Reader(WORLD, uncoded=True).read_many(articles):
        data = json.loads(record.to_json())
        assert record.to_dict() == data
        assert record.to_dict() is not record.to_dict()
        for key in ("article", "profile", "engine"):
            assert plain(getattr(record, key)) == data[key]
        for key in ("sentences", "actors", "statements", "events", "places", "language", "diagnostics"):
            assert [plain(one) for one in getattr(record, key)] == data[key]
        assert record.text[slice(*ends(record.events[0].trigger))] == record.events[0].trigger.text


def plain(value: Any) -> Any:
    """A view as JSON has it."""
    if dataclasses.is_dataclass(value):
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return [plain(one) for one in value] if isinstance(value, list) else value


def ends(span: parts.Span) -> tuple[int, int]:
    return span.start, span.end


def test_the_classes_have_the_fields_of_the_schema() -> None:
    classes = {name.lower(): cls for name, cls in vars(parts).items() if dataclasses.is_dataclass(cls)}
    checked = set()
    for name, part in SCHEMA["$defs"].items():
        cls = classes.get(name.replace("_", "").lower())
        if cls is None or "properties" not in part:
            continue
        checked.add(name)
        fields = {field.name.rstrip("_") for field in dataclasses.fields(cls)}
        assert fields == set(part["properties"]), name
    assert {"span", "actor", "statement", "event", "place"} <= checked


def test_ids_lead_to_what_they_name(articles: list[dict[str, Any]]) -> None:
    record = hearsay.Reader(WORLD).read(articles[1])
    event = next(event for event in record.events if event.voice)
    assert event.voice is not None
    assert record.statement(event.voice).id == event.voice
    assert record.actor(event.actors[0].actor).id == event.actors[0].actor
    try:
        record.place("p99")
    except KeyError as error:
        assert error.args == ("p99",)
    else:
        raise AssertionError("there is no such place")


def test_records_are_written_and_taken_up_again(articles: list[dict[str, Any]]) -> None:
    record = hearsay.read(articles[0])
    assert hearsay.Record.from_json(record.to_json()) == record
    assert pickle.loads(pickle.dumps(record)).to_json() == record.to_json()
    assert hearsay.read(record) == record
    for broken in ("", "{}", "[", "{\"schema\": 1}", "null"):
        try:
            hearsay.Record.from_json(broken)
        except hearsay.InputError as error:
            assert "is no record of hearsay" in str(error)
        else:
            raise AssertionError(broken)


def test_notebooks_show_the_text_with_its_voices(articles: list[dict[str, Any]]) -> None:
    evil = "<script>alert('x')</script> Police arrested nine sailors & a cook, <b>officials</b> said."
    shown = hearsay.read(evil)._repr_html_()
    assert "<script>" not in shown and "<b>" not in shown
    assert "COERCE arrest" in shown
    for record in hearsay.Reader(WORLD).read_many(articles):
        shown = record._repr_html_()
        assert shown.count("<mark") == shown.count("</mark>") > len(record.statements)
        assert words(shown) == record.text
        for statement in record.statements:
            assert statement.source.name is None or escape(statement.source.name) in shown


def words(shown: str) -> str:
    """The text without marks and labels."""
    import html
    import re

    body = shown.split('<div class="hearsay">')[1].removesuffix("</div>")
    return html.unescape(re.sub(r"<small>.*?</small>|</?mark[^>]*>", "", body, flags=re.DOTALL))


def escape(text: str) -> str:
    import html

    return html.escape(text)
