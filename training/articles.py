"""Articles written for this, with their acts and parties in place → documents that teach event types and parties.

A line is a paragraph, an empty line ends an article. `{a minister}` is the head of a party's phrase, with an id for its line;
`[ACCUSE a>b accused]` is a word that tells an act, by whom and to whom, `-` for nobody in that sentence:

    {a Police} [COERCE a>b arrested] 40 {b people} in Lodovar, the {c union} [ACCUSE c>- complained].

Every other predicate that the program's `--uncoded` shows is no act, apart from the verb of a light construction ("held
[CONSULT a>b talks]") and what the program surely takes for one: those are doubtful, and nothing is learnt from them.

What is turned down, backed or condemned may be a thing ("rejected the {b bill}"): the program's slots are for those whose it is,
so that such a party counts as unknown.

The states are invented. For training they take the names of real ones, drawn anew for each article, since those are the
names that the network will read.
"""
import json
import pathlib
import random
import re
import tomllib

from event_types import parsed, read, written_to

TAG = re.compile(r"\[([A-Z]+) ([a-z]|-)>([a-z]|-) ([^\[\]{}]+)\]|\{([a-z]) ([^\[\]{}]+)\}")
CLASSES = pathlib.Path(__file__).parent / "../crates/extract/lexicons/classes.toml"
THINGS = {"@abstract", "@document", "@event", "@measure", "@money", "@plan", "@statement"}
SURE = 0.8  # what the program takes for an act with this confidence is not learnt as none

# Name, adjective (people take an s), capital.
INVENTED = """Karvania Karvanian Lodovar, Velmaria Velmarian Arquel, Dravia Dravian Kesh, Tamrovia Tamrovian Vodna, Kotara Kotaran Mesta,
Lorvia Lorvian Thalen, Osmia Osmian Ulbek, Halmia Halmian Benza, Zubaria Zubarian Qadra, Ardunia Ardunian Corvina, Belmora Belmoran Ozuma,
Quillara Quillaran Tirsk, Ferrania Ferranian Dunmoor, Ghanzia Ghanzian Oredo, Ruskavia Ruskavian Brezhin"""
REAL = """Russia Russian Moscow, Ukraine Ukrainian Kyiv, Iran Iranian Tehran, Syria Syrian Damascus, Nigeria Nigerian Abuja,
Ethiopia Ethiopian Addis_Ababa, Kenya Kenyan Nairobi, Mexico Mexican Mexico_City, Colombia Colombian Bogota, Venezuela Venezuelan Caracas,
Brazil Brazilian Brasilia, Chile Chilean Santiago, Peru Peruvian Lima, India Indian New_Delhi, Australia Australian Canberra,
Canada Canadian Ottawa, Italy Italian Rome, Germany German Berlin, Romania Romanian Bucharest, Serbia Serbian Belgrade,
Armenia Armenian Yerevan, Georgia Georgian Tbilisi, Jordan Jordanian Amman, Egypt Egyptian Cairo, Libya Libyan Tripoli,
Algeria Algerian Algiers, Tunisia Tunisian Tunis, Morocco Moroccan Rabat, Ghana Ghanaian Accra, Uganda Ugandan Kampala,
Rwanda Rwandan Kigali, Zambia Zambian Lusaka, South_Africa South_African Pretoria, North_Korea North_Korean Pyongyang,
South_Korea South_Korean Seoul, Belarus Belarusian Minsk, Lithuania Lithuanian Vilnius, Hungary Hungarian Budapest, Bulgaria Bulgarian Sofia,
Indonesia Indonesian Jakarta, Malaysia Malaysian Kuala_Lumpur, Cambodia Cambodian Phnom_Penh, Cuba Cuban Havana, Haiti Haitian Port-au-Prince,
Bolivia Bolivian La_Paz, Saudi_Arabia Saudi Riyadh, Azerbaijan Azerbaijani Baku, Iraq Iraqi Baghdad, Israel Israeli Jerusalem,
Pakistan Pakistani Islamabad, Somalia Somali Mogadishu, Yemen Yemeni Sanaa, America American Washington, Ecuador Ecuadorian Quito,
Angola Angolan Luanda, Mali Malian Bamako, Niger Nigerien Niamey, Norway Norwegian Oslo, Austria Austrian Vienna, Belgium Belgian Brussels,
Estonia Estonian Tallinn, Moldova Moldovan Chisinau, Croatia Croatian Zagreb, Afghanistan Afghan Kabul, Argentina Argentinian Buenos_Aires,
Bangladesh Bangladeshi Dhaka, Uzbekistan Uzbek Tashkent, Greece Greek Athens, Burundi Burundian Bujumbura"""


def states(table):
    return [[part.replace("_", " ") for part in state.split()] for state in table.split(",")]


def parse(line):
    """(text, [(start, type, who, whom, word)], {id: start}) of a paragraph; who and whom are ids, or "-"."""
    text, at, acts, parties = "", 0, [], {}
    for tag in TAG.finditer(line):
        text += line[at : tag.start()]
        kind, who, whom, word, name, head = tag.groups()
        if kind:
            acts.append((len(text), kind, who, whom, word))
        else:
            parties[name] = len(text)
        text += word or head
        at = tag.end()
    return text + line[at:], acts, parties


