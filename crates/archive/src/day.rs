//! Days as the tables hold them: whole ISO dates, also where the text gives only a month or a year.

use jiff::ToSpan;
use jiff::civil::Date;

/// The first day of a date, month or year.
pub fn first(given: &str) -> Option<String> {
    let date = match given.len() {
        4 => format!("{given}-01-01"),
        7 => format!("{given}-01"),
        _ => given.get(..10)?.to_string(),
    };
    date.parse::<Date>().ok().map(|date| date.to_string())
}

/// The last day of a date, month or year.
pub fn last(given: &str) -> Option<String> {
    let date: Date = first(given)?.parse().ok()?;
    let date = match given.len() {
        4 => Date::new(date.year(), 12, 31).ok()?,
        7 => date.last_of_month(),
        _ => date,
    };
    Some(date.to_string())
}

/// So many days later, or earlier.
pub fn plus(day: &str, days: i32) -> Option<String> {
    let date: Date = day.parse().ok()?;
    date.checked_add(days.days()).ok().map(|date| date.to_string())
}

/// Days from the first to the second; none where one of them is no day.
pub fn between(from: &str, to: &str) -> Option<i32> {
    let from: Date = from.parse().ok()?;
    from.until(to.parse::<Date>().ok()?).ok().map(|span| span.get_days())
}

/// The Monday of its week.
pub fn monday(day: &str) -> Option<String> {
    let date: Date = day.parse().ok()?;
    plus(day, -i32::from(date.weekday().to_monday_zero_offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_have_a_first_and_a_last_day() {
        assert_eq!(first("2024-02").as_deref(), Some("2024-02-01"));
        assert_eq!(last("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(last("2024").as_deref(), Some("2024-12-31"));
        assert_eq!(first("2024-02-20T10:00:00Z").as_deref(), Some("2024-02-20"));
        assert_eq!(first("soon"), None);
        assert_eq!(first("2024-13"), None);
    }

    #[test]
    fn counting_days() {
        assert_eq!(plus("2024-02-28", 2).as_deref(), Some("2024-03-01"));
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(between("2024-03-01", "2023-12-31"), Some(-61));
        assert_eq!(monday("2024-03-03").as_deref(), Some("2024-02-26"));
        assert_eq!(monday("2024-02-26").as_deref(), Some("2024-02-26"));
    }
}
