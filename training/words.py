"""What the network is told about one word: its wordpieces, its shape, and whether it stands inside quotation marks.

The runtime computes the same three things; any change here is a change of the model format.
"""
from tokenizers import Tokenizer

PAD, UNK, CLS, SEP = 0, 100, 101, 102
PIECES_PER_WORD_MAX = 24

LOWER, TITLE, UPPER, MIXED, DIGIT, SYMBOL, SPECIAL = 0, 1, 2, 3, 4, 5, 7
SHAPE_COUNT = 8
OUTSIDE, INSIDE, MARK = 0, 1, 2
SHAPE_IDS = 3 * SHAPE_COUNT  # shape + 8 * quotation state

OPENING, CLOSING, TOGGLING = {"“", "``"}, {"”", "''"}, {'"'}


class Wordpieces:
    """Words → ids of the uncased vocabulary, each word by itself, so that "its first piece" is well defined."""

    def __init__(self, tokenizer_json):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_json))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.seen = {}

    def __call__(self, word):
        if word not in self.seen:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.seen[word] = (ids or [UNK])[:PIECES_PER_WORD_MAX]
        return self.seen[word]

    def vocabulary(self):
        """All pieces, the line number being the id."""
        by_id = {number: piece for piece, number in self.tokenizer.get_vocab().items()}
        return [by_id[number] for number in range(len(by_id))]


def shape(word):
    """The vocabulary is uncased; the shape gives the case back."""
    if any(c.isdigit() for c in word):
        return DIGIT
    if not any(c.isalpha() for c in word):
        return SYMBOL
    if word.islower():
        return LOWER
    if word.isupper() and len(word) > 1:
        return UPPER
    return TITLE if word[0].isupper() else MIXED


def quotation_states(words):
    """One state per word of a paragraph. A mark left open does no harm beyond the paragraph's end."""
    inside, states = False, []
    for word in words:
        if word in TOGGLING:
            inside = not inside
        elif word in OPENING:
            inside = True
        elif word in CLOSING:
            inside = False
        else:
            states.append(INSIDE if inside else OUTSIDE)
            continue
        states.append(MARK)
    return states


def shape_ids(words):
    return [shape(word) + SHAPE_COUNT * state for word, state in zip(words, quotation_states(words))]
