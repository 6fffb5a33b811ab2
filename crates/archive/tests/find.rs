//! Questions and their answers.

mod common;

use common::*;
use hearsay_archive::{Archive, By, Filter, Page, Parquet, Prepared, Sort, Table, Value};
use hearsay_record::*;

fn archive(folder: &tempfile::TempDir) -> Archive {
    let mut records = vec![seizure("one", "Herald", "2025-03-05"), seizure("two", "Courier", "2025-04-06")];
    let mut visit =
        article("three", "Herald", "2025-04-10", "Petra Holm will meet Ilina Maro in Sarn, officials said.");
    let holm = actor(&mut visit, "Petra Holm", ActorKind::Person, "XVM GOV");
    let maro = actor(&mut visit, "Ilina Maro", ActorKind::Person, "XKV GOV");
    statement(&mut visit, None, "speculation", CueClass::Believe, "that they will meet");
    let at = event(&mut visit, EventType::Consult, "meet", &[&holm], &[&maro], "2025-04-12");
    visit.events[at].status = Status::Future;
    visit.places.push(Place {
        id: "p1".into(),
        name: "Sarn".into(),
        kind: PlaceKind::City,
        country: Some("XKV".into()),
        admin1: None,
        lat: Some(10.5),
        lon: Some(-20.0),
        geonames: Some(7),
        mentions: Vec::new(),
    });
    visit.events[at].place = Some("p1".into());
    visit.events[at].confidence = Some(0.8);
    records.push(visit);
    let path = folder.path().join("a.sqlite");
    store(&path, &records);
    let mut archive = Archive::create(&path).unwrap();
    archive.settle(|_| true).unwrap();
    archive
}

fn ids(archive: &Archive, table: Table, filter: Filter) -> Vec<String> {
    let rows = archive.page(table, &filter, Page::default()).unwrap();
    rows.iter()
        .map(|row| if let Value::Text(id) = &row[0] { id.clone() } else { panic!("{row:?}") })
        .collect()
}

