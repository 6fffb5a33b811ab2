//! The README tells the truth: what it shows is what the program prints.

use std::process::Command;

const README: &str = include_str!("../../../README.md");

/// The fenced blocks of one language, in order.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    README.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).map(String::from).collect()
}

fn hearsay(arguments: &[&str]) -> String {
    let done =
        Command::new(env!("CARGO_BIN_EXE_hearsay")).args(arguments).output().expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}

#[test]
fn the_example_shown_is_the_example_read() {
    let shown = &blocks("text")[0];
    let printed = hearsay(&["read", "--example", "--format", "text"]);
    let bare = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert!(
        bare(&printed).contains(bare(shown).trim_end()),
        "README.md shows something else than:\n{printed}"
    );
}

#[test]
fn every_command_shown_exists() {
    let help = hearsay(&["--help"]);
    for line in blocks("console").concat().lines().filter_map(|line| line.strip_prefix("$ hearsay ")) {
        let command = line.split_whitespace().next().expect("a command");
        assert!(help.contains(command), "README.md shows `hearsay {command}`");
        let options: Vec<&str> = line.split_whitespace().filter(|word| word.starts_with("--")).collect();
        let about = hearsay(&[command, "--help"]);
        for option in options {
            assert!(about.contains(option), "README.md shows `hearsay {command} {option}`");
        }
    }
}
