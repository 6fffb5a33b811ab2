//! One chunk between gaps, cut into words from left to right.

use super::classes::*;
use super::tables::*;
use super::{Word, address, letters};

/// Cuts chunk after chunk and keeps what must be known of the text before: open brackets and quotation marks.
pub(super) struct Cutter<'t, 'o> {
    text: &'t str,
    out: &'o mut Vec<Word>,
    starts_paragraph: bool,
    /// Round brackets open in this paragraph: ":)" closes one of them rather than smiling.
    brackets: usize,
    /// A single quotation mark is open in this paragraph.
    quoted: bool,
}

impl<'t, 'o> Cutter<'t, 'o> {
    pub(super) fn new(text: &'t str, out: &'o mut Vec<Word>) -> Self {
        Cutter { text, out, starts_paragraph: true, brackets: 0, quoted: false }
    }

    /// Appends the words of `text[start..end]`, which holds no gap. `kinds` is the union of the classes in it.
    #[inline]
    pub(super) fn cut(&mut self, start: usize, end: usize, kinds: u8, line_break: bool) {
        if line_break {
            self.starts_paragraph = true;
            self.brackets = 0;
            self.quoted = false;
        }
        if kinds & OTHER == 0 {
            return self.finish(start, end);
        }
        if is_decoration(&self.text.as_bytes()[start..end]) {
            return self.push(start, end);
        }
        let mut at = start;
        while at < end {
            at = match self.char(at, end) {
                Some('_') => self.run_of('_', at, end),
                Some(c) if is_word(c) => self.word(at, start, end),
                Some(c) => self.mark(c, at, start, end),
                None => end,
            };
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let starts_paragraph = std::mem::take(&mut self.starts_paragraph);
        self.out.push(Word { start, end, starts_paragraph });
    }

    #[inline]
    fn char(&self, at: usize, end: usize) -> Option<char> {
        if at >= end {
            return None;
        }
        let byte = self.text.as_bytes()[at];
        if byte < 0x80 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    fn before(&self, at: usize, start: usize) -> Option<char> {
        self.text[start..at].chars().next_back()
    }

    /// The end of the run of word characters at `at`.
    fn run(&self, mut at: usize, end: usize) -> usize {
        while let Some(c) = self.char(at, end) {
            if !is_word(c) {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    /// One token of the same character repeated.
    fn run_of(&mut self, c: char, at: usize, end: usize) -> usize {
        let mut to = at;
        while self.char(to, end) == Some(c) {
            to += c.len_utf8();
        }
        self.push(at, to);
        to
    }

    /// The first character of the next chunk, and whether a line break comes before it.
    fn beyond(&self, end: usize) -> (Option<char>, bool) {
        let mut line_break = false;
        for c in self.text[end..].chars().take(40) {
            if !is_gap(c) {
                return (Some(c), line_break);
            }
            line_break |= c == '\n';
        }
        (None, true)
    }

    /// A letter or digit at `at`: reads on over what may be inside a word, and pushes one or more words.
    /// Gives where it stopped.
    fn word(&mut self, at: usize, start: usize, end: usize) -> usize {
        if let Some(to) = address::at(self.text, at, end) {
            self.push(at, to);
            return to;
        }
        if self.text.as_bytes()[at].is_ascii_digit()
            && let Some(to) = letters::grouped_digits(&self.text.as_bytes()[at..end])
        {
            self.push(at, at + to);
            return at + to;
        }
        let mut to = self.run(at, end);
        while let Some(c) = self.char(to, end) {
            let next = to + c.len_utf8();
            let follows = self.char(next, end).filter(|&c| is_word(c));
            let last_is_digit = self.text.as_bytes()[to - 1].is_ascii_digit();
            let between_digits = last_is_digit && follows.is_some_and(|c| c.is_ascii_digit());
            let joins = match c {
                '.' => match self.full_stop(at, to, start, end) {
                    Stop::Inside => true,
                    Stop::Last(last) => {
                        self.push(at, last);
                        return last;
                    }
                    Stop::After => false,
                    Stop::Number(split) => {
                        self.push(at, split);
                        return split;
                    }
                },
                ',' => between_digits && letters::thousands(&self.text.as_bytes()[next..end]),
                ':' => between_digits,
                '/' => {
                    (between_digits && !letters::years(&self.text.as_bytes()[at..end]))
                        || SLASHED.contains(&letters::lower(&self.text[at..self.run(next, end)]).as_str())
                }
                '&' => follows.is_some() && to - at <= 4 && self.run(next, end) - next <= 4,
                '@' => follows.is_some(),
                '*' => follows.is_some_and(|c| c.is_alphabetic()) && !last_is_digit,
                '$' => {
                    let code = &self.text.as_bytes()[at..to];
                    if code.len() <= 3 && code.iter().all(u8::is_ascii_uppercase) {
                        self.push(at, next);
                        return next;
                    }
                    false
                }
                '+' if &self.text[at..to] == "C" && self.text[next..end].starts_with('+') => {
                    self.push(at, next + 1);
                    return next + 1;
                }
                c if is_hyphen(c) && next == end && letters::is_fragment(&self.text[at..to]) => {
                    self.push(at, next);
                    return next;
                }
                c if is_hyphen(c) && follows.is_some() => {
                    if let Some(length) = address::dotted_name(&self.text[at..end]) {
                        self.push(at, at + length);
                        return at + length;
                    }
                    self.hyphen_joins(at, to, next, start, end)
                }
                c if is_apostrophe(c) => match self.apostrophe_inside(c, at, to, next, end) {
                    Ok(joins) => joins,
                    Err(done) => return done,
                },
                _ => false,
            };
            if !joins {
                break;
            }
            to = self.run(next, end);
        }
        let bare = self.text[at..to].trim_end_matches('_').len();
        if bare > 0 && at + bare < to {
            to = at + bare;
        }
        self.finish(at, to);
        to
    }

    /// Pushes a word without marks inside, cut where two words are written as one.
    fn finish(&mut self, at: usize, to: usize) {
        let word = &self.text[at..to];
        let bytes = word.as_bytes();
        if bytes.len() > 1 && bytes[0].is_ascii_digit() && bytes[bytes.len() - 1].is_ascii_alphabetic() {
            let amount = self.text[..at].ends_with(['$', '€', '£', '¥']);
            if let Some(cut) = letters::number_and_unit(word, amount) {
                self.push(at, at + cut);
                return self.finish_unit(at + cut, to);
            }
        } else if (2..=8).contains(&bytes.len())
            && let Some(parts) = letters::fused(word)
        {
            let mut from = at;
            for part in parts {
                self.push(from, from + part);
                from += part;
            }
            return;
        }
        self.push(at, to);
    }

    /// What follows a number: a unit, or "x" and the next number ("3x5x4").
    fn finish_unit(&mut self, at: usize, to: usize) {
        let bytes = self.text.as_bytes();
        if to - at > 1 && bytes[at].eq_ignore_ascii_case(&b'x') && bytes[at + 1].is_ascii_digit() {
            self.push(at, at + 1);
            self.push(at + 1, to);
        } else {
            self.push(at, to);
        }
    }

    /// What a full stop behind `text[at..to]` is.
    fn full_stop(&self, at: usize, to: usize, start: usize, end: usize) -> Stop {
        let word = &self.text[at..to];
        let next = self.char(to + 1, end);
        let last = word.chars().next_back().unwrap_or(' ');
        if last.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit()) {
            return Stop::Inside;
        }
        // "2p.m." and "U.S.", "Ph.D.", "J.", "e.g."
        if let Some(split) = letters::time_of_day(&self.text[at..end]) {
            return Stop::Number(at + split);
        }
        if let Some(length) = letters::acronym(&self.text[at..end]) {
            return Stop::Last(at + length);
        }
        if next == Some('.') {
            return Stop::After;
        }
        if next.is_some_and(is_word)
            && let Some(length) = address::dotted_name(&self.text[at..end])
        {
            return Stop::Last(at + length);
        }
        let (ahead, line_break) = match next {
            Some(c) if is_word(c) => (Some(c), false),
            Some(c) if !matches!(c, ')' | ']' | '"' | '”' | '\'' | '’') => (Some(c), false),
            _ => self.beyond(end),
        };
        let mut chars = word.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && c.is_uppercase()
        {
            let begins_chunk = at == start || self.before(at, start).is_some_and(|c| !is_word(c));
            let name_follows =
                ahead.is_some_and(|c| c.is_uppercase() || matches!(c, ',' | ';' | '&')) && !line_break;
            return if begins_chunk && name_follows && c != 'I' { Stop::Last(to + 1) } else { Stop::After };
        }
        if letters::is_abbreviation(word, ahead.filter(|_| !line_break)) {
            Stop::Last(to + 1)
        } else {
            Stop::After
        }
    }

    /// Whether `text[at..to]`, a hyphen and what follows are one word.
    fn hyphen_joins(&self, at: usize, to: usize, next: usize, start: usize, end: usize) -> bool {
        let right = &self.text[next..self.run(next, end)];
        let left = &self.text[at..to];
        if self.before(at, start).is_some_and(is_hyphen) {
            return false;
        }
        let first = right.chars().next().unwrap_or(' ');
        if left.len() <= 12 && right.len() <= 12 {
            let both = letters::lower(&self.text[at..next + right.len()]);
            if HYPHENATED.contains(&both.as_str()) {
                return true;
            }
        }
        if left.len() <= 7 && PREFIXES.contains(&letters::lower(left).as_str()) {
            // "the Washington Post-Gazette poll": a name, not a prefix.
            if NAME_OR_PREFIX.contains(&left) && self.follows_capital() {
                return false;
            }
            let lower = letters::lower(right);
            return (left.len() > 1 || first.is_alphabetic())
                && !["the", "a", "an", "and", "or", "to", "in", "of", "by", "on"].contains(&lower.as_str());
        }
        if SUFFIXES.contains(&right) && left.chars().all(char::is_alphabetic) {
            return true;
        }
        // A telephone's extension: "x3-9890".
        left.len() > 1
            && left.starts_with(['x', 'X'])
            && left[1..].bytes().all(|b| b.is_ascii_digit())
            && first.is_ascii_digit()
    }

    /// Whether the word before is capitalised.
    fn follows_capital(&self) -> bool {
        let previous = self.out.last().filter(|_| !self.starts_paragraph);
        previous.is_some_and(|word| self.text[word.start..word.end].starts_with(char::is_uppercase))
    }

    /// An apostrophe behind `text[at..to]`. `Ok(joins)`: it is part of the word, or it is not. `Err(end)`: the words
    /// up to `end` were pushed.
    fn apostrophe_inside(
        &mut self,
        c: char,
        at: usize,
        to: usize,
        next: usize,
        end: usize,
    ) -> Result<bool, usize> {
        let right_end = self.run(next, end);
        let (left, right) = (&self.text[at..to], &self.text[next..right_end]);
        if right.is_empty() {
            // "ol'", "cookin'"; else a possessive or the end of a quotation.
            let docked = !self.quoted && matches!(c, '\'' | '’') && letters::is_docked(left);
            if docked {
                self.push(at, next);
                return Err(next);
            }
            return Ok(false);
        }
        if letters::is_clitic(right) {
            if right.eq_ignore_ascii_case("s") && letters::is_decade(left) {
                return Ok(true);
            }
            self.finish(at, to);
            self.push(to, right_end);
            return Err(right_end);
        }
        if right.eq_ignore_ascii_case("t") && left.len() > 1 && left.ends_with(['n', 'N']) {
            self.push(at, to - 1);
            self.push(to - 1, right_end);
            return Err(right_end);
        }
        if let Some(parts) = letters::fused_apostrophe(&self.text[at..right_end]) {
            self.push_parts(at, right_end, parts);
            return Err(right_end);
        }
        let letter = right.starts_with(char::is_alphabetic) && !left.ends_with(|c: char| c.is_ascii_digit());
        Ok(letter && matches!(c, '\'' | '’' | 'ʼ' | '＇' | '‘'))
    }

    /// Pushes words of so many characters each.
    fn push_parts(&mut self, at: usize, to: usize, parts: &[usize]) {
        let mut from = at;
        for &part in parts {
            let length: usize = self.text[from..to].chars().take(part).map(char::len_utf8).sum();
            self.push(from, from + length);
            from += length;
        }
    }

    /// A character that begins no word.
    fn mark(&mut self, c: char, at: usize, start: usize, end: usize) -> usize {
        let next = at + c.len_utf8();
        let rest = &self.text[at..end];
        if c.is_ascii_punctuation()
            && let Some(length) = letters::emoticon(rest, self.brackets)
        {
            self.push(at, at + length);
            return at + length;
        }
        let follows = self.char(next, end);
        let digit_follows = follows.is_some_and(|c| c.is_ascii_digit());
        match c {
            '.' | '!' | '?' | '…' => {
                let dots = matches!(c, '.' | '…');
                let run = |c| if dots { matches!(c, '.' | '…') } else { matches!(c, '!' | '?') };
                let to = at + rest.find(|c| !run(c)).unwrap_or(rest.len());
                let isolated = at == start || self.before(at, start).is_some_and(|c| !is_word(c));
                if c == '.' && to == next && isolated {
                    // ".04" and ".doc"
                    let run = self.run(next, end);
                    if digit_follows || EXTENSIONS.contains(&letters::lower(&self.text[next..run]).as_str()) {
                        self.push(at, run);
                        return run;
                    }
                }
                self.push(at, to);
                to
            }
            '(' | ')' => {
                self.brackets = if c == '(' { self.brackets + 1 } else { self.brackets.saturating_sub(1) };
                self.push(at, next);
                next
            }
            '@' | '#' if follows.is_some_and(|f| f == '_' || (is_word(f) && !f.is_ascii_digit())) => {
                let to = self.run(next, end);
                self.push(at, to);
                to
            }
            '+' if digit_follows && (at == start || self.before(at, start) == Some('(')) => {
                let to = next
                    + rest[1..].find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len() - 1);
                let to = next + self.text[next..to].trim_end_matches('-').len();
                self.push(at, to);
                to
            }
            '-' | '=' | '<' if arrow(rest) > 1 => {
                self.push(at, at + arrow(rest));
                at + arrow(rest)
            }
            '-' | '=' | '*' | '~' | '<' | '>' | '|' | '+' | '^' | '—' | '–' | '#' | '$' | '―' => {
                self.run_of(c, at, end)
            }
            c if is_apostrophe(c) => self.apostrophe(c, at, start, end),
            '\u{1f1e6}'..='\u{1f1ff}' => {
                let pair = follows.filter(|f| ('\u{1f1e6}'..='\u{1f1ff}').contains(f));
                let to = next + pair.map_or(0, char::len_utf8);
                self.push(at, to);
                to
            }
            _ => {
                let to = self.pictograph(c, next, end);
                self.push(at, to);
                to
            }
        }
    }

    /// The end of a sign with what modifies it, or of a sequence of pictographs that are shown as one.
    fn pictograph(&self, first: char, mut to: usize, end: usize) -> usize {
        let mut joined = false;
        while let Some(c) = self.char(to, end) {
            if !(modifies_pictograph(c) || (joined && is_pictograph(c))) || first.is_ascii() {
                break;
            }
            joined = c == '\u{200d}';
            to += c.len_utf8();
        }
        to
    }

    /// An apostrophe or single quotation mark that follows no word.
    fn apostrophe(&mut self, c: char, at: usize, start: usize, end: usize) -> usize {
        let next = at + c.len_utf8();
        let previous = self.before(at, start);
        if let Some(f) = self.char(next, end)
            && is_apostrophe(f)
            && (f == c || (c == '‘' && f == '’'))
        {
            self.push(at, next + f.len_utf8());
            return next + f.len_utf8();
        }
        let right_end = self.run(next, end);
        let right = &self.text[next..right_end];
        let after_word = previous.is_some_and(|c| is_word(c) || matches!(c, '.' | ')' | ']' | '\'' | '’'));
        if letters::is_clitic(right) && (after_word || (at == start && right_end == end)) {
            self.push(at, right_end);
            return right_end;
        }
        if !after_word && matches!(c, '\'' | '’' | '‘') {
            if let Some(parts) = letters::fused_apostrophe(&self.text[at..right_end]) {
                self.push_parts(at, right_end, parts);
                return right_end;
            }
            let year = letters::is_short_year(right);
            if year || CLIPPED.contains(&letters::lower(right).as_str()) {
                let closes =
                    right.eq_ignore_ascii_case("n") && self.char(right_end, end).is_some_and(is_apostrophe);
                let to = if closes {
                    right_end + self.char(right_end, end).map_or(0, char::len_utf8)
                } else {
                    right_end
                };
                self.push(at, to);
                return to;
            }
        }
        self.quoted = !after_word && previous.is_none_or(|c| !matches!(c, ',' | '!' | '?'));
        self.push(at, next);
        next
    }
}

/// What a full stop is to the word before it.
enum Stop {
    /// Part of it, and it goes on.
    Inside,
    /// Part of it, and the word ends here.
    Last(usize),
    /// A word of its own.
    After,
    /// The word is a number that ends here, and an abbreviation follows.
    Number(usize),
}

/// A rule, a row of stars, an arrow: five or more signs and nothing else.
fn is_decoration(chunk: &[u8]) -> bool {
    chunk.len() >= 5 && chunk.iter().all(|b| b"-=~*_#<>|+:^{}".contains(b))
}

/// Length of an arrow at the start, or 0: "->", "-->", "<-", "=>".
fn arrow(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let head = usize::from(bytes[0] == b'<');
    let shaft = bytes[head..].iter().take_while(|&&b| b == b'-' || b == b'=').count();
    let tail = usize::from(bytes.get(head + shaft) == Some(&b'>'));
    if shaft > 0 && head + tail == 1 { head + shaft + tail } else { 0 }
}
