//! Running the program, and servers that answer it.

#![allow(dead_code)] // each test file uses some of it

use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

pub fn hearsay(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearsay"));
    command.current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null());
    command
}

pub fn run(folder: &TempDir, args: &[&str]) -> Output {
    hearsay(folder.path()).args(args).output().unwrap()
}

/// Runs what must end well, and gives what it wrote.
pub fn done(folder: &TempDir, args: &[&str]) -> String {
    let output = run(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

/// What a server answers: status line, headers, body.
pub type Answer = (&'static str, String, Vec<u8>);

/// A server on this machine.
pub struct Server {
    /// Its address, without a slash at the end.
    pub base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` is given the first line and the headers of a request, and the server's own address.
    pub fn start(answer: impl Fn(&str, &str) -> Answer + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let server = Server { base: base.clone(), asked: asked.clone() };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 4096];
                let n = stream.read(&mut request).unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..n]).to_string();
                let line = request.lines().next().unwrap_or("").replace(" HTTP/1.1", "");
                asked.lock().unwrap().push(line);
                let (status, headers, body) = answer(&request, &base);
                let length = match headers.contains("Content-Length") {
                    true => String::new(),
                    false => format!("Content-Length: {}\r\n", body.len()),
                };
                let head = format!("HTTP/1.1 {status}\r\n{headers}{length}Connection: close\r\n\r\n");
                let _ = stream.write_all(head.as_bytes());
                let _ = stream.write_all(&body);
            }
        });
        server
    }

    /// What was asked since the last time, as "GET /path".
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

/// The path of a request.
pub fn path(request: &str) -> &str {
    request.split(' ').nth(1).unwrap_or("")
}

/// A server that answers by path; `{base}` in an answer is its own address.
pub fn serve(answers: Vec<(&'static str, String)>) -> String {
    let server = Server::start(move |request, base| {
        let path = path(request);
        let kind = if path.ends_with("feed") { "application/rss+xml" } else { "text/html; charset=utf-8" };
        let headers = format!("Content-Type: {kind}\r\n");
        match answers.iter().find(|(at, _)| *at == path) {
            Some((_, body)) => ("200 OK", headers, body.replace("{base}", base).into_bytes()),
            None => ("404 Not Found", headers, Vec::new()),
        }
    });
    server.base
}

pub fn page(text: &str) -> String {
    format!("<html><head><title>Report</title></head><body><article><p>{text}</p></article></body></html>")
}
