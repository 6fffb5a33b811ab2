//! Places of the world by name: `gazetteer/places.bin`, made from GeoNames by `gazetteer/build.py`, where the layout
//! is described. It is searched as it lies in the program, so that starting costs nothing.

use crate::known::fold;
use std::cmp::Ordering;

static DATA: &[u8] = include_bytes!("../gazetteer/places.bin");

/// What sort of place the gazetteer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Kind {
    City,
    Admin1,
    County,
    Region,
    Water,
    Land,
    Building,
}

/// One place of the gazetteer, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u32);

/// What is known of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Which one it is.
    pub id: Id,
    /// What sort.
    pub kind: Kind,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-3; empty for what lies in none or several.
    pub country: &'static str,
    /// First-level region; empty if unknown.
    pub admin1: &'static str,
    /// Natural logarithm of the inhabitants.
    pub log_population: f32,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Found by a name other than its own.
    pub alternate: bool,
}

const PLACE_BYTES: usize = 17;
const BLOCK: usize = 16;
const LONGEST_NAME: usize = 255;

fn u32_at(at: usize) -> usize {
    u32::from_le_bytes([DATA[at], DATA[at + 1], DATA[at + 2], DATA[at + 3]]) as usize
}

fn u24_at(at: usize) -> u32 {
    u32::from_le_bytes([DATA[at], DATA[at + 1], DATA[at + 2], 0])
}

fn i24_at(at: usize) -> f64 {
    f64::from((u24_at(at) << 8) as i32 >> 8)
}

fn header(field: usize) -> usize {
    u32_at(4 + 4 * field)
}

/// All places of this name, alternate names included, in no telling order.
pub fn find(name: &str) -> Vec<Entry> {
    let wanted = key(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    let blocks = header(1).div_ceil(BLOCK);
    let (mut low, mut high) = (0, blocks);
    // The last block that begins before the wanted key, or the first one.
    while low < high {
        let middle = (low + high) / 2;
        let first = Names::at(middle).next().map(|(name, _)| key(&name)).unwrap_or_default();
        if first.as_str() < wanted.as_str() { low = middle + 1 } else { high = middle }
    }
    let mut found = Vec::new();
    for block in low.saturating_sub(1)..blocks {
        for (name, place) in Names::at(block) {
            match key(&name).as_str().cmp(wanted.as_str()) {
                Ordering::Less => {}
                Ordering::Equal => found.push(entry(Id(place & 0x7F_FFFF), place >> 23 == 1)),
                Ordering::Greater => return found,
            }
        }
    }
    found
}

/// The name of a place as the gazetteer writes it.
pub fn name(id: Id) -> String {
    let at = u24_at(header(6) + id.0 as usize * PLACE_BYTES + 14) as usize;
    Names::at(at / BLOCK).nth(at % BLOCK).map(|(name, _)| name).unwrap_or_default()
}

fn entry(id: Id, alternate: bool) -> Entry {
    let at = header(6) + id.0 as usize * PLACE_BYTES;
    let country = header(3) + 3 * DATA[at + 6] as usize;
    let region = usize::from(u16::from_le_bytes([DATA[at + 7], DATA[at + 8]]));
    let region = u32_at(header(5) + 4 * region);
    let text =
        |from: usize, length: usize| std::str::from_utf8(&DATA[from..from + length]).unwrap_or("").trim();
    let geonames = u24_at(at + 11);
    Entry {
        id,
        kind: match DATA[at + 9] {
            0 => Kind::City,
            1 => Kind::Admin1,
            2 => Kind::County,
            3 => Kind::Region,
            4 => Kind::Water,
            5 => Kind::Land,
            _ => Kind::Building,
        },
        lat: i24_at(at) / 10_000.0,
        lon: i24_at(at + 3) / 10_000.0,
        country: text(country, 3),
        admin1: text(region + 1, DATA[region] as usize),
        log_population: f32::from(DATA[at + 10]) / 12.0,
        geonames: (geonames > 0).then_some(geonames),
        alternate,
    }
}

/// The names of one block, each with its place.
struct Names {
    at: usize,
    left: usize,
    name: [u8; LONGEST_NAME],
}

impl Names {
    fn at(block: usize) -> Names {
        let left = BLOCK.min(header(1).saturating_sub(block * BLOCK));
        let at = if left == 0 { 0 } else { u32_at(header(8) + 4 * block) };
        Names { at, left, name: [0; LONGEST_NAME] }
    }
}

impl Iterator for Names {
    type Item = (String, u32);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let (shared, more) = (DATA[self.at] as usize, DATA[self.at + 1] as usize);
        self.name[shared..shared + more].copy_from_slice(&DATA[self.at + 2..self.at + 2 + more]);
        let place = u24_at(self.at + 2 + more);
        self.at += 5 + more;
        Some((String::from_utf8_lossy(&self.name[..shared + more]).into_owned(), place))
    }
}

/// What names are looked up by: letters and digits without marks, in lower case, "Saint" as "st".
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut word = String::new();
    let mut end_word = |word: &mut String| {
        match word.as_str() {
            "saint" => key.push_str("st"),
            "mount" => key.push_str("mt"),
            "fort" => key.push_str("ft"),
            other => key.push_str(other),
        }
        word.clear();
    };
    for c in name.chars() {
        fold(c, |c| match c {
            c if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            '\'' | '.' | '`' => {}
            _ => end_word(&mut word),
        });
    }
    end_word(&mut word);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_and_without_marks() {
        for written in ["Culiacán", "culiacan", "CULIACAN"] {
            let found = find(written);
            let best = found.iter().max_by(|a, b| a.log_population.total_cmp(&b.log_population)).unwrap();
            assert_eq!((best.country, best.admin1, best.kind), ("MEX", "Sinaloa", Kind::City));
            assert!((best.lat - 24.8).abs() < 0.1 && (best.lon + 107.4).abs() < 0.1);
            assert!(name(best.id).starts_with("Culiac"));
        }
        assert!(find("Nowhereville-on-Sea").is_empty());
    }

    #[test]
    fn one_name_has_many_places() {
        let found = find("Paris");
        assert!(found.iter().any(|place| place.country == "FRA"));
        assert!(found.iter().any(|place| place.country == "USA" && place.admin1 == "Texas"));
        assert!(find("St. Louis").len() == find("Saint Louis").len());
    }

    /// The order in the file is by the builder's key: if ours differed anywhere, names would not be found.
    #[test]
    fn names_are_sorted_by_our_key() {
        let keys: Vec<String> =
            (0..header(1).div_ceil(BLOCK)).flat_map(Names::at).map(|(name, _)| key(&name)).collect();
        assert_eq!(keys.len(), header(1));
        let wrong = keys.windows(2).find(|pair| pair[0] > pair[1]);
        assert_eq!(wrong, None);
    }
}
