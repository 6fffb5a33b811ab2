"""python -m unittest in this folder: what the readers and decoders make of small invented texts."""
import dataclasses
import json
import pathlib
import random
import tempfile
import unittest

import numpy as np
import torch

import articles
import attribution
import augment
import decode
import event_types
import factuality
import labels
import lemmas
import losses
import names
import news
import statements
import teach
import train
import windows
import words
from average import averaged
from network import LARGE, SMALL, Dropout, Network
from restore import restored


def sentence(text, **more):
    return {"words": text.split(), "starts": [0], **more}


class News(unittest.TestCase):
    def test_tokens_as_printed(self):
        tokens = "`` We did n't ask , '' Orlov 's aide said ( twice ) ."
        self.assertEqual(news.printed(tokens), '"We didn\'t ask," Orlov\'s aide said (twice).')


class Words(unittest.TestCase):
    def test_shapes(self):
        given = "river Marrakand UN e-mail 4th %".split()
        self.assertEqual([words.shape(w) for w in given],
                         [words.LOWER, words.TITLE, words.UPPER, words.LOWER, words.DIGIT, words.SYMBOL])

    def test_quotation_ends_with_the_paragraph(self):
        self.assertEqual(words.quotation_states("He said “ stay ” and left".split()), [0, 0, 2, 1, 2, 0, 0])
        self.assertEqual(words.quotation_states('" so be it'.split()), [2, 1, 1, 1])


class Windows(unittest.TestCase):
    def test_long_paragraph_is_cut_after_a_sentence(self):
        text = ["word"] * 120 + ["."] + ["word"] * 60
        paragraph = {"words": text, "pieces": [[7]] * len(text), "shapes": [0] * len(text)}
        self.assertEqual(windows.units({"paragraphs": [paragraph]}), [(0, 0, 121, 121), (0, 121, 181, 60)])

    def test_short_neighbours_are_context_only(self):
        def paragraph(n):
            return {"words": ["a"] * n, "pieces": [[7]] * n, "shapes": [0] * n}

        read = windows.reading_windows({"paragraphs": [paragraph(40), paragraph(100), paragraph(90)]})
        self.assertEqual([{p for p, _ in w["at"]} for w in read], [{0}, {1}, {2}])
        self.assertEqual([len(w["ids"]) for w in read], [42, 102, 92])
        self.assertEqual(windows.arrays(read)["ids"].shape, (3, 128), "padded to a multiple")


class Lemmas(unittest.TestCase):
    def test_scripts(self):
        for form, lemma in (("Said", "say"), ("went", "go"), ("parties", "party"), ("Geneva", "Geneva")):
            self.assertEqual(lemmas.apply_script(lemmas.script(form, lemma), form), lemma)
        self.assertEqual(lemmas.apply_script("l1|", "1,200"), "1200")

    def test_lexicon_comes_first(self):
        seen = lemmas.lexicon([sentence("Announced", xpos=["VBD"], lemmas=["announce"])])
        self.assertEqual(lemmas.lemma_of("announced", "VBD", "l2|", seen), "announce")
        self.assertEqual(lemmas.lemma_of("renounced", "VBD", "l2|", seen), "renounc")


class Decoding(unittest.TestCase):
    def test_viterbi_opens_spans_with_b(self):
        tags = labels.bio_tags(["Cue"])
        path = decode.viterbi(np.array([[0.0, 0.1, 1.0], [0.0, -1.0, 2.0]]), decode.allowed_steps(tags))
        self.assertEqual([tags[k] for k in path], ["B-Cue", "I-Cue"])

    def test_tree_has_one_root_and_no_cycle(self):
        scores = np.array([[0.0, 0.0, 9.0, 0.0], [1.0, 9.0, 0.0, 0.0], [0.9, 0.0, 8.0, 0.0]])
        self.assertEqual(decode.tree(scores).tolist(), [2, 0, 2])


