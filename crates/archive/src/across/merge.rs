//! Which reports tell of one and the same happening.
//!
//! Reports of a story are taken in the order of publication; each joins the first happening that it fits, and fits one if it
//! contradicts none of its reports and clearly agrees with at least one. Missing words contradict nothing; but where only one
//! of who and to whom is known for certain, or one report asserts what the other denies, the sentences must be about the same, too.
//! Rather two rows for one happening than one row for two.

use crate::day;
use std::collections::BTreeMap;

/// One event of one article, as far as it matters for merging.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Its number in the archive.
    pub event: i64,
    /// Number of the article.
    pub article: i64,
    /// Who is behind the article; copies and what a wire agency wrote stand under one name.
    pub behind: String,
    pub kind: String,
    /// Whose words it stands in.
    pub voice: String,
    /// Where in the article its sentence stands.
    pub sentence: i64,
    /// The word that tells it, without its ending.
    pub trigger: String,
    /// Telling words of its sentence, as hashes in order; the trigger and the names of who and to whom are not among them.
    pub words: Vec<u32>,
    pub mode: Option<String>,
    pub frame: Option<String>,
    pub status: String,
    pub factuality_voice: f64,
    /// How likely it was read rightly; not known of what old versions read.
    pub confidence: Option<f64>,
    pub actors: Vec<Filler>,
    pub recipients: Vec<Filler>,
    pub place: Option<Spot>,
    pub day: Option<String>,
    pub day_end: Option<String>,
    /// The date stands in the text; otherwise it is the article's.
    pub dated: bool,
    pub counts: Vec<Figure>,
}

/// Who fills a slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filler {
    pub entity: i64,
    /// `person`, `organization`, `country`, `group`, `unnamed`.
    pub kind: String,
    /// Without case and article.
    pub name: String,
    pub code: Option<String>,
}

/// Where it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    pub no: i64,
    pub kind: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub at: Option<(f64, f64)>,
}

impl Spot {
    /// How much it takes in: a city is told more exactly than a country.
    pub fn breadth(&self) -> usize {
        ["city", "other", "admin1", "country"].iter().position(|kind| *kind == self.kind).unwrap_or(1)
    }
}

/// A number that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub what: String,
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// What a report says about whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    Asserted,
    Denied,
    Open,
}

impl Report {
    /// By its innermost voice.
    pub fn stance(&self) -> Stance {
        match self.status.as_str() {
            "negated" => Stance::Denied,
            _ if self.factuality_voice < 0.0 => Stance::Denied,
            "actual" => Stance::Asserted,
            _ if self.factuality_voice >= 2.0 => Stance::Asserted,
            _ => Stance::Open,
        }
    }

    /// What is said to have happened and what is denied belong together; what is planned or feared stands apart.
    fn class(&self) -> &str {
        match self.stance() {
            Stance::Open => &self.status,
            _ => "said",
        }
    }
}

/// The happenings, each with the places of its reports in the list; both in order.
pub fn merge(reports: &[Report]) -> Vec<Vec<usize>> {
    let mut happenings: Vec<Vec<usize>> = Vec::new();
    let mut by_kind: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let ranges: Vec<Option<Range>> = reports.iter().map(range).collect();
    for (i, report) in reports.iter().enumerate() {
        let same_kind = by_kind.entry((&report.kind, report.class())).or_default();
        let fits = |happening: &&usize| {
            let mut same = false;
            for &other in &happenings[**happening] {
                let dated = reports[other].dated && report.dated;
                if !days(ranges[other], ranges[i], dated) {
                    return false;
                }
                match fit(&reports[other], report) {
                    Fit::Clash => return false,
                    Fit::Same => same = true,
                    _ => {}
                }
            }
            same
        };
        match same_kind.iter().find(fits) {
            Some(&happening) => happenings[happening].push(i),
            None => {
                same_kind.push(happenings.len());
                happenings.push(vec![i]);
            }
        }
    }
    happenings
}

/// How two things agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Clash,
    /// Nothing is said.
    Open,
    /// It can be the same.
    Near,
    Same,
}

/// Types that consist of words: somebody can accuse somebody of two things in one day.
const VERBAL: &[&str] = &["AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"];

