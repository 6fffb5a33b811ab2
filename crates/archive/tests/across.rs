//! What is known only across articles, and that it depends on which articles there are and on nothing else.

mod common;

use common::*;
use hearsay_archive::{Archive, Filter, Page, Prepared, Table, Value};
use hearsay_record::*;
use std::path::Path;

const BODY: &str = "The Karvanian coast guard seized a fishing boat from Velmark in the Strait of Orlo on Tuesday night and \
    arrested nine sailors, the navy said on Wednesday. The trawler Ardent had entered Karvanian waters and ignored three \
    warnings, a spokesman told reporters in Sarn. Nobody was hurt, he said. Velmark rejected the account and demanded the \
    release of the crew. The sailors were taken to a police station in Sarn, where a judge will hear them.";

const OTHER: &str = "Bakers across the eastern provinces warned that flour would cost a fifth more by the summer because of the \
    drought in the north, and the bureau of statistics reported that the price of bread rose again. The minister of agriculture \
    promised subsidies for small mills and ruled out an export ban, while the opposition called for a debate on reserves.";

/// An article about the seizure of the trawler, in its own words.
fn seized(id: &str, outlet: &str, day: &str, n: f64, text: &str) -> Record {
    let mut record = article(id, outlet, day, text);
    let guard = actor(&mut record, "the Karvanian coast guard", ActorKind::Group, "XKV MIL");
    let crew = actor(&mut record, "nine sailors", ActorKind::Group, "XVM LAB");
    actor(&mut record, "Karvania", ActorKind::Country, "XKV");
    actor(&mut record, "Velmark", ActorKind::Country, "XVM");
    let at = event(&mut record, EventType::Coerce, "arrested", &[&guard], &[&crew], "2025-03-04");
    record.events[at].mode = Some("arrest".to_string());
    record.events[at].counts = vec![Count {
        what: "arrested".into(),
        min: Some(n),
        max: Some(n),
        span: Span { start: 0, end: 1, text: n.to_string() },
    }];
    record
}

/// Two outlets, a wire copy in a third, another story, and articles without a day.
fn world() -> Vec<Record> {
    let own_words = "Nine sailors of the Velmark trawler Ardent sit in a police station in Sarn after the Karvanian coast guard \
        seized their fishing boat in the Strait of Orlo on Tuesday night. Velmark demanded their release; the navy said that \
        warnings had been ignored.";
    let denying = "Karvania denied on Thursday that its coast guard had arrested anybody on the Velmark trawler Ardent. The sailors are \
        guests, an admiral said in Sarn, and the fishing boat was brought from the Strait of Orlo to safety before a storm.";
    let mut denial = seized("beacon", "Beacon", "2025-03-06", 9.0, denying);
    denial.events[0].status = Status::Negated;
    denial.events[0].factuality = Factuality { voice: -3.0, author: -3.0 };
    let mut bread = article("bread", "Courier", "2025-03-05", OTHER);
    let mill = actor(&mut bread, "bakers", ActorKind::Group, "BUS");
    event(&mut bread, EventType::Threaten, "warned", &[&mill], &[], "2025-03-05");
    let mut undated = seized("undated", "Archive", "2025-03-05", 9.0, OTHER);
    undated.article.published = None;
    vec![
        seized("courier", "Courier", "2025-03-05T08:00:00Z", 9.0, &format!("SARN (Reuters) - {BODY}")),
        seized(
            "copy",
            "Herald",
            "2025-03-05T12:00:00Z",
            9.0,
            &format!("{BODY} The Herald learned this on Wednesday."),
        ),
        seized("mirror", "Mirror", "2025-03-05T15:00:00Z", 8.0, own_words),
        denial,
        bread,
        undated,
    ]
}

fn settled(path: &Path, records: &[Record]) -> Archive {
    let mut archive = Archive::create(path).unwrap();
    for record in records {
        archive.store(&[Prepared::new(record.clone())]).unwrap();
    }
    archive.settle(|_| true).unwrap();
    archive
}

/// Everything across articles, by ids that do not depend on the order of adding.
fn known(archive: &Archive) -> Vec<Vec<String>> {
    [
        "SELECT article.id, copy.id, follows.id, original.id, story.id FROM sketch JOIN article ON article.no = article
         LEFT JOIN article copy ON copy.no = copy_of LEFT JOIN article follows ON follows.no = follows
         JOIN article original ON original.no = original JOIN article story ON story.no = story ORDER BY 1",
        "SELECT id, title, day, day_end, articles, originals, independent, happenings, disputed FROM story ORDER BY 1",
        "SELECT happening.id, type, status, day, reports, articles, independent, asserted, denied, disputed, figures
         FROM happening ORDER BY 1",
        "SELECT article.id, event.n, happening.id FROM event JOIN article ON article.no = article
         JOIN happening ON happening.no = happening ORDER BY 1, 2",
    ]
    .map(|question| dump(archive, question))
    .to_vec()
}

fn happening(archive: &Archive, id: &str) -> Vec<(&'static str, Value)> {
    let rows = archive.page(Table::Happenings, &Filter::default(), Page::default()).unwrap();
    let row = rows.into_iter().find(|row| row[0] == Value::Text(id.to_string())).unwrap();
    Table::Happenings.columns().iter().map(|column| column.name).zip(row).collect()
}