class Attribution(unittest.TestCase):
    def setUp(self):
        self.text = "Okafor denied it.\n“We left,” she added."
        events = [{"Source": [[(0, 6)]], "Cue": [[(7, 13)]], "Content": [[(14, 16)]]},
                  {"Source": [[(29, 32)]], "Cue": [[(33, 38)]], "Content": [[(18, 28)]]}]
        self.document = attribution.document("x", self.text, events)

    def test_labels_and_links(self):
        first, second = self.document["paragraphs"]
        self.assertEqual(first["attribution"], ["B-Source", "B-Cue", "B-Content", "O"])
        self.assertEqual(first["links"], [[1, [0, 0]], [2, [0, 1]]])
        self.assertEqual(second["words"], ["“", "We", "left", ",", "”", "she", "added", "."])
        self.assertEqual(second["links"], [[0, [1, 6]], [6, [1, 5]]])

    def test_statements_of_texts_that_lie_elsewhere(self):
        with tempfile.TemporaryDirectory() as folder:
            marks, texts = pathlib.Path(folder, "marks.jsonl"), pathlib.Path(folder, "texts.jsonl")
            texts.write_text(json.dumps({"id": "x", "text": self.text + " Unread."}), encoding="utf8")
            marks.write_text(json.dumps({"id": "x", "until": len(self.text), "statements": [
                {"source": [[0, 6]], "cue": [[7, 13]], "content": [[14, 16]]},
                {"source": [[29, 32]], "cue": [[33, 38]], "content": [[18, 28]]}]}), encoding="utf8")
            self.assertEqual(list(attribution.read_marked(marks, texts)), [self.document])

    def test_gold_events_come_back(self):
        events = statements.gold(self.document)
        self.assertEqual([e["Cue"] for e in events], [[(0, 1, 2)], [(1, 6, 7)]])
        self.assertEqual(statements.score([(self.document, events, events)], statements.spoken_words)[2], 1.0)

    def test_other_quotation_marks(self):
        changed = augment._restyled(self.document["paragraphs"], ("``", "''"))
        self.assertEqual(changed[1]["words"][:5], ["``", "We", "left", ",", "''"])


class Names(unittest.TestCase):
    def test_titles_and_article_are_no_part_of_a_name(self):
        given = "the Green League met President Ilse Marrakand 's envoy".split()
        self.assertEqual(names.trimmed(given, "ORG", 0, 3), (1, 3))
        self.assertEqual(names.trimmed(given, "PERSON", 4, 8), (5, 7))

    def test_silver_grows_over_proper_nouns(self):
        p = sentence("Corvane Capital Partners grew", xpos=["NNP", "NNP", "NNPS", "VBD"],
                     silver=["B-ORG", "I-ORG", "O", "O"], sure=[90, 90, 90, 99])
        self.assertEqual(names.ewt(p), ["B-ORG", "I-ORG", "I-ORG", "O"])

    def test_missed_proper_nouns_give_no_loss(self):
        p = sentence("Astrava fell", xpos=["NNP", "VBD"], silver=["O", "O"], sure=[90, 99])
        self.assertEqual(names.ewt(p), ["?", "O"])

    def test_gum_entity_gives_its_proper_nouns(self):
        p = sentence("the University of Astrava in Belmora", xpos=["DT", "NNP", "IN", "NNP", "IN", "NNP"],
                     heads=[2, 0, 4, 2, 6, 2], silver=["O"] * 6, sure=[90] * 6,
                     misc=["Entity=(1-organization-new", "_", "_", "Entity=(2-place-new)", "_", "Entity=(3-place-new)1)"])
        self.assertEqual(names.gum(p), ["O", "B-ORG", "I-ORG", "I-ORG", "O", "B-GPE"])


class Factuality(unittest.TestCase):
    def test_two_nearest_bins_share_a_value(self):
        self.assertEqual(factuality.soft_target(3.0), [0, 0, 0, 0, 0, 0, 1])
        self.assertEqual(factuality.soft_target(-0.5), [0, 0, 0.5, 0.5, 0, 0, 0])


