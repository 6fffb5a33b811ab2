//! What goes in comes out, once, whatever happens in between.

mod common;

use common::*;
use hearsay_archive::{Archive, Error, Prepared, Stored, VERSION};
use hearsay_record::{ActorKind, Record};

#[test]
fn a_record_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let record = seizure("one", "Herald", "2025-03-05");
    assert_eq!(store(&path, std::slice::from_ref(&record)), [Stored::Added]);
    let archive = Archive::open(&path).unwrap();
    assert_eq!(archive.record("one").unwrap(), Some(record.clone()));
    assert_eq!(archive.record("two").unwrap(), None);
    assert_eq!(archive.holds("one", &record.article.text).unwrap(), Some(Stored::Known));
    assert_eq!(archive.holds("one", "another text").unwrap(), Some(Stored::Conflict));
    assert!(archive.holds_url("https://herald.example/one").unwrap());
}

#[test]
fn adding_twice_changes_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let records = [seizure("one", "Herald", "2025-03-05"), seizure("two", "Courier", "2025-03-06")];
    store(&path, &records);
    let tables =
        ["article", "record", "entity", "alias", "actor", "place", "statement", "event", "event_actor"];
    let all = |archive: &Archive| -> Vec<Vec<String>> {
        tables.iter().map(|table| dump(archive, &format!("SELECT * FROM {table} ORDER BY 1, 2"))).collect()
    };
    let before = all(&Archive::open(&path).unwrap());
    assert!(before.iter().zip(tables).all(|(rows, table)| !rows.is_empty() || table == "place"));
    assert_eq!(store(&path, &records), [Stored::Known, Stored::Known]);
    assert_eq!(all(&Archive::open(&path).unwrap()), before);

    let mut other = seizure("one", "Herald", "2025-03-05");
    other.article.text += " The port stays closed.";
    assert_eq!(store(&path, &[other]), [Stored::Conflict]);
    assert_eq!(all(&Archive::open(&path).unwrap()), before);
}

#[test]
fn one_actor_has_one_row_in_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    store(&path, &[seizure("one", "Herald", "2025-03-05"), seizure("two", "Courier", "2025-03-06")]);
    let archive = Archive::open(&path).unwrap();
    let rows = dump(&archive, "SELECT key, n_articles, n_events, n_statements FROM entity ORDER BY key");
    assert_eq!(
        rows,
        [
            r#"Text("country:XVM") | Integer(2) | Integer(2) | Integer(0)"#,
            r#"Text("group:crew|XKV LAB") | Integer(2) | Integer(2) | Integer(0)"#,
            r#"Text("person:petra holm|XVM") | Integer(2) | Integer(0) | Integer(2)"#,
        ]
    );
}

#[test]
fn a_country_is_one_actor_under_the_name_that_the_lexicon_knows() {
    let folder = tempfile::tempdir().unwrap();
    let known = |id: &str, name: &str, item: Option<&str>| {
        let mut record = article(id, "Herald", "2025-03-05", "The port was closed.");
        actor(&mut record, name, ActorKind::Country, "XVM");
        record.actors[0].wikidata = item.map(String::from);
        record
    };
    let records =
        [known("1", "Aldmark", None), known("2", "Velmark", Some("Q2")), known("3", "the republic", None)];
    // In one batch or in several, in any order.
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        for together in [true, false] {
            let path = folder.path().join(format!("{order:?}-{together}.sqlite"));
            let batch: Vec<Record> = order.iter().map(|i| records[*i].clone()).collect();
            for part in if together { batch.chunks(3) } else { batch.chunks(1) } {
                store(&path, part);
            }
            let archive = Archive::open(&path).unwrap();
            assert_eq!(
                dump(&archive, "SELECT key, name, wikidata, n_articles FROM entity"),
                [r#"Text("country:XVM") | Text("Velmark") | Text("Q2") | Integer(3)"#],
                "{order:?} {together}"
            );
            assert_eq!(archive.entities("aldmark").unwrap(), archive.entities("country:XVM").unwrap());
        }
    }
}

#[test]
fn words_are_found_in_any_inflection() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    store(&path, &[seizure("one", "Herald", "2025-03-05")]);
    let archive = Archive::open(&path).unwrap();
    for table in ["article_words", "statement_words", "event_words"] {
        let found = |word: &str| {
            dump(&archive, &format!("SELECT rowid FROM {table} WHERE {table} MATCH '{word}'")).len()
        };
        assert_eq!((found("seizing"), found("harbour")), (1, 0), "{table}");
    }
}

