//! Everything that answering needs, and the answers that were made a moment ago.

use crate::format::Format;
use crate::guard::Rate;
use crate::pool::Pool;
use crate::problem::Problem;
use crate::reader::Reader;
use crate::settings::Settings;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hearsay_archive::Archive;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::hash::Hasher;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Bytes of answers that are kept.
const KEPT_BYTES: u64 = 48 << 20;

/// An answer is used again for so long while somebody adds to the archive, and as long as nothing changes otherwise.
const KEPT_TIME: Duration = Duration::from_secs(5);

/// The archive, the reader and what they gave.
pub struct Site {
    /// Open archives.
    pub pool: Pool,
    /// Takes pasted texts apart.
    pub reader: Arc<dyn Reader>,
    /// Texts that are taken apart at the same time.
    pub readings: Arc<Semaphore>,
    /// What whoever serves decided.
    pub settings: Settings,
    /// How often one address may ask.
    pub rate: Option<Rate>,
    answers: Cache<String, Arc<Answer>, BySize>,
    clock: Mutex<Clock>,
}

/// An answer, ready to be sent again.
pub struct Answer {
    format: Format,
    body: Bytes,
    etag: HeaderValue,
}

/// Counts the states of the archive.
struct Clock {
    watch: Archive,
    version: i64,
    state: u64,
    since: Instant,
}

#[derive(Clone)]
struct BySize;

impl Weighter<String, Arc<Answer>> for BySize {
    fn weight(&self, key: &String, answer: &Arc<Answer>) -> u64 {
        (key.len() + answer.body.len() + 200) as u64
    }
}

impl Site {
    /// A site over an archive.
    pub fn new(
        archive: &Path,
        reader: Arc<dyn Reader>,
        settings: Settings,
    ) -> Result<Site, hearsay_archive::Error> {
        let pool = Pool::new(archive)?;
        let watch = Archive::open(archive)?;
        watch.limit_memory(64)?;
        let version = watch.data_version()?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Site {
            pool,
            reader,
            readings: Arc::new(Semaphore::new(cores)),
            rate: settings.rate.map(Rate::new),
            settings,
            answers: Cache::with_weighter(1000, KEPT_BYTES, BySize),
            clock: Mutex::new(Clock { watch, version, state: 0, since: Instant::now() }),
        })
    }

    /// A number for the present state of the archive. It stays for a few seconds however often the archive changes.
    fn state(&self) -> u64 {
        let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        if clock.since.elapsed() >= KEPT_TIME {
            clock.since = Instant::now();
            let version = clock.watch.data_version().unwrap_or(clock.version + 1);
            if version != clock.version {
                clock.version = version;
                clock.state += 1;
            }
        }
        clock.state
    }

    /// The answer to a question: one made a moment ago, or a new one. Whoever asks the same in the meantime waits for it and
    /// does not ask the archive again. `key` says everything that the answer depends on beside the archive.
    pub async fn answer(
        &self,
        key: String,
        format: Format,
        make: impl FnOnce(&Archive) -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Result<Arc<Answer>, Problem> {
        let key = format!("{} {key}", self.state());
        let made = async {
            let body = self.pool.ask(make).await?;
            Ok::<_, Problem>(Arc::new(Answer::new(format, body)))
        };
        self.answers.get_or_insert_async(&key, made).await
    }
}

impl Answer {
    /// An answer to be sent.
    pub fn new(format: Format, body: Vec<u8>) -> Answer {
        let mut hash = rustc_hash::FxHasher::default();
        hash.write(&body);
        let etag = format!("\"{:016x}-{:x}\"", hash.finish(), body.len());
        let etag = HeaderValue::from_str(&etag).expect("hexadecimal digits are a header");
        Answer { format, body: Bytes::from(body), etag }
    }

    /// The response: nothing but the headers for somebody who has it.
    pub fn respond(&self, asked: &HeaderMap) -> Response {
        let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let has_it = known.flat_map(|value| value.split(',')).any(|tag| {
            tag.trim().trim_start_matches("W/").as_bytes() == self.etag.as_bytes() || tag.trim() == "*"
        });
        let mut response = match has_it {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => self.body.clone().into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept, cookie, authorization"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.format.media_type()));
        response
    }
}