class EventTypes(unittest.TestCase):
    def test_marks_come_out_of_a_written_sentence(self):
        text, marks = event_types.written("Rebels [ASSAULT shot] two men , a medic [- said] .")
        self.assertEqual(text, "Rebels shot two men , a medic said .")
        self.assertEqual(marks, {7: "ASSAULT", 30: "-"})

    def test_part_of_a_text(self):
        self.assertEqual(event_types.part({"a": "One. Two."}, "a@5-9"), "Two.")
        self.assertEqual(event_types.part({"a": "One. Two."}, "a"), "One. Two.")

    def test_doubtful_words_are_not_learnt(self):
        tokens = [{"text": "fined", "start": 0, "paragraph": 0}, {"text": "twice", "start": 6, "paragraph": 0},
                  {"text": "Freed", "start": 12, "paragraph": 1}]
        parties = {0: (None, 6), 12: (0, -1)}
        read = event_types.document("x", tokens, {0: "SANCTION", 6: "?", 12: "RETREAT"}, parties)
        named = [[(w, event_types.CLASSES[kind]) for w, kind in p["events"]] for p in read["paragraphs"]]
        self.assertEqual(named, [[(0, "SANCTION")], [(0, "RETREAT")]])
        # Freed by somebody of another paragraph, it is not known by whom.
        self.assertEqual([p["parties"] for p in read["paragraphs"]], [[[0, None, 1]], [[0, -1, -1]]])


class Distances(unittest.TestCase):
    def test_near_ones_have_buckets_of_their_own(self):
        """Of 32 buckets sixteen are for what stands before, eight of them for one word each, the others ever wider."""
        large = Network({key: ["O"] for key in ("attr", "ner", "xpos", "upos", "lemma", "rel")},
                        dataclasses.replace(LARGE, hidden=12, layers=0, feed_forward=1))
        with torch.no_grad():
            large.distance.weight.copy_(torch.arange(32.0)[:, None].expand(-1, LARGE.attention_heads))
        row = large.distances(300)[0, 0, 150].tolist()
        self.assertEqual([row[150 + away] for away in (0, -1, -7, -8, -12, -127, -128, -150)], [0, 1, 7, 8, 9, 15, 15, 15])
        self.assertEqual([row[150 + away] for away in (1, 7, 8, 149)], [17, 23, 24, 31])


class Readings(unittest.TestCase):
    """Two readings of one batch, the lowest of three layers frozen."""

    def test_the_frozen_layers_are_read_once_and_learn_nothing(self):
        torch.manual_seed(0)
        small = Network({key: ["O", "B"] for key in ("attr", "ner", "xpos", "upos", "lemma", "rel")},
                        dataclasses.replace(SMALL, hidden=24, layers=3, feed_forward=8))
        ids, mask = torch.tensor([[101, 7, 8, 102], [101, 9, 102, 0]]), torch.tensor([[1.0, 1, 1, 1], [1, 1, 1, 0]])
        batch = dict(ids=ids, shapes=torch.zeros_like(ids), mask=mask, first=torch.tensor([[0, 1, 2], [0, 1, 0]]), heads=("attr", "link"))
        once = small.eval()(**batch)
        twice = small(**batch, frozen=1, readings=2)
        for head, value in once.items():
            self.assertTrue(torch.allclose(torch.cat([value, value]), twice[head], atol=1e-5), head)
        out = small.train()(**batch, frozen=1, readings=2)["attr"]
        self.assertFalse(torch.allclose(out[:2], out[2:]))
        out.sum().backward()
        learnt = {name for name, parameter in small.named_parameters() if parameter.grad is not None}
        self.assertFalse([name for name in learnt if name.startswith(("we.", "pe.", "sh.", "ln.", "L.0."))])
        self.assertIn("L.1.qkv.weight", learnt)


class Masks(unittest.TestCase):
    def test_the_mean_stays(self):
        dropout, ones = Dropout(0.2), torch.ones(400, 500)
        torch.manual_seed(0)
        self.assertAlmostEqual(dropout(ones).mean().item(), 1.0, delta=0.02)
        self.assertAlmostEqual((dropout(ones) == 0).float().mean().item(), 0.2, delta=0.01)
        self.assertTrue(torch.equal(dropout.eval()(ones), ones))


