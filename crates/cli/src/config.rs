//! Settings below the flags: environment, then ./hearsay.toml, then the user's own file.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What can be set once for all runs.
#[derive(Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Articles read at the same time.
    pub threads: Option<u16>,
    /// The user's lexicons; in a file, relative to the file's folder.
    pub lexicons: Option<Vec<PathBuf>>,
    /// As `--model`; in a file, relative to the file's folder.
    pub model: Option<PathBuf>,
    /// As `--uncoded`.
    pub uncoded: Option<bool>,
    /// As `--allow-private`.
    pub allow_private: Option<bool>,
    /// The archive; in a file, relative to the file's folder.
    pub archive: Option<PathBuf>,
    /// Saved questions for `hearsay alert`: by name, what would stand behind `hearsay find`.
    pub alerts: Option<BTreeMap<String, String>>,
}

const KEYS: &[&str] = &["threads", "lexicons", "model", "uncoded", "allow_private", "archive", "alerts"];

/// All layers, the nearer one winning key by key.
pub fn load() -> Result<Settings> {
    let mut settings = environment()?;
    for path in [Some(PathBuf::from("hearsay.toml")), user_file()].into_iter().flatten() {
        if let Some(file) = read(&path)? {
            settings = settings.over(file);
        }
    }
    Ok(settings)
}

impl Settings {
    /// These settings, and `lower` where they are silent.
    fn over(self, lower: Settings) -> Settings {
        Settings {
            threads: self.threads.or(lower.threads),
            lexicons: self.lexicons.or(lower.lexicons),
            model: self.model.or(lower.model),
            uncoded: self.uncoded.or(lower.uncoded),
            allow_private: self.allow_private.or(lower.allow_private),
            archive: self.archive.or(lower.archive),
            alerts: self.alerts.or(lower.alerts),
        }
    }
}

fn user_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let config = folder("XDG_CONFIG_HOME")
        .or_else(|| folder("APPDATA"))
        .or_else(|| folder("HOME").map(|home| home.join(".config")))?;
    Some(config.join("hearsay").join("config.toml"))
}

fn environment() -> Result<Settings> {
    fn get<T>(name: &str, parse: impl Fn(&OsStr) -> Option<T>, want: &str) -> Result<Option<T>> {
        match std::env::var_os(name).filter(|value| !value.is_empty()) {
            None => Ok(None),
            Some(value) => match parse(&value) {
                Some(parsed) => Ok(Some(parsed)),
                None => bail!("{name}={}: want {want}", value.to_string_lossy()),
            },
        }
    }
    let flag = |value: &OsStr| match value.to_str()? {
        "1" | "true" | "yes" => Some(true),
        "0" | "false" | "no" => Some(false),
        _ => None,
    };
    let threads = |value: &OsStr| value.to_str()?.parse().ok().filter(|n| *n > 0);
    Ok(Settings {
        threads: get("HEARSAY_THREADS", threads, "a number from 1")?,
        lexicons: get("HEARSAY_LEXICONS", |value| Some(std::env::split_paths(value).collect()), "paths")?,
        model: get("HEARSAY_MODEL", |value| Some(PathBuf::from(value)), "a path")?,
        uncoded: get("HEARSAY_UNCODED", flag, "1 or 0")?,
        allow_private: get("HEARSAY_ALLOW_PRIVATE", flag, "1 or 0")?,
        archive: get("HEARSAY_ARCHIVE", |value| Some(PathBuf::from(value)), "a file")?,
        alerts: None,
    })
}

fn read(path: &Path) -> Result<Option<Settings>> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text).map(Some),
        Err(error)
            if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

fn parse(path: &Path, text: &str) -> Result<Settings> {
    let line_of = |at: usize| 1 + text[..at.min(text.len())].matches('\n').count();
    let place = |error: &toml::de::Error| {
        format!("{}:{}", path.display(), line_of(error.span().map_or(0, |span| span.start)))
    };
    let table: toml::Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => bail!("{}: {}", place(&error), error.message()),
    };
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let line = text
            .lines()
            .position(|line| line.trim_start().trim_start_matches(['[', '"']).starts_with(key.as_str()));
        let hint = match nearest(key, KEYS) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("known are {}", KEYS.join(", ")),
        };
        bail!("{}:{}: unknown key `{key}`; {hint}", path.display(), line.map_or(1, |line| line + 1));
    }
    let mut settings: Settings = match toml::from_str(text) {
        Ok(settings) => settings,
        Err(error) => bail!("{}: {}", place(&error), error.message()),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    for lexicon in settings.lexicons.iter_mut().flatten() {
        *lexicon = folder.join(&lexicon);
    }
    settings.model = settings.model.map(|model| folder.join(model));
    settings.archive = settings.archive.map(|archive| folder.join(archive));
    if settings.threads == Some(0) {
        bail!("{}: threads: want a number from 1", path.display());
    }
    Ok(settings)
}

/// The known word that looks most like this one.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    const ALIKE_MIN: f64 = 0.75;
    let alike = known.iter().map(|&k| (strsim::jaro_winkler(word, k), k));
    alike.filter(|(score, _)| *score >= ALIKE_MIN).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        parse(Path::new("conf/hearsay.toml"), text).unwrap_err().to_string()
    }

    #[test]
    fn a_file_and_the_layers() {
        let file =
            parse(Path::new("conf/hearsay.toml"), "threads = 3\nlexicons = [\"mine.toml\"]\n").unwrap();
        assert_eq!(file.lexicons, Some(vec![PathBuf::from("conf/mine.toml")]));
        let nearer = Settings { threads: Some(1), ..Settings::default() };
        let both = nearer.over(file);
        assert_eq!((both.threads, both.lexicons.map(|l| l.len()), both.uncoded), (Some(1), Some(1), None));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(
            refused("threads = 2\nlexicon = []\n"),
            "conf/hearsay.toml:2: unknown key `lexicon`; did you mean `lexicons`?"
        );
        assert_eq!(
            refused("colour = 1"),
            "conf/hearsay.toml:1: unknown key `colour`; known are threads, lexicons, model, uncoded, allow_private, archive, alerts"
        );
        assert!(
            refused("uncoded = true\nthreads = \"two\"").starts_with("conf/hearsay.toml:2: invalid type")
        );
        assert!(refused("threads = \n").starts_with("conf/hearsay.toml:1: "));
    }
}
