//! How long it takes to add to an archive and to ask it, as it grows.
//!
//! `measure RECORDS.jsonl ARCHIVE N` fills a new archive with N articles made from the records given: each under a new
//! id, outlet and day, with a third of its actors renamed and some of its words changed, so that indexes grow as they would. Then it settles
//! and asks common questions. Times go to standard output.

use hearsay_archive::{Archive, By, Filter, Page, Prepared, Sort, Table};
use hearsay_record::{ActorKind, Record};
use std::io::BufRead;
use std::path::Path;
use std::time::Instant;

const BATCH: usize = 200;
const DAYS: usize = 365;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, records, archive, n] = args.as_slice() else { panic!("measure RECORDS.jsonl ARCHIVE N") };
    let n: usize = n.parse().expect("N is a number");
    let file = std::io::BufReader::new(std::fs::File::open(records).expect("the records can be read"));
    let records: Vec<Record> =
        file.lines().map(|line| serde_json::from_str(&line.expect("a line")).expect("a record")).collect();
    let mut archive = Archive::create(Path::new(archive)).expect("the archive can be made");
    let (mut made, mut stored) = (0.0, 0.0);
    let start = Instant::now();
    for first in (0..n).step_by(BATCH) {
        let at = Instant::now();
        let batch: Vec<Prepared> = (first..(first + BATCH).min(n))
            .map(|i| Prepared::new(varied(&records[i % records.len()], i, n)))
            .collect();
        made += at.elapsed().as_secs_f64();
        let at = Instant::now();
        archive.store(&batch).expect("the batch is stored");
        stored += at.elapsed().as_secs_f64();
        let done = first + batch.len();
        if done.is_multiple_of((n / 10).max(BATCH)) {
            println!(
                "{done} articles: stored at {:.2} ms each, prepared at {:.2} ms each",
                stored * 1e3 / (n / 10) as f64,
                made * 1e3 / (n / 10) as f64
            );
            (made, stored) = (0.0, 0.0);
        }
    }
    println!("all stored after {:.1} s", start.elapsed().as_secs_f64());
    let at = Instant::now();
    archive.settle(|_| true).expect("it settles");
    println!(
        "settled in {:.1} s, {:.2} ms an article",
        at.elapsed().as_secs_f64(),
        at.elapsed().as_secs_f64() * 1e3 / n as f64
    );
    archive.learn().expect("it learns");
    ask(&archive);
    let stats = archive.stats().expect("it counts");
    println!("{:?}, {:.0} MB", stats.rows, stats.bytes as f64 / 1e6);
}

fn varied(record: &Record, i: usize, n: usize) -> Record {
    let mut record = record.clone();
    record.article.id = format!("m{i}");
    record.article.url = Some(format!("https://outlet{}.example/{i}", i % 211));
    record.article.outlet = Some(format!("Outlet {}", i % 211));
    let day = i * DAYS / n;
    record.article.published = Some(format!("2025-{:02}-{:02}", day / 31 + 1, day % 28 + 1));
    // Words of its own, as many as a text of another happening would have.
    let own: String = (0..60).map(|k| format!(" w{}", crate_mix((i * 60 + k) as u64) % 40_000)).collect();
    record.article.text += &own;
    for (k, actor) in record.actors.iter_mut().enumerate() {
        if k % 3 == 0 && matches!(actor.kind, ActorKind::Person | ActorKind::Organization) {
            actor.name = format!("{} {}", actor.name, crate_mix((i * 7 + k) as u64) % 50_000);
            actor.wikidata = None;
        }
    }
    for event in &mut record.events {
        if let Some(date) = &mut event.date {
            date.start = record.article.published.clone().unwrap_or_default();
            date.end = date.start.clone();
        }
    }
    record
}

fn crate_mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 27)
}

fn ask(archive: &Archive) {
    let some = |text: &str| Some(text.to_string());
    let page = Page { sort: Sort::Newest, skip: 0, limit: Some(40) };
    let actors =
        archive.page(Table::Actors, &Filter::default(), Page { sort: Sort::Most, ..page }).expect("actors");
    let frequent = match &actors[0][0] {
        hearsay_archive::Value::Text(key) => key.clone(),
        other => panic!("{other:?}"),
    };
    let all = Filter::default;
    let questions = [
        ("the newest events", Table::Happenings, all()),
        ("of one type", Table::Happenings, Filter { types: vec!["ASSAULT".into()], ..all() }),
        ("of the most frequent actor", Table::Happenings, Filter { actor: some(&frequent), ..all() }),
        ("of an actor by code", Table::Happenings, Filter { actor_code: some("USA*"), ..all() }),
        (
            "of one country in one month",
            Table::Happenings,
            Filter { country: some("USA"), since: some("2025-03"), until: some("2025-03"), ..all() },
        ),
        (
            "with two rare words",
            Table::Happenings,
            Filter { words: some("\"prime minister\" attack"), ..all() },
        ),
        ("three independent reports", Table::Happenings, Filter { independent: Some(3), ..all() }),
        ("unsourced statements", Table::Statements, Filter { voice: vec!["none".into()], ..all() }),
        ("statements with a word", Table::Statements, Filter { words: some("election"), ..all() }),
        ("articles with a rare word", Table::Articles, Filter { words: some("w17"), ..all() }),
        ("stories", Table::Stories, all()),
    ];
    for (name, table, filter) in questions {
        let mut best = f64::MAX;
        let mut rows = 0;
        for _ in 0..3 {
            let at = Instant::now();
            rows = archive.page(table, &filter, page).expect(name).len();
            best = best.min(at.elapsed().as_secs_f64() * 1e3);
        }
        println!("{name}: {rows} rows, {best:.1} ms");
    }
    for (name, filter) in [
        ("all by day", all()),
        ("one type by day", Filter { types: vec!["ASSAULT".into()], ..all() }),
        ("one country by day", Filter { country: some("USA"), ..all() }),
        ("most frequent actor by day", Filter { actor: some(&frequent), ..all() }),
    ] {
        let at = Instant::now();
        let n = archive.count(Table::Happenings, &filter, By::Day).expect(name).len();
        println!("{name}: {n} days, {:.1} ms", at.elapsed().as_secs_f64() * 1e3);
    }
}