#[test]
fn a_full_disk_keeps_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    store(&path, &[seizure("one", "Herald", "2025-03-05")]);
    let mut archive = Archive::create(&path).unwrap();
    // The page limit of SQLite fails as a full disk does.
    let pages: i64 = archive.database().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    archive.database().query_row(&format!("PRAGMA max_page_count = {}", pages + 1), [], |_| Ok(())).unwrap();
    let batch: Vec<Prepared> =
        (0..400).map(|i| Prepared::new(seizure(&format!("more-{i}"), "Herald", "2025-03-05"))).collect();
    assert!(matches!(archive.store(&batch), Err(Error::Full)), "the batch should not fit");
    drop(archive);
    let archive = Archive::open(&path).unwrap();
    assert_eq!(dump(&archive, "SELECT id FROM article"), [r#"Text("one")"#]);
    assert_eq!(dump(&archive, "PRAGMA integrity_check"), [r#"Text("ok")"#]);
    // With room again the same batch goes in.
    let mut archive = Archive::create(&path).unwrap();
    assert!(archive.store(&batch).unwrap().iter().all(|stored| *stored == Stored::Added));
}

#[test]
fn two_writers_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    store(&path, &[]);
    std::thread::scope(|scope| {
        for writer in 0..3 {
            let path = &path;
            scope.spawn(move || {
                let mut archive = Archive::create(path).unwrap();
                for i in 0..20 {
                    // Half of the articles are the same for all.
                    let id = if i % 2 == 0 { format!("same-{i}") } else { format!("{writer}-{i}") };
                    archive.store(&[Prepared::new(seizure(&id, "Herald", "2025-03-05"))]).unwrap();
                }
            });
        }
    });
    let archive = Archive::open(&path).unwrap();
    assert_eq!(dump(&archive, "SELECT count(*) FROM article"), ["Integer(40)"]);
    assert_eq!(dump(&archive, "SELECT n_articles FROM entity WHERE key = 'country:XVM'"), ["Integer(40)"]);
}

#[test]
fn what_is_no_archive_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(Archive::open(&at("none.sqlite")), Err(Error::Missing(_))));
    std::fs::write(at("text.sqlite"), "The port was closed on Monday, officials said. ".repeat(100)).unwrap();
    assert!(matches!(Archive::open(&at("text.sqlite")), Err(Error::Foreign(_))));
    assert!(matches!(Archive::create(&at("text.sqlite")), Err(Error::Foreign(_))));
    rusqlite::Connection::open(at("other.sqlite")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    assert!(matches!(Archive::open(&at("other.sqlite")), Err(Error::Foreign(_))));
    assert!(matches!(Archive::create(&at("other.sqlite")), Err(Error::Foreign(_))));

    store(&at("new.sqlite"), &[seizure("one", "Herald", "2025-03-05")]);
    let db = rusqlite::Connection::open(at("new.sqlite")).unwrap();
    db.pragma_update(None, "user_version", VERSION + 1).unwrap();
    drop(db);
    let refused = Archive::open(&at("new.sqlite")).unwrap_err().to_string();
    assert!(
        refused.contains(&format!("archive of version {}, written by a newer hearsay", VERSION + 1)),
        "{refused}"
    );
    assert!(matches!(Archive::create(&at("new.sqlite")), Err(Error::Newer { .. })));
}

#[cfg(unix)]
#[test]
fn read_only_media_can_be_asked_and_not_added_to() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let media = folder.path().join("media");
    std::fs::create_dir(&media).unwrap();
    let path = media.join("a.sqlite");
    store(&path, &[seizure("one", "Herald", "2025-03-05")]);
    let may = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap()
    };
    may(&path, 0o444);
    may(&media, 0o555);
    // Whoever may do everything is not held back by permissions.
    if std::fs::write(media.join("probe"), "x").is_err() {
        let archive = Archive::open(&path).unwrap();
        assert_eq!(dump(&archive, "SELECT id FROM article"), [r#"Text("one")"#]);
        assert!(matches!(Archive::create(&path), Err(Error::ReadOnly | Error::Io(_))));
    }
    may(&media, 0o755);
}