def renamed(line, names):
    """The paragraph with other names of states; of a name of several words the last one heads it."""
    some = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    line = re.sub(rf"(?<!\w)({some})(?!\w)", lambda m: names[m[0]], line)
    line = re.sub(r"\{([a-z]) ([^{}]+) ([^{} ]+)\}", r"\2 {\1 \3}", line)
    before = r"(?<![{\w])([Aa])n?(?= (?:\{[a-z] |\[[A-Z]+ \S+ )?"
    adjectives = [name for name in names.values() if name[0] in "AEIO"]
    others = [name for name in names.values() if name[0] not in "AEIO"]
    line = re.sub(before + rf"(?:{'|'.join(map(re.escape, adjectives))})\b)", r"\1n", line) if adjectives else line
    return re.sub(before + rf"(?:{'|'.join(map(re.escape, others))})\b)", r"\1", line) if others else line


def names_of_states(rng):
    """{invented: real} for one article."""
    names = {}
    for (name, adjective, capital), real in zip(states(INVENTED), rng.sample(states(REAL), len(states(INVENTED)))):
        names.update({name: real[0], adjective: real[1], adjective + "s": real[1] + "s", capital: real[2]})
        names.update({name.upper(): real[0].upper(), capital.upper(): real[2].upper()})
    return names


def articles(path):
    """Lists of paragraphs."""
    blocks = open(path, encoding="utf8").read().split("\n\n")
    return [[line for line in block.split("\n") if line.strip()] for block in blocks if block.strip()]


def marked(article):
    """(text, {start: type}, {start: (start of who, start of whom)}) of an article's paragraphs."""
    text, marks, both = "", {}, {}
    for line in article:
        paragraph, acts, parties = parse(line)
        base = len(text) + bool(text)
        text += "\n" * bool(text) + paragraph
        for start, kind, who, whom, _ in acts:
            marks[base + start] = kind
            both[base + start] = tuple(None if p == "-" else base + parties[p] for p in (who, whom))
    return text, marks, both


def texts_of(paths, seed=0):
    """({name: text}, {name: marks}, {name: parties}) of all articles of some files, their states renamed."""
    rng = random.Random(seed)
    texts, marks, parties = {}, {}, {}
    for article in (a for path in paths for a in articles(path)):
        names = names_of_states(rng)
        name = f"article-{len(texts)}"
        texts[name], marks[name], parties[name] = marked([renamed(line, names) for line in article])
    return texts, marks, parties


def things():
    """Lemmas of nouns that are nobody."""
    classes = tomllib.loads(CLASSES.read_text(encoding="utf8"))["class"]
    return {noun for c in classes if c["id"] in THINGS for noun in c["nouns"]}


def head_of(start, tokens, place):
    """Where the word begins that heads what is printed as one from `start` on ("13-year-*old*"), as the program cuts words."""
    first = last = place.get(start)
    if first is None:
        return start
    while last + 1 < len(tokens) and tokens[last + 1]["start"] == tokens[last]["end"]:
        last += 1
    heads = [k for k in range(first, last + 1) if not first <= tokens[k]["head"] <= last or tokens[k]["deprel"] == "root"]
    return tokens[heads[0]]["start"] if heads else start


def completed(binary, texts, marks, parties):
    """The marks with those of all other predicates that the program sees, none or doubtful; and the parties, things unknown."""
    records = [json.loads(line) for line in written_to(binary, texts, "read", "--uncoded").splitlines()]
    nobody = things()
    full, known = {}, {}
    for name, record, parse_of in zip(texts, records, parsed(binary, texts), strict=True):
        tokens = parse_of["tokens"]
        place = {token["start"]: k for k, token in enumerate(tokens)}

        def party(start):
            start = start and head_of(start, tokens, place)
            return -1 if start in place and tokens[place[start]]["lemma"] in nobody else start

        own = {head_of(start, tokens, place): kind for start, kind in marks[name].items()}
        known[name] = {head_of(start, tokens, place): (who and head_of(who, tokens, place), party(whom))
                       for start, (who, whom) in parties[name].items()}
        carriers = ("obj", "nsubj:pass", "xcomp", "compound:prt", "nmod")
        acts = [tokens[place[start]] for start in own if start in place]
        carried = {act["head"] for act in acts if act["deprel"] in carriers}
        full[name] = dict(own)
        for event in record["events"]:
            start = event["trigger"]["start"]
            if start in place and start not in own:
                sure = event["type"] and (event.get("confidence") or 0) >= SURE
                full[name][start] = "?" if sure or place[start] in carried else "-"
    return full, known


def read_articles(binary, *paths, seed=0):
    """Documents of files of written articles, their states renamed."""
    texts, marks, parties = texts_of(paths, seed)
    return read(binary, texts, *completed(binary, texts, marks, parties))