class Teaching(unittest.TestCase):
    class Teacher:
        """Takes the second word for an act of the first, towards the fourth, and the sentence for a statement, doubting its
        content."""
        paragraphs = [{"attribution": ["B-Source", "B-Cue", "O", "B-Content"],
                       "event": 9 * np.eye(17, dtype="f4")[[0, 5, 0, 0]]}]

        def odds(self, number):
            return np.array([[0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0], [0.25, 0, 0, 0, 0, 0.75, 0]])

        def party(self, task, place, sentence):
            return {"who": 0, "whom": 3}[task]

        def link_score(self, place, goal):
            return {None: 0.0}.get(goal, 1.0)

    def test_acts_and_parties(self):
        p = sentence("Dravia rebuked the envoy", facts=[[1, 3.0], [3, 2.0]])
        teach.add_events(p, 0, self.Teacher())
        self.assertEqual((p["events"], p["parties"]), ([[1, 5], [3, 0]], [[1, 0, 3]]))

    def test_links_as_attribution_has_them(self):
        document = {"paragraphs": [sentence("Dravia rebuked the envoy")]}
        teach.add_statements(document, self.Teacher())
        p = document["paragraphs"][0]
        self.assertEqual(p["links"], [[1, [0, 0]], [3, [0, 1]]])
        self.assertEqual(p["doubts"], {"attr": [[3, [0.25, 0, 0, 0, 0, 0.75, 0]]]})

    def test_doubts_are_learnt_as_they_are(self):
        document = {"paragraphs": [sentence("Dravia rebuked the envoy")]}
        teach.add_statements(document, self.Teacher())
        tags = labels.bio_tags(labels.ROLES)
        losses.number_labels(document, {**{task: [] for task in losses.WORD_TASKS}, "attr": tags})
        gold = losses.targets([{"document": document, "at": [(0, k) for k in range(4)]}])
        odds = gold["attr_odds"]
        self.assertEqual((odds[0, :, 5].tolist(), odds[0].sum(1).tolist()), ([0, 0, 0, 0.75], [1, 1, 1, 1]))
        scores, free = torch.zeros(1, 4, 7, requires_grad=True), torch.zeros(7, 7)
        losses.crf(scores, gold["attr"], odds, tags, free).backward()
        expected = decode.marginals(np.zeros((4, 7)), decode.allowed_steps(tags), free.numpy())
        np.testing.assert_allclose(4 * scores.grad[0].numpy(), expected - odds[0].numpy(), atol=1e-6)


class Agreeing(unittest.TestCase):
    """Two readings of a sentence of two words and of padding."""
    gold = {"sentence": torch.tensor([[0, 0, -1]]), "attr": torch.tensor([[1, 0, -100]]), "event": torch.tensor([[0, -100, -100]]),
            "who": torch.tensor([[1, -100, -100]]), "whom": torch.full((1, 3), -100)}

    @staticmethod
    def reading(seed):
        torch.manual_seed(seed)
        return {"attr": torch.randn(1, 4, 7), "event": torch.randn(1, 4, 17), "who": torch.randn(1, 4, 4), "whom": torch.randn(1, 4, 4)}

    def test_the_same_reading_agrees(self):
        parts = losses.disagreement(self.reading(1), self.reading(1), self.gold)
        self.assertEqual({task: round(loss.item(), 6) for task, loss in parts.items()}, {"attr": 0, "event": 0, "who": 0})

    def test_only_labelled_words_count_and_only_their_sentence(self):
        one, other = self.reading(1), self.reading(2)
        before = losses.disagreement(one, other, self.gold)
        self.assertGreater(before["attr"].item(), 0.1)
        other["attr"][0, 3], other["event"][0, 2:], other["who"][0, 1, 3], other["whom"][0] = 5.0, 5.0, 5.0, 5.0
        after = losses.disagreement(one, other, self.gold)
        self.assertEqual({task: loss.item() for task, loss in before.items()}, {task: loss.item() for task, loss in after.items()})


