//! How long it takes to add to an archive and to ask it, as it grows.
//!
//! `measure fill RECORDS.jsonl ARCHIVE N` fills an archive up to N articles that are made from the records given (`vary.rs`), in
//! batches as `hearsay add` does, and brings it up to date every eight days' worth; an archive that was begun goes on where it
//! stopped. `measure ask ARCHIVE` asks it common questions (`ask.rs`). Times go to standard output: by the clock, and on the
//! processor where the system tells it.

mod ask;
mod vary;

use hearsay_archive::{Archive, Prepared};
use hearsay_record::Record;
use std::io::BufRead;
use std::path::Path;
use std::sync::mpsc;
use std::time::Instant;

const BATCH: usize = 200;

/// Articles between two settlings: those of eight days.
const TOGETHER: usize = 8 * vary::PER_DAY;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [_, how @ ("add" | "fill"), records, path, n] => {
            let file =
                std::io::BufReader::new(std::fs::File::open(records).expect("the records can be read"));
            let records: Vec<Record> = file
                .lines()
                .map(|line| serde_json::from_str(&line.expect("a line")).expect("a record"))
                .collect();
            let mut archive = Archive::create(Path::new(path)).expect("the archive can be made");
            let there = archive.last_article().expect("it counts") as usize;
            let batch = if *how == "add" { BATCH } else { 10 * BATCH };
            if *how == "fill" {
                // What is filled can be filled again; pages that change often need not reach the disk every time.
                let quick = "PRAGMA cache_size = -600000; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 65536";
                archive.database().execute_batch(quick).expect("settings");
            }
            let n = n.parse().expect("N is a number");
            fill(&mut archive, &vary::World::new(records), there, n, batch);
            archive.learn().expect("it learns");
        }
        [_, "ask", path] => {
            let archive = Archive::open(Path::new(path)).expect("it can be asked");
            ask::ask(&archive);
            let stats = archive.stats().expect("it counts");
            println!("{:?}, {:.0} MB", stats.rows, stats.bytes as f64 / 1e6);
        }
        _ => panic!("want: add or fill RECORDS.jsonl ARCHIVE N, or: ask ARCHIVE"),
    }
}

/// One thread makes articles and their records ready, as those that read would; this one writes.
fn fill(archive: &mut Archive, world: &vary::World, there: usize, n: usize, together: usize) {
    let (send, receive) = mpsc::sync_channel::<Vec<Prepared>>(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut articles = vary::places().skip(there).take(n.saturating_sub(there)).peekable();
            while articles.peek().is_some() {
                let batch = articles
                    .by_ref()
                    .take(together)
                    .map(|place| Prepared::new(world.article(&place)))
                    .collect();
                if send.send(batch).is_err() {
                    return;
                }
            }
        });
        println!("articles  store ms  on cpu  settle ms  on cpu  anonymous MB");
        let (mut done, mut since) = (there, there);
        let (mut store, mut settle) = (Cost::default(), Cost::default());
        for batch in receive {
            store.of(|| archive.store(&batch).expect("the batch is stored"));
            done += batch.len();
            if done / TOGETHER > (done - batch.len()) / TOGETHER || done >= n {
                settle.of(|| archive.settle(|_| true).expect("it settles"));
            }
            let every = TOGETHER;
            if done - since >= every || done >= n {
                let of = (done - since) as f64;
                println!(
                    "{done}  {:.2}  {:.2}  {:.2}  {:.2}  {}",
                    store.clock / of,
                    store.cpu / of,
                    settle.clock / of,
                    settle.cpu / of,
                    anonymous_mb()
                );
                (since, store, settle) = (done, Cost::default(), Cost::default());
            }
        }
    });
}

/// Milliseconds.
#[derive(Default)]
struct Cost {
    clock: f64,
    cpu: f64,
}

impl Cost {
    fn of<T>(&mut self, work: impl FnOnce() -> T) {
        let (at, cpu) = (Instant::now(), on_cpu_ms());
        work();
        self.clock += at.elapsed().as_secs_f64() * 1e3;
        self.cpu += on_cpu_ms() - cpu;
    }
}

/// Time of this thread on a processor; 0 where the system does not tell.
fn on_cpu_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).map_or(0.0, |ns| ns / 1e6)
}

/// Memory of this process that is no file.
fn anonymous_mb() -> u64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
