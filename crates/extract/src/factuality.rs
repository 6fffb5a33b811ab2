//! How factual an event is said to be: what governs the predicate, word by word up the tree.
//!
//! Every governing word with a signature (lexicons/factuality.toml) turns what it governs: "failed to", "might",
//! "if", "plan to". The values are FactBank's (Saurí and Pustejovsky 2009); the way signatures compose follows
//! Lotan, Stern and Dagan (2013): a governor that is not certain makes what it governs at most as certain.

use crate::arguments::{has_preposition, is_subject};
use crate::frame::Context;
use crate::lexicon::{Class, Commitment, Pos, Signature};
use crate::sense::Sense;
use crate::statement::Statements;
use hearsay_nlp::{Deprel, Upos, Xpos};
use hearsay_record::{CueClass, Status};

/// How an event is presented.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assessment {
    /// How its voice presents it.
    pub status: Status,
    /// −3 … 3, from its voice's view.
    pub voice: f32,
    /// −3 … 3, from the author's view.
    pub author: f32,
    /// "will not", "would not": somebody refuses.
    pub refused: bool,
    /// Value and status as the governing words alone make them, attribution included.
    pub composed: (f32, Status),
}

/// One word or construction that has a say, written down for whoever asks why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// The word.
    pub word: usize,
    /// Index of its signature.
    pub signature: Option<usize>,
    /// What it does.
    pub rule: &'static str,
    /// What is made of the predicate.
    pub value: f32,
    /// How it is presented.
    pub status: Status,
}

/// Writes down what had a say, where somebody asks; the state comes back as it is.
fn note(
    context: Context<'_>,
    word: usize,
    signature: Option<&Signature>,
    rule: &'static str,
    state: State,
) -> State {
    if let Some(trace) = context.trace {
        let all = &context.lexicons.entries.signature;
        let signature = signature.and_then(|one| all.iter().position(|other| std::ptr::eq(one, other)));
        let State { value, status, .. } = state;
        trace.borrow_mut().push(Note { word, signature, rule, value, status });
    }
    state
}

/// A value and status while governors are composed, and whether any word decided it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct State {
    value: f32,
    status: Status,
    /// A word with a signature, or a construction, said so.
    decided: bool,
}

const CERTAIN: State = State { value: 3.0, status: Status::Actual, decided: false };
const OPEN: State = State { value: 0.0, status: Status::Hypothetical, decided: true };
/// What is less certain than this is not so, or not surely.
const UNSURE: f32 = 1.0;
/// How far governors are followed.
const DEPTH: usize = 12;

/// Assesses the predicate `word`.
pub fn assess(context: Context<'_>, statements: &Statements, word: usize) -> Assessment {
    let composed = state(Context { trace: None, ..context }, word, DEPTH);
    let said = state(Context { voices: Some(statements), ..context }, word, DEPTH);
    let token = &context.document.tokens[word];
    let mut voice = said.value;
    let mut status = said.status;
    // "denied having met", "is accused of stealing": the voice is the statement's own.
    if let Some(statement) = statements.voice(word).map(|s| &statements.list[s])
        && statement.class == CueClass::Deny
        && !said.decided
        && !statement.negated
        && !is_turned_down(context, word)
    {
        voice = -voice;
        status = Status::Negated;
        note(
            context,
            statement.head,
            None,
            "what it attributes is denied",
            State { value: voice, status, decided: true },
        );
    }
    let author = author(composed, token.factuality, token.predicate);
    let refused = refused(context, word);
    Assessment { status, voice, author, refused, composed: (composed.value, composed.status) }
}

/// True where `word` is what somebody asserts and its governor lies outside his words: whoever says a thing plainly is
/// certain of it, whatever the words that attribute it to him say of the author. Wishes, plans and fears are not
/// asserted, nor is what nobody vouches for.
fn asserted(context: Context<'_>, voices: &Statements, word: usize, governor: usize) -> bool {
    use CueClass::{Admit, Claim, Know, Say, Show};
    let Some(voice) = voices.voice(word) else { return false };
    let statement = &voices.list[voice];
    let asserts = matches!(statement.class, Say | Claim | Admit | Know | Show)
        && statement.source.is_some()
        && !is_wish(context, statement.head, word);
    asserts && !statement.negated && !statement.content.iter().any(|content| content.contains(&governor))
}

