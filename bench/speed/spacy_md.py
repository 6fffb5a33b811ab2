#!/usr/bin/env python3
"""Words per second of a spaCy pipeline with the shape of en_core_web_md, on one core.

  spacy_md.py TEXT_DIR TREEBANK.conllu [--rounds 3]

If the package en_core_web_md is installed it is used as it is. It is not on PyPI; without it the same pipeline is
built here (tok2vec of width 96 and depth 4 with 20,000 static vectors of 300; tagger, parser, attribute ruler, rule
lemmatizer, and an entity recogniser with a tok2vec of its own) and trained for two passes over TREEBANK, so that
parser and recogniser take realistic decisions. Its accuracy means nothing; its speed is that of the architecture.
Words are whitespace-separated words of TEXT_DIR/*.txt, the same for every program measured."""
import argparse, glob, os, random, time

os.environ.setdefault("OMP_NUM_THREADS", "1"); os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy, spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors

TOK2VEC = """
[model]
@architectures = "spacy.Tok2Vec.v2"
[model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM","PREFIX","SUFFIX","SHAPE","SPACY","IS_SPACE"]
rows = [5000,1000,2500,2500,50,50]
include_static_vectors = true
[model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3
"""
PARSER = """
[model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "{state}"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
[model.tok2vec]
{tok2vec}
"""
LISTENER = '@architectures = "spacy.Tok2VecListener.v1"\nwidth = 96\nupstream = "tok2vec"'


def treebank(path, vocab):
    words, heads, deps, tags = [], [], [], []
    for line in open(path, encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            words.append(c[1]); heads.append(int(c[6])); deps.append(c[7]); tags.append(c[4])
        elif len(c) == 1 and not line.startswith("#") and words:
            heads = [i if h == 0 else h - 1 for i, h in enumerate(heads)]
            names = ["B-ORG" if t == "NNP" and (i == 0 or tags[i - 1] != "NNP") else "I-ORG" if t == "NNP" else "O" for i, t in enumerate(tags)]
            gold = Doc(vocab, words=words, heads=heads, deps=deps, tags=tags, ents=names)
            yield Example(Doc(vocab, words=words), gold)
            words, heads, deps, tags = [], [], [], []


def build(path):
    from confection import Config
    nlp = spacy.blank("en")
    examples = list(treebank(path, nlp.vocab))
    forms = list(dict.fromkeys(t.text for e in examples for t in e.reference))[:20000]
    nlp.vocab.vectors = Vectors(shape=(20000, 300)); rng = numpy.random.default_rng(0)
    for form in forms:
        nlp.vocab.set_vector(form, rng.normal(size=300).astype("f"))
    model = lambda text: Config().from_str(text)["model"]
    nlp.add_pipe("tok2vec", config={"model": model(TOK2VEC)})
    listener = model("[model]\n" + '@architectures = "spacy.Tagger.v2"\nnO = null\nnormalize = false\n[model.tok2vec]\n' + LISTENER)
    nlp.add_pipe("tagger", config={"model": listener})
    nlp.add_pipe("parser", config={"model": model(PARSER.format(state="parser", tok2vec=LISTENER))})
    nlp.add_pipe("attribute_ruler")
    own = TOK2VEC.replace("[model]\n", "").replace("[model.", "[model.tok2vec.").strip()
    nlp.add_pipe("ner", config={"model": model(PARSER.format(state="ner", tok2vec=own))})
    nlp.initialize(lambda: examples)
    rng = random.Random(0)
    for _ in range(2):
        rng.shuffle(examples)
        for i in range(0, len(examples), 64):
            nlp.update(examples[i:i + 64])
    try:                                   # the rule lemmatizer needs the package spacy-lookups-data
        nlp.add_pipe("lemmatizer", config={"mode": "rule"}).initialize()
    except Exception as reason:
        nlp.remove_pipe("lemmatizer"); print("no lemmatizer:", str(reason).splitlines()[0])
    return nlp


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts"); ap.add_argument("treebank"); ap.add_argument("--rounds", type=int, default=3)
    o = ap.parse_args()
    texts = [open(f, encoding="utf8").read() for f in sorted(glob.glob(os.path.join(o.texts, "*.txt")))]
    words = sum(len(t.split()) for t in texts)
    try:
        nlp = spacy.load("en_core_web_md"); what = "en_core_web_md " + nlp.meta["version"]
    except OSError:
        nlp = build(o.treebank); what = "the architecture of en_core_web_md"
    best = min(timed(nlp, texts) for _ in range(o.rounds))
    print(f"spaCy {spacy.__version__}, {what}, pipes {nlp.pipe_names}: {words} words in {best:.2f} s, {words / best:.0f} words/s")


def timed(nlp, texts):
    started = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
