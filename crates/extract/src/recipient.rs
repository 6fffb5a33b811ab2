//! To whom an act is done where its own pattern does not say, and who seems to be meant and is not.

use crate::arguments::{self, Arguments, Oblique, antecedent, has_preposition};
use crate::deed::deeds;
use crate::event::Filler;
use crate::filler::{BY, TOWARDS, fill, is_time_noun};
use crate::frame::{self, Context};
use crate::lexicon::Class;
use crate::roles::roles;
use crate::sense::Sense;
use hearsay_nlp::{Deprel, Upos, Xpos};
use hearsay_record::{EventType, Quad};

/// "refused a request by the premier to resign": whoever asked, also where the phrase hangs on the verb.
pub fn requesters(context: Context<'_>, around: &Arguments, actors: &[Filler]) -> Vec<Filler> {
    let Context { document, tree, lexicons, .. } = context;
    let mut fillers = Vec::new();
    let asked = |&word: &usize| lexicons.is_class(&document.tokens[word].lemma, Class::Statement);
    if around.objects.iter().any(asked) {
        let agents = tree.children(around.head).filter(|&child| {
            matches!(document.tokens[child].deprel, Deprel::OblAgent | Deprel::Obl)
                && ["by", "from"].iter().any(|word| has_preposition(document, tree, child, word))
        });
        agents.for_each(|agent| fill(context, agent, BY, &mut fillers));
        leave_actors(&mut fillers, actors);
    }
    fillers
}

/// Leaves out whoever does it; true if others are left.
fn leave_actors(fillers: &mut Vec<Filler>, actors: &[Filler]) -> bool {
    fillers.retain(|filler| !actors.iter().any(|actor| actor.actor == filler.actor));
    !fillers.is_empty()
}

/// True of what is said or done against somebody.
pub fn is_hostile(kind: EventType) -> bool {
    matches!(kind.quad(), Quad::VerbalConflict | Quad::MaterialConflict)
}

/// Verbal events towards nobody named take the target of what they are about: "threatened to attack Karvania".
pub fn takes_over(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Threaten | Reject | Agree | Request | Accuse | Support | Concede | Consult | Aid | Protest)
}

/// Whom an event is aimed at by the clause it governs: the one who is to do it or is said to have done it ("demanded
/// that the rebels leave", "alleged that the clerk stole"), else whoever the clause's own event is aimed at.
pub fn inherited(
    context: Context<'_>,
    kind: EventType,
    around: &Arguments,
    actors: &[Filler],
) -> Vec<Filler> {
    let Context { document, tree, .. } = context;
    let mut fillers = Vec::new();
    // "opened an investigation into whether the envoy was spied on"
    let whether = |word: &&usize| {
        tree.children(**word).any(|mark| {
            document.tokens[mark].deprel == Deprel::Mark && *document.tokens[mark].lemma == *"whether"
        })
    };
    let asked = around.adverbials.iter().filter(whether);
    // "denied that Orlov fled": whom a denied clause is about is not whom it is denied to.
    let clauses = if kind == EventType::Reject { &[][..] } else { &around.clauses };
    for &verb in around.infinitives.iter().chain(clauses).chain(asked) {
        // "pledged to sack the minister": nothing is promised to him.
        let told = Sense::of(document, verb).likeliest(HOSTILE);
        if kind == EventType::Agree && told.is_some_and(is_hostile) {
            continue;
        }
        let inner = arguments::arguments(document, tree, verb);
        if matches!(kind, EventType::Accuse | EventType::Request) {
            let subject =
                tree.children(verb).find(|&child| arguments::is_subject(document.tokens[child].deprel));
            let subject = subject.map(|subject| antecedent(document, subject));
            subject.into_iter().for_each(|subject| fill(context, subject, BY, &mut fillers));
            if leave_actors(&mut fillers, actors) {
                return fillers;
            }
        }
        // What the inner verb's own entry takes for its recipient is the surest: "agreed to send troops to Karvania".
        for found in frame::verb(context, &inner).iter().take(3) {
            fillers = roles(context, found).1;
            if leave_actors(&mut fillers, actors) {
                return fillers;
            }
        }
        let own_subject =
            tree.children(verb).find(|&child| arguments::is_subject(document.tokens[child].deprel));
        let towards = inner.obliques.iter().filter(|oblique| {
            ["against", "on", "with", "to", "into", "for", "from", "at", "in"]
                .iter()
                .any(|preposition| has_preposition(document, tree, oblique.marked, preposition))
        });
        let candidates =
            own_subject.into_iter().chain(inner.objects.iter().copied()).chain(towards.map(|o| o.head));
        let own = |word: usize| {
            tree.children(word).any(|child| {
                document.tokens[child].deprel == Deprel::NmodPoss && document.tokens[child].upos == Upos::Pron
            })
        };
        for word in candidates.filter(|&word| !own(word)) {
            fill(context, word, TOWARDS, &mut fillers);
            if leave_actors(&mut fillers, actors) {
                return fillers;
            }
        }
    }
    fillers
}

