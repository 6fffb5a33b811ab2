//! In which file and line a lexicon entry stands. Asked only when somebody wants to know why.

use super::entry::Entries;
use serde::{Deserialize, Serialize};

/// Where entries stand, by what they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Origins {
    files: Vec<String>,
    /// Hash of section and key, file, line counted from 1; sorted by hash, a later entry behind an earlier one.
    entries: Vec<(u64, u16, u32)>,
}

impl Origins {
    /// Adds the entries of one file, which come behind `before`.
    pub fn add(&mut self, file: &str, text: &str, before: &Entries, new: &Entries) {
        let number = self.files.len() as u16;
        self.files.push(file.to_string());
        let mut add = |section: &str, keys: &mut dyn Iterator<Item = String>| {
            let lines = headers(text, section);
            self.entries.extend(keys.zip(lines).map(|(key, line)| (hash(section, &key), number, line)));
        };
        macro_rules! named {
            ($($list:ident . $key:ident),+) => {
                $(add(stringify!($list), &mut new.$list.iter().map(|entry| entry.$key.to_string()));)+
            };
        }
        // Entries without a name of their own are known by their place among all of their section.
        macro_rules! numbered {
            ($($list:ident),+) => {
                $({
                    let first = before.$list.len();
                    add(stringify!($list), &mut (first..first + new.$list.len()).map(|k| k.to_string()));
                })+
            };
        }
        named!(frame.id, signature.id, country.code, person.name, organization.name);
        numbered!(light, cue, class, context, role, source, loaded);
        self.entries.sort_by_key(|entry| entry.0);
    }

    /// File and line of an entry; of several with one name the last.
    pub fn of(&self, section: &str, key: &str) -> Option<(&str, usize)> {
        let wanted = hash(section, key);
        let end = self.entries.partition_point(|entry| entry.0 <= wanted);
        let (found, file, line) = *self.entries.get(end.checked_sub(1)?)?;
        (found == wanted).then(|| (self.files[file as usize].as_str(), line as usize))
    }
}

/// Lines, counted from 1, on which entries of a section begin.
fn headers(text: &str, section: &str) -> Vec<u32> {
    let header = format!("[[{section}]]");
    let lines = text.lines().enumerate().filter(|(_, line)| line.trim_end().starts_with(&header));
    lines.map(|(k, _)| k as u32 + 1).collect()
}

/// FNV-1a, 64 bits.
fn hash(section: &str, key: &str) -> u64 {
    let bytes = section.bytes().chain([0]).chain(key.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
