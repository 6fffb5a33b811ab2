//! Common questions, and how long their answers take.

use hearsay_archive::{Archive, By, Filter, Page, Sort, Table, Value};
use std::time::Instant;

/// Asks them all; each three times, of which the first and the best are shown: with cold and with warm caches.
pub fn ask(archive: &Archive) {
    let some = |text: &str| Some(text.to_string());
    let page = Page { sort: Sort::Newest, skip: 0, limit: Some(40) };
    let most = Page { sort: Sort::Most, ..page };
    let frequent = |kind: &str| {
        let actors = archive.page(Table::Actors, &Filter::default(), most).expect("actors");
        let row =
            actors.iter().find(|row| row[2] == Value::Text(kind.to_string())).expect("one of this kind");
        match &row[0] {
            Value::Text(key) => key.clone(),
            other => panic!("{other:?}"),
        }
    };
    let (country, person) = (frequent("country"), frequent("person"));
    let all = Filter::default;
    let words = |words: &str| Filter { words: some(words), ..all() };
    let march = |filter: Filter| Filter { since: some("2025-03"), until: some("2025-03"), ..filter };
    let to = |filter: Filter| Filter { recipient: some(&country), ..filter };
    let by_country = |country: &str| Filter { country: some(country), ..all() };
    let actor = |key: &str| Filter { actor: some(key), ..all() };
    let kind = |kind: &str| Filter { types: vec![kind.into()], ..all() };
    let voice = |voice: &str| Filter { voice: vec![voice.into()], ..all() };
    let code = |code: &str| Filter { actor_code: some(code), ..all() };
    let status = |status: &str| Filter { status: vec![status.into()], ..all() };
    let events = Table::Happenings;
    for (name, table, filter, page) in [
        ("the newest events", events, all(), page),
        ("of one type", events, kind("ASSAULT"), page),
        ("of one type in one month", events, march(kind("ASSAULT")), page),
        ("of the most frequent actor (a country)", events, actor(&country), page),
        ("of the most frequent person", events, actor(&person), page),
        ("of the most frequent person, by a pattern", events, actor("Ka*"), page),
        ("to the most frequent actor, of one type", events, to(kind("ASSAULT")), page),
        ("between two countries in a month", events, march(to(actor("Israel"))), page),
        ("of an actor by code", events, code("USA*"), page),
        ("of an actor by a code in the middle", events, code("* MIL"), page),
        ("of a rare code", events, code("SDN MIL"), page),
        ("in one country in one month", events, march(by_country("USA")), page),
        ("in a city", events, Filter { place: some("Baghdad"), ..all() }, page),
        ("in a box", events, Filter { within: Some([30.0, 30.0, 38.0, 45.0]), ..all() }, page),
        ("with two frequent words", events, words("police killed"), page),
        ("with a phrase", events, words("\"prime minister\""), page),
        ("hypothetical ones", events, status("hypothetical"), page),
        ("of no voice in particular", events, voice("none"), page),
        ("three independent reports", events, Filter { independent: Some(3), ..all() }, page),
        ("disputed", events, Filter { disputed: true, ..all() }, page),
        ("most reported", events, all(), most),
        ("most reported of one type", events, kind("COERCE"), most),
        ("of one outlet", events, Filter { outlet: some("Outlet 7"), ..all() }, page),
        ("of a mode", events, Filter { mode: some("arrest"), ..all() }, page),
        ("of a quad", events, Filter { quad: some("M-Confl"), ..all() }, page),
        ("of a context", events, Filter { context: some("terrorism"), ..all() }, page),
        ("by whom it is said", events, Filter { source: some(&person), ..all() }, page),
        ("reports of one type", Table::Reports, kind("ASSAULT"), page),
        ("unsourced statements", Table::Statements, voice("none"), page),
        ("statements of a person", Table::Statements, actor(&person), page),
        ("statements with a word", Table::Statements, words("election"), page),
        ("denials with a word", Table::Statements, Filter { class: some("deny"), ..words("attack") }, page),
        ("articles with two words", Table::Articles, words("mayor police"), page),
        (
            "articles of an outlet in a month",
            Table::Articles,
            march(Filter { outlet: some("Outlet 7"), ..all() }),
            page,
        ),
        ("actors by name", Table::Actors, Filter { actor: some("Ka*"), ..all() }, page),
        ("most frequent actors", Table::Actors, all(), most),
        ("stories", Table::Stories, all(), page),
        ("large stories", Table::Stories, all(), most),
        ("stories with a word", Table::Stories, words("earthquake"), page),
        ("disputed stories in a month", Table::Stories, march(Filter { disputed: true, ..all() }), page),
    ] {
        timed(name, || archive.page(table, &filter, page).expect(name).len());
    }
    for (name, table, filter, by) in [
        ("by day: all", events, all(), By::Day),
        ("by day: one type", events, kind("ASSAULT"), By::Day),
        ("by day: one country", events, by_country("USA"), By::Day),
        ("by day: most frequent actor (a country)", events, actor(&country), By::Day),
        ("by day: most frequent person", events, actor(&person), By::Day),
        ("by day: with a frequent word", events, words("police"), By::Day),
        ("by day: reports", Table::Reports, all(), By::Day),
        ("by day: unsourced statements", Table::Statements, voice("none"), By::Day),
        ("by day: articles", Table::Articles, all(), By::Day),
        ("by day: hypothetical", events, status("hypothetical"), By::Day),
        ("by type", events, all(), By::Type),
        ("by country", events, all(), By::Country),
        ("by actor", events, all(), By::Actor),
        ("by actor, in a month", events, march(all()), By::Actor),
        ("by outlet", Table::Articles, all(), By::Outlet),
        ("by week: one type", events, kind("PROTEST"), By::Week),
    ] {
        timed(name, || archive.count(table, &filter, by).expect(name).len());
    }
}

fn timed(name: &str, ask: impl Fn() -> usize) {
    let (mut times, mut on_cpu) = (Vec::new(), Vec::new());
    let mut rows = 0;
    for _ in 0..3 {
        let (at, cpu) = (Instant::now(), crate::on_cpu_ms());
        rows = ask();
        times.push(at.elapsed().as_secs_f64() * 1e3);
        on_cpu.push(crate::on_cpu_ms() - cpu);
        // What takes very long is not asked again.
        if times[0] > 10_000.0 {
            break;
        }
    }
    let best = |times: &[f64]| times.iter().copied().fold(f64::MAX, f64::min);
    println!(
        "{name}: {rows} rows, {:.1} ms, then {:.1} ms; on cpu {:.1}, then {:.1} ms",
        times[0],
        best(&times),
        on_cpu[0],
        best(&on_cpu)
    );
}
