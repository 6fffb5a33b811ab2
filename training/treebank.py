"""CoNLL-U → documents. Multiword tokens give their words; empty nodes and enhanced dependencies are dropped."""
FORM, LEMMA, UPOS, XPOS, HEAD, RELATION, MISC = 1, 2, 3, 4, 6, 7, 9


def read(path):
    """[{"name", "paragraphs": [{words, starts, xpos, upos, lemmas, heads, relations, misc, glued}]}]

    `heads` are 1-based inside the PARAGRAPH, 0 = root; `starts` are the first words of sentences; `glued` says that no
    space follows the word."""
    documents, sentence, new_paragraph, multiword = [], [], True, (0, False)
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            documents.append({"name": line.split("=")[-1].strip(), "paragraphs": []})
            new_paragraph = True
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line and line[0] != "#":
            columns = line.split("\t")
            glued = "SpaceAfter=No" in columns[MISC]
            if "-" in columns[0]:
                multiword = int(columns[0].split("-")[1]), glued
            elif "." not in columns[0]:
                number = int(columns[0])
                sentence.append((columns, number < multiword[0] or (multiword[1] if number == multiword[0] else glued)))
        elif not line and sentence:
            if new_paragraph or not documents[-1]["paragraphs"]:
                documents[-1]["paragraphs"].append({k: [] for k in KEYS})
                new_paragraph = False
            _append(documents[-1]["paragraphs"][-1], sentence)
            sentence, multiword = [], (0, False)
    return documents


KEYS = ("words", "starts", "xpos", "upos", "lemmas", "heads", "relations", "misc", "glued")


def _append(paragraph, sentence):
    offset = len(paragraph["words"])
    paragraph["starts"].append(offset)
    for columns, glued in sentence:
        head = int(columns[HEAD])
        row = (columns[FORM], columns[XPOS], columns[UPOS], columns[LEMMA], head + offset if head else 0,
               columns[RELATION], columns[MISC], glued)
        for key, value in zip(("words", *KEYS[2:]), row):
            paragraph[key].append(value)
