//! What is one word: a sentence, and under it the same sentence with its words apart.

use hearsay_nlp::words;
use proptest::prelude::*;

fn cut(text: &str) -> String {
    let words: Vec<&str> = words(text).iter().map(|w| &text[w.start..w.end]).collect();
    words.join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(cut(text), expected);
}

#[test]
fn clitics_stand_apart() {
    check(
        "They don't think it's Ann's, and I can't say.",
        "They do n't think it 's Ann 's , and I ca n't say .",
    );
    check(
        "WE’VE heard he’d go; you won’t.",
        "WE ’ve heard he ’d go ; you wo n’t .".replace("WE ’ve", "WE ’VE").as_str(),
    );
    check("She couldn't've known. I'd've asked.", "She could n't 've known . I 'd 've asked .");
    check("The workers' pay fell, Congress' did not.", "The workers ' pay fell , Congress ' did not .");
    check("We cannot, we're gonna, y'all gotta.", "We can not , we 're gon na , y' all got ta .");
    check("U.S.'s debt", "U.S. 's debt");
}

#[test]
fn apostrophes_inside_words_stay() {
    check("O'Brien of Sana'a saw ma'am at two o'clock", "O'Brien of Sana'a saw ma'am at two o'clock");
    check("rock 'n' roll, '90s style, tell 'em", "rock 'n' roll , '90s style , tell 'em");
    check("in the 1960's, 2003's best, the '07 crash", "in the 1960's , 2003 's best , the '07 crash");
    check("He called it 'a farce', twice.", "He called it ' a farce ' , twice .");
}

#[test]
fn hyphens_cut_except_behind_prefixes() {
    check("a long-term, state-of-the-art plan", "a long - term , state - of - the - art plan");
    check(
        "anti-war co-founders re-read e-mails in mid-2003",
        "anti-war co-founders re-read e-mails in mid-2003",
    );
    check(
        "a non-English-speaking, over-the-counter sale",
        "a non-English - speaking , over - the - counter sale",
    );
    check("a Herald Post-TV9 poll, a Post-War poll", "a Herald Post - TV9 poll , a Post-War poll");
    check("al-Assad of al-Qaeda, uh-huh", "al - Assad of al - Qaeda , uh-huh");
    check("money--and time—lost", "money -- and time — lost");
    check(
        "pages 5-10, 2003-2007, 713-555-1696, 2014-03-05",
        "pages 5 - 10 , 2003 - 2007 , 713-555-1696 , 2014-03-05",
    );
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "Mr. Lee of Acme Inc. left at 5 p.m. for the U.S.",
        "Mr. Lee of Acme Inc. left at 5 p.m. for the U.S.",
    );
    check(
        "J. R. Ortiz, Ph.D., met Gen. Sow, i.e. the chief.",
        "J. R. Ortiz , Ph.D. , met Gen. Sow , i.e. the chief .",
    );
    check("She said no. Then No. 5 won.", "She said no . Then No. 5 won .");
    check("So did I. They went to Plan B.", "So did I . They went to Plan B .");
    check("pens, etc., and so on. Pens etc. He left.", "pens , etc. , and so on . Pens etc . He left .");
    check("Dr.Kim saw U.S.-led troops", "Dr. Kim saw U.S. - led troops");
}

#[test]
fn numbers_and_their_units() {
    check("$1.2B, $3B and 2.5b of 4B", "$ 1.2 B , $ 3 B and 2.5 b of 4B");
    check("$5m, 5%, 10km, €3.5bn, US$20, .04", "$ 5 m , 5 % , 10 km , € 3.5 bn , US$ 20 , .04");
    check("1,200,000 by 7:30pm, 9am or 2p.m. on 9/11", "1,200,000 by 7:30 pm , 9 am or 2 p.m. on 9/11");
    check("the 3rd, 21st and 1990s; 2001/02; 1/2; 24/7", "the 3rd , 21st and 1990s ; 2001 / 02 ; 1/2 ; 24/7");
    check("30°C, km², growth[12] and note¹", "30 ° C , km ² , growth [ 12 ] and note ¹");
}

