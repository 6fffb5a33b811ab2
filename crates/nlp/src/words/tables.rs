//! What the word rules know about English spelling. Each list is sorted by idea, not by letter, and is small enough
//! to be searched one by one; entries are lower case unless case decides.

/// First parts that UD English keeps joined to what follows the hyphen: "anti-war", "co-founder", "mid-2003".
/// Everything else is cut at its hyphens: "long-term" is three words.
pub(super) const PREFIXES: &[&str] = &[
    "anti", "ante", "arch", "bi", "circum", "cis", "co", "contra", "counter", "cross", "de", "dis", "e",
    "ex", "extra", "fore", "hyper", "hypo", "infra", "inter", "intra", "macro", "mal", "mega", "meta",
    "micro", "mid", "mini", "mis", "mono", "multi", "neo", "non", "omni", "over", "para", "peri", "poly",
    "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re", "retro", "semi", "socio", "sub",
    "super", "supra", "sur", "trans", "tri", "ultra", "un", "under", "uni",
];

/// Prefixes that are also the last word of names: "the Washington Post-Gazette poll", "a Red Cross-led convoy".
pub(super) const NAME_OR_PREFIX: &[&str] = &["Post", "Cross", "Counter"];

/// Last parts that stay joined to what precedes their hyphen: "career-wise", "Kafka-esque".
pub(super) const SUFFIXES: &[&str] = &["esque", "wise", "ish", "fold"];

/// Exclamations whose hyphen is part of the spelling.
pub(super) const HYPHENATED: &[&str] = &[
    "uh-huh", "uh-oh", "uh-uh", "mm-hmm", "mm-hm", "hm-mm", "nuh-uh", "uh-hum", "ha-ha", "oh-oh", "yoo-hoo",
    "whoo-hoo", "woo-hoo", "tut-tut", "tsk-tsk", "yo-yo", "bye-bye", "no-no",
];

/// Abbreviations that keep their full stop wherever they stand, in any case.
pub(super) const ABBREVIATIONS: &[&str] = &[
    // Titles before a name.
    "mr", "mrs", "ms", "mx", "mme", "mlle", "messrs", "dr", "drs", "prof", "revd", "st", "lt", "sgt", "cpl",
    "cmdr", "pvt", "pfc", "msgr", "atty", "jr", "sr", // Companies, streets.
    "inc", "ltd", "corp", "bros", "assn", "dept", "univ", "intl", "ave", "blvd", "hwy", "pkwy", "bldg",
    // Months and days.
    "sept", "tues", "thur", "thurs", // Latin and references.
    "vs", "eg", "ie", "cf", "viz", "al", "ibid", "approx", "vols", "eds", "attn", "ext", "arrv",
];

/// Abbreviations that keep their full stop when they are capitalised; in small letters they may be words.
pub(super) const CAPITALISED: &[&str] = &[
    "Gen", "Col", "Capt", "Cpt", "Maj", "Adm", "Brig", "Gov", "Govs", "Sen", "Sens", "Rep", "Reps", "Rev",
    "Hon", "Fr", "Supt", "Insp", "Amb", "Esq", "Spc", "Co", "Cos", "Ft", "Mt", "Mts", "Ste", "Sts", "Rd",
    "Ph", "Spec", "Mob", "Conf", "Jan", "Feb", "Apr", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed",
    "Thu", "Fri", "Sat", "Vol", "Para", "Esp", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla",
    "Ga", "Kan", "Ky", "La", "Md", "Mich", "Minn", "Mont", "Neb", "Nev", "Okla", "Pa", "Tenn", "Tex", "Vt",
    "Va", "Wis", "Wyo", "Ont", "Que", "CONN", "GEN",
];

/// Abbreviations that keep their full stop before a figure only: "No. 5", but "She said no."
pub(super) const BEFORE_FIGURE: &[&str] = &[
    "no", "nos", "nr", "pp", "p", "art", "arts", "sec", "ch", "chap", "ex", "para", "mar", "may", "jun",
    "jul", "sun", "c", "ca", "b", "d", "fig", "figs", "eq", "eqs", "tel", "sect", "apt", "rm", "vol", "v",
    "est", "ver",
];

/// Abbreviations that keep their full stop only where the sentence goes on, that is, before a small letter or a figure.
pub(super) const INSIDE_SENTENCE: &[&str] = &[
    "yr", "yrs", "hr", "hrs", "mins", "secs", "lb", "lbs", "oz", "kg", "km", "cm", "mm", "tbsp", "tsp",
    "esp", "rec", "info", "etc", "div", "incl", "excl", "misc", "avg", "temp", "max", "min", "det", "ed",
    "ca", "fig", "vol", "mass", "miss", "wash", "ill",
];

/// Units written against their number, which are words of their own: "10|km", "$3|bn", "9|am".
pub(super) const UNITS: &[&str] = &[
    "mm", "cm", "m", "km", "ft", "in", "mi", "yd", "yds", "kg", "mg", "lb", "lbs", "oz", "ml", "hz", "khz",
    "mhz", "ghz", "kb", "mb", "gb", "tb", "kw", "mw", "gw", "kwh", "mwh", "gwh", "mph", "kph", "kmh", "min",
    "mins", "minutes", "sec", "secs", "hr", "hrs", "hours", "yr", "yrs", "years", "am", "pm", "k", "bn",
    "mn", "tn", "mln", "bln", "hh", "x", "sq", "percent", "per", "cc", "db", "kt", "kts", "nm", "ppm", "bps",
    "fps", "rpm", "ha", "dollars", "euros", "people", "days", "months", "weeks", "million", "billion",
    "trillion", "pt", "pts", "pct",
];

