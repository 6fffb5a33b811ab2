//! Under which name the same actor or place is known in all articles.

use hearsay_record::{Actor, ActorKind, Place};
use serde::Serialize;

/// The key of an actor: for a country its code, whatever it is called; else its Wikidata item, where the lexicon knows one; else its
/// kind, its name without case, article and punctuation, and its country. People without a name are nobody in particular
/// across articles: they are kept under what they are called and coded as.
pub fn actor(actor: &Actor) -> String {
    let country = actor.country.as_deref().unwrap_or("");
    if actor.kind == ActorKind::Country && !country.is_empty() {
        return format!("country:{country}");
    }
    if let Some(item) = &actor.wikidata {
        return format!("wikidata:{item}");
    }
    match actor.kind {
        ActorKind::Group | ActorKind::Unnamed => {
            let code = actor.code.as_deref().unwrap_or("");
            format!("{}:{}|{code}", spelled(&actor.kind), plain(&actor.name))
        }
        kind => format!("{}:{}|{country}", spelled(&kind), plain(&actor.name)),
    }
}

/// The key of a place: its GeoNames id, else its name with country and region.
pub fn place(place: &Place) -> String {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    match place.geonames {
        Some(id) => format!("geonames:{id}"),
        None => format!(
            "{}:{}|{}|{}",
            spelled(&place.kind),
            plain(&place.name),
            given(&place.country),
            given(&place.admin1)
        ),
    }
}

/// Lower case, words parted by single spaces, no punctuation, no article in front.
pub fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\'', '’', '.'], "");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && matches!(*first, "the" | "a" | "an") => rest.join(" "),
        _ => words.join(" "),
    }
}

/// A name of the contract as JSON has it: `named_person`.
pub fn spelled(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, kind: ActorKind, country: Option<&str>) -> Actor {
        Actor {
            id: "a1".into(),
            name: name.into(),
            kind,
            country: country.map(String::from),
            sectors: Vec::new(),
            code: country.map(|c| format!("{c} GOV")),
            wikidata: None,
            mentions: Vec::new(),
        }
    }

    #[test]
    fn spelling_does_not_part_actors_and_country_does() {
        let key = |name: &str, country| actor(&named(name, ActorKind::Organization, country));
        assert_eq!(key("The Harbour Board", Some("XVM")), "organization:harbour board|XVM");
        assert_eq!(key("U.N. Women", None), key("UN women", None));
        assert_ne!(key("Ministry of Defence", Some("XVM")), key("Ministry of Defence", Some("XKV")));
    }

    #[test]
    fn countries_and_people_without_a_name() {
        assert_eq!(actor(&named("Velmark's capital", ActorKind::Country, Some("XVM"))), "country:XVM");
        assert_eq!(
            actor(&named("the officials", ActorKind::Unnamed, Some("XVM"))),
            "unnamed:officials|XVM GOV"
        );
        let known = Actor { wikidata: Some("Q1".into()), ..named("X", ActorKind::Person, None) };
        assert_eq!(actor(&known), "wikidata:Q1");
        let state =
            Actor { wikidata: Some("Q2".into()), ..named("Velmark", ActorKind::Country, Some("XVM")) };
        assert_eq!(actor(&state), "country:XVM");
    }
}