#[test]
fn addresses_are_whole() {
    check(
        "See http://example.org/a_(b)?x=1, or www.example.com.",
        "See http://example.org/a_(b)?x=1 , or www.example.com .",
    );
    check(
        "<ann.lee@mail.example.org>, @ann_lee #news2day #1",
        "< ann.lee@mail.example.org > , @ann_lee #news2day # 1",
    );
    check("example.org/page's plan-2.doc (example.co.uk)", "example.org/page's plan-2.doc ( example.co.uk )");
    check("It ended.Then small.i know", "It ended . Then small . i know");
}

#[test]
fn marks() {
    check("“Why?!” he asked... ‘No’… (yes).", "“ Why ?! ” he asked ... ‘ No ’ … ( yes ) .");
    check("``So,'' she wrote; and/or he/she w/o", "`` So , '' she wrote ; and / or he / she w/o");
    check("AT&T, R&D :-) fun:) (see below:)", "AT&T , R&D :-) fun :) ( see below : )");
    check("• one\n* two\n-- three\n=======", "• one * two -- three =======");
    check("👩‍👩‍👧 ok 🇫🇷🇩🇪 ❤️", "👩‍👩‍👧 ok 🇫🇷 🇩🇪 ❤️");
    check("naïve cafe\u{301} 東京 Łódź", "naïve cafe\u{301} 東京 Łódź");
    check("\u{feff}a\u{200b}b\u{a0}c\u{2003}d", "a b c d");
}

#[test]
fn a_paragraph_begins_after_a_line_break() {
    let starts: Vec<bool> =
        words("One two\nthree. \r\n \r\nFour").iter().map(|w| w.starts_paragraph).collect();
    assert_eq!(starts, [true, false, true, false, true]);
}

#[test]
fn lines_broken_within_a_sentence_are_one_paragraph() {
    let paragraphs = |text: &str| words(text).iter().filter(|w| w.starts_paragraph).count();
    assert_eq!(paragraphs("The editors of this paper regularly\nincite nobody."), 2);
    assert_eq!(paragraphs("The editors of this old newspaper regularly and often\nincite nobody."), 1);
    assert_eq!(paragraphs("Council of the old town opens a new bridge on Monday\nMayor resigns"), 2);
    let wrapped = "The council of the old town met on Monday night,\nand nobody of those who were there would say what\n\
                   Mayor Ortiz had told them. It will meet again in\nMarch. By then the bridge is to be finished, which\n\
                   the builders say it will not. They have not had\nany money since June.\n\nNobody knows why.";
    assert_eq!(paragraphs(wrapped), 2);
    let indented = format!("\n{wrapped}").replace('\n', "\n            ");
    assert_eq!(paragraphs(&indented), 2, "a text may be indented as a whole");
}

#[test]
fn long_words_and_lines_are_no_trouble() {
    assert_eq!(words(&"a".repeat(100_000)).len(), 1);
    assert_eq!(words(&"'".repeat(100_001)).len(), 50_001);
    assert_eq!(words(&"a.b-".repeat(200_000)).len(), 2 * 200_000);
    assert_eq!(words(&"no space ".repeat(500_000)).len(), 1_000_000);
}

/// Words are in order, within characters, and between them is nothing to be seen.
fn well_formed(text: &str) {
    let mut at = 0;
    for word in words(text) {
        assert!(at <= word.start && word.start < word.end, "{text:?}");
        assert!(
            text[at..word.start].chars().all(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation()),
            "{text:?}"
        );
        assert!(!text[word.start..word.end].contains(char::is_whitespace), "{text:?}");
        at = word.end;
    }
    assert!(text[at..].chars().all(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation()), "{text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text(text in any::<String>()) {
        well_formed(&text);
    }

    #[test]
    fn text_made_of_what_the_rules_look_at(
        parts in prop::collection::vec(prop::sample::select(vec![
            "a", "I", "n", "t", "s", "U", ".", "..", ",", "'", "’", "‘", "`", "\"", "-", "‑", "--", "—", "/", ":", ";", "@", "#",
            "$", "%", "&", "*", "+", "_", "(", ")", "<", ">", "7", "12", "2003", "555-1234", " ", "\n", "http://", "www.", ".com",
            "co", "anti", "gonna", "é", "e\u{301}", "東", "²", "👩", "\u{200d}", "\u{fe0f}", "🇫", "\u{feff}", "\u{fffd}", "p.m", "Ph.D", "x",
        ]), 0..12)
    ) {
        well_formed(&parts.concat());
    }

    #[test]
    fn bytes_that_are_no_text(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        well_formed(&String::from_utf8_lossy(&bytes));
    }
}