/// "is willing to", "refused to": words that no lexicon knows for saying, or an infinitive, assert nothing.
fn is_wish(context: Context<'_>, cue: usize, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    let infinitive = has_preposition(document, tree, word, "to");
    let perfect = tree.child(document, word, &[Deprel::Aux]).is_some();
    infinitive && !perfect && !is_speech(context, cue)
}

/// "will not release": a negated future with an agent.
fn refused(context: Context<'_>, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    let will = |child: usize| {
        let token = &document.tokens[child];
        token.deprel == Deprel::Aux && matches!(&*token.lemma, "will" | "would" | "'ll" | "wo" | "shall")
    };
    let passive = tree.children(word).any(|child| document.tokens[child].deprel == Deprel::AuxPass);
    // "will not hold talks": the noun's light verb carries both.
    let verb = if tree.children(word).any(will) { word } else { document.tokens[word].head };
    !passive
        && tree.children(verb).any(will)
        && is_negated(context, verb)
        && (verb == word || carries(context, verb))
}

/// The author's view: the network's value and the rules' in a mixture fitted on the development part of UW's news
/// (Lee et al. 2015). The rules weigh most where they deny, since denials are rare and the network has seen few.
fn author(state: State, learned: f32, predicate: f32) -> f32 {
    // A document that no network read has nothing to say.
    if predicate <= 0.0 && learned == 0.0 {
        return state.value;
    }
    let weight = match state.status {
        Status::Actual => 0.8,
        Status::Hypothetical => 0.7,
        Status::Future => 0.6,
        Status::Negated => 0.5,
    };
    weight * learned.clamp(-3.0, 3.0) + (1.0 - weight) * state.value
}

/// What governs `word`, composed from the root of its clause down.
fn state(context: Context<'_>, word: usize, depth: usize) -> State {
    if depth == 0 {
        return CERTAIN;
    }
    let above = governed(context, word, depth);
    own(context, word, above, depth)
}

/// What the word's own auxiliaries, adverbs, determiners and marks make of it.
fn own(context: Context<'_>, word: usize, above: State, depth: usize) -> State {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    let mut state = above;
    // "No attack took place": the determiner denies verb and noun once.
    let denied = above.status == Status::Negated
        && tree
            .children(word)
            .any(|child| tokens[child].deprel == Deprel::Det && negates(&tokens[child].lemma));
    let negated = is_negated(context, word) && !denied;
    let mut modal = None;
    let signed = tokens[word].head != word && signature_of(context, word).is_some();
    for child in tree.children(word) {
        let relation = tokens[child].deprel;
        let operates = matches!(
            relation,
            Deprel::Aux
                | Deprel::Advmod
                | Deprel::Amod
                | Deprel::Mark
                | Deprel::Case
                | Deprel::Det
                | Deprel::Cc
                | Deprel::Cop
                | Deprel::Nmod
                | Deprel::Obl
                | Deprel::NmodPoss
                | Deprel::Discourse
        );
        // A phrase ("in theory") counts only through its own entry; a noun that stands as a possessor never.
        if !operates || negates(&tokens[child].lemma) || relation == Deprel::NmodPoss {
            continue;
        }
        // "never before": no condition.
        let affirmed = crate::cue::affirms(&tokens[child].lemma)
            && tree.children(child).any(|denial| negates(&tokens[denial].lemma));
        if affirmed {
            continue;
        }
        // "decided against sending": the preposition belongs to what governs.
        if matches!(relation, Deprel::Case | Deprel::Mark) && signed {
            continue;
        }
        if let Some(signature) = signature_below(context, child) {
            // "before rebels attacked" tells what happened; "before rebels attack" does not.
            let unsure = signature.pos == Pos::Conjunction
                && signature.positive.status == Status::Actual
                && signature.positive.value < 3.0;
            let open = unsure && !(is_past(context, word) && happens(context, word, depth))
                || is_to_come(context, word, child, depth);
            let made = if open { OPEN } else { apply(signature, negated) };
            let made = note(context, child, Some(signature), "stands on it", made);
            modal = Some(stronger(modal, made));
        }
    }
    if future_in_past(context, word) {
        modal =
            modal.map(|made| State { value: made.value.max(1.5), status: merge_future(made.status), ..made });
    }
    match modal {
        Some(made) => state = compose(state, made),
        None if negated => {
            let flipped = State { value: -3.0, status: Status::Negated, decided: true };
            state = match state.status {
                Status::Negated => State { value: 3.0, status: Status::Actual, decided: true },
                Status::Actual => flipped,
                Status::Future => {
                    State { value: -state.value.abs().max(2.0), status: Status::Negated, decided: true }
                }
                Status::Hypothetical => State { value: -state.value, ..state },
            };
            note(context, word, None, "is denied by “not”, “no” or “never”", state);
        }
        None => {}
    }
    construction(context, word, state)
}

