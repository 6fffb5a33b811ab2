//! An event as a sentence: who did what to whom.

use crate::row::Row;

/// Past and plain form of what an actor does to a recipient, by PLOVER's types; the recipient follows.
const VERBS: &[(&str, &str, &str)] = &[
    ("AGREE", "agreed with", "agree with"),
    ("CONSULT", "consulted", "consult"),
    ("SUPPORT", "backed", "back"),
    ("CONCEDE", "yielded to", "yield to"),
    ("COOPERATE", "cooperated with", "cooperate with"),
    ("AID", "aided", "aid"),
    ("RETREAT", "drew back from", "draw back from"),
    ("REQUEST", "made demands on", "make demands on"),
    ("ACCUSE", "accused", "accuse"),
    ("REJECT", "rejected", "reject"),
    ("THREATEN", "threatened", "threaten"),
    ("PROTEST", "protested against", "protest against"),
    ("SANCTION", "imposed sanctions on", "impose sanctions on"),
    ("MOBILIZE", "mobilized against", "mobilize against"),
    ("COERCE", "coerced", "coerce"),
    ("ASSAULT", "attacked", "attack"),
];

/// Types whose verbs take their recipient as they stand, so that the article's own word can be used.
const TRANSITIVE: &[&str] =
    &["COERCE", "ASSAULT", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AID", "SANCTION"];

/// The sentence for a row of events or reports.
pub fn sentence(row: &Row) -> String {
    let kind = row.text("type");
    let (_, past, plain) =
        VERBS.iter().find(|(name, _, _)| *name == kind).copied().unwrap_or(("", "did", "do"));
    let trigger = row.text("trigger").to_lowercase();
    let is_past = trigger.ends_with("ed") && trigger.chars().all(char::is_alphabetic);
    let past = if is_past && TRANSITIVE.contains(&kind.as_str()) { trigger.as_str() } else { past };
    let names = |column: &str| listed(&row.list(column));
    let who = names("actor_names").unwrap_or_else(|| "somebody".to_string());
    let whom = names("recipient_names");
    let verb = match row.text("status").as_str() {
        "future" => format!("will {plain}"),
        "hypothetical" => format!("might {plain}"),
        "negated" => format!("did not {plain}"),
        _ => past.to_string(),
    };
    // To nobody that is named: then the article's own word says more than a verb without its object.
    let Some(whom) = whom else { return capital(&format!("{who}: “{}”", row.text("trigger"))) };
    capital(&format!("{who} {verb} {whom}"))
}

fn listed(names: &[String]) -> Option<String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.to_string()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hearsay_archive::{Table, Value};

    fn told(kind: &str, trigger: &str, status: &str, who: &str, whom: &str) -> String {
        let columns = Table::Happenings.columns();
        let cells = columns.iter().map(|column| {
            let text = match column.name {
                "type" => kind,
                "trigger" => trigger,
                "status" => status,
                "actor_names" => who,
                "recipient_names" => whom,
                _ => return Value::Null,
            };
            Value::Text(text.to_string())
        });
        sentence(&Row::new(columns, cells.collect()))
    }

    #[test]
    fn who_did_what_to_whom() {
        assert_eq!(told("COERCE", "arrested", "actual", "police", "four men"), "Police arrested four men");
        assert_eq!(
            told("ASSAULT", "strike", "hypothetical", "", "Karvania"),
            "Somebody might attack Karvania"
        );
        assert_eq!(
            told("PROTEST", "protested", "actual", "a;b;c", "the state"),
            "A, b and c protested against the state"
        );
        assert_eq!(told("AID", "aid", "negated", "Velmark", "Karvania"), "Velmark did not aid Karvania");
        assert_eq!(told("REJECT", "rejected", "actual", "Velmark", ""), "Velmark: “rejected”");
    }
}
