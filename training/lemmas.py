"""Lemmas: an edit script predicted by the network, and a lexicon of seen (form, tag) pairs that is asked first."""
import collections

PROPER = ("NNP", "NNPS")


def script(form, lemma):
    """`<mode><cut>|<suffix>`: mode l = lower-case the form first, k = keep its case; cut n characters; add the suffix.
    One class covers a paradigm (`l1|` drops a letter); an irregular word has its own (`l4|go`: went → go)."""
    mode = "l" if lemma == lemma.lower() else "k"
    base = form.lower() if mode == "l" else form
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    return f"{mode}{len(base) - n}|{lemma[n:]}"


def apply_script(edit, form):
    """A form with a digit only loses its thousands commas: a script may have learnt digits (1,200 → 1000)."""
    if any(c.isdigit() for c in form):
        return form.replace(",", "")
    cut, suffix = edit[1:].split("|", 1)
    base = form.lower() if edit[0] == "l" else form
    return (base[: len(base) - int(cut)] if int(cut) <= len(base) else base) + suffix


def lexicon_key(form, xpos):
    return (form if xpos in PROPER else form.lower()), xpos


def lexicon(paragraphs):
    """{(form, xpos): lemma}, the majority lemma of every seen pair (the first in the alphabet among equals). Forms with a
    digit are left out, and proper nouns that are their own lemma, which the edit script gives anyway."""
    counts = collections.defaultdict(collections.Counter)
    for p in paragraphs:
        for form, xpos, lemma in zip(p["words"], p["xpos"], p["lemmas"]):
            if lemma != "_" and not any(c.isdigit() for c in form) and not {"\t", "\n"} & set(form + lemma):
                counts[lexicon_key(form, xpos)][lemma] += 1
    out = {}
    for key, lemmas in counts.items():
        lemma = min(lemmas, key=lambda one: (-lemmas[one], one))
        if not (key[1] in PROPER and lemma == key[0]):
            out[key] = lemma
    return out


def lemma_of(form, xpos, edit, known):
    return known.get(lexicon_key(form, xpos)) or apply_script(edit, form)