/// "will enter into force when governments have ratified it", "once ratified": neither has happened.
fn is_to_come(context: Context<'_>, word: usize, conjunction: usize, depth: usize) -> bool {
    let token = &context.document.tokens[word];
    let when = matches!(&*context.document.tokens[conjunction].lemma, "when" | "once" | "after" | "until");
    when && token.deprel == Deprel::Advcl
        && !is_past(context, word)
        && state(context, token.head, depth - 1).status == Status::Future
}

/// A finite past: "attacked", "had attacked", "was attacked".
fn is_past(context: Context<'_>, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    let auxiliary =
        |child: usize| matches!(tokens[child].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    tokens[word].xpos == Xpos::Vbd
        || tree.children(word).any(|child| auxiliary(child) && tokens[child].xpos == Xpos::Vbd)
}

/// Whether what a clause of time hangs on is told as done: "vowed to stay until he was freed" frees nobody.
fn happens(context: Context<'_>, word: usize, depth: usize) -> bool {
    let governor = context.document.tokens[word].head;
    governor == word || state(context, governor, depth - 1).status == Status::Actual
}

/// "said it would leave": the future, told later.
fn future_in_past(context: Context<'_>, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    let would = tree
        .children(word)
        .any(|child| tokens[child].deprel == Deprel::Aux && *tokens[child].lemma == *"would");
    let governor = tokens[word].head;
    would
        && matches!(tokens[word].deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj)
        && matches!(tokens[governor].xpos, Xpos::Vbd | Xpos::Vbn)
        && tree
            .child(document, word, &[Deprel::Advcl])
            .is_none_or(|clause| !has_preposition(document, tree, clause, "if"))
        && is_speech(context, governor)
}

fn merge_future(status: Status) -> Status {
    if status == Status::Hypothetical { Status::Future } else { status }
}

/// Conditionals, questions, imperatives and bare infinitives, which no single word signs.
fn construction(context: Context<'_>, word: usize, state: State) -> State {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    // "was due to hold talks", which the tree takes for a preposition.
    let due = |child: usize| *tokens[child].lemma == *"due" && child < word;
    if tokens[word].xpos == Xpos::Vb && tree.children(word).any(due) {
        let made = State { value: 2.0, status: Status::Future, decided: true };
        return note(context, word, None, "is due to be done", made);
    }
    if state.decided || !matches!(tokens[word].upos, Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun) {
        return state;
    }
    let root = matches!(tokens[word].deprel, Deprel::Root | Deprel::Parataxis | Deprel::Conj | Deprel::Ccomp);
    let has = |relations: &[Deprel]| tree.child(document, word, relations).is_some();
    let subject = tree.children(word).any(|child| is_subject(tokens[child].deprel));
    // "Stop the attacks." "Release the hostages!"
    let bare = tokens[word].xpos == Xpos::Vb && !has(&[Deprel::Aux, Deprel::Mark, Deprel::AuxPass]);
    if root && bare && !subject && tokens[word].deprel != Deprel::Conj {
        return note(context, word, None, "a bare verb: somebody is told to", OPEN);
    }
    if (root || tokens[word].deprel == Deprel::AclRelcl) && is_scheduled(context, word) {
        let made = State { value: 2.0, status: Status::Future, decided: true };
        return note(context, word, None, "the present tense with a day to come", made);
    }
    // "The tariffs are to be imposed."
    let present = |child: usize| {
        *tokens[child].lemma == *"be" && matches!(tokens[child].xpos, Xpos::Vbp | Xpos::Vbz) && child < word
    };
    // "The envoys are to meet", "was to meet".
    let be = |child: usize| {
        *tokens[child].lemma == *"be"
            && tokens[child].xpos != Xpos::Vb
            && child < word
            && document.word(child) != "being"
    };
    let is_to = has_preposition(document, tree, word, "to")
        && match tokens[word].xpos {
            Xpos::Vbn => tree.children(word).any(present),
            Xpos::Vb => tree.children(word).any(be) && subject,
            _ => false,
        };
    if (root || tokens[word].deprel == Deprel::AclRelcl) && is_to {
        let made = State { value: 2.0, status: Status::Future, decided: true };
        return note(context, word, None, "is to be done", made);
    }
    // "Did they attack?": a yes-no question; one that asks who or why takes the event for granted.
    let sentence = document.sentences[tokens[word].sentence].clone();
    let question = sentence.clone().next_back().is_some_and(|last| {
        (last.saturating_sub(1)..=last).any(|i| i >= sentence.start && document.word(i) == "?")
    });
    if question && root && tokens[word].deprel == Deprel::Root {
        let asks =
            tree.children(word).any(|child| matches!(tokens[child].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt));
        if !asks {
            return note(context, word, None, "a question", OPEN);
        }
    }
    state
}

/// "The candidates meet on Monday.": the present tense with a day to come. Headlines have no full stop.
fn is_scheduled(context: Context<'_>, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    let sentence = document.sentences[tokens[word].sentence].clone();
    let ended = sentence.clone().rev().take(2).any(|i| document.word(i) == ".");
    let day = |child: usize| {
        let dated = matches!(tokens[child].deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod);
        let weekday = || {
            matches!(
                document.word(child),
                "Monday"
                    | "Tuesday"
                    | "Wednesday"
                    | "Thursday"
                    | "Friday"
                    | "Saturday"
                    | "Sunday"
                    | "tomorrow"
                    | "tonight"
            )
        };
        let next =
            || tree.children(child).any(|k| *tokens[k].lemma == *"next" && tokens[k].deprel == Deprel::Amod);
        let this = || {
            matches!(&*tokens[child].lemma, "weekend" | "week")
                && tree
                    .children(child)
                    .any(|k| *tokens[k].lemma == *"this" && tokens[k].deprel == Deprel::Det)
        };
        let every = || tree.children(child).any(|k| matches!(&*tokens[k].lemma, "every" | "each" | "last"));
        dated && (weekday() || next() || this()) && !every()
    };
    let present = |xpos: Xpos| matches!(xpos, Xpos::Vbz | Xpos::Vbp);
    // "He flies to Sarn today."
    let today = |child: usize| document.word(child) == "today" && tokens[child].deprel != Deprel::Nmod;
    // "He meets her on Monday", "he is meeting her on Monday".
    let going_on = tokens[word].xpos == Xpos::Vbg
        && tree
            .children(word)
            .any(|child| tokens[child].deprel == Deprel::Aux && present(tokens[child].xpos));
    let moves = matches!(
        &*tokens[word].lemma,
        "arrive" | "begin" | "fly" | "leave" | "meet" | "open" | "start" | "travel" | "visit"
    );
    ended
        && ((present(tokens[word].xpos) || going_on) && tree.children(word).any(day)
            || present(tokens[word].xpos) && moves && tree.children(word).any(today))
}

/// What the word that `word` hangs on makes of it.
fn governed(context: Context<'_>, word: usize, depth: usize) -> State {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    let governor = tokens[word].head;
    if governor == word {
        return CERTAIN;
    }
    let relation = tokens[word].deprel;
    let signed = signature_of(context, word);
    // "refused to release them" asserts nothing of a release, whoever's words the network takes it for.
    let denied = signed.is_some_and(|(signature, _)| signature.positive.status == Status::Negated);
    if !denied && context.voices.is_some_and(|voices| asserted(context, voices, word, governor)) {
        return note(context, word, None, "its voice asserts it plainly", CERTAIN);
    }
    if denied && is_turned_down(context, word) {
        return note(context, governor, None, "turns down what was said all the same", CERTAIN);
    }
    if let Some((signature, governor)) = signed {
        let factive = signature.negative.is_some_and(|n| n.value >= 2.5) && signature.positive.value >= 2.5;
        if factive {
            let made =
                State { value: signature.positive.value, status: signature.positive.status, decided: false };
            return note(context, governor, Some(signature), "takes it for granted", made);
        }
        let made = through(state(context, governor, depth - 1), signature);
        return note(context, governor, Some(signature), "governs it", made);
    }
    let infinitive = has_preposition(document, tree, word, "to") && !is_nominal(tokens[word].upos);
    let gerund = tokens[word].xpos == Xpos::Vbg;
    // "accused of launching an attack that killed 12": as the attack.
    if relation == Deprel::AclRelcl && Sense::of(document, governor).is_act(SAID) {
        let made = state(context, governor, depth - 1);
        let claimed = context.lexicons.is_class(&tokens[tokens[governor].head].lemma, Class::Statement)
            || *tokens[tokens[governor].head].lemma == *"responsibility";
        let doubtful = made.value < UNSURE || matches!(made.status, Status::Hypothetical | Status::Negated);
        if made.decided && doubtful && !claimed {
            return note(context, governor, None, "describes what is not certain", made);
        }
    }
    match relation {
        Deprel::Conj => conjunct(context, word, governor, depth),
        Deprel::Xcomp if infinitive => {
            let made = at_most(state(context, governor, depth - 1), 0.5);
            note(context, governor, None, "no entry says what it makes of an infinitive", made)
        }
        Deprel::Xcomp => state(context, governor, depth - 1),
        Deprel::Ccomp | Deprel::Csubj if infinitive => {
            note(context, word, None, "an infinitive that nobody asserts", OPEN)
        }
        // What is said, thought or written is the statement's own voice; what it lies inside does not matter to it.
        Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass if is_speech(context, governor) => CERTAIN,
        Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => state(context, governor, depth - 1),
        Deprel::Acl if infinitive => {
            let made = at_most(state(context, governor, depth - 1), 0.5);
            note(context, governor, None, "no entry says what it makes of an infinitive", made)
        }
        // "to free them": a purpose; "was forced to", after a passive, is left to signatures.
        Deprel::Advcl if infinitive => note(context, word, None, "a purpose", OPEN),
        // "without killing", "by killing": the mark's own signature speaks; a participle happens with its clause.
        Deprel::Advcl if gerund => match state(context, governor, depth - 1) {
            above if above.status == Status::Negated => CERTAIN,
            above => above,
        },
        // "if they attack, they will be punished": the main clause of a condition is left to its own modal.
        Deprel::Obj | Deprel::Obl | Deprel::NsubjPass | Deprel::Iobj if carries(context, governor) => {
            state(context, governor, depth - 1)
        }
        // "The meeting will be at noon": when or where it is tells when it happens.
        Deprel::Nsubj
            if is_nominal(tokens[word].upos)
                && tree.child(document, governor, &[Deprel::Cop]).is_some()
                && tree.child(document, governor, &[Deprel::Case]).is_some() =>
        {
            match state(context, governor, depth - 1) {
                above if above.status == Status::Future => above,
                _ => CERTAIN,
            }
        }
        Deprel::Nmod | Deprel::Compound
            if has_preposition(document, tree, word, "of") || relation == Deprel::Compound =>
        {
            // "threat of an attack" has a signature; "wave of attacks", "day of protest" are as factual as themselves.
            CERTAIN
        }
        _ => CERTAIN,
    }
}

/// "rejected calls by the unions", "dismissed the criticism": what was said to him was said. "Denied the claim" leaves it open.
fn is_turned_down(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    is_nominal(token.upos)
        && matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
        && *document.tokens[token.head].lemma != *"deny"
        && lexicons.is_class(&token.lemma, Class::Statement)
        && Sense::of(document, word).is_act(SAID)
}

/// How likely a noun must be an act to be one.
const SAID: f32 = 0.5;

/// "will arrest and deport": the second verb shares the auxiliaries of the first unless it has its own.
fn conjunct(context: Context<'_>, word: usize, first: usize, depth: usize) -> State {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    // "could be jailed and be fined": a bare "be" has no tense of its own.
    let own_clause = tree.children(word).any(|child| {
        let auxiliary = matches!(tokens[child].deprel, Deprel::Aux | Deprel::AuxPass);
        is_subject(tokens[child].deprel) || auxiliary && tokens[child].xpos != Xpos::Vb
    });
    let finite = matches!(tokens[word].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let other_tense = finite && tokens[word].xpos != tokens[first].xpos;
    let shares = !own_clause && !other_tense;
    if shares {
        let mut shared = state(context, first, depth - 1);
        // "did not stop but fired": the negation stays with the first.
        let but = tree
            .children(word)
            .any(|child| tokens[child].deprel == Deprel::Cc && *tokens[child].lemma == *"but");
        if but && shared.status == Status::Negated {
            shared = CERTAIN;
        }
        return shared;
    }
    governed(context, first, depth - 1)
}

/// The signature of an auxiliary, adverb, adjective, determiner or mark that hangs on `word`. Phrases win over words.
fn signature_below<'c>(context: Context<'c>, child: usize) -> Option<&'c Signature> {
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[child];
    // Participles stand in the lexicon as they are written: "alleged", "planned".
    let form = document.text_of(token).to_lowercase();
    let found = lexicons.signatures(&token.lemma).iter().chain(lexicons.signatures(&form));
    let mut best: Option<(usize, &Signature)> = None;
    for found in found {
        let signature = &lexicons.entries.signature[found.signature as usize];
        let relation = base(token.deprel);
        let (fits, relation) = match signature.pos {
            Pos::Auxiliary => (matches!(token.deprel, Deprel::Aux | Deprel::Cop), "aux"),
            Pos::Adverb => {
                let adverbial = matches!(
                    token.deprel,
                    Deprel::Advmod | Deprel::Discourse | Deprel::OblUnmarked | Deprel::NmodUnmarked
                );
                // "at no time", "under no circumstances"
                let phrase = token.deprel == Deprel::Obl && found.phrase.len() > 1;
                // "almost fell" did not fall, "almost certain" is certain enough.
                let on = match signature.of {
                    Some(Pos::Verb) => document.tokens[token.head].upos != Upos::Adj,
                    _ => true,
                };
                ((adverbial || phrase) && on, "advmod")
            }
            Pos::Adjective => (token.deprel == Deprel::Amod, relation),
            // "Police once arrested him": behind the subject it is no conjunction.
            Pos::Conjunction => {
                let behind = || {
                    context
                        .tree
                        .children(token.head)
                        .any(|i| is_subject(document.tokens[i].deprel) && i < child)
                };
                let stands = matches!(token.deprel, Deprel::Mark | Deprel::Cc)
                    || token.deprel == Deprel::Advmod && !behind();
                (stands, "mark")
            }
            Pos::Determiner => (matches!(token.deprel, Deprel::Det | Deprel::Amod | Deprel::Advmod), "det"),
            Pos::Preposition => (matches!(token.deprel, Deprel::Case | Deprel::Mark), "case"),
            Pos::Noun | Pos::Verb => (false, relation),
        };
        let by_way = signature.via.is_empty()
            || signature.via.iter().any(|way| way == relation || way == base(token.deprel));
        let stands = match &found.phrase[..] {
            // The mark of an infinitive says nothing beside what governs it.
            [] => *token.lemma != *"to",
            phrase => is_phrase(context, child, phrase),
        };
        if fits
            && by_way
            && stands
            && found.particle.is_none()
            && best.is_none_or(|(words, _)| found.phrase.len() > words)
        {
            best = Some((found.phrase.len(), signature));
        }
    }
    best.map(|(_, signature)| signature)
}