class Learning(unittest.TestCase):
    def test_what_is_learnt(self):
        names = ["we.weight", "pe.weight", "sh.weight", "L.1.qkv.weight", "L.10.qkv.weight", "who_d.weight", "whom_d.bias", "event.weight"]
        self.assertEqual([n for n in names if train.learns(n, [], 0)], names)
        self.assertEqual([n for n in names if not train.learns(n, [], 2)], ["we.weight", "pe.weight", "sh.weight", "L.1.qkv.weight"])
        self.assertEqual([n for n in names if train.learns(n, ["event", "who"], 0)], ["who_d.weight", "event.weight"])


class Restoring(unittest.TestCase):
    def test_small_integers_are_multiplied_out(self):
        arrays = {"L.0.f1.weight": np.array([[2, -4]], np.int8), "L.0.f1.scale": np.array([0.5], np.float32),
                  "fact.bias": np.array([1.5], np.float32), "vocab": np.zeros(3, np.uint8)}
        weights = restored({"labels": {}}, arrays)["model"]
        self.assertEqual({name: w.tolist() for name, w in weights.items()},
                         {"L.0.f1.weight": [[1.0, -2.0]], "fact.bias": [1.5]})


class Averaging(unittest.TestCase):
    def test_shares_are_divided_by_their_sum(self):
        parts = [{"labels": {}, "model": {"w": torch.tensor([value])}} for value in (0.0, 4.0)]
        self.assertEqual(averaged(parts, [1, 3])["model"]["w"].item(), 3.0)

    def test_other_labels_are_another_network(self):
        parts = [{"labels": {"upos": [tag]}, "model": {}} for tag in "AB"]
        with self.assertRaises(SystemExit):
            averaged(parts, [1, 1])


class Augmentation(unittest.TestCase):
    def test_a_name_is_replaced_everywhere_by_the_same_other(self):
        p = sentence("Roux spoke ; Roux left", names=["B-PERSON", "O", "O", "B-PERSON", "O"])
        stock, seen = {("PERSON", 1): [("Quillan",)]}, set()
        for seed in range(20):
            out = augment._renamed([p], random.Random(seed), stock)[0]["words"]
            self.assertEqual(out[0], out[3])
            seen.add(out[0])
        self.assertEqual(seen, {"Roux", "Quillan"})


class Articles(unittest.TestCase):
    LINE = "In Kesh {a Dravia} [REJECT a>b rebuffed] a {b Osmian} offer of [CONSULT ->- talks]."

    def test_marks_in_place(self):
        text, marks, parties = articles.marked(["Drought", self.LINE])
        self.assertEqual(text, "Drought\nIn Kesh Dravia rebuffed a Osmian offer of talks.")
        self.assertEqual({text[at:].split()[0]: kind for at, kind in marks.items()}, {"rebuffed": "REJECT", "talks.": "CONSULT"})
        who, whom = parties[text.index("rebuffed")]
        self.assertEqual((text[who:].split()[0], text[whom:].split()[0]), ("Dravia", "Osmian"))
        self.assertEqual(parties[text.index("talks")], (None, None))

    def test_states_renamed(self):
        names = {"Dravia": "North Korea", "Osmian": "Chilean", "Osmia": "Chile", "Kesh": "Pyongyang"}
        line = articles.renamed(self.LINE, names)
        self.assertEqual(line, "In Pyongyang North {a Korea} [REJECT a>b rebuffed] a {b Chilean} offer of [CONSULT ->- talks].")
        self.assertEqual(articles.renamed("a {a Dravian} an {b Osmian} fan", {"Dravian": "Iraqi", "Osmian": "Kenyan"}),
                         "an {a Iraqi} a {b Kenyan} fan")

    def test_every_state_has_three_names(self):
        self.assertTrue(all(len(state) == 3 for table in (articles.INVENTED, articles.REAL) for state in articles.states(table)))

    def test_the_head_of_a_hyphenated_word(self):
        tokens = [{"start": 0, "end": 2, "head": 2, "deprel": "nummod"}, {"start": 2, "end": 3, "head": 2, "deprel": "punct"},
                  {"start": 3, "end": 6, "head": 3, "deprel": "obj"}, {"start": 7, "end": 9, "head": 3, "deprel": "root"}]
        self.assertEqual(articles.head_of(0, tokens, {0: 0, 2: 1, 3: 2, 7: 3}), 3)


if __name__ == "__main__":
    unittest.main()
