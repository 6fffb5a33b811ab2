//! The archive from outside: adding, asking, and what must not happen to it.

mod common;

use common::*;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// So many short articles of a few outlets, days and happenings.
fn articles(n: usize) -> String {
    let who = ["Police", "Soldiers", "Coast guards", "Inspectors"];
    let town = ["Tolm", "Sarn", "Orlo"];
    let mut out = String::new();
    for i in 0..n {
        let text = format!(
            "{} arrested {} men in {} on Monday, officials said. The mayor of {} accused the government of doing nothing.",
            who[i % 4],
            i + 2,
            town[i % 3],
            town[(i + 1) % 3],
        );
        let line = serde_json::json!({
            "id": format!("a{i}"), "text": text, "outlet": format!("Outlet {}", i % 5),
            "published": format!("2025-03-{:02}", 1 + i % 9),
        });
        out += &format!("{line}\n");
    }
    out
}

/// Every row of every table, for comparing archives; numbers that only count rows up are left out by joining.
fn contents(folder: &TempDir, archive: &str) -> Vec<String> {
    let db = rusqlite::Connection::open(folder.path().join(archive)).unwrap();
    assert_eq!(db.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap(), "ok");
    let mut out = Vec::new();
    for question in [
        "SELECT id, url, outlet, title, published, words, digest FROM article",
        "SELECT id, title, day, day_end, articles, originals, independent, happenings, disputed FROM story",
        "SELECT id, type, status, day, reports, articles, independent, asserted, denied, disputed, figures FROM happening",
        "SELECT article.id, hex(json) FROM record JOIN article ON article.no = record.article",
        "SELECT key, name, kind, country, n_articles, n_events, n_statements FROM entity",
        "SELECT key, alias.name, alias.n_articles FROM alias JOIN entity ON entity.no = alias.entity",
        "SELECT article.id, n, source_kind, lemma, content, statement.day FROM statement JOIN article ON article.no = article",
        "SELECT article.id, event.n, type, status, event.day, event.words, entity.key, role FROM event JOIN article ON article.no = article
         LEFT JOIN event_actor ON event_actor.event = event.no LEFT JOIN entity ON entity.no = entity",
    ] {
        let mut ask = db.prepare(question).unwrap();
        let n = ask.column_count();
        let rows = ask
            .query_map([], |row| {
                Ok((0..n).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect::<Vec<_>>().join(" "))
            })
            .unwrap();
        let mut rows: Vec<String> = rows.map(|row| row.unwrap()).collect();
        rows.sort();
        out.extend(rows);
    }
    out
}