/// True if the phrase stands in the text around token `at`, which is one of its words.
fn is_phrase(context: Context<'_>, at: usize, phrase: &[Box<str>]) -> bool {
    let document = context.document;
    let sentence = document.sentences[document.tokens[at].sentence].clone();
    (0..phrase.len()).any(|back| {
        at >= sentence.start + back
            && at - back + phrase.len() <= sentence.end
            && phrase.iter().enumerate().all(|(k, word)| {
                let token = &document.tokens[at - back + k];
                *token.lemma == **word || document.text_of(token).eq_ignore_ascii_case(word)
            })
    })
}

/// The signature that governs `word`, and the word that has it: the one it hangs on, or the verb behind its noun where
/// the parser hung "accused the clerk of leaking" on the clerk.
fn signature_of<'c>(context: Context<'c>, word: usize) -> Option<(&'c Signature, usize)> {
    let tokens = &context.document.tokens;
    // "The plan, backed by Oslo, failed": a participle with the sense of a passive tells what is so.
    let subject = context.tree.children(word).any(|child| is_subject(tokens[child].deprel));
    let bare = !context.tree.children(word).any(|child| tokens[child].deprel == Deprel::Mark);
    let participle = tokens[word].deprel == Deprel::Acl
        && (tokens[word].xpos == Xpos::Vbn || tokens[word].xpos == Xpos::Vbg && bare)
        && !subject;
    let noun = is_nominal(tokens[tokens[word].head].upos);
    if participle && noun && !has_preposition(context.document, context.tree, word, "to") {
        return None;
    }
    let governor = tokens[word].head;
    if let Some(signature) = signature_above(context, word, governor) {
        return Some((signature, governor));
    }
    let beyond = tokens[governor].head;
    let marked = matches!(tokens[word].deprel, Deprel::Acl | Deprel::Nmod)
        && matches!(tokens[governor].deprel, Deprel::Obj | Deprel::NsubjPass)
        && beyond != governor;
    if !marked { None } else { signature_above(context, word, beyond).map(|signature| (signature, beyond)) }
}

