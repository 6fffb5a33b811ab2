//! Recipients that an event has only from the verb it hangs on: "filed a complaint to the council, demanding amends".
//!
//! The network often points back at whom the sentence has named. Whom one verb addresses is not whom a participle or a noun
//! behind him addresses, unless their own words say so.

use crate::arguments;
use crate::event::{Event, Filler};
use crate::frame::Context;
use crate::proposal::is_noun;
use hearsay_nlp::Deprel;
use hearsay_record::EventType;

/// The events of a sentence without what they have borrowed. One that needs a recipient and has no other goes.
pub fn give_back(context: Context<'_>, events: Vec<Event>) -> Vec<Event> {
    let borrowed_by = |i: usize| -> Vec<usize> {
        let recipients = events[i].recipients.iter();
        recipients
            .filter(|filler| is_borrowed(context, &events, i, filler))
            .map(|filler| filler.actor)
            .collect()
    };
    let borrowed: Vec<Vec<usize>> = (0..events.len()).map(borrowed_by).collect();
    let without = |(mut event, borrowed): (Event, Vec<usize>)| {
        event.recipients.retain(|filler| !borrowed.contains(&filler.actor));
        let lost = !borrowed.is_empty() && event.recipients.is_empty();
        let needs_one = is_noun(context, event.head) || event.kind.is_some_and(EventType::requires_recipient);
        (!(lost && needs_one)).then_some(event)
    };
    events.into_iter().zip(borrowed).filter_map(without).collect()
}

/// True of a recipient who stands before the event's word, outside its own phrase, and is one of an event above it.
fn is_borrowed(context: Context<'_>, events: &[Event], i: usize, filler: &Filler) -> bool {
    let Context { document, tree, .. } = context;
    let (event, head) = (&events[i], filler.head(context));
    let lends = |other: &Event| {
        // What is shared by both as their subject is not borrowed.
        let subject = |&child: &usize| arguments::is_subject(document.tokens[child].deprel);
        let mut subjects = tree.children(other.head).filter(subject);
        other.head < head
            && tree.subtree(other.head).contains(&event.head)
            && !subjects.any(|child| tree.subtree(child).contains(&head))
            && other.recipients.iter().any(|recipient| recipient.actor == filler.actor)
    };
    head < event.head && !is_its_own(context, event, filler) && events.iter().any(lends)
}

/// True if the event's own phrase has a word for him ("convicted the minister and jailed *him*"), or is about him or shares
/// him ("the men *who* had been rounded up", "arrested and deported the envoy").
fn is_its_own(context: Context<'_>, event: &Event, filler: &Filler) -> bool {
    let Context { document, tree, actors, .. } = context;
    let shares = match document.tokens[event.head].deprel {
        Deprel::AclRelcl | Deprel::Acl => true,
        // Whom one moves troops to is said behind the verb of motion.
        Deprel::Conj => event.kind != Some(EventType::Mobilize),
        _ => false,
    };
    let mentions = actors.list.get(filler.actor).map_or(&[][..], |actor| &actor.mentions);
    let heads =
        mentions.iter().map(|&mention| actors.mentions.list[mention].head).chain([filler.head(context)]);
    let words = || [event.head].into_iter().chain(event.consumed.iter().copied());
    shares || heads.into_iter().any(|head| words().any(|word| tree.subtree(word).contains(&head)))
}
