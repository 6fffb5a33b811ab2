"""A record as HTML for notebooks: the text as it was written, whoever speaks and what happens marked in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .record import Record

_STYLE = """<style>
.hearsay{line-height:2.1;max-width:46em;white-space:pre-wrap}
.hearsay mark{color:inherit;background:none;padding:0 .1em;border-radius:.2em}
.hearsay .content{border-bottom:2px dotted #7a8}.hearsay .direct{border-bottom-style:solid}
.hearsay .source{background:#bcd6f5;color:#122}.hearsay .cue{background:#d9ead3;color:#122}
.hearsay .event{background:#f6d5b8;color:#211;font-weight:600}
.hearsay .event.open{background:none;color:inherit;outline:1.5px dashed #b5651d}
.hearsay small{font-size:.65em;font-weight:600;letter-spacing:.03em;margin-left:.35em;opacity:.8}
.hearsay .unsourced{border-bottom:2px dashed #b33}
</style>"""

Mark = tuple[int, int, str, str]


def render(record: Record) -> str:
    """One block with its own style; the text is data and escaped everywhere."""
    text = record.text
    opened: dict[int, list[Mark]] = {}
    closed: dict[int, list[Mark]] = {}
    for mark in _marks(record):
        opened.setdefault(mark[0], []).append(mark)
        closed.setdefault(mark[1], []).append(mark)
    out: list[str] = []
    inside: list[Mark] = []
    places = sorted({0, len(text), *opened, *closed})
    for at, after in zip(places, places[1:]):
        ending = [mark for mark in inside if mark[1] <= at]
        # Marks may overlap: what stands inside one that ends is closed with it and opened again.
        again: list[Mark] = []
        while ending:
            mark = inside.pop()
            out.append(_end(mark, mark in ending))
            if mark in ending:
                ending.remove(mark)
            else:
                again.append(mark)
        for mark in reversed(again):
            out.append(_begin(mark))
            inside.append(mark)
        for mark in sorted(opened.get(at, ()), key=lambda mark: -mark[1]):
            out.append(_begin(mark))
            inside.append(mark)
        out.append(escape(text[at:after]))
    out.extend(_end(mark, True) for mark in reversed(inside))
    return f'{_STYLE}<div class="hearsay">{"".join(out)}</div>'


def _marks(record: Record) -> list[Mark]:
    """Start, end, class and label of everything that is shown."""
    marks: list[Mark] = []
    for statement in record.statements:
        who = statement.source.name or "nobody in particular"
        unsourced = statement.source.kind == "none"
        kind = "content direct" if statement.quote == "direct" else "content"
        for span in statement.content:
            marks.append((span.start, span.end, kind + " unsourced" * unsourced, ""))
        source = statement.source.span
        if source is not None and source.end > source.start:
            marks.append((source.start, source.end, "source", ""))
        cue = statement.cue.span
        negation = "not " if statement.negated else ""
        if cue.end > cue.start:
            marks.append((cue.start, cue.end, "cue", f"{who} · {negation}{statement.cue.class_}"))
    for event in record.events:
        label = " ".join(part for part in (event.type, event.mode) if part)
        if not label:
            continue
        is_open = event.status != "actual"
        who = "→".join(
            ", ".join(record.actor(slot.actor).name for slot in slots) or "…"
            for slots in (event.actors, event.recipients)
        )
        status = f" ({event.status})" if is_open else ""
        span = event.trigger
        marks.append((span.start, span.end, "event open" if is_open else "event", f"{label}{status} {who}"))
    return list(dict.fromkeys(marks))


def _begin(mark: Mark) -> str:
    return f'<mark class="{mark[2]}" title="{escape(mark[3])}">'


def _end(mark: Mark, is_last: bool) -> str:
    label = f"<small>{escape(mark[3])}</small>" if is_last and mark[3] else ""
    return f"{label}</mark>"
