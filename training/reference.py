"""Reference outputs for a runtime: what PyTorch computes, in f32, for a few passages.

  reference.py CHECKPOINT OUT.json --tokenizer tokenizer.json [--small | --documents D.jsonl … [--every N]]

Per passage: its paragraphs of words, and per window as the runtime reads it: piece ids, shape ids, `first` (column 0 is
[CLS]), `at` ([paragraph, word] of each predicted word), and the logits of every head, rows × columns, row 0 being [CLS].
With `--documents` every N-th document of prepared corpora is taken instead of the passages below.
"""
import argparse
import json

import torch

from documents import load as load_documents
from export import load
from windows import add_inputs, arrays, reading_windows
from words import Wordpieces

# Invented news. Words are set apart by blanks, as Universal Dependencies cuts English.
SMALL = ["“ We have n't agreed to anything , ” the envoy told reporters in Vientiane on Friday ."]
PASSAGES = [
    ["Harbour workers in Port Sorel walked out on Tuesday , hours after the governor , Ilse Marrakand , said that 340 jobs "
     "would be cut before the end of the year .",
     "“ Nobody asked us , and nobody told us , ” union leader Tom Adeyemi complained to Radio Meridian . “ We 'll stay "
     "out as long as it takes . ”",
     "The port authority declined to comment ."],
    ["MINISTRY DENIES REPORT OF TALKS",
     "The foreign ministry of Belmora on Monday denied a newspaper report that its diplomats had met rebel commanders in "
     "Geneva , calling the story “ pure fiction . ”",
     "According to the Daily Ledger , two envoys spent three days at a hotel near Lake Geneva in late May . The paper cited "
     "an unnamed official , who claimed that a cease - fire had been discussed .",
     "A spokeswoman , Lena Okafor - Brandt , said she could neither confirm nor rule out that private citizens had "
     "travelled there ; the ministry , she added , did n't send them ."],
    ["Police arrested 17 people after clashes outside the parliament in Astrava .",
     "Witnesses described how officers fired tear gas at the crowd at about 9:30 p.m. , but the interior minister insisted "
     "that “ only water was used ” and that “ no one was seriously hurt . ”",
     "Doctors at St. Brendan 's Hospital reported treating 45 patients , among them two children .",
     "The opposition Green Left party believes the true number is higher . Its leader , Marek Tolvanen , vowed to take "
     "the matter to the courts , and warned : “ This government will answer for it . ”"],
    ["Q : Why did you resign ?", "A : I was told to . They said , \"Sign here,\" and I signed .",
     "Q : Who told you ?", "A : Mr. Quillan did , I think — or his deputy ; I 'm not sure ."],
    ["Analysts at Corvane Capital expect the central bank to raise its key rate by 0.25 % next week , to 4.75 % .",
     "“ The bank ca n't wait any longer , ” Priya Desrosiers , an economist there , wrote in a note to clients . Inflation "
     "reached 6.1 percent in March , the statistics office said , up from 5.4 percent a month earlier , although food "
     "prices fell slightly . Others doubt it . ``We do not see a case for it'' , said Hugo Lindqvist of the Institute for "
     "Open Markets , who argues that wages are hardly growing , that exporters are suffering from the strong crown and "
     "that the bank risks choking off the recovery before it has really begun . The bank itself has not announced when it "
     "will publish its decision , and its governor is said to be divided between the two camps on the council ; people "
     "familiar with the matter say that three of the nine members may vote against any increase at all .",
     "The crown rose to 11.32 against the dollar . See https://example.org/rates for the figures ."],
    ["The United Nations says more than 12,000 people have fled Kadir province since fighting resumed in January .",
     "Aid agencies had hoped to reach the town of Oum Zerig by road , but drivers refused to go , fearing mines . "
     "“ If the army promises safe passage , we will leave tomorrow , ” said Amélie Roux , who heads the mission of "
     "Médecins du Désert .",
     "The army has promised nothing . General Yusuf Halvorsen told lawmakers he would not negotiate with “ bandits ” ; "
     "in private , aides suggest that he might ."],
]


def reading(network, wordpieces, paragraphs):
    """One passage as written above → words and, window by window, inputs and logits."""
    document = {"name": "", "paragraphs": [{"words": text.split()} for text in paragraphs]}
    windows = []
    for w in reading_windows(add_inputs(document, wordpieces)):
        inputs = arrays([w])
        with torch.no_grad():
            out = network(*(torch.from_numpy(inputs[k]) for k in ("ids", "shapes", "mask", "first")))
        logits = {k: [[round(v, 5) for v in row] for row in value[0].tolist()] for k, value in out.items()}
        windows.append({"ids": w["ids"], "shapes": w["shapes"], "first": [0, *w["first"]], "at": w["at"], "logits": logits})
    return {"paragraphs": [p["words"] for p in document["paragraphs"]], "windows": windows}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--small", action="store_true")
    ap.add_argument("--documents", nargs="*", default=[])
    ap.add_argument("--every", type=int, default=1)
    ap.add_argument("--seed", type=int, default=0)
    o = ap.parse_args()
    torch.set_num_threads(1)
    network, _ = load(o.checkpoint, o.seed)
    wordpieces = Wordpieces(o.tokenizer)
    texts = [SMALL] if o.small else PASSAGES
    if o.documents:
        chosen = [d for path in o.documents for d in load_documents(path)[:: o.every]]
        texts = [[" ".join(p["words"]) for p in d["paragraphs"]] for d in chosen]
    passages = [reading(network, wordpieces, text) for text in texts]
    with open(o.out, "w", encoding="utf8") as out:
        json.dump({"passages": passages}, out, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