#[test]
fn every_dimension_narrows() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    let all = Filter::default;
    let some = |text: &str| Some(text.to_string());
    let events = |filter: Filter| ids(&archive, Table::Happenings, filter);
    assert_eq!(events(all()), ["three/e1", "two/e1", "one/e1"]);
    let seizures = ["two/e1", "one/e1"];
    assert_eq!(events(Filter { actor: some("velmark"), ..all() }), seizures);
    assert_eq!(events(Filter { actor: some("country:XVM"), ..all() }), seizures);
    assert_eq!(events(Filter { actor: some("Pet*"), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { actor: some("Petra"), ..all() }), Vec::<String>::new());
    assert_eq!(events(Filter { recipient: some("Ilina Maro"), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { actor_code: some("XVM*"), ..all() }).len(), 3);
    assert_eq!(events(Filter { actor_code: some("* GOV"), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { recipient_code: some("xkv lab"), ..all() }), seizures);
    assert_eq!(events(Filter { types: vec!["consult".into(), "AID".into()], ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { quad: some("M-Confl"), ..all() }), seizures);
    assert_eq!(events(Filter { status: vec!["future".into()], ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { voice: vec!["named_person".into()], ..all() }), seizures);
    assert_eq!(events(Filter { source: some("Petra Holm"), ..all() }), seizures);
    assert_eq!(events(Filter { place: some("Sarn"), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { country: some("xkv"), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { within: Some([10.0, -21.0, 11.0, -19.0]), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { within: Some([10.0, 19.0, 11.0, -21.0]), ..all() }), Vec::<String>::new());
    assert_eq!(events(Filter { since: some("2025-04"), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { until: some("2025-03"), ..all() }), seizures);
    assert_eq!(events(Filter { published_since: some("2025-04-06"), ..all() }), ["three/e1", "two/e1"]);
    assert_eq!(events(Filter { words: some("seize* \"trawler Ardent\""), ..all() }), seizures);
    assert_eq!(events(Filter { outlet: some("herald"), ..all() }), ["three/e1", "one/e1"]);
    assert_eq!(events(Filter { independent: Some(2), ..all() }), Vec::<String>::new());
    let refused =
        archive.page(Table::Happenings, &Filter { types: vec!["FIGHT".into()], ..all() }, Page::default());
    assert!(refused.unwrap_err().to_string().contains("no event type \"FIGHT\"; known are AGREE"));
    assert_eq!(events(Filter { confidence: Some(0.8), ..all() }), ["three/e1"]);
    assert_eq!(events(Filter { confidence: Some(0.81), ..all() }), Vec::<String>::new());
    for table in [Table::Happenings, Table::Reports] {
        let refused = archive.page(table, &Filter { confidence: Some(80.0), ..all() }, Page::default());
        assert!(refused.unwrap_err().to_string().contains("a confidence of 80 is asked for"));
    }
    assert_eq!(events(Filter { story: some("two"), ..all() }), ["two/e1"]);
    assert_eq!(events(Filter { after_article: Some(2), ..all() }), ["three/e1"]);
    assert_eq!(
        ids(&archive, Table::Statements, Filter { source: some("Petra Holm"), ..all() }),
        ["two", "one"]
    );
    assert_eq!(ids(&archive, Table::Statements, Filter { voice: vec!["none".into()], ..all() }), ["three"]);
    assert_eq!(ids(&archive, Table::Articles, Filter { actor: some("Ilina Maro"), ..all() }), ["three"]);
    assert_eq!(ids(&archive, Table::Articles, Filter { words: some("meeting"), ..all() }), ["three"]);
    assert_eq!(ids(&archive, Table::Actors, Filter { country: some("XKV"), ..all() }).len(), 2);
    let wrong = archive.page(Table::Happenings, &Filter { since: some("soon"), ..all() }, Page::default());
    assert_eq!(wrong.unwrap_err().to_string(), "\"soon\" is no date: want 2025-02-20, 2025-02 or 2025");
}

#[test]
fn contexts_lead_to_their_events() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let of = |id: &str, day: &str, contexts: &[&str]| {
        let mut record = seizure(id, "Herald", day);
        record.events[0].contexts = contexts.iter().map(|context| context.to_string()).collect();
        record
    };
    store(
        &path,
        &[
            of("one", "2025-03-05", &["military", "territory"]),
            of("two", "2025-04-05", &[]),
            of("three", "2025-05-05", &["military"]),
        ],
    );
    let archive = Archive::open(&path).unwrap();
    let found = |context: &str| {
        ids(&archive, Table::Reports, Filter { context: Some(context.to_string()), ..Filter::default() })
    };
    assert_eq!(found("military"), ["three", "one"]);
    assert_eq!(found("MILITARY"), ["three", "one"]);
    assert_eq!(found("terr*"), ["one"]);
    assert_eq!(found("milit"), Vec::<String>::new());
    assert_eq!(found("health"), Vec::<String>::new());
}

#[test]
fn words_give_the_newest_first_whatever_came_in_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let days = [("b", "2025-03-05"), ("d", "2025-05-05"), ("a", "2024-12-31"), ("c", "2025-03-06")];
    for (id, day) in days {
        let mut record = seizure(id, "Herald", day);
        record.events[0].date = None;
        if id != "c" {
            let date = Date { start: day.into(), end: day.into(), basis: DateBasis::Text, span: None };
            record.events[0].date = Some(date);
        }
        store(&path, &[record]);
    }
    let mut archive = Archive::create(&path).unwrap();
    let filter = || Filter { words: Some("trawler seized".into()), ..Filter::default() };
    let in_order = |archive: &Archive, table, filter: &Filter, sort| -> Vec<Value> {
        let page = Page { sort, ..Page::default() };
        archive.page(table, filter, page).unwrap().into_iter().map(|mut row| row.remove(0)).collect()
    };
    let texts = |ids: &[&str]| ids.iter().map(|id| Value::Text(id.to_string())).collect::<Vec<_>>();
    for (table, want) in [
        (Table::Articles, ["d", "c", "b", "a"]),
        (Table::Statements, ["d", "c", "b", "a"]),
        (Table::Reports, ["d", "b", "a", "c"]),
    ] {
        assert_eq!(in_order(&archive, table, &filter(), Sort::Newest), texts(&want), "{table:?}");
        let mut oldest = want;
        oldest.reverse();
        assert_eq!(in_order(&archive, table, &filter(), Sort::Oldest), texts(&oldest), "{table:?}");
    }
    archive.settle(|_| true).unwrap();
    let all = ids(&archive, Table::Happenings, Filter::default());
    assert_eq!(ids(&archive, Table::Happenings, filter()), all);
    let spring = Filter { since: Some("2025-01".into()), until: Some("2025-03".into()), ..filter() };
    assert_eq!(ids(&archive, Table::Statements, spring.clone()), ["c", "b"]);
    assert_eq!(
        ids(&archive, Table::Happenings, Filter { words: None, ..spring.clone() }),
        ids(&archive, Table::Happenings, spring.clone())
    );
    let of_holm = Filter { source: Some("Petra Holm".into()), ..spring };
    assert_eq!(ids(&archive, Table::Statements, of_holm), ["c", "b"]);
}

#[test]
fn what_is_kept_of_counts_is_what_counting_gives() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    let all = Filter::default;
    let column = |name: &str| Table::Happenings.columns().iter().position(|c| c.name == name).unwrap();
    for filter in [
        all(),
        Filter { since: Some("2025-04".into()), ..all() },
        Filter { types: vec!["COERCE".into()], ..all() },
        Filter { types: vec!["COERCE".into(), "AID".into()], status: vec!["actual".into()], ..all() },
        Filter { quad: Some("V-Coop".into()), ..all() },
        Filter { country: Some("xkv".into()), ..all() },
        Filter { words: Some("trawler".into()), ..all() },
        Filter { words: Some("trawler OR".into()), ..all() },
    ] {
        let rows = archive.page(Table::Happenings, &filter, Page::default()).unwrap();
        for (by, name) in
            [(By::Day, "date_start"), (By::Type, "type"), (By::Country, "country"), (By::Status, "status")]
        {
            let mut want = std::collections::BTreeMap::<String, u64>::new();
            for row in &rows {
                let value = match &row[column(name)] {
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                };
                *want.entry(value).or_default() += 1;
            }
            let mut got = archive.count(Table::Happenings, &filter, by).unwrap();
            got.sort();
            assert_eq!(got, want.into_iter().collect::<Vec<_>>(), "{filter:?} {by:?}");
            assert_eq!(
                archive.count_if_cheap(Table::Happenings, &filter, by).unwrap().map(|c| c.len()),
                Some(got.len())
            );
        }
    }
    assert_eq!(archive.totals().unwrap().events, 3);
    assert_eq!(archive.totals().unwrap().stories, 3);
}

#[test]
fn pages_and_orders() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    let page = |sort, skip, limit| -> Vec<Value> {
        let page = Page { sort, skip, limit };
        archive
            .page(Table::Happenings, &Filter::default(), page)
            .unwrap()
            .into_iter()
            .map(|mut row| row.remove(0))
            .collect()
    };
    let text = |id: &str| Value::Text(id.to_string());
    assert_eq!(page(Sort::Oldest, 0, Some(1)), [text("one/e1")]);
    assert_eq!(page(Sort::Newest, 1, Some(1)), [text("two/e1")]);
    assert_eq!(page(Sort::Newest, 3, None), Vec::<Value>::new());
    assert_eq!(page(Sort::Most, 0, None).len(), 3);
    let first = archive
        .page(Table::Actors, &Filter::default(), Page { sort: Sort::Most, ..Page::default() })
        .unwrap();
    assert_eq!(first[0][0], text("country:XVM"));
}

#[test]
fn counts() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    let count = |table, filter: &Filter, by| -> Vec<String> {
        archive
            .count(table, filter, by)
            .unwrap()
            .into_iter()
            .map(|(value, n)| format!("{value}={n}"))
            .collect()
    };
    let all = Filter::default();
    assert_eq!(count(Table::Happenings, &all, By::Day), ["2025-03-04=2", "2025-04-12=1"]);
    assert_eq!(count(Table::Happenings, &all, By::Week), ["2025-03-03=2", "2025-04-07=1"]);
    assert_eq!(count(Table::Happenings, &all, By::Month), ["2025-03=2", "2025-04=1"]);
    assert_eq!(count(Table::Happenings, &all, By::Type), ["COERCE=2", "CONSULT=1"]);
    assert_eq!(count(Table::Happenings, &all, By::Actor), ["Velmark=2", "Petra Holm=1"]);
    assert_eq!(count(Table::Articles, &all, By::Outlet), ["Herald=2", "Courier=1"]);
    assert_eq!(count(Table::Statements, &all, By::Voice), ["named_person=2", "none=1"]);
    let consult = Filter { types: vec!["CONSULT".into()], ..Filter::default() };
    assert_eq!(count(Table::Happenings, &consult, By::Country), ["XKV=1"]);
    assert!(archive.count(Table::Actors, &all, By::Day).is_err());
}

#[test]
fn layouts_have_their_columns_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    let names = |table: Table| table.columns().iter().map(|column| column.name).collect::<Vec<_>>();
    let gdelt = names(Table::Gdelt);
    assert_eq!(gdelt.len(), 61);
    for (at, name) in [
        (0, "GLOBALEVENTID"),
        (25, "IsRootEvent"),
        (34, "AvgTone"),
        (51, "ActionGeo_Type"),
        (59, "DATEADDED"),
        (60, "SOURCEURL"),
    ] {
        assert_eq!(gdelt[at], name);
    }
    let rows = archive
        .page(Table::Gdelt, &Filter::default(), Page { sort: Sort::Oldest, ..Page::default() })
        .unwrap();
    let cell = |row: usize, name: &str| rows[row][gdelt.iter().position(|c| *c == name).unwrap()].clone();
    assert_eq!(cell(0, "SQLDATE"), Value::Integer(20_250_304));
    assert_eq!(cell(0, "FractionDate"), Value::Real(2025.1753));
    assert_eq!((cell(0, "Actor1Code"), cell(0, "Actor1Type1Code")), (Value::Text("XVM".into()), Value::Null));
    assert_eq!(
        (cell(0, "Actor2Code"), cell(0, "Actor2Type1Code")),
        (Value::Text("XKVLAB".into()), Value::Text("LAB".into()))
    );
    assert_eq!((cell(0, "QuadClass"), cell(2, "QuadClass")), (Value::Integer(4), Value::Integer(1)));
    assert_eq!(cell(2, "ActionGeo_FullName"), Value::Text("Sarn, XKV".into()));
    assert_eq!(cell(2, "DATEADDED"), Value::Integer(20_250_410_000_000));
    let plover = names(Table::Plover);
    let rows = archive.page(Table::Plover, &Filter::default(), Page::default()).unwrap();
    let cell = |name: &str| rows[0][plover.iter().position(|c| *c == name).unwrap()].clone();
    assert_eq!(cell("Event Type"), Value::Text("CONSULT".into()));
    assert_eq!(
        (cell("Actor Country"), cell("Actor Sectors")),
        (Value::Text("XVM".into()), Value::Text("GOV".into()))
    );
    assert_eq!(cell("City"), Value::Text("Sarn".into()));
}

#[test]
fn parquet_holds_what_the_table_holds() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    let path = folder.path().join("events.parquet");
    let mut file = Parquet::new(std::fs::File::create(&path).unwrap(), Table::Happenings.columns()).unwrap();
    let rows = archive.page(Table::Happenings, &Filter::default(), Page::default()).unwrap();
    rows.iter().for_each(|row| file.row(row).unwrap());
    file.finish().unwrap();
    let read = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    assert_eq!(read.metadata().file_metadata().num_rows(), 3);
    let back: Vec<_> = read.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
    let at = |name: &str| Table::Happenings.columns().iter().position(|c| c.name == name).unwrap();
    assert_eq!(back[0].get_string(0).unwrap(), "three/e1");
    assert_eq!(back[0].get_double(at("lat")).unwrap(), 10.5);
    assert_eq!(back[0].get_long(at("reports")).unwrap(), 1);
    assert!(back[1].get_double(at("lat")).is_err());
}

#[test]
fn views_hold_what_the_tables_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive(&folder).path().to_path_buf();
    // Also where the file itself may only be read.
    let archive = Archive::open(&path).unwrap();
    archive.make_views().unwrap();
    archive.make_views().unwrap();
    for table in Table::ALL {
        let mut told: Vec<String> = Vec::new();
        archive
            .rows(table, &Filter::default(), Page::default(), |row| {
                told.push(row.iter().map(|v| format!("{v:?}")).collect::<Vec<_>>().join(" | "));
                Ok(true)
            })
            .unwrap();
        let mut seen = dump(&archive, &format!("SELECT * FROM {}", table.name()));
        told.sort();
        seen.sort();
        assert!(!seen.is_empty(), "{}", table.name());
        assert_eq!(seen, told, "{}", table.name());
    }
}

