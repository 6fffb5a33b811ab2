//! Is it English? Asked before anything is analysed, because the engine would read any language as English.

use whatlang::Lang;

/// What a text seems to be written in.
pub struct Language {
    /// ISO 639-1 code, or 639-3 where there is none; `en` also where the text is too short to tell.
    pub code: &'static str,
    /// English name of the language, if it is not English.
    pub foreign: Option<&'static str>,
}

const ENGLISH: Language = Language { code: "en", foreign: None };

/// Words that make up about two fifths of English prose and are rare in other languages, short ones that
/// other languages share ("in", "an", "me") left out.
const FUNCTION_WORDS: &[&str] = &[
    "about", "after", "and", "are", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her",
    "his", "into", "is", "it", "its", "of", "on", "or", "said", "she", "that", "the", "their", "they",
    "this", "to", "was", "were", "which", "who", "will", "with", "would",
];

/// Words looked at; the start of a text tells as much as the whole.
const WORDS_MAX: usize = 500;

/// Fewer words cannot be judged: a headline may have no function word at all.
const WORDS_MIN: usize = 12;

/// So many words without a single function word are not English, even if the letters leave it open which
/// language it is.
const WORDS_SURE: usize = 30;

/// Share of function words below which English is doubted. English news has 0.25 and more, other
/// languages stay under 0.05.
const ENGLISH_SHARE_MIN: f64 = 0.08;

/// What the text is written in. Two witnesses must agree before a text is called foreign: there are
/// hardly any English function words in it, and its letters speak for another language.
pub fn detect(text: &str) -> Language {
    let end = text.char_indices().nth(8 * WORDS_MAX).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let n = words().count();
    let spaced = !text.chars().any(is_unspaced);
    if spaced && n < WORDS_MIN {
        return ENGLISH;
    }
    let english = words().filter(|w| FUNCTION_WORDS.contains(&w.to_lowercase().as_str())).count();
    if english as f64 >= ENGLISH_SHARE_MIN * n as f64 {
        return ENGLISH;
    }
    match whatlang::detect(text) {
        Some(info) if info.lang() != Lang::Eng && (info.is_reliable() || english == 0 && n >= WORDS_SURE) => {
            Language { code: code(info.lang()), foreign: Some(info.lang().eng_name()) }
        }
        _ => ENGLISH,
    }
}

/// Letters of scripts that put no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}')
}

/// ISO 639-1, where a language has a code there.
fn code(lang: Lang) -> &'static str {
    use Lang::*;
    match lang {
        Epo => "eo",
        Eng => "en",
        Rus => "ru",
        Cmn => "zh",
        Spa => "es",
        Por => "pt",
        Ita => "it",
        Ben => "bn",
        Fra => "fr",
        Deu => "de",
        Ukr => "uk",
        Kat => "ka",
        Ara => "ar",
        Hin => "hi",
        Jpn => "ja",
        Heb => "he",
        Yid => "yi",
        Pol => "pl",
        Amh => "am",
        Jav => "jv",
        Kor => "ko",
        Nob => "nb",
        Dan => "da",
        Swe => "sv",
        Fin => "fi",
        Tur => "tr",
        Nld => "nl",
        Hun => "hu",
        Ces => "cs",
        Ell => "el",
        Bul => "bg",
        Bel => "be",
        Mar => "mr",
        Kan => "kn",
        Ron => "ro",
        Slv => "sl",
        Hrv => "hr",
        Srp => "sr",
        Mkd => "mk",
        Lit => "lt",
        Lav => "lv",
        Est => "et",
        Tam => "ta",
        Vie => "vi",
        Urd => "ur",
        Tha => "th",
        Guj => "gu",
        Uzb => "uz",
        Pan => "pa",
        Aze => "az",
        Ind => "id",
        Tel => "te",
        Pes => "fa",
        Mal => "ml",
        Ori => "or",
        Mya => "my",
        Nep => "ne",
        Sin => "si",
        Khm => "km",
        Tuk => "tk",
        Aka => "ak",
        Zul => "zu",
        Sna => "sn",
        Afr => "af",
        Lat => "la",
        Slk => "sk",
        Cat => "ca",
        Tgl => "tl",
        Hye => "hy",
        Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn english_is_english() {
        for text in [
            "The minister said on Tuesday that the port would stay closed until the end of the week.",
            "Port closed, ships wait",
            "CAPITAL CITY (Agency) Police arrested nine sailors near Sarn; Velmark's navy demands answers.",
            "Macron a dit non.",
            "",
        ] {
            assert_eq!(detect(text).code, "en", "{text}");
        }
    }

    #[test]
    fn other_languages_are_named() {
        for (code, name, text) in [
            (
                "de",
                "German",
                "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil die Küstenwache ein Schiff sucht.",
            ),
            (
                "fr",
                "French",
                "Le port restera fermé jusqu'à la fin de la semaine, a déclaré mardi le ministre devant les journalistes réunis à Paris.",
            ),
            (
                "es",
                "Spanish",
                "El puerto seguirá cerrado hasta el final de la semana, dijo el martes el ministro ante los periodistas reunidos en Madrid.",
            ),
            (
                "ru",
                "Russian",
                "Порт останется закрытым до конца недели, заявил во вторник министр, выступая перед журналистами в столице страны.",
            ),
            (
                "pl",
                "Polish",
                "Port pozostanie zamknięty do końca tygodnia, powiedział we wtorek minister podczas spotkania z dziennikarzami w stolicy.",
            ),
            (
                "ja",
                "Japanese",
                "大臣は火曜日、港は今週末まで閉鎖されると記者団に語った。沿岸警備隊は行方不明の船を捜索している。",
            ),
            ("zh", "Mandarin", "部长星期二对记者说，港口将关闭到本周末。海岸警卫队正在寻找一艘失踪的船只。"),
            (
                "ar",
                "Arabic",
                "قال الوزير يوم الثلاثاء إن الميناء سيبقى مغلقا حتى نهاية الأسبوع بينما يبحث خفر السواحل عن سفينة مفقودة",
            ),
        ] {
            let got = detect(text);
            assert_eq!((got.code, got.foreign), (code, Some(name)), "{text}");
        }
    }
}