#[test]
fn one_row_for_one_happening_with_all_its_reports() {
    let folder = tempfile::tempdir().unwrap();
    let archive = settled(&folder.path().join("a.sqlite"), &world());
    let row = happening(&archive, "courier/e1");
    let cell = |name: &str| row.iter().find(|(column, _)| *column == name).unwrap().1.clone();
    assert_eq!(cell("story"), Value::Text("courier".into()));
    assert_eq!(cell("reports"), Value::Integer(4));
    // The Herald printed what Reuters wrote, and so did the Courier: with the Mirror and the Beacon that makes three.
    assert_eq!(cell("independent_reports"), Value::Integer(3));
    assert_eq!((cell("asserted"), cell("denied")), (Value::Integer(2), Value::Integer(1)));
    assert_eq!(cell("disputed"), Value::Text("denied;figures".into()));
    let Value::Text(figures) = cell("figures") else { panic!("figures are text") };
    let figures: serde_json::Value = serde_json::from_str(&figures).unwrap();
    assert_eq!(figures["arrested"][0], serde_json::json!({ "min": 8.0, "max": 8.0, "independent": 1 }));
    assert_eq!(figures["arrested"][1], serde_json::json!({ "min": 9.0, "max": 9.0, "independent": 2 }));
}

#[test]
fn stories_hold_what_belongs_together_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let archive = settled(&folder.path().join("a.sqlite"), &world());
    let stories = dump(&archive, "SELECT id, articles, originals, independent FROM story ORDER BY id");
    assert_eq!(
        stories,
        [
            r#"Text("bread") | Integer(1) | Integer(1) | Integer(1)"#,
            r#"Text("courier") | Integer(4) | Integer(3) | Integer(3)"#,
            r#"Text("undated") | Integer(1) | Integer(1) | Integer(1)"#,
        ]
    );
    assert_eq!(archive.story_of("mirror").unwrap().as_deref(), Some("courier"));
    assert_eq!(archive.story_of("nothing").unwrap(), None);
}

#[test]
fn the_order_of_adding_does_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let records = world();
    let want = known(&settled(&folder.path().join("0.sqlite"), &records));
    // Every rotation, forwards and backwards, settled after each article or only at the end.
    for turn in 1..records.len() {
        for backwards in [false, true] {
            let mut order = records.clone();
            order.rotate_left(turn);
            if backwards {
                order.reverse();
            }
            let path = folder.path().join(format!("{turn}-{backwards}.sqlite"));
            let mut archive = Archive::create(&path).unwrap();
            for record in &order {
                archive.store(&[Prepared::new(record.clone())]).unwrap();
                if backwards {
                    archive.settle(|_| true).unwrap();
                }
            }
            archive.settle(|_| true).unwrap();
            assert_eq!(known(&archive), want, "turned by {turn}, backwards {backwards}");
        }
    }
}

#[test]
fn settling_can_be_interrupted_after_every_step() {
    let folder = tempfile::tempdir().unwrap();
    let want = known(&settled(&folder.path().join("whole.sqlite"), &world()));
    let path = folder.path().join("part.sqlite");
    store(&path, &world());
    let mut steps = 0;
    loop {
        let mut archive = Archive::create(&path).unwrap();
        if archive.is_settled().unwrap() {
            break;
        }
        archive.settle(|_| false).unwrap();
        steps += 1;
    }
    assert!(steps > 3, "{steps}");
    assert_eq!(known(&Archive::open(&path).unwrap()), want);
}