fn fit(a: &Report, b: &Report) -> Fit {
    let same_frame = a.frame == b.frame;
    let modes_differ = a.mode.is_some() && b.mode.is_some() && a.mode != b.mode;
    if modes_differ || VERBAL.contains(&a.kind.as_str()) && !same_frame {
        return Fit::Clash;
    }
    let (place, figures) = (places(a, b), figures(&a.counts, &b.counts));
    if place == Fit::Clash || figures == Fit::Clash {
        return Fit::Clash;
    }
    let (from, to) = (slot(&a.actors, &b.actors), slot(&a.recipients, &b.recipients));
    let (less, more) = (from.min(to), from.max(to));
    // The crowd is never the same crowd for certain: what decides is the number, or the very same place and words.
    let sure = figures == Fit::Same || same_frame && place == Fit::Same;
    let (same_trigger, same_words) = (a.trigger == b.trigger, alike(a, b));
    match (less, more) {
        (Fit::Clash, _) => Fit::Clash,
        _ if another_in_sentence(a, b) => Fit::Near,
        _ if (another_of_many(a, b) || another_time(a, b) || of_a_course(a, b) || imagined(a, b))
            && !same_words =>
        {
            Fit::Near
        }
        (Fit::Same, _) if a.stance() == b.stance() || same_trigger && same_words => Fit::Same,
        (Fit::Near | Fit::Open, Fit::Same) if same_words => Fit::Same,
        (Fit::Near | Fit::Open, _) if sure && same_frame && more >= Fit::Near => Fit::Same,
        _ => Fit::Near,
    }
}

/// Types of what somebody says to the same person several times a day.
const REPEATED: &[&str] = &["REQUEST", "ACCUSE", "REJECT", "THREATEN"];

/// Whether these are two reproaches or demands: the sentences of one article have hardly a word in common; of demands, which
/// are made with a few words such as "should", those of two articles neither.
fn another_of_many(a: &Report, b: &Report) -> bool {
    const SOME: f64 = 0.2;
    let is_repeated = match a.article == b.article {
        true => REPEATED.contains(&a.kind.as_str()),
        false => a.kind == "REQUEST",
    };
    is_repeated && common(a, b).1 < SOME
}

/// Whether one sentence tells of two: they met and they spoke; she hit him on one thing and on another.
fn another_in_sentence(a: &Report, b: &Report) -> bool {
    let is_one = (a.article, a.sentence) == (b.article, b.sentence);
    is_one && (REPEATED.contains(&a.kind.as_str()) || a.kind == "CONSULT" && a.trigger != b.trigger)
}

/// Whether what is planned may be planned twice: for a day, and for another time.
fn another_time(a: &Report, b: &Report) -> bool {
    a.status == "future" && b.status == "future" && (a.day.is_none() || b.day.is_none())
}

/// Beginnings of words for fighting that goes on for weeks.
const COURSES: &[&str] = &["war", "conflict", "hostilit", "fight", "offensiv", "battl", "violen", "struggl"];

/// Whether one of them tells of a war, or of fighting as a whole, of which the other may be any day.
fn of_a_course(a: &Report, b: &Report) -> bool {
    let course = |report: &Report| COURSES.iter().any(|word| report.trigger.starts_with(word));
    a.kind == "ASSAULT" && (course(a) || course(b))
}

/// Whether both are only imagined: a strike feared here need not be the one proposed there.
fn imagined(a: &Report, b: &Report) -> bool {
    a.status == "hypothetical" && b.status == "hypothetical"
}

/// Whether two sentences tell of the same: by the same word and with others in common, or with most words in common. Two
/// verbs of one sentence are two acts.
fn alike(a: &Report, b: &Report) -> bool {
    const SOME: f64 = 0.2;
    const MOST: f64 = 0.5;
    const COMMON_MIN: i32 = 2;
    let same_trigger = a.trigger == b.trigger;
    if (a.article, a.sentence) == (b.article, b.sentence) && !same_trigger {
        return false;
    }
    let (common, share) = common(a, b);
    common >= COMMON_MIN && share >= if same_trigger { SOME } else { MOST }
}