/// The signature of the verb, noun or adjective that `word` hangs on.
fn signature_above<'c>(context: Context<'c>, word: usize, governor: usize) -> Option<&'c Signature> {
    let Context { document, tree, lexicons, .. } = context;
    let token = &document.tokens[word];
    let above = &document.tokens[governor];
    let relation = base(token.deprel);
    let infinitive = has_preposition(document, tree, word, "to") && !is_nominal(token.upos);
    let relative = token.deprel == Deprel::AclRelcl;
    let bare = !tree.children(word).any(|child| document.tokens[child].deprel == Deprel::Case);
    let clausal = matches!(relation, "xcomp" | "ccomp" | "csubj" | "obj")
        || infinitive
        || relation == "acl" && !relative;
    let mut best: Option<(usize, &Signature)> = None;
    for found in lexicons.signatures(&above.lemma).iter().filter(|found| found.phrase.is_empty()) {
        let signature = &lexicons.entries.signature[found.signature as usize];
        let fits = match signature.pos {
            Pos::Verb => {
                matches!(above.upos, Upos::Verb | Upos::Aux) || matches!(above.xpos, Xpos::Vbg | Xpos::Vbn)
            }
            Pos::Noun => matches!(above.upos, Upos::Noun | Upos::Propn),
            Pos::Adjective => matches!(above.upos, Upos::Adj | Upos::Verb),
            _ => false,
        };
        let particle = found.particle.as_deref().is_none_or(|particle| {
            tree.children(governor).any(|child| *document.tokens[child].lemma == *particle)
        });
        if !fits || !particle {
            continue;
        }
        // How well the word hangs the way the entry says; 0: not at all.
        let hangs = |way: &str| -> usize {
            let plainly = |yes: bool| if yes { 3 } else { 0 };
            match way {
                // Parsers waver between the kinds of clauses a word may govern.
                "xcomp" => plainly(
                    relation == "xcomp"
                        || infinitive && matches!(relation, "acl" | "advcl" | "ccomp" | "csubj"),
                ),
                "ccomp" => plainly(
                    relation == "ccomp" || relation == "acl" && signature.pos == Pos::Noun && !relative,
                ),
                "acl" => plainly(relation == "acl" && !relative || infinitive && relation == "xcomp"),
                "csubj" => plainly(relation == "csubj"),
                "obj" => plainly(
                    relation == "obj" || token.deprel == Deprel::NsubjPass || relation == "obl" && bare,
                ),
                "subj" | "nsubj" => plainly(matches!(relation, "nsubj" | "csubj")),
                "amod" | "compound" | "nmod" | "advcl" | "obl" | "conj" => plainly(relation == way),
                "poss" => plainly(token.deprel == Deprel::NmodPoss),
                "to" if infinitive => usize::from(matches!(relation, "xcomp" | "acl" | "advcl")),
                preposition => plainly(
                    matches!(relation, "obl" | "nmod" | "advcl" | "acl" | "xcomp" | "ccomp")
                        && has_preposition(document, tree, word, preposition),
                ),
            }
        };
        let way = match signature.via.is_empty() {
            true => usize::from(clausal),
            false => signature.via.iter().map(|way| hangs(way)).max().unwrap_or(0),
        };
        let score = way + if found.particle.is_some() { 4 } else { 0 };
        if way > 0 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, signature));
        }
    }
    best.map(|(_, signature)| signature)
}

