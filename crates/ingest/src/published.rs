//! Publication times as they are given, in the two forms that the record has.

use jiff::fmt::rfc2822;
use jiff::{Timestamp, civil};

/// An RFC 3339 time or a date alone (`2025-02-20`), from either of these or from the form that mail and
/// feeds use (RFC 2822). `None` for anything else.
///
/// ```
/// use hearsay_ingest::published;
/// assert_eq!(published(" 2025-02-20 ").as_deref(), Some("2025-02-20"));
/// assert_eq!(published("2025-02-20T10:00:00+01:00").as_deref(), Some("2025-02-20T10:00:00+01:00"));
/// assert_eq!(published("Thu, 20 Feb 2025 10:00:00 +0100").as_deref(), Some("2025-02-20T09:00:00Z"));
/// assert_eq!(published("2025-02-20 10:00").as_deref(), Some("2025-02-20T10:00:00Z"));
/// assert_eq!(published("last Tuesday"), None);
/// ```
pub fn published(given: &str) -> Option<String> {
    let given = given.trim();
    let is_date = given.len() == "2025-02-20".len();
    if is_date {
        return given.parse::<civil::Date>().ok().map(|date| date.to_string());
    }
    let rfc3339 = given.as_bytes().get(10) == Some(&b'T') && !given.contains('[');
    if rfc3339 && given.parse::<Timestamp>().is_ok() {
        return Some(given.to_string());
    }
    if let Ok(time) = given.parse::<Timestamp>() {
        return Some(time.to_string());
    }
    if let Ok(zoned) = rfc2822::parse(given) {
        return Some(zoned.timestamp().to_string());
    }
    // A time without a zone is taken as UTC: at worst a day's end is off by hours, and the date is kept.
    let local = given.parse::<civil::DateTime>().ok()?;
    Some(format!("{local}Z"))
}
