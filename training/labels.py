"""Label sets, BIO tags and spans. The order of the labels is part of a model; a checkpoint carries its own lists."""
NAME_TYPES = ["PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "TIME", "MONEY", "CARDINAL", "ORDINAL",
              "PERCENT", "QUANTITY", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"]
ROLES = ["Source", "Cue", "Content"]
IGNORED = "?"  # a word that gives no loss
NO_LOSS = -100


def bio_tags(types):
    return ["O"] + [prefix + kind for kind in types for prefix in ("B-", "I-")]


def spans(tags):
    """[(type, start, end)] of BIO tags; an I- that continues nothing opens a span."""
    out, start = [], None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] in "OB?" or tag[2:] != tags[start][2:]):
            out.append((tags[start][2:], start, i))
            start = None
        if tag[0] in "BI" and start is None:
            start = i
    return out


def tag_span(tags, kind, start, end):
    """Writes one span; what it cuts off from a span behind it is opened anew."""
    tags[start:end] = ["B-" + kind] + ["I-" + kind] * (end - start - 1)
    if end < len(tags) and tags[end][0] == "I":
        tags[end] = "B" + tags[end][1:]


def opened(tags):
    """Every I- that continues nothing becomes B-."""
    return ["B" + t[1:] if t[0] == "I" and (k == 0 or tags[k - 1][0] in "O?" or tags[k - 1][2:] != t[2:]) else t
            for k, t in enumerate(tags)]


def label_sets(documents, min_scripts=2):
    """Labels for a training from nothing; documents are treebanks. Edit scripts seen once are left out."""
    import collections

    from lemmas import script

    seen = {key: set() for key in ("xpos", "upos", "relations")}
    scripts = collections.Counter()
    for document in documents:
        for p in document["paragraphs"]:
            for key, values in seen.items():
                values.update(p[key])
            scripts.update(script(form, lemma) for form, lemma in zip(p["words"], p["lemmas"]))
    return {"attr": bio_tags(ROLES), "ner": bio_tags(NAME_TYPES), "xpos": sorted(seen["xpos"]), "upos": sorted(seen["upos"]),
            "rel": sorted(seen["relations"]), "lemma": sorted(s for s, n in scripts.items() if n >= min_scripts)}