#[test]
fn what_comes_later_pulls_later_stories_along() {
    // Each article looks like the one before, three days apart: taken away the first one, the others have another root.
    let chain: Vec<Record> = (0..5)
        .map(|i| {
            seized(&format!("c{i}"), &format!("Outlet {i}"), &format!("2025-03-{:02}", 2 + 3 * i), 9.0, BODY)
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let mut archive = settled(&path, &chain[1..]);
    assert_eq!(dump(&archive, "SELECT id, articles FROM story"), [r#"Text("c1") | Integer(4)"#]);
    archive.store(&[Prepared::new(chain[0].clone())]).unwrap();
    archive.settle(|_| true).unwrap();
    assert_eq!(dump(&archive, "SELECT id, articles FROM story"), [r#"Text("c0") | Integer(5)"#]);
    assert_eq!(known(&archive), known(&settled(&folder.path().join("b.sqlite"), &chain)));
}

#[test]
fn an_archive_of_version_1_opens_with_its_stories() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v1.sqlite");
    let packed = include_bytes!("data/v1.sqlite.zst");
    std::fs::write(&path, zstd::decode_all(&packed[..]).unwrap()).unwrap();
    let archive = Archive::open(&path).unwrap();
    assert!(!archive.is_settled().unwrap());
    assert_eq!(archive.record("one").unwrap(), Some(seizure("one", "Herald", "2025-03-05")));
    drop(archive);
    let mut archive = Archive::create(&path).unwrap();
    archive.settle(|_| true).unwrap();
    let fresh = settled(
        &folder.path().join("new.sqlite"),
        &[seizure("one", "Herald", "2025-03-05"), seizure("two", "Courier", "2025-03-06")],
    );
    assert_eq!(known(&archive), known(&fresh));
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
    let tables = "SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name";
    assert_eq!(dump(&archive, tables), dump(&fresh, tables));
}

#[test]
fn an_archive_of_version_2_becomes_what_it_would_be_today() {
    becomes_today(include_bytes!("data/v2.sqlite.zst"), 4);
}

#[test]
fn an_archive_of_version_3_becomes_what_it_would_be_today() {
    becomes_today(include_bytes!("data/v3.sqlite.zst"), 5);
}

#[test]
fn an_archive_of_version_4_becomes_what_it_would_be_today() {
    becomes_today(include_bytes!("data/v4.sqlite.zst"), 4);
}

/// An old archive, and one that is made of its records today.
fn becomes_today(packed: &[u8], articles: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sqlite");
    std::fs::write(&path, zstd::decode_all(packed).unwrap()).unwrap();
    let mut archive = Archive::create(&path).unwrap();
    archive.settle(|_| true).unwrap();
    let ids = archive.page(Table::Articles, &Filter::default(), Page::default()).unwrap();
    let records: Vec<Record> = ids
        .iter()
        .map(|row| match &row[0] {
            Value::Text(id) => archive.record(id).unwrap().unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(records.len(), articles);
    let fresh = settled(&folder.path().join("new.sqlite"), &records);
    assert_eq!(known(&archive), known(&fresh));
    for question in [
        "SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL AND name NOT LIKE 'sqlite_stat%' ORDER BY name",
        "SELECT key, code, n FROM entity_code JOIN entity ON entity.no = entity ORDER BY 1, 2",
        "SELECT key, n_articles, n_events, n_statements FROM entity ORDER BY 1",
        "SELECT * FROM outlet",
        "SELECT * FROM total",
        "SELECT * FROM day_type WHERE n > 0",
        "SELECT * FROM day_country WHERE n > 0",
        "SELECT role, key, n FROM led JOIN entity ON entity.no = led.entity WHERE n > 0 ORDER BY 1, 2",
        "SELECT context, event_context.day, article.id, n FROM event_context JOIN event ON event.no = event
         JOIN article ON article.no = article ORDER BY 1, 2, 3, 4",
    ] {
        assert_eq!(dump(&archive, question), dump(&fresh, question), "{question}");
    }
    for table in [Table::Happenings, Table::Statements, Table::Articles] {
        for words in ["police", "sail*", "said"] {
            let filter = Filter { words: Some(words.to_string()), ..Filter::default() };
            let found = |archive: &Archive| {
                let mut rows = archive.page(table, &filter, Page::default()).unwrap();
                rows.sort_by_key(|row| format!("{row:?}"));
                rows
            };
            assert_eq!(found(&archive), found(&fresh), "{table:?} {words}");
        }
    }
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_report_that_comes_to_another_story_takes_its_happening_along() {
    // The first and the last are too far apart, until the one between them comes late; what the last one tells is another arrest.
    let [first, between, last] = [(2, 9.0), (4, 9.0), (6, 900.0)].map(|(day, n)| {
        seized(&format!("c{day}"), &format!("Outlet {day}"), &format!("2025-03-{day:02}"), n, BODY)
    });
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&folder.path().join("a.sqlite")).unwrap();
    for record in [first, last, between] {
        archive.store(&[Prepared::new(record)]).unwrap();
        archive.settle(|_| true).unwrap();
    }
    let happenings = "SELECT id, (SELECT id FROM story WHERE no = story), articles,
        (SELECT count(*) FROM event WHERE happening = happening.no) FROM happening ORDER BY id";
    assert_eq!(
        dump(&archive, happenings),
        [
            r#"Text("c2/e1") | Text("c2") | Integer(2) | Integer(2)"#,
            r#"Text("c6/e1") | Text("c2") | Integer(1) | Integer(1)"#,
        ]
    );
}

#[test]
fn what_goes_on_for_weeks_is_told_in_parts() {
    let records: Vec<Record> = (0..8)
        .map(|i| {
            seized(&format!("c{i}"), &format!("Outlet {i}"), &format!("2025-03-{:02}", 2 + 3 * i), 9.0, BODY)
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let archive = settled(&folder.path().join("a.sqlite"), &records);
    // Two weeks from the first article, and what comes after.
    let stories = "SELECT id, articles, day, day_end FROM story ORDER BY day";
    assert_eq!(
        dump(&archive, stories),
        [
            r#"Text("c0") | Integer(5) | Text("2025-03-02") | Text("2025-03-14")"#,
            r#"Text("c5") | Integer(3) | Text("2025-03-17") | Text("2025-03-23")"#,
        ]
    );
    let mut backwards = Archive::create(&folder.path().join("b.sqlite")).unwrap();
    for record in records.iter().rev() {
        backwards.store(&[Prepared::new(record.clone())]).unwrap();
        backwards.settle(|_| true).unwrap();
    }
    assert_eq!(known(&backwards), known(&archive));
}