#[test]
fn files_folders_and_packed_lines_go_in_once() {
    let day = articles(12);
    let folder = folder(&[
        ("news/a.txt", b"The port of Tolm was closed on Monday, the mayor said."),
        ("news/deep/b.html", b"<html><body><article><p>Police arrested a man in Sarn on Monday, the mayor said.</p></article></body></html>"),
        ("news/picture.png", b"\x89PNG"),
        ("day.jsonl.zst", &zstd::encode_all(day.as_bytes(), 3).unwrap()),
        ("more/1.jsonl", day.as_bytes()),
        ("list.txt", b"# what to read\nnews/a.txt\n\nday.jsonl.zst\n"),
    ]);
    let output = run(&folder, &["add", "news", "day.jsonl.zst"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("14 articles added to hearsay.sqlite"), "{}", stderr(&output));
    let before = contents(&folder, "hearsay.sqlite");
    let again = run(&folder, &["add", "news", "day.jsonl.zst", "more/*.jsonl"]);
    assert!(
        stderr(&again).contains("0 articles added to hearsay.sqlite, 26 were there"),
        "{}",
        stderr(&again)
    );
    assert_eq!(contents(&folder, "hearsay.sqlite"), before);

    let listed = run(&folder, &["add", "--archive", "b.sqlite", "--from", "list.txt"]);
    assert!(stderr(&listed).contains("13 articles added to b.sqlite"), "{}", stderr(&listed));
}

#[test]
fn records_that_were_read_before_are_taken_as_they_are() {
    let folder = folder(&[("day.jsonl", articles(12).as_bytes())]);
    done(&folder, &["add", "--archive", "articles.sqlite", "day.jsonl"]);
    done(&folder, &["read", "-o", "records.jsonl", "day.jsonl"]);
    done(&folder, &["add", "--archive", "records.sqlite", "records.jsonl"]);
    assert_eq!(contents(&folder, "records.sqlite"), contents(&folder, "articles.sqlite"));
    let again = run(&folder, &["add", "--archive", "articles.sqlite", "records.jsonl"]);
    assert!(
        stderr(&again).contains("0 articles added to articles.sqlite, 12 were there"),
        "{}",
        stderr(&again)
    );

    let torn = "{\"schema\":\"hearsay.record/1\",\"article\":{}}\n";
    std::fs::write(folder.path().join("torn.jsonl"), torn).unwrap();
    let output = run(&folder, &["add", "torn.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("torn.jsonl:1: is no record of hearsay"), "{}", stderr(&output));
}

#[test]
fn bad_sources_are_named_and_the_rest_is_added() {
    let folder = folder(&[
        ("good.txt", b"The port of Tolm was closed on Monday, the mayor said."),
        ("lines.jsonl", b"{\"id\": \"x\", \"text\": \"The mayor of Sarn resigned.\"}\n{\"id\": 2}\n"),
        ("same.jsonl", b"{\"id\": \"x\", \"text\": \"Another text of the same name.\"}\n"),
        ("empty/notes.doc", b"x"),
    ]);
    let output =
        run(&folder, &["add", "missing.txt", "lines.jsonl", "same.jsonl", "empty", "*.none", "good.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for line in [
        "2 articles added to hearsay.sqlite",
        "5 articles could not be read",
        "missing.txt: no such file",
        "lines.jsonl:2: the article has no \"text\"",
        "same.jsonl:1: the archive has another article with the id \"x\"; this one is left out",
        "empty: the folder holds no file that can be read",
        "*.none: no file has such a name",
    ] {
        assert!(told.contains(line), "{line}\nis not in\n{told}");
    }
    let output = run(&folder, &["add", "--archive", "lines.jsonl", "good.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("lines.jsonl: is not an archive of hearsay"), "{}", stderr(&output));
}

#[test]
fn progress_for_programs_is_json_lines() {
    let folder = folder(&[("day.jsonl", articles(5).as_bytes())]);
    let told = lines(&done(&folder, &["add", "--json", "day.jsonl"]));
    let last = told.last().unwrap();
    assert_eq!((last["added"].as_u64(), last["done"].as_bool()), (Some(5), Some(true)));
    assert_eq!(last["bytes"], last["bytes_total"]);
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_archive() {
    let folder = folder(&[("day.jsonl", articles(700).as_bytes())]);
    done(&folder, &["add", "--archive", "whole.sqlite", "day.jsonl"]);
    let path = folder.path().join("part.sqlite");
    let n_articles = || -> i64 {
        let Ok(db) = rusqlite::Connection::open(&path) else { return 0 };
        db.query_row("SELECT count(*) FROM article", [], |row| row.get(0)).unwrap_or(0)
    };
    let mut last = 0;
    for pause_ms in [150, 400, 700, 1100, 1600] {
        let mut child = hearsay(folder.path())
            .args(["add", "--archive", "part.sqlite", "day.jsonl"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause_ms));
        // SIGKILL: nothing of the process gets to clean up.
        let _ = child.kill();
        child.wait().unwrap();
        let now = n_articles();
        assert!(now >= last, "{now} articles after {last}: committed ones were lost");
        last = now;
    }
    done(&folder, &["add", "--archive", "part.sqlite", "day.jsonl"]);
    assert_eq!(contents(&folder, "part.sqlite"), contents(&folder, "whole.sqlite"));
}

#[cfg(unix)]
#[test]
fn interrupted_it_commits_what_it_has_and_can_go_on() {
    let folder = folder(&[("day.jsonl", articles(1500).as_bytes())]);
    let child = hearsay(folder.path()).args(["add", "day.jsonl"]).stderr(Stdio::piped()).spawn().unwrap();
    // It listens from before it makes the archive.
    while !folder.path().join("hearsay.sqlite").exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(500));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    // On a machine fast enough to be done by then there is nothing to interrupt.
    if output.status.code() == Some(130) {
        assert!(
            stderr(&output).contains("stopped, the same command goes on from here"),
            "{}",
            stderr(&output)
        );
    } else {
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    done(&folder, &["add", "day.jsonl"]);
    let db = rusqlite::Connection::open(folder.path().join("hearsay.sqlite")).unwrap();
    assert_eq!(db.query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0)).unwrap(), 1500);
}

#[test]
fn two_processes_add_to_one_archive() {
    let folder = folder(&[("day.jsonl", articles(300).as_bytes())]);
    let start = || {
        hearsay(folder.path())
            .args(["add", "--threads", "1", "day.jsonl"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    for output in &both {
        assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    }
    done(&folder, &["add", "--archive", "alone.sqlite", "day.jsonl"]);
    assert_eq!(contents(&folder, "hearsay.sqlite"), contents(&folder, "alone.sqlite"));
}

fn example() -> TempDir {
    let folder = folder(&[]);
    done(&folder, &["add", "--example"]);
    folder
}

#[test]
fn the_example_can_be_asked() {
    let folder = example();
    let stops = lines(&done(&folder, &["find", "events", "--type", "SANCTION", "--status", "actual"]));
    assert_eq!(stops.len(), 1, "{stops:?}");
    assert_eq!(stops[0]["actor_codes"], serde_json::json!(["XVM BUS"]));
    assert_eq!(stops[0]["reports"], 1);
    let said = lines(&done(&folder, &["find", "statements", "--source", "Petra Holm", "--format", "jsonl"]));
    let holm =
        |row: &serde_json::Value| row["source"].as_str().is_some_and(|name| name.contains("Petra Holm"));
    assert!(said.len() >= 3 && said.iter().all(holm), "{said:?}");
    let actors = lines(&done(&folder, &["find", "actors", "--country", "XKV"]));
    assert!(
        actors.iter().any(|row| row["name"] == "Ilina Maro" && row["articles"].as_u64() >= Some(2)),
        "{actors:?}"
    );
    let csv = done(&folder, &["find", "reports", "--actor", "Karvania", "--format", "csv"]);
    assert!(csv.starts_with("article_id,event_id,happening,outlet,"), "{csv}");
    let table = done(&folder, &["find", "articles", "--format", "table"]);
    assert!(table.lines().count() == 5 && table.contains("The Sarn Courier"), "{table}");
    let counts = done(&folder, &["find", "events", "--by", "type", "--format", "csv"]);
    assert!(counts.starts_with("type,n\n") && counts.contains("\"ASSAULT\","), "{counts}");

    let nothing = run(&folder, &["find", "events", "--actor", "Nobody Inparticular"]);
    assert_eq!(nothing.status.code(), Some(1));
    let wrong = run(&folder, &["find", "events", "--since", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
    let none = run(&folder, &["find", "events", "--archive", "none.sqlite"]);
    assert!(
        stderr(&none).contains("none.sqlite: there is no archive; `hearsay add` makes one"),
        "{}",
        stderr(&none)
    );
}

#[test]
fn the_example_is_one_story() {
    let folder = example();
    let stories = lines(&done(&folder, &["stories"]));
    assert_eq!(stories.len(), 1, "{stories:?}");
    assert_eq!(
        (stories[0]["id"].as_str(), stories[0]["independent_reports"].as_u64()),
        (Some("courier-1"), Some(4))
    );
    let page = done(&folder, &["story", "wire-1"]);
    assert!(page.contains("4 articles · 4 independent") && page.contains("What happens"), "{page}");
    let whole: Value = serde_json::from_str(&done(&folder, &["story", "wire-1", "--json"])).unwrap();
    assert_eq!(whole["articles"].as_array().unwrap().len(), 4);
    assert!(
        whole["happenings"].as_array().unwrap().iter().all(|h| !h["told"].as_array().unwrap().is_empty())
    );
    assert_eq!(run(&folder, &["story", "unheard-of"]).status.code(), Some(1));
}

#[test]
fn tables_are_exported_in_every_layout() {
    let folder = example();
    done(&folder, &["export", "out"]);
    for table in ["events", "reports", "statements", "articles", "actors", "places", "stories"] {
        let bytes = std::fs::read(folder.path().join(format!("out/{table}.parquet"))).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{table}");
    }
    done(&folder, &["export", "--layout", "gdelt2", "--format", "csv", "gdelt.CSV"]);
    let gdelt = std::fs::read_to_string(folder.path().join("gdelt.CSV")).unwrap();
    assert!(
        gdelt.lines().count() > 10 && gdelt.lines().all(|line| line.split('\t').count() == 61),
        "{gdelt}"
    );
    assert!(gdelt.lines().all(|line| line.split('\t').next().unwrap().parse::<u64>().is_ok()), "{gdelt}");
    done(&folder, &["export", "--layout", "plover", "--format", "csv", "plover.tsv"]);
    let plover = std::fs::read_to_string(folder.path().join("plover.tsv")).unwrap();
    assert!(plover.starts_with("Event ID\tEvent Date\tEvent Type\t"), "{plover}");
    let wrong = run(&folder, &["export", "--table", "evnts", "x"]);
    assert!(
        stderr(&wrong).contains("there is no table \"evnts\"; known are events, reports"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn an_archive_is_looked_after() {
    let folder = example();
    assert_eq!(done(&folder, &["archive", "check"]), "hearsay.sqlite: intact\n");
    let stats = done(&folder, &["archive", "stats"]);
    let first: Vec<&str> = stats.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(first, ["articles", "4"]);
    assert!(stats.contains("settled") && stats.contains("yes"), "{stats}");
    done(&folder, &["archive", "compact"]);
    assert_eq!(done(&folder, &["archive", "check"]), "hearsay.sqlite: intact\n");
    let missing = run(&folder, &["archive", "compact", "--archive", "none.sqlite"]);
    assert_eq!((missing.status.code(), folder.path().join("none.sqlite").exists()), (Some(2), false));
}

#[test]
fn a_feed_brings_the_pages_it_links_to() {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Post</title>\
        <item><title>One</title><link>{base}/1</link><pubDate>Thu, 20 Feb 2025 10:00:00 GMT</pubDate></item>\
        <item><title>Gone</title><link>{base}/gone</link></item></channel></rss>";
    let base = serve(vec![
        ("/feed", feed.to_string()),
        (
            "/1",
            page("Police arrested two men in the port of Tolm on Monday, the mayor said. Nobody was hurt."),
        ),
        ("/broken.xml", "<rss version=\"2.0\"><channel><item".to_string()),
    ]);
    let folder = folder(&[]);
    let output = run(&folder, &["add", "--allow-private", &format!("{base}/feed")]);
    let told = stderr(&output);
    assert!(told.contains("1 article added") && told.contains("/gone: the server answered 404"), "{told}");
    let articles = lines(&done(&folder, &["find", "articles"]));
    assert_eq!(articles[0]["outlet"], "The Post");
    assert_eq!(articles[0]["published"], "2025-02-20T10:00:00+00:00");
    let again = run(&folder, &["add", "--allow-private", "--feed", &format!("{base}/feed")]);
    assert!(
        stderr(&again).contains("0 articles added to hearsay.sqlite, 1 were there"),
        "{}",
        stderr(&again)
    );
    let broken = run(&folder, &["add", "--allow-private", &format!("{base}/broken.xml")]);
    assert_eq!(broken.status.code(), Some(2));
}

#[test]
fn a_web_archive_is_read_as_far_as_it_goes() {
    let record = |body: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/1\r\nWARC-Date: 2025-02-20T09:00:00Z\r\n";
        format!("{head}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
    };
    let german = "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil ein Schiff gesunken ist und niemand es hebt.";
    let warc = [
        record(&page(&"Police arrested two men in the port of Tolm on Monday, the mayor said. Nobody was hurt. ".repeat(4))),
        record("<html><body><nav>Home</nav></body></html>"),
        record(&page(&format!("{german} ").repeat(3))),
        record(&page(&"Soldiers closed the port of Sarn on Tuesday, officials said, and ships were sent to the south. ".repeat(4))),
    ];
    let mut packed = Vec::new();
    for record in &warc {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(record.as_bytes()).unwrap();
        packed.extend(out.finish().unwrap());
    }
    let folder = folder(&[("whole.warc.gz", &packed), ("cut.warc.gz", &packed[..packed.len() - 60])]);
    let output = run(&folder, &["add", "cut.warc.gz"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(
        told.contains("1 article added") && told.contains("2 left out (no article, or not English)"),
        "{told}"
    );
    assert!(told.contains("cut.warc.gz: ends in the middle of a record"), "{told}");
    let output = run(&folder, &["add", "whole.warc.gz"]);
    assert!(
        stderr(&output).contains("1 article added to hearsay.sqlite, 1 were there, 2 left out"),
        "{}",
        stderr(&output)
    );
    let articles = lines(&done(&folder, &["find", "articles"]));
    assert!(articles.iter().all(|row| row["published"] == "2025-02-20T09:00:00Z"), "{articles:?}");
}

#[test]
fn parquet_goes_out_and_comes_in() {
    let folder = folder(&[("day.jsonl", articles(6).as_bytes())]);
    done(&folder, &["add", "day.jsonl"]);
    done(&folder, &["export", "--table", "articles", "articles.parquet"]);
    let output = run(&folder, &["add", "articles.parquet"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output)
            .contains("articles.parquet: has no column \"text\" or \"record\"; it has id, outlet, published"),
        "{}",
        stderr(&output)
    );
}
