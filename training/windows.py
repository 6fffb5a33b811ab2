"""A document → windows of wordpieces → padded arrays.

The network reads one window at a time: `[CLS] unit [SEP] unit [SEP] …`. A unit is a paragraph, or a part of a very
long one; in treebank training it is a gold sentence. The way `reading_windows` cuts is what the runtime does.
"""
import numpy as np

from words import CLS, PAD, SEP, SPECIAL, shape_ids

CORE_PIECES = 130       # pieces of a window whose words are predicted
CONTEXT_PIECES = 48     # a neighbouring unit up to this long is read along, but not predicted
LONELY_PIECES = 64
SOFT_PIECES, HARD_PIECES, TAIL_PIECES = 110, 170, 25
WINDOW_PIECES_MAX = 320
LENGTH_STEP = 32        # windows of a batch are padded to a multiple: products of few sizes are compiled once and kept
SENTENCE_MARKS, CLOSERS = {".", "!", "?"}, {'"', "”", "''", ")"}


def add_inputs(document, wordpieces):
    """Wordpieces and shapes beside the words of each paragraph."""
    for paragraph in document["paragraphs"]:
        paragraph["pieces"] = [wordpieces(word) for word in paragraph["words"]]
        paragraph["shapes"] = shape_ids(paragraph["words"])
    return document


def units(document, by_sentence=False):
    """[(paragraph, first word, word after the last, pieces)]. With `by_sentence` the gold sentences, else paragraphs,
    one longer than SOFT_PIECES being cut after a sentence mark, or at HARD_PIECES whatever stands there."""
    out = []
    for number, paragraph in enumerate(document["paragraphs"]):
        words, lengths = paragraph["words"], [len(p) for p in paragraph["pieces"]]
        if not words:
            continue
        cuts = [*paragraph["starts"], len(words)] if by_sentence else _paragraph_cuts(words, lengths)
        out += [(number, a, b, sum(lengths[a:b])) for a, b in zip(cuts, cuts[1:])]
    return out


def _paragraph_cuts(words, lengths):
    cuts, pieces = [0], 0
    for k, word in enumerate(words):
        pieces += lengths[k]
        ends = word in SENTENCE_MARKS or (k > 0 and word in CLOSERS and words[k - 1] in SENTENCE_MARKS)
        goes_on = k + 1 < len(words) and words[k + 1] not in CLOSERS
        if (pieces > SOFT_PIECES and ends and goes_on) or pieces > HARD_PIECES:
            cuts.append(k + 1)
            pieces = 0
    if cuts[-1] == len(words):
        cuts.pop()
    cuts.append(len(words))
    if len(cuts) > 2 and sum(lengths[cuts[-2] :]) < TAIL_PIECES:
        cuts.pop(-2)
    return cuts


def window(document, chosen, core):
    """One window of the units `chosen`; only the words of those numbered in `core` are predicted.

    `first[k]` is the place of the first piece of the k-th predicted word, `at[k]` its (paragraph, word)."""
    ids, shapes, first, at = [CLS], [SPECIAL], [], []
    for n, (number, start, end, _) in enumerate(chosen):
        paragraph = document["paragraphs"][number]
        for k in range(start, end):
            pieces = paragraph["pieces"][k]
            if len(ids) + len(pieces) >= WINDOW_PIECES_MAX:
                break
            if n in core:
                first.append(len(ids))
                at.append((number, k))
            ids += pieces
            shapes += [paragraph["shapes"][k]] * len(pieces)
        if n + 1 == len(chosen) or chosen[n + 1][0] != number:  # [SEP] ends a paragraph, and the window
            ids.append(SEP)
            shapes.append(SPECIAL)
    return {"ids": ids, "shapes": shapes, "first": first, "at": at, "document": document}


def reading_windows(document, by_sentence=False):
    """As the runtime reads: CORE_PIECES of whole units, and, where they have fewer than LONELY_PIECES, a short neighbour on
    each side as context."""
    out, all_units, i = [], units(document, by_sentence), 0
    while i < len(all_units):
        j, pieces = i, 0
        while j < len(all_units) and (j == i or pieces + all_units[j][3] + 1 <= CORE_PIECES):
            pieces += all_units[j][3] + 1
            j += 1
        lonely = pieces < LONELY_PIECES
        a = i - 1 if lonely and i and all_units[i - 1][3] <= CONTEXT_PIECES else i
        b = j + 1 if lonely and j < len(all_units) and all_units[j][3] <= CONTEXT_PIECES else j
        out.append(window(document, all_units[a:b], range(i - a, j - a)))
        i = j
    return out


def training_windows(document, random, by_sentence, pieces_max=160):
    """Consecutive units up to `pieces_max`; the first window has a random length, so that the cuts move between passes."""
    out, chosen, pieces, limit = [], [], 0, pieces_max * random.uniform(0.35, 1)
    for unit in units(document, by_sentence):
        if chosen and pieces + unit[3] + 1 > limit:
            out.append(window(document, chosen, range(len(chosen))))
            chosen, pieces, limit = [], 0, pieces_max
        chosen.append(unit)
        pieces += unit[3] + 1
    if chosen:
        out.append(window(document, chosen, range(len(chosen))))
    return out


def merged(document):
    """The same document as one paragraph. Half of the passes over sentence-wise corpora read it so, because [SEP] between
    paragraphs would otherwise give most sentence starts away."""
    whole, offset = {}, 0
    for p in document["paragraphs"]:
        for key, values in p.items():
            if key == "starts":
                values = [v + offset for v in values]
            elif key == "heads":
                values = [v + offset if v else 0 for v in values]
            elif key == "facts":
                values = [[w + offset, value] for w, value in values]
            whole.setdefault(key, []).extend(values)
        offset += len(p["words"])
    whole["shapes"] = shape_ids(whole["words"])
    return {**document, "paragraphs": [whole]}


def batches(windows, pieces_max, random=None):
    """Windows of like length together; a batch holds at most `pieces_max` pieces, padding included."""
    windows = sorted(windows, key=lambda w: len(w["ids"]) + (random.uniform(-10, 10) if random else 0))
    out, batch, longest = [], [], 0
    for w in windows:
        if batch and max(longest, _padded(w)) * (len(batch) + 1) > pieces_max:
            out.append(batch)
            batch, longest = [], 0
        batch.append(w)
        longest = max(longest, _padded(w))
    if batch:
        out.append(batch)
    if random:
        random.shuffle(out)
    return out


def _padded(window):
    return -(-len(window["ids"]) // LENGTH_STEP) * LENGTH_STEP


def arrays(batch):
    """Inputs of the network: ids, shapes, mask (B, S) and first (B, 1 + W), whose column 0 is [CLS]."""
    length = max(map(_padded, batch))
    words = max(len(w["first"]) for w in batch)
    out = {
        "ids": np.full((len(batch), length), PAD, "i8"),
        "shapes": np.full((len(batch), length), SPECIAL, "i8"),
        "mask": np.zeros((len(batch), length), "f4"),
        "first": np.zeros((len(batch), 1 + words), "i8"),
    }
    for i, w in enumerate(batch):
        n = len(w["ids"])
        out["ids"][i, :n], out["shapes"][i, :n], out["mask"][i, :n] = w["ids"], w["shapes"], 1
        out["first"][i, 1 : 1 + len(w["first"])] = w["first"]
    return out
