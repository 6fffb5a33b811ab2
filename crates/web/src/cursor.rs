//! Where the next page begins: opaque to whoever carries it, and of no use for another question.

use crate::problem::Problem;

/// A place in the rows of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Rows that were given before.
    pub skip: u64,
    /// Articles that came later are left out, so that pages do not shift while others are added.
    pub upto: i64,
}

impl Cursor {
    /// As text. `question` is everything asked but the cursor.
    pub fn pack(self, question: &str) -> String {
        format!("{:x}-{:x}-{:08x}", self.skip, self.upto, fold(question, self))
    }

    /// From text.
    pub fn unpack(text: &str, question: &str) -> Result<Cursor, Problem> {
        let wrong = || Problem::asked("`cursor` is none that this question gave as `next`");
        let parts: Vec<&str> = text.split('-').collect();
        let [skip, upto, check] = parts.as_slice() else { return Err(wrong()) };
        let cursor = Cursor {
            skip: u64::from_str_radix(skip, 16).map_err(|_| wrong())?,
            upto: i64::from_str_radix(upto, 16).map_err(|_| wrong())?,
        };
        let is_ours = u32::from_str_radix(check, 16) == Ok(fold(question, cursor));
        if is_ours && cursor.skip <= u64::from(u32::MAX) { Ok(cursor) } else { Err(wrong()) }
    }
}

/// FNV-1a over the question and the place. It keeps mistakes out, not attackers: a cursor gives nothing that the question does not.
fn fold(question: &str, cursor: Cursor) -> u32 {
    let place = [cursor.skip.to_le_bytes(), cursor.upto.to_le_bytes()].concat();
    question
        .bytes()
        .chain(place)
        .fold(0x811c_9dc5, |state: u32, byte| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_question() {
        let cursor = Cursor { skip: 40, upto: 1_000_000 };
        let text = cursor.pack("/events?type=ASSAULT");
        assert_eq!(Cursor::unpack(&text, "/events?type=ASSAULT"), Ok(cursor));
        assert!(Cursor::unpack(&text, "/events?type=COERCE").is_err());
        for wrong in ["", "28", "28-f4240", "28-f4240-0", "-1--1-0", "zz-1-1", &format!("{text}-1")] {
            assert!(Cursor::unpack(wrong, "/events?type=ASSAULT").is_err(), "{wrong}");
        }
    }
}