/// Telling words that two sentences have in common, and which share of the shorter one's they are.
fn common(a: &Report, b: &Report) -> (i32, f64) {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.words.len() && j < b.words.len() {
        match a.words[i].cmp(&b.words[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    (common, f64::from(common) / a.words.len().min(b.words.len()).max(1) as f64)
}

/// First and last day, as numbers.
type Range = (i32, i32);

fn range(report: &Report) -> Option<Range> {
    let number = |day: &str| day::between("2000-01-01", day);
    let first = number(report.day.as_deref()?)?;
    Some((first, report.day_end.as_deref().and_then(number).unwrap_or(first)))
}

/// Days between the first and the last of a time that is longer than what is told as one day.
const LONG: i32 = 7;

/// Days that the first days of two reports of one happening can lie apart.
pub const DAYS_APART: i32 = LONG + 1;

/// Dates that are said agree on the day; a date of publication may be a day late.
fn days(x: Option<Range>, y: Option<Range>, dated: bool) -> bool {
    let (Some(x), Some(y)) = (x, y) else { return true };
    if x.1 - x.0 > LONG || y.1 - y.0 > LONG {
        return x == y;
    }
    let late = if dated { 0 } else { 1 };
    (y.0 - x.1).max(x.0 - y.1) <= late
}

fn places(a: &Report, b: &Report) -> Fit {
    const NEAR_KM: f64 = 40.0;
    let (Some(x), Some(y)) = (&a.place, &b.place) else { return Fit::Open };
    if x.no == y.no {
        return if x.kind == "country" { Fit::Near } else { Fit::Same };
    }
    let countries_differ = x.country.is_some() && y.country.is_some() && x.country != y.country;
    let is_wide = |spot: &Spot| spot.kind == "country" || spot.kind == "admin1";
    match (x.at, y.at) {
        _ if countries_differ => Fit::Clash,
        _ if x.kind == "country" || y.kind == "country" => Fit::Near,
        _ if (is_wide(x) || is_wide(y)) && x.admin1 == y.admin1 => Fit::Near,
        (Some(x), Some(y)) if kilometres(x, y) <= NEAR_KM => Fit::Near,
        (Some(_), Some(_)) => Fit::Clash,
        // A building or a river without coordinates can be anywhere.
        _ => Fit::Open,
    }
}

fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let h = (lat / 2.0).sin().powi(2)
        + a.0.to_radians().cos() * b.0.to_radians().cos() * (lon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// Numbers may differ, that is news; but not by so much that they can hardly be about the same.
fn figures(a: &[Figure], b: &[Figure]) -> Fit {
    const TIMES_MAX: f64 = 5.0;
    let mut fit = Fit::Open;
    for x in a {
        for y in b.iter().filter(|y| y.what == x.what) {
            let (Some(m), Some(n)) = (x.min.or(x.max), y.min.or(y.max)) else { continue };
            if m == n {
                fit = fit.max(Fit::Same);
            } else if m.max(n) > TIMES_MAX * m.min(n).max(1.0) {
                return Fit::Clash;
            }
        }
    }
    fit
}

/// Whether one filler of each can be the same.
fn slot(a: &[Filler], b: &[Filler]) -> Fit {
    if a.is_empty() || b.is_empty() {
        return Fit::Open;
    }
    a.iter().flat_map(|x| b.iter().map(move |y| filler(x, y))).max().unwrap_or(Fit::Open)
}

fn filler(a: &Filler, b: &Filler) -> Fit {
    let is_named = |f: &Filler| matches!(f.kind.as_str(), "person" | "organization" | "country");
    let (x, y) = (Code::of(a), Code::of(b));
    match (is_named(a), is_named(b)) {
        // Of a party it can be these members or those.
        _ if a.entity == b.entity && a.kind == "organization" && x.sectors.contains(&"PTY") => Fit::Near,
        _ if a.entity == b.entity && (is_named(a) || a.name.contains(' ')) => Fit::Same,
        (true, true) if a.kind == "country" || b.kind == "country" => {
            // A state acts through its government and forces; one of its officials may act for it, or not.
            let (state, other) = if a.kind == "country" { (&x, &y) } else { (&y, &x) };
            match a.kind != b.kind && state.country == other.country && other.is_state() {
                true if a.kind == "person" || b.kind == "person" => Fit::Near,
                true => Fit::Same,
                false => Fit::Clash,
            }
        }
        (true, true) if x.differs(&y) => Fit::Clash,
        (true, true) if a.kind == b.kind && short_form(&a.name, &b.name) => Fit::Same,
        (true, true) => Fit::Clash,
        _ if x.differs(&y) => Fit::Clash,
        _ if (a.kind == "country" || b.kind == "country") && x.country == y.country => {
            if x.is_state() || y.is_state() { Fit::Same } else { Fit::Clash }
        }
        _ if x.shares_sector(&y) => Fit::Near,
        _ if head(&a.name) == head(&b.name) => Fit::Near,
        _ => Fit::Clash,
    }
}

/// "holm" is "petra holm".
fn short_form(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    a == b || long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' ')) && !short.is_empty()
}

/// The last word, in the singular.
fn head(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or(name);
    last.strip_suffix('s').unwrap_or(last)
}

/// Country and sectors of a code, taken apart.
struct Code<'a> {
    country: Option<&'a str>,
    sectors: Vec<&'a str>,
}

impl<'a> Code<'a> {
    fn of(filler: &'a Filler) -> Code<'a> {
        let mut parts: Vec<&str> = filler.code.as_deref().unwrap_or("").split_whitespace().collect();
        let country = match parts.first() {
            Some(first) if !SECTORS.contains(first) => Some(parts.remove(0)),
            _ => None,
        };
        Code { country, sectors: parts }
    }

    fn differs(&self, other: &Code) -> bool {
        let countries = self.country.is_some() && other.country.is_some() && self.country != other.country;
        let sectors = !self.sectors.is_empty() && !other.sectors.is_empty() && !self.shares_sector(other);
        countries || sectors
    }

    fn shares_sector(&self, other: &Code) -> bool {
        self.sectors.iter().any(|sector| other.sectors.contains(sector))
    }

    fn is_state(&self) -> bool {
        self.country.is_some() && self.sectors.iter().any(|s| matches!(*s, "GOV" | "MIL" | "COP" | "SPY"))
    }
}

/// PLOVER's sectors; what stands before them in a code is a country.
const SECTORS: &[&str] = &[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Each of another article, where the test does not say of which.
    fn merge(reports: &[Report]) -> Vec<Vec<usize>> {
        let of = |(i, report): (usize, &Report)| Report {
            article: if report.article == 0 { 100 + i as i64 } else { report.article },
            ..report.clone()
        };
        super::merge(&reports.iter().enumerate().map(of).collect::<Vec<_>>())
    }

    fn who(name: &str, kind: &str, code: &str) -> Filler {
        let entity = crate::hash::hash(name.as_bytes()) as i64;
        Filler {
            entity,
            kind: kind.into(),
            name: name.into(),
            code: Some(code.to_string()).filter(|c| !c.is_empty()),
        }
    }

    fn report(kind: &str, frame: &str, from: &[Filler], to: &[Filler], day: &str) -> Report {
        Report {
            kind: kind.into(),
            trigger: frame.into(),
            words: vec![1, 2, 3],
            frame: Some(frame.into()),
            status: "actual".into(),
            factuality_voice: 3.0,
            confidence: None,
            actors: from.to_vec(),
            recipients: to.to_vec(),
            day: Some(day.into()),
            day_end: Some(day.into()),
            dated: true,
            ..Report::default()
        }
    }

    fn killing(from: Filler, to: Filler, day: &str) -> Report {
        report("ASSAULT", "kill", &[from], &[to], day)
    }

    #[test]
    fn a_state_and_its_forces_and_a_crowd_under_two_names() {
        let state = who("karvania", "country", "XKV");
        let forces = who("karvanian forces", "group", "XKV MIL");
        let sailor = || who("our sailor", "unnamed", "MIL");
        let one = killing(state, sailor(), "2025-03-05");
        let two = killing(forces, who("velmark sailor", "unnamed", "XVM MIL"), "2025-03-05");
        assert_eq!(merge(&[one.clone(), two]), [[0, 1]]);
        let rebels = killing(who("rebels", "group", "XKV REB"), sailor(), "2025-03-05");
        assert_eq!(merge(&[one.clone(), rebels]).len(), 2);
        let next_week = Report { day: Some("2025-03-12".into()), day_end: None, ..one.clone() };
        assert_eq!(merge(&[one, next_week]).len(), 2);
    }

    #[test]
    fn an_assertion_and_its_denial_are_one_happening_and_a_fear_is_another() {
        let (holm, senn) = (who("petra holm", "person", "XVM GOV"), who("radu senn", "person", "XKV MIL"));
        let asserted = report(
            "SANCTION",
            "dismiss",
            std::slice::from_ref(&holm),
            std::slice::from_ref(&senn),
            "2025-03-05",
        );
        let denied = Report { status: "negated".into(), factuality_voice: -3.0, ..asserted.clone() };
        let feared = Report { status: "hypothetical".into(), factuality_voice: 0.0, ..asserted.clone() };
        assert_eq!(merge(&[asserted.clone(), denied.clone(), feared]), [vec![0, 1], vec![2]]);
        assert_eq!((asserted.stance(), denied.stance()), (Stance::Asserted, Stance::Denied));
    }

    #[test]
    fn where_one_side_is_open_the_sentences_decide() {
        let blames = |words: &[u32], to: &[Filler]| Report {
            words: words.to_vec(),
            ..report("ACCUSE", "criticise", &[who("petra holm", "person", "GOV")], to, "2025-03-05")
        };
        let state = [who("karvania", "country", "XKV")];
        // Of the fleet, and of the fleet again; then of the price of bread.
        assert_eq!(merge(&[blames(&[1, 2, 3, 4], &state), blames(&[2, 3, 9], &[])]), [[0, 1]]);
        assert_eq!(merge(&[blames(&[1, 2, 3, 4], &state), blames(&[7, 8, 9], &[])]).len(), 2);
        // Who and to whom being the same, it may be told in any words, but not denied in any.
        let same = blames(&[7, 8, 9], &state);
        assert_eq!(merge(&[blames(&[1, 2, 3, 4], &state), same.clone()]), [[0, 1]]);
        let denied = Report { status: "negated".into(), ..same };
        assert_eq!(merge(&[blames(&[1, 2, 3, 4], &state), denied]).len(), 2);
    }

    #[test]
    fn short_names_fit_and_other_people_do_not() {
        let to = || who("karvania", "country", "XKV");
        let accusing =
            |name: &str| report("ACCUSE", "accuse", &[who(name, "person", "GOV")], &[to()], "2025-03-05");
        assert_eq!(merge(&[accusing("petra holm"), accusing("holm")]), [[0, 1]]);
        assert_eq!(merge(&[accusing("petra holm"), accusing("ilina maro")]).len(), 2);
    }

    #[test]
    fn crowds_are_told_apart_by_their_number() {
        let arrest = |n: f64| Report {
            counts: vec![Figure { what: "arrested".into(), min: Some(n), max: Some(n) }],
            ..report(
                "COERCE",
                "arrest",
                &[who("police", "group", "COP")],
                &[who("men", "group", "CVL")],
                "2025-03-05",
            )
        };
        assert_eq!(merge(&[arrest(4.0), arrest(4.0)]), [[0, 1]]);
        assert_eq!(merge(&[arrest(4.0), arrest(9.0)]).len(), 2);
    }

    #[test]
    fn a_party_is_a_crowd_and_one_article_tells_of_several_reproaches() {
        let by = |who: Filler, article: i64, words: &[u32]| Report {
            article,
            sentence: i64::from(words[0]),
            words: words.to_vec(),
            ..report("ACCUSE", "criticise", &[who], &[self::who("ilina maro", "person", "GOV")], "2025-03-05")
        };
        let party =
            |article, words: &[u32]| by(who("the liberals", "organization", "XVM PTY"), article, words);
        let holm = |article, words: &[u32]| by(who("petra holm", "person", "XVM GOV"), article, words);
        assert_eq!(merge(&[party(1, &[1, 2, 3]), party(2, &[7, 8, 9])]).len(), 2);
        assert_eq!(merge(&[party(1, &[1, 2, 3]), party(2, &[2, 3, 9])]).len(), 1);
        assert_eq!(merge(&[holm(1, &[1, 2, 3]), holm(2, &[7, 8, 9])]).len(), 1);
        assert_eq!(merge(&[holm(1, &[1, 2, 3]), holm(1, &[7, 8, 9])]).len(), 2);
    }

    #[test]
    fn a_war_and_what_is_only_imagined_need_words_in_common() {
        let fought = |article: i64, verb: &str, status: &str, words: &[u32]| Report {
            article,
            trigger: verb.into(),
            status: status.into(),
            words: words.to_vec(),
            ..report(
                "ASSAULT",
                "attack",
                &[who("karvania", "country", "XKV")],
                &[who("velmark", "country", "XVM")],
                "2025-03-05",
            )
        };
        let pair = |a: (&str, &str, &[u32]), b: (&str, &str, &[u32])| {
            merge(&[fought(1, a.0, a.1, a.2), fought(2, b.0, b.1, b.2)]).len()
        };
        assert_eq!(pair(("shell", "actual", &[1, 2, 3]), ("raid", "actual", &[7, 8, 9])), 1);
        assert_eq!(pair(("conflict", "actual", &[1, 2, 3]), ("raid", "actual", &[7, 8, 9])), 2);
        assert_eq!(pair(("war", "actual", &[1, 2, 3]), ("war", "actual", &[1, 2, 9])), 1);
        assert_eq!(pair(("strike", "hypothetical", &[1, 2, 3]), ("strike", "hypothetical", &[7, 8, 9])), 2);
        assert_eq!(pair(("strike", "hypothetical", &[1, 2, 3]), ("strike", "hypothetical", &[1, 2, 9])), 1);
    }

    #[test]
    fn an_official_may_act_for_the_state_or_not_and_one_sentence_tells_of_two() {
        let met = |from: Filler, sentence: i64, verb: &str, words: &[u32]| Report {
            article: 1,
            sentence,
            trigger: verb.into(),
            words: words.to_vec(),
            ..report("CONSULT", "meet", &[from], &[who("velmark", "country", "XVM")], "2025-03-05")
        };
        let state = || who("karvania", "country", "XKV");
        let maro = || who("ilina maro", "person", "XKV GOV");
        assert_eq!(merge(&[met(state(), 1, "meet", &[1, 2]), met(maro(), 2, "call", &[7, 8])]).len(), 2);
        assert_eq!(
            merge(&[met(state(), 1, "meet", &[1, 2, 3]), met(maro(), 2, "meet", &[1, 2, 8])]).len(),
            1
        );
        assert_eq!(merge(&[met(maro(), 1, "meet", &[1, 2]), met(maro(), 1, "speak", &[1, 2])]).len(), 2);
        assert_eq!(merge(&[met(maro(), 1, "meet", &[1, 2]), met(maro(), 2, "speak", &[7, 8])]).len(), 1);
    }

    #[test]
    fn what_is_planned_for_a_day_and_for_some_time_is_planned_twice() {
        let meet = |day: Option<&str>, words: &[u32]| Report {
            status: "future".into(),
            factuality_voice: 0.0,
            words: words.to_vec(),
            day: day.map(String::from),
            day_end: None,
            ..report(
                "CONSULT",
                "meet",
                &[who("petra holm", "person", "XVM GOV")],
                &[who("ilina maro", "person", "XKV GOV")],
                "2025-03-05",
            )
        };
        assert_eq!(merge(&[meet(Some("2025-03-07"), &[1, 2, 3]), meet(None, &[7, 8, 9])]).len(), 2);
        assert_eq!(merge(&[meet(Some("2025-03-07"), &[1, 2, 3]), meet(None, &[2, 3, 9])]).len(), 1);
        assert_eq!(merge(&[meet(Some("2025-03-07"), &[1, 2, 3]), meet(Some("2025-03-07"), &[7])]).len(), 1);
    }

    #[test]
    fn what_is_said_twice_of_one_person_needs_the_same_verb() {
        let from = || who("velmark", "country", "XVM");
        let to = || who("karvania", "country", "XKV");
        let reject = |frame: &str| report("REJECT", frame, &[from()], &[to()], "2025-03-05");
        assert_eq!(merge(&[reject("reject"), reject("refuse")]).len(), 2);
        assert_eq!(merge(&[reject("reject"), reject("reject")]).len(), 1);
    }

    #[test]
    fn dates_of_publication_may_be_a_day_late() {
        let strike = |day: &str, dated| Report {
            dated,
            ..report(
                "ASSAULT",
                "strike",
                &[who("velmark", "country", "XVM")],
                &[who("karvania", "country", "XKV")],
                day,
            )
        };
        assert_eq!(merge(&[strike("2025-03-05", true), strike("2025-03-06", false)]).len(), 1);
        assert_eq!(merge(&[strike("2025-03-05", true), strike("2025-03-06", true)]).len(), 2);
    }
}
