#!/usr/bin/env python3
"""Base forms and irregular forms of English verbs, nouns and adjectives, for lemmas of words no treebank holds.

  bases.py OUT_DIR        (needs the package spacy-lookups-data; its English tables come from WordNet)

Writes bases.txt, lines of `base<TAB>letters` (v, n, a), and irregular.txt, lines of `form<TAB>letter<TAB>base`. Only
single words of plain letters; nouns and adjectives only if they are not rare (log probability above -16.5), so that the
two files stay near 250 kB."""
import gzip, json, os, re, sys
import spacy_lookups_data

LETTERS = {"verb": "v", "noun": "n", "adj": "a"}


def table(name):
    folder = os.path.join(os.path.dirname(spacy_lookups_data.__file__), "data")
    return json.load(gzip.open(os.path.join(folder, name + ".json.gz"), "rt", encoding="utf8"))


def main(out):
    index, irregular, probability = table("en_lemma_index"), table("en_lemma_exc"), table("en_lexeme_prob")
    plain = re.compile(r"[a-z]{2,}").fullmatch
    bases = {}
    for pos, letter in LETTERS.items():
        for word in index[pos]:
            if plain(word) and (pos == "verb" or probability.get(word, -99) > -16.5):
                bases.setdefault(word, set()).add(letter)
    forms = []
    for pos, letter in LETTERS.items():
        for form, lemmas in irregular[pos].items():
            if plain(form) and plain(lemmas[0]) and probability.get(form, -99) > -19 and form != lemmas[0]:
                forms.append((form, letter, lemmas[0]))
    with open(os.path.join(out, "bases.txt"), "w", encoding="utf8") as f:
        f.writelines(f"{word}\t{''.join(sorted(letters))}\n" for word, letters in sorted(bases.items()))
    with open(os.path.join(out, "irregular.txt"), "w", encoding="utf8") as f:
        f.writelines("\t".join(row) + "\n" for row in sorted(forms))
    print(len(bases), "bases,", len(forms), "irregular forms")


if __name__ == "__main__":
    main(sys.argv[1])
