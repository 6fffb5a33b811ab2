//! Near-duplicates apart from any archive: what a cluster needs to find copies among more articles than one archive takes in,
//! by the same rule as an archive.

use super::links::{COPY_MIN, DAYS_BACK, band_keys};
use super::sketch::{likeness, of_text};
use hearsay_record::Article;

/// What is kept of an article to find its copies.
///
/// Of two articles the later one, by day, moment and id, is a copy of the earlier one if they share one of their
/// [`Fingerprint::bands`], at least [`Fingerprint::COPY_MIN`] of their [`Fingerprint::hashes`] are equal, and the earlier one is
/// at most [`Fingerprint::DAYS_BACK`] days older; articles without a day are compared with each other alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Publication day, empty if it is not known.
    pub day: String,
    /// Publication time in seconds since 1970.
    pub moment: i64,
    /// MinHash of the text; empty for a text that is too short to be compared.
    pub hashes: Vec<u32>,
}

impl Fingerprint {
    /// Share of equal hashes from which a text is a copy.
    pub const COPY_MIN: f64 = COPY_MIN;

    /// Days back that an article looks for what it copies.
    pub const DAYS_BACK: i32 = DAYS_BACK;

    /// The fingerprint of an article.
    pub fn new(article: &Article) -> Fingerprint {
        let (day, moment, hashes) = of_text(article);
        Fingerprint { day, moment, hashes }
    }

    /// Articles that share one of these are worth comparing.
    pub fn bands(&self) -> Vec<u64> {
        band_keys(&self.hashes).map(|(i, key)| crate::hash::mix(key ^ i as u64)).collect()
    }

    /// The share of equal hashes.
    pub fn likeness(&self, other: &Fingerprint) -> f64 {
        likeness(&self.hashes, &other.hashes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Fingerprint {
        Fingerprint::new(&Article {
            text: text.into(),
            published: Some("2025-03-05T10:00:00Z".into()),
            ..Article::default()
        })
    }

    #[test]
    fn copies_share_a_band_and_others_do_not() {
        let story = "The coast guard seized a trawler in the strait on Tuesday night and arrested nine sailors, the navy \
            said on Wednesday. The boat had entered the waters of the republic and ignored three warnings.";
        let (a, b) = (of(story), of(&format!("{story} It was towed to Sarn.")));
        assert_eq!((a.day.as_str(), a.moment), ("2025-03-05", 1_741_168_800));
        assert!(a.likeness(&b) >= Fingerprint::COPY_MIN);
        assert!(a.bands().iter().any(|band| b.bands().contains(band)));
        let other = of(
            "Prices of bread rose again in March, the bureau of statistics reported on Wednesday, and bakers \
            warned that flour would cost a fifth more by the summer because of the drought in the north.",
        );
        assert!(!a.bands().iter().any(|band| other.bands().contains(band)));
        assert!(of("Too short.").bands().is_empty());
    }
}
