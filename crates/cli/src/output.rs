//! Standard output, where whoever reads may leave at any time; or a file, which is there when it is whole.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Standard output or a file, buffered.
pub struct Output {
    inner: BufWriter<Box<dyn Write + Send>>,
    /// A person is looking.
    pub is_terminal: bool,
    /// Where the file is written, and what it is called in the end.
    file: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Opens standard output.
    pub fn open() -> Output {
        let is_terminal = io::stdout().is_terminal();
        Output { inner: BufWriter::with_capacity(1 << 16, Box::new(io::stdout())), is_terminal, file: None }
    }

    /// Opens a file beside the one asked for. It takes that one's place in [`Output::finish`]: an input can be
    /// written over, and what is there is never half of it.
    pub fn create(path: &Path) -> Result<Output> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).with_context(|| format!("cannot write {}", path.display()))?;
        let inner = BufWriter::with_capacity(1 << 16, Box::new(file) as Box<dyn Write + Send>);
        Ok(Output { inner, is_terminal: false, file: Some((part, path.to_path_buf())) })
    }

    /// Colour is wanted: `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and the terminal decide.
    pub fn wants_colour() -> bool {
        anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Writes. If the reader has gone, the program ends at once and without complaint: there is nobody left
    /// to work for, and the inputs may still be waiting for something.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let done = self.inner.write_all(bytes);
        // Somebody who looks on wants to see each article as soon as it is there.
        let done = if self.is_terminal { done.and_then(|()| self.inner.flush()) } else { done };
        self.checked(done)
    }

    /// Writes what is left in the buffer.
    pub fn finish(mut self) -> Result<()> {
        let done = self.inner.flush();
        self.checked(done)?;
        if let Some((part, path)) = &self.file {
            std::fs::rename(part, path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

    fn checked(&self, done: io::Result<()>) -> Result<()> {
        match &self.file {
            None => leave_if_closed(done),
            Some((_, path)) => done.with_context(|| format!("cannot write {}", path.display())),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match Output::write(self, bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => Err(io::Error::other(format!("{error:#}"))),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        leave_if_closed(self.inner.flush()).map_err(|error| io::Error::other(format!("{error:#}")))
    }
}

fn leave_if_closed(done: io::Result<()>) -> Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        other => other.context("cannot write to standard output"),
    }
}

/// Columns of the page for people: the terminal's width within reason, or a fixed one in a pipe.
pub fn width() -> usize {
    const WIDTH_PIPE: usize = 96;
    match terminal_size::terminal_size() {
        Some((terminal_size::Width(columns), _)) if io::stdout().is_terminal() => {
            (columns as usize).clamp(48, 110)
        }
        _ => WIDTH_PIPE,
    }
}