#[test]
fn an_archive_can_be_in_memory() {
    let mut archive = Archive::in_memory().unwrap();
    let one = Prepared::new(seizure("one", "Herald", "2025-03-05"));
    let alone = archive.rows_of(&one, &[Table::Reports, Table::Articles]).unwrap();
    assert_eq!(alone[0].len(), 1);
    assert_eq!(alone, archive.rows_of(&one, &[Table::Reports, Table::Articles]).unwrap());
    assert_eq!(archive.stats().unwrap().rows[0], ("articles", 0));
    archive.store(&[one]).unwrap();
    assert_eq!(archive.page(Table::Reports, &Filter::default(), Page::default()).unwrap(), alone[0]);
    archive.settle(|_| true).unwrap();
    assert_eq!(archive.page(Table::Happenings, &Filter::default(), Page::default()).unwrap().len(), 1);
    assert!(!std::path::Path::new(":memory:").exists());
}

#[test]
fn questions_in_sql_are_answered_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&folder);
    archive.make_views().unwrap();
    let ask = |question: &str, parameters: &[Value]| {
        let mut rows = Vec::new();
        let names = archive.ask(question, parameters, |row| {
            rows.push(row);
            true
        })?;
        Ok::<_, hearsay_archive::Error>((names, rows))
    };
    let status = [Value::Text("future".into())];
    let (names, rows) = ask("SELECT type, lat FROM events WHERE status = ?", &status).unwrap();
    assert_eq!(names, ["type", "lat"]);
    assert_eq!(rows, [[Value::Text("CONSULT".into()), Value::Real(10.5)]]);
    for (question, told) in [
        ("SELECT nobody FROM events", "no such column: nobody"),
        ("SELEC 1", "syntax error"),
        ("DELETE FROM article", "only questions (SELECT) are answered"),
        ("SELECT 1; SELECT 2", "Multiple statements"),
        ("SELECT ?", "Wrong number of parameters"),
    ] {
        let error = ask(question, &[]).unwrap_err();
        assert!(
            matches!(&error, hearsay_archive::Error::Asked(what) if what.contains(told)),
            "{question}: {error}"
        );
    }
}
