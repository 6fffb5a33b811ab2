//! The front door: a text in, a [`Document`] out.

use std::borrow::Cow;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::decode::bio::Tags;
use crate::decode::lemma::Lemmas;
use crate::document::{Document, EVENT_CLASSES, NameType, Role};
use crate::model::{Model, ModelError};
use crate::network::Network;
use crate::pieces::Pieces;
use crate::reading::Reading;
use crate::{Deprel, Upos, Xpos};

pub use crate::reading::Scratch;

/// The longest text that is read, in bytes; what is behind it is counted in [`Document::unread_bytes`].
pub const TEXT_BYTES_MAX: usize = 4 << 20;

static EMBEDDED: &[u8] = include_bytes!("../model/hearsay-en.hsm");

/// A model, ready to read. It holds no state of its own: many threads can use one at the same time.
pub struct Engine {
    pub(crate) network: Network,
    pub(crate) pieces: Pieces,
    pub(crate) lemmas: Lemmas,
    pub(crate) roles: Tags<Role>,
    pub(crate) names: Tags<NameType>,
    pub(crate) xpos: Vec<Xpos>,
    pub(crate) upos: Vec<Upos>,
    pub(crate) deprels: Vec<Deprel>,
}

impl Engine {
    /// The engine of the model that is built in. It is loaded once, by the first call.
    pub fn embedded() -> Result<&'static Engine, ModelError> {
        static ENGINE: OnceLock<Engine> = OnceLock::new();
        static LOADING: Mutex<()> = Mutex::new(());
        let _one_at_a_time = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
        match ENGINE.get() {
            Some(engine) => Ok(engine),
            None => {
                let engine = Engine::from_bytes(EMBEDDED)?;
                Ok(ENGINE.get_or_init(|| engine))
            }
        }
    }

    /// The engine of a model file's bytes.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Engine, ModelError> {
        let model = Model::parse(bytes)?;
        let labels = model.labels().clone();
        let attr = labels.attr.len();
        if !labels.event.is_empty() && labels.event != EVENT_CLASSES {
            return Err(ModelError::Dimensions("its event classes are not those of this program"));
        }
        let transitions = model.floats("trans", &[attr, attr])?;
        let role = |label: &str| match label {
            "Source" => Some(Role::Source),
            "Cue" => Some(Role::Cue),
            "Content" => Some(Role::Content),
            _ => None,
        };
        Ok(Engine {
            pieces: Pieces::new(model.text("vocab")?),
            lemmas: Lemmas::new(model.text("lemmas")?, &labels.lemma),
            roles: Tags::new(&labels.attr, role, Some(&transitions)),
            names: Tags::new(&labels.ner, NameType::parse, None),
            xpos: tags(&labels.xpos, Xpos::parse)?,
            upos: tags(&labels.upos, Upos::parse)?,
            deprels: tags(&labels.rel, Deprel::parse)?,
            network: Network::new(model)?,
        })
    }

    /// Name and version of the model.
    pub fn model(&self) -> String {
        self.network.model().name()
    }

    /// Reads a text. Any text is read; the same text gives the same document.
    pub fn read(&self, text: &str) -> Document {
        self.read_with(&mut Scratch::default(), text)
    }

    /// Like [`Engine::read`], with working memory that is kept from one text to the next.
    pub fn read_with(&self, scratch: &mut Scratch, text: &str) -> Document {
        let end = readable(text, TEXT_BYTES_MAX);
        let mut document = Reading::new(self, scratch, &text[..end]).document();
        document.text = text.to_owned();
        document.unread_bytes = text.len() - end;
        document
    }
}

/// Every label as a tag.
fn tags<T>(labels: &[String], parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
    let tags: Option<Vec<T>> = labels.iter().map(|label| parse(label)).collect();
    tags.filter(|tags| !tags.is_empty()).ok_or(ModelError::Dimensions("one of its labels is unknown"))
}

/// Where to stop reading: the end of the text, or the last white space within the limit.
fn readable(text: &str, limit: usize) -> usize {
    if text.len() <= limit {
        return text.len();
    }
    let end = (0..=limit).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    text[..end].rfind(char::is_whitespace).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(readable("one two three", 20), 13);
        assert_eq!(readable("one two three", 9), 7);
        assert_eq!(readable("éééé", 3), 2);
    }
}