/// Two words written as one, with the lengths of the parts: "can|not", "gon|na".
pub(super) const FUSED: &[(&str, &[usize])] = &[
    ("cannot", &[3, 3]),
    ("gonna", &[3, 2]),
    ("gotta", &[3, 2]),
    ("wanna", &[3, 2]),
    ("outta", &[3, 2]),
    ("lotta", &[3, 2]),
    ("dunno", &[2, 1, 2]),
    ("gimme", &[3, 2]),
    ("lemme", &[3, 2]),
    ("wana", &[3, 1]),
    ("dont", &[2, 2]),
    ("doesnt", &[4, 2]),
    ("didnt", &[3, 2]),
    ("wont", &[2, 2]),
    ("cant", &[2, 2]),
    ("isnt", &[2, 2]),
    ("arent", &[3, 2]),
    ("wasnt", &[3, 2]),
    ("werent", &[4, 2]),
    ("havent", &[4, 2]),
    ("hasnt", &[3, 2]),
    ("hadnt", &[3, 2]),
    ("wouldnt", &[5, 2]),
    ("couldnt", &[5, 2]),
    ("shouldnt", &[6, 2]),
    ("aint", &[2, 2]),
    ("im", &[1, 1]),
    ("ive", &[1, 2]),
    ("thats", &[4, 1]),
    ("theres", &[5, 1]),
    ("hes", &[2, 1]),
    ("shes", &[3, 1]),
    ("whats", &[4, 1]),
    ("heres", &[4, 1]),
    ("lets", &[3, 1]),
    ("theyre", &[4, 2]),
    ("youre", &[3, 2]),
    ("theyve", &[4, 2]),
    ("youve", &[3, 2]),
    ("weve", &[2, 2]),
    ("youll", &[3, 2]),
    ("theyll", &[4, 2]),
    ("itll", &[2, 2]),
];

/// The same with an apostrophe inside, written here with ': "y'|all", "'t|is". Lengths in characters.
pub(super) const FUSED_APOSTROPHE: &[(&str, &[usize])] = &[
    ("y'all", &[2, 3]),
    ("c'mon", &[3, 2]),
    ("d'you", &[2, 3]),
    ("d'ya", &[2, 2]),
    ("'tis", &[2, 2]),
    ("'twas", &[2, 3]),
    ("'twere", &[2, 4]),
    ("'twill", &[2, 4]),
    ("more'n", &[4, 2]),
    ("i'ma", &[1, 2, 1]),
];

/// Words that begin with an apostrophe because letters are left out; written here without it.
pub(super) const CLIPPED: &[&str] = &[
    "em", "cause", "til", "till", "n", "bout", "round", "cos", "coz", "cuz", "neath", "nother", "ere", "sup",
    "scuse", "kay",
];

/// Words that end in an apostrophe because letters are left out; written here without it.
pub(super) const DOCKED: &[&str] = &["o", "n", "de", "th", "ol", "an", "wi", "y", "lil", "mo", "po", "yo"];

/// Endings of an address on the web that are no English words.
pub(super) const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "co", "uk", "ca", "au", "de", "eu", "ru",
    "cn", "jp", "kr", "br", "mx", "nl", "ch", "se", "es", "pl", "za", "nz", "ie", "il", "tr", "ua", "gr",
    "pt", "fi", "dk", "cz", "hu", "ro", "tv", "io", "ly", "ai", "app", "dev", "blog", "news", "online",
    "xyz", "gl", "fm", "cc", "pk", "ir", "ar",
];

/// Endings of a file's name.
pub(super) const EXTENSIONS: &[&str] = &[
    "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", "txt", "rtf", "html", "htm", "xml", "json", "csv",
    "jpg", "jpeg", "png", "gif", "bmp", "svg", "tif", "tiff", "mp3", "mp4", "avi", "mov", "wav", "zip", "gz",
    "tar", "rar", "exe", "dll", "php", "asp", "aspx", "jsp", "js", "py", "cpp", "css", "url", "bat", "iso",
    "ini", "cfg", "log", "dat", "eps", "epub",
];

/// Emoticons; the longest that fits is taken.
pub(super) const EMOTICONS: &[&str] = &[
    ">:(",
    ">:)",
    ":-)",
    ":-(",
    ":-/",
    ":-|",
    ":-P",
    ":-p",
    ":-D",
    ":-O",
    ":-o",
    ":-*",
    ":'(",
    ":'-(",
    ":')",
    ";-)",
    ";-(",
    ";-P",
    ";-D",
    "=-)",
    "8-)",
    ":)",
    ":(",
    ":/",
    ":D",
    ":P",
    ":p",
    ":|",
    ":O",
    ":*",
    ";)",
    ";(",
    ";D",
    ";P",
    ";p",
    "=)",
    "=(",
    "=D",
    "=P",
    "=/",
    "(:",
    "(;",
    "(=",
    "):",
    "<3",
    "</3",
    "^_^",
    "^^",
    "-_-",
    "o_O",
    "O_o",
    "T_T",
    "XD",
    "xD",
    ":))",
    ":)))",
    ":((",
    ":-))",
    ";))",
    ":]",
    ":[",
    "=]",
    ":-]",
    ":-[",
    "\\o/",
    "¯\\_(ツ)_/¯",
];

/// Words with a slash inside. Other slashes are words of their own.
pub(super) const SLASHED: &[&str] =
    &["w/o", "w/out", "n/a", "l/c", "i/c", "i/s", "b/t", "s/he", "a/c", "24/7"];

/// Degrees, without their last full stop.
pub(super) const DEGREES: &[&str] =
    &["Ph.D", "Ed.D", "M.Sc", "B.Sc", "M.Phil", "D.Phil", "Ll.B", "Ll.M", "M.Ed", "B.Ed"];