/// What a signature makes of what it governs when the governor itself is in this state.
fn through(governor: State, signature: &Signature) -> State {
    let made = match governor.status {
        Status::Negated => apply(signature, true),
        _ => apply(signature, false),
    };
    match governor.status {
        // "accused of launching an attack": no surer than the launching.
        Status::Actual => {
            let value = made.value.abs().min(governor.value.abs()).copysign(made.value);
            State { value, ..made }
        }
        Status::Negated => made,
        Status::Future if made.status == Status::Actual => {
            State { status: Status::Future, ..at_most(made, governor.value.abs()) }
        }
        Status::Future => at_most(made, governor.value.abs()),
        Status::Hypothetical => State { status: Status::Hypothetical, ..at_most(made, governor.value.abs()) },
    }
}

fn apply(signature: &Signature, negated: bool) -> State {
    let made =
        |commitment: Commitment| State { value: commitment.value, status: commitment.status, decided: true };
    match (negated, signature.negative) {
        (false, _) => made(signature.positive),
        (true, Some(negative)) => made(negative),
        (true, None) => match signature.positive.status {
            // "will not", "cannot": what no entry says is plain negation.
            Status::Future => {
                State { value: -signature.positive.value.abs(), status: Status::Negated, decided: true }
            }
            Status::Negated => State { value: 3.0, status: Status::Actual, decided: true },
            _ => OPEN,
        },
    }
}

