//! What the command line names, as one stream of pieces.

use hearsay_ingest::{Error, Input, Piece, open};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

/// The inputs. None at all stands for standard input, unless somebody sits at it; then `None` is given.
pub fn inputs(given: &[OsString]) -> Option<Vec<Input>> {
    if given.is_empty() {
        return (!std::io::stdin().is_terminal()).then(|| vec![Input::Stdin]);
    }
    let input = |name: &OsString| match name.to_str() {
        Some(name) => Input::parse(name),
        None => Input::File(PathBuf::from(name)),
    };
    Some(given.iter().map(input).collect())
}

/// The pieces of all inputs, in order; each input is opened when it is its turn.
pub fn pieces(inputs: Vec<Input>) -> impl Iterator<Item = Result<Piece, Error>> + Send {
    inputs.into_iter().flat_map(|input| open(&input))
}
