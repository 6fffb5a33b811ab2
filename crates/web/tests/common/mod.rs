//! A server over a small archive, and a client that sends exactly the bytes that a test wants.
#![allow(dead_code)]

use hearsay_archive::{Archive, Prepared};
use hearsay_extract::{Extractor, Lexicons, Options};
use hearsay_nlp::Engine;
use hearsay_record::{Article, Record};
use hearsay_web::{Given, Reader, Refused, Settings};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tempfile::TempDir;

const EXAMPLE: &str = include_str!("../../../cli/example/strait.jsonl");
const WORLD: &str = include_str!("../../../cli/example/world.toml");

/// Reads texts with the real engine; addresses it refuses.
pub struct TestReader;

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| {
        let lexicons = Lexicons::with_files(&[("world.toml".to_string(), WORLD.to_string())]).unwrap();
        Extractor::with_lexicons(Engine::embedded().unwrap(), lexicons)
    })
}

impl Reader for TestReader {
    fn read_text(&self, given: &Given) -> Result<Record, Refused> {
        let article = Article {
            id: "pasted".to_string(),
            title: given.title.clone(),
            outlet: given.outlet.clone(),
            published: given.published.clone(),
            language: "en".to_string(),
            text: given.text.clone(),
            ..Article::default()
        };
        Ok(extractor().read(&article, Options::default()))
    }

    fn read_url(&self, url: &str) -> Result<Record, Refused> {
        Err(Refused(format!("{url} is not fetched here")))
    }

    fn explain(&self, article: &Article, at: usize) -> Result<String, Refused> {
        let Some((byte, _)) = article.text.char_indices().nth(at) else {
            return Err(Refused("the text is shorter".to_string()));
        };
        Ok(format!("{:?}", extractor().explain(article, byte).events.len()))
    }
}

/// The records of the bundled example, read once.
pub fn example() -> Vec<Record> {
    static RECORDS: OnceLock<Vec<Record>> = OnceLock::new();
    let read = || {
        let articles = EXAMPLE.lines().map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| line[key].as_str().map(String::from);
            let title = text("title");
            Article {
                id: text("id").unwrap(),
                url: text("url"),
                outlet: text("outlet"),
                text: format!("{}\n\n{}", title.clone().unwrap(), text("text").unwrap()),
                title,
                authors: Vec::new(),
                published: text("published"),
                language: "en".to_string(),
            }
        });
        articles.map(|article| extractor().read(&article, Options::default())).collect()
    };
    RECORDS.get_or_init(read).clone()
}

/// A running server. It ends with the value.
pub struct Server {
    pub address: SocketAddr,
    pub path: PathBuf,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    _folder: TempDir,
}

/// How most tests serve: for this machine only, without token and limit.
pub fn settings() -> Settings {
    Settings {
        name: "test.sqlite".to_string(),
        base: "http://127.0.0.1".to_string(),
        token: None,
        rate: None,
        local_only: true,
    }
}

/// Serves these records.
pub fn serve(records: &[Record], settings: Settings) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    let mut archive = Archive::create(&path).unwrap();
    let batch: Vec<Prepared> = records.iter().cloned().map(Prepared::new).collect();
    archive.store(&batch).unwrap();
    archive.settle(|_| true).unwrap();
    drop(archive);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let archive = path.clone();
    std::thread::spawn(move || {
        hearsay_web::serve(listener, &archive, Arc::new(TestReader), settings, stopped).unwrap();
    });
    Server { address, path, stop: Some(stop), _folder: folder }
}

/// The bundled example, served.
pub fn served() -> Server {
    serve(&example(), settings())
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_string()).next()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

impl Server {
    /// GET with some headers.
    pub fn ask(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        self.request("GET", target, headers, b"")
    }

    /// GET as a browser asks.
    pub fn get(&self, target: &str) -> Answer {
        self.ask(target, &[("accept", "text/html,*/*;q=0.8")])
    }

    /// GET of data.
    pub fn data(&self, target: &str) -> Value {
        let answer = self.ask(target, &[]);
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        answer.json()
    }

    pub fn post(&self, target: &str, media_type: &str, body: &[u8]) -> Answer {
        self.request("POST", target, &[("content-type", media_type)], body)
    }

    pub fn request(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            head += &format!("host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() || method == "POST" {
            head += &format!("content-length: {}\r\n", body.len());
        }
        self.send(&[head.as_bytes(), b"\r\n", body].concat())
    }

    /// Sends bytes and takes what comes back until the server closes.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A server that refuses a body need not take all of it.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        answer(&all)
    }
}

/// Takes an answer apart.
pub fn answer(all: &[u8]) -> Answer {
    let split = all
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(&all[..all.len().min(300)])));
    let head = String::from_utf8(all[..split].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = &all[split + 4..];
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if chunked { unchunked(body) } else { body.to_vec() };
    Answer { status, head, body }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        out.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
    }
    out
}

/// Every address that a page leads to on this server, without fragments.
pub fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = found.filter(|href| href.starts_with('/') && !href.starts_with("//"));
    own.map(|href| href.split('#').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")).collect()
}

/// Tags of our own templates are the only ones on a page, and none has an attribute that runs anything.
pub fn assert_inert(page: &str) {
    const OWN: &[&str] = &[
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "nav",
        "form",
        "input",
        "main",
        "footer",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "dl",
        "dt",
        "dd",
        "div",
        "span",
        "b",
        "i",
        "small",
        "ul",
        "ol",
        "li",
        "section",
        "article",
        "aside",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg",
        "g",
        "rect",
        "line",
        "text",
        "title",
        "path",
        "circle",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "label",
        "select",
        "option",
        "textarea",
        "button",
        "kbd",
        "code",
        "!DOCTYPE",
    ];
    assert_eq!(page.matches("<script").count(), 1, "one script, our own");
    assert!(page.contains("<script type=\"module\" src=\"/assets/site."));
    for tag in page.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric() || *c == '!').collect();
        assert!(OWN.contains(&name.as_str()), "<{tag}");
        let inside = tag.split('>').next().unwrap();
        let attributes = outside_quotes(inside);
        for bad in [" on", " style", "javascript:", " src=\"http", " srcdoc"] {
            assert!(!attributes.contains(bad), "<{inside}>");
        }
        for link in inside.split("href=\"").skip(1) {
            let lower = link.to_ascii_lowercase();
            assert!(
                ["/", "#", "http://", "https://"].iter().any(|start| lower.starts_with(start)),
                "<{inside}>"
            );
        }
    }
    assert!(!page.contains(['\u{202E}', '\u{202C}', '\u{2066}', '\u{1b}', '\0']));
}

/// A tag without the values of its attributes.
fn outside_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join("\"")
}