/// What a word's own modal makes of it under what governs it.
fn compose(above: State, own: State) -> State {
    if !above.decided {
        return own;
    }
    let value = own.value.signum()
        * own.value.abs().min(above.value.abs())
        * if above.value < 0.0 { -1.0 } else { 1.0 };
    let status = match (above.status, own.status) {
        (Status::Negated, Status::Negated) => Status::Actual,
        (Status::Negated, _) => Status::Negated,
        (Status::Actual, own) => own,
        (above, Status::Actual) => above,
        (Status::Future, Status::Future) => Status::Future,
        (Status::Future, Status::Negated) => Status::Negated,
        _ => Status::Hypothetical,
    };
    State { value, status, decided: true }
}

/// The less certain of two, and what either denies is denied: "under no circumstances will".
fn stronger(one: Option<State>, other: State) -> State {
    let Some(one) = one else { return other };
    let status = merge(one.status, other.status);
    let weaker = if one.value.abs() < other.value.abs() { one } else { other };
    let value = if status == Status::Negated { -weaker.value.abs() } else { weaker.value };
    State { value, status, ..weaker }
}

/// The less certain of two statuses.
fn merge(one: Status, other: Status) -> Status {
    use Status::{Actual, Future, Hypothetical, Negated};
    match (one, other) {
        (Negated, _) | (_, Negated) => Negated,
        (Hypothetical, _) | (_, Hypothetical) => Hypothetical,
        (Future, _) | (_, Future) => Future,
        (Actual, Actual) => Actual,
    }
}

