//! Standard output, where whoever reads may leave at any time.

use anyhow::{Context, Result};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

/// Standard output, buffered.
pub struct Output {
    inner: BufWriter<io::Stdout>,
    /// A person is looking.
    pub is_terminal: bool,
}

impl Output {
    /// Opens standard output.
    pub fn open() -> Output {
        let is_terminal = io::stdout().is_terminal();
        Output { inner: BufWriter::with_capacity(1 << 16, io::stdout()), is_terminal }
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
        leave_if_closed(done)
    }

    /// Writes what is left in the buffer.
    pub fn finish(mut self) -> Result<()> {
        leave_if_closed(self.inner.flush())
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