/// How likely what is promised must be an act against somebody.
const HOSTILE: f32 = 0.5;

/// "launched a probe of the bank", "an inquiry into claims that two soldiers stole": what the pattern's own noun is
/// about.
pub fn told_of(context: Context<'_>, kind: EventType, noun: usize, fillers: &mut Vec<Filler>) {
    let Context { document, tree, .. } = context;
    let prepositions: &[&str] = match kind {
        EventType::Reject => &["by", "from", "of", "to"],
        _ => &["into", "of", "against", "on", "at", "over"],
    };
    for preposition in prepositions {
        for child in tree.children(noun) {
            let about = matches!(document.tokens[child].deprel, Deprel::Nmod | Deprel::Obl)
                && has_preposition(document, tree, child, preposition);
            if about && fillers.is_empty() {
                let head = antecedent(document, child);
                if !deeds(context, head, fillers) {
                    fill(context, head, TOWARDS, fillers);
                }
            }
        }
    }
}

/// Where an event's own pattern knows no recipient, these prepositions tell it. What somebody refuses, criticizes or
/// backs may also be somebody's: "refused a request by the premier".
pub fn fallen_back(
    context: Context<'_>,
    kind: EventType,
    around: &Arguments,
    actors: &[Filler],
) -> Vec<Filler> {
    use EventType::*;
    let Context { document, tree, .. } = context;
    let mut fillers = Vec::new();
    let (prepositions, depth): (&[&str], usize) = match kind {
        Aid => (&["to", "for", "among", "into", "across", "in"], TOWARDS),
        Reject | Accuse | Support => {
            for &object in around.objects.iter().filter(|&&object| !is_time_noun(context, object)) {
                if !deeds(context, object, &mut fillers) {
                    fill(context, object, BY, &mut fillers);
                }
            }
            (&["against"], BY)
        }
        Request => (&["from", "to"], BY),
        Threaten => (&["against"], BY),
        Protest => (&["against", "outside", "in_front_of"], BY),
        Sanction => (&["against", "on", "with", "from", "to", "in"], BY),
        Mobilize => (&["against", "in", "into", "to", "along", "near", "at", "on"], BY),
        _ => (&["against", "on"], BY),
    };
    if leave_actors(&mut fillers, actors) {
        return fillers;
    }
    // "remained on alert in Port Sar": the place may hang on the phrase before it.
    let inner = around.obliques.iter().flat_map(|oblique| tree.children(oblique.marked)).filter(|&child| {
        kind == Mobilize && matches!(document.tokens[child].deprel, Deprel::Nmod | Deprel::Obl)
    });
    let inner = inner.map(|child| Oblique { head: antecedent(document, child), marked: child });
    let obliques: Vec<Oblique> = around.obliques.iter().copied().chain(inner).collect();
    for preposition in prepositions {
        for oblique in &obliques {
            if has_preposition(document, tree, oblique.marked, preposition) {
                fill(context, oblique.head, depth, &mut fillers);
                if leave_actors(&mut fillers, actors) {
                    return fillers;
                }
            }
        }
    }
    fillers
}

/// "promised that the government would cut the deficit": who is to do it is not to whom it is promised.
pub fn is_to_keep_it(context: Context<'_>, around: &Arguments, recipient: &Filler) -> bool {
    let Context { document, tree, .. } = context;
    let head = recipient.head(context);
    around.clauses.iter().any(|&clause| {
        tree.children(clause).any(|child| {
            arguments::is_subject(document.tokens[child].deprel) && tree.subtree(child).contains(&head)
        })
    })
}

/// "denied that Orlov fled", "denied attacking him", "rejected claims that he had fled": Orlov is not who is denied it.
pub fn is_in_denied_clause(context: Context<'_>, around: &Arguments, recipient: &Filler) -> bool {
    let Context { document, tree, lexicons, .. } = context;
    let head = recipient.head(context);
    let claims = around.objects.iter().filter(|&&object| {
        lexicons.is_class(&document.tokens[object].lemma, Class::Statement)
            || lexicons.is_class(&document.tokens[object].lemma, Class::Document)
    });
    let on_noun = claims.flat_map(|&object| {
        tree.children(object)
            .filter(|&child| matches!(document.tokens[child].deprel, Deprel::Acl | Deprel::Ccomp))
            // "plans to bomb", "a lawsuit filed by": no claims.
            .filter(|&child| !matches!(document.tokens[child].xpos, Xpos::Vbn | Xpos::Vbg))
            .filter(|&child| !has_preposition(document, tree, child, "to"))
    });
    let gerunds = tree.children(around.head).filter(|&child| {
        let token = &document.tokens[child];
        *document.tokens[around.head].lemma == *"deny"
            && token.xpos == Xpos::Vbg
            && matches!(token.deprel, Deprel::Xcomp | Deprel::Obj | Deprel::Ccomp | Deprel::Advcl)
    });
    around
        .clauses
        .iter()
        .copied()
        .chain(on_noun)
        .chain(gerunds)
        .any(|clause| tree.subtree(clause).contains(&head))
}