fn at_most(state: State, value: f32) -> State {
    let small = state.value.clamp(-value, value) + 0.0;
    let status =
        if value < 1.0 && state.status == Status::Actual { Status::Hypothetical } else { state.status };
    State { value: small, status, decided: true }
}

/// "not", "never", "no" on the word itself.
fn is_negated(context: Context<'_>, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    tree.children(word).any(|child| {
        let token = &document.tokens[child];
        match token.deprel {
            Deprel::Advmod
            | Deprel::Det
            | Deprel::CcPreconj
            | Deprel::Cc
            | Deprel::Case
            | Deprel::Mark
            | Deprel::Discourse => negates(&token.lemma) && !only(context, child),
            // "No soldiers were killed", "Neither side fired", "None of them was hurt", "Nobody fired".
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => {
                matches!(&*token.lemma, "nobody" | "none" | "nothing" | "neither" | "no-one")
                    || tree.children(child).any(|det| {
                        let token = &document.tokens[det];
                        matches!(token.deprel, Deprel::Det | Deprel::CcPreconj)
                            && matches!(&*token.lemma, "no" | "neither")
                    })
            }
            _ => false,
        }
    })
}

/// "not only", "never before", "no sooner", "not until Monday": says yes.
fn only(context: Context<'_>, not: usize) -> bool {
    let tokens = &context.document.tokens;
    tokens.get(not + 1).is_some_and(|next| crate::cue::affirms(&next.lemma))
}

fn negates(lemma: &str) -> bool {
    matches!(
        lemma,
        "not"
            | "n't"
            | "never"
            | "no"
            | "neither"
            | "nor"
            | "without"
            | "hardly"
            | "No"
            | "Not"
            | "Never"
            | "Without"
    )
}

/// A word that only carries the event noun: "launched an attack".
fn carries(context: Context<'_>, governor: usize) -> bool {
    !context.lexicons.light_verbs.get(&context.document.tokens[governor].lemma).is_empty()
}

fn is_speech(context: Context<'_>, governor: usize) -> bool {
    crate::cue::class_of_head(context.document, context.tree, context.lexicons, governor).is_some()
}

fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// The relation without its subtype.
fn base(relation: Deprel) -> &'static str {
    let text = relation.as_str();
    text.split(':').next().unwrap_or(text)
}
