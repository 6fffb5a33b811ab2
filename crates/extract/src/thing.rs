//! Things that somebody's act is about where it is aimed at nobody: a bill vetoed, a plan backed, an attack condemned.

use crate::arguments::{self, Arguments};
use crate::deed::is_deed;
use crate::event::Filler;
use crate::filler::is_time_noun;
use crate::frame::{self, Context, Match};
use crate::lexicon::{Class, RoleName};
use crate::unmentioned::new;
use hearsay_nlp::{Deprel, NameType, Upos, Xpos};
use hearsay_record::EventType;

/// What nobody is said to have done or to own stands for itself where it is condemned, protested against, refused, backed,
/// allowed or taken away: a deed always, another thing where it is said by whom ("parliament rejected the bill"). Nouns of
/// a pattern's own are part of what is done ("lodged a complaint"), but for what is laid down and then refused, backed or
/// given up ("vetoed a bill").
pub fn thing_itself(
    context: Context<'_>,
    kind: EventType,
    found: &Match,
    around: &Arguments,
    told_by_whom: bool,
) -> Option<Filler> {
    let Context { document, tree, lexicons, .. } = context;
    use EventType::{Concede, Reject, Retreat, Support};
    let given_up = matches!(kind, Concede | Retreat);
    let decided = given_up || matches!(kind, Reject | Support);
    // "complained that the code fell short"
    let blamed = around.clauses.iter().filter(|_| kind == EventType::Accuse).filter_map(|&clause| {
        tree.children(clause).find(|&child| arguments::is_subject(document.tokens[child].deprel))
    });
    // "refused to sign the treaty"
    let refuses = kind == EventType::Reject && around.objects.is_empty();
    let refused = around.infinitives.iter().filter(|_| refuses).flat_map(|&infinitive| {
        tree.children(infinitive).filter(|&child| document.tokens[child].deprel == Deprel::Obj)
    });
    // "pleaded guilty to a charge": nothing is done to it.
    let told = found.role(RoleName::R).filter(|_| !given_up);
    let own = told.chain(around.objects.iter().copied()).chain(blamed).chain(refused);
    let mut own = own.map(|word| frame::content(context, word));
    let word = own.find(|&word| {
        let act = !lexicons.frame_nouns.get(&document.tokens[word].lemma).is_empty();
        let free =
            !found.consumed.contains(&word) || decided && (given_up || !act) && is_laid_down(context, word);
        free && (is_judged_deed(context, kind, word) || told_by_whom && is_thing(context, kind, word))
    });
    // "supports scrapping the tax"
    let doing = || {
        let wanted = told_by_whom
            && around.objects.is_empty()
            && matches!(kind, EventType::Reject | EventType::Support);
        around.infinitives.iter().copied().find(|&word| {
            wanted && document.tokens[word].xpos == Xpos::Vbg && document.tokens[word].head == found.head
        })
    };
    word.or_else(doing).map(new)
}

fn is_of(context: Context<'_>, word: usize, classes: &[Class]) -> bool {
    let lemma = context.document.tokens[word].lemma.to_lowercase();
    classes.iter().any(|&class| context.lexicons.is_class(&lemma, class))
}

/// Bills, plans, bans.
fn is_laid_down(context: Context<'_>, word: usize) -> bool {
    is_of(context, word, &[Class::Plan, Class::Document, Class::Measure])
}

/// A certain one: "the attack", "two attacks", "attacks on trade".
fn is_specific(context: Context<'_>, word: usize) -> bool {
    use Deprel::*;
    let Context { document, tree, .. } = context;
    tree.child(document, word, &[Det, NmodPoss, Nmod, Nummod, Acl, AclRelcl]).is_some()
}

fn is_judged_deed(context: Context<'_>, kind: EventType, word: usize) -> bool {
    let fits = match kind {
        EventType::Accuse | EventType::Protest => true,
        EventType::Reject => !is_of(context, word, &[Class::Plan, Class::Document]),
        EventType::Support => is_of(context, word, &[Class::Event]) && !is_of(context, word, &[Class::Plan]),
        _ => false,
    };
    fits && is_specific(context, word) && is_deed(context, word).is_some()
}

/// What is nobody, and not all there is of it ("refuses violence"). A place is where it is protested.
fn is_thing(context: Context<'_>, kind: EventType, word: usize) -> bool {
    let Context { document, tree, actors, .. } = context;
    let name = context.name_of[word].map(|n| document.names[n as usize].kind);
    let noun = match name {
        // "the Cuban Adjustment Act" need not be seen as a name.
        None => match document.tokens[word].upos {
            Upos::Noun => arguments::is_nominal(document, word),
            Upos::Propn => is_laid_down(context, word),
            // "opposed it": a bill, where it is nobody.
            Upos::Pron => document.word(word).eq_ignore_ascii_case("it"),
            _ => false,
        },
        Some(name) => matches!(name, NameType::Law | NameType::Event | NameType::WorkOfArt),
    };
    let several = document.tokens[word].xpos == Xpos::Nns;
    let bounded = several
        || document.tokens[word].upos == Upos::Pron
        || is_specific(context, word)
        || tree.child(document, word, &[Deprel::Amod, Deprel::Compound]).is_some()
        || name.is_some();
    let somebody = match document.tokens[word].upos {
        Upos::Pron => actors.headed_by(word).is_some(),
        _ => actors.mentions.headed_by(word).is_some(),
    };
    noun && bounded
        && !somebody
        && !is_time_noun(context, word)
        && !is_of(context, word, &[Class::Body, Class::Person, Class::Group, Class::Org])
        && match kind {
            EventType::Protest => is_laid_down(context, word),
            EventType::Concede | EventType::Retreat => {
                is_laid_down(context, word) || is_of(context, word, &[Class::Statement])
            }
            _ => true,
        }
}
