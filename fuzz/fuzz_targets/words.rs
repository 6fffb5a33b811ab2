//! Any text is cut into words that lie in it, in order, without overlap, and leave out only white space.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut at = 0;
    for word in hearsay_nlp::words(text) {
        assert!(at <= word.start && word.start < word.end, "{text:?}");
        assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end), "{text:?}");
        at = word.end;
    }
    assert!(at <= text.len());
});
