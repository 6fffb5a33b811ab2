//! The model file: one header of JSON, then the tensors, read in place.
//!
//! Layout: the magic `HEARSAY1`, the header's length as a little-endian u64, the header (UTF-8 JSON: name, version,
//! dimensions, labels, and a list of tensors), zeros up to a multiple of 64 bytes, then the tensors, row-major and
//! little-endian, each at its own offset from there. Nothing is trusted: a damaged file gives an error that says what is
//! wrong with it, and never a panic.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;

const MAGIC: &[u8; 8] = b"HEARSAY1";
const ALIGNMENT: usize = 64;

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file does not begin with the magic.
    #[error("not a model file: it does not begin with HEARSAY1")]
    NotAModel,
    /// The file ends before something it announces.
    #[error("the model file is truncated: {what} needs {needed} bytes, the file has {found}")]
    Truncated {
        /// The header, or a tensor's name.
        what: String,
        /// Length the file must have at least, in bytes.
        needed: usize,
        /// Length it has, in bytes.
        found: usize,
    },
    /// The header is no JSON of the expected form.
    #[error("the model file's header is damaged: {0}")]
    Header(#[from] serde_json::Error),
    /// A tensor is absent.
    #[error("the model file has no tensor {0:?}")]
    Missing(String),
    /// A tensor has another shape than the dimensions demand.
    #[error("tensor {tensor:?} has shape {found:?}, expected {expected:?}")]
    Shape {
        /// The tensor's name.
        tensor: String,
        /// What the dimensions demand.
        expected: Vec<usize>,
        /// What the header says.
        found: Vec<usize>,
    },
    /// A tensor has a number type it may not have.
    #[error("tensor {tensor:?} may not hold {found}")]
    Type {
        /// The tensor's name.
        tensor: String,
        /// Its number type.
        found: &'static str,
    },
    /// The dimensions describe a network this program cannot run.
    #[error("this program cannot run the network: {0}")]
    Dimensions(&'static str),
    /// A text stored in the model is no UTF-8.
    #[error("the text {0:?} in the model file is no UTF-8")]
    NotText(String),
}

/// Sizes of the network. Counts, not bytes.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Dims {
    pub hidden: usize,
    pub heads: usize,
    pub layers: usize,
    pub ffn: usize,
    pub vocab: usize,
    pub positions: usize,
    pub shapes: usize,
    pub arc: usize,
    pub rel: usize,
    pub link: usize,
    /// 0 in a model that does not tell who does what to whom.
    #[serde(default)]
    pub party: usize,
}

/// The classes of each head, in the order of its outputs.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Labels {
    pub attr: Vec<String>,
    pub ner: Vec<String>,
    pub xpos: Vec<String>,
    pub upos: Vec<String>,
    pub rel: Vec<String>,
    pub lemma: Vec<String>,
    /// [`EVENT_CLASSES`](crate::EVENT_CLASSES), or nothing in a model without that head.
    #[serde(default)]
    pub event: Vec<String>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    version: String,
    dims: Dims,
    labels: Labels,
    tensors: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    dtype: Type,
    shape: Vec<usize>,
    offset: usize,
}

/// The number types a tensor can hold.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Type {
    F32,
    F16,
    I8,
    U8,
}

impl Type {
    fn size(self) -> usize {
        match self {
            Type::F32 => 4,
            Type::F16 => 2,
            Type::I8 | Type::U8 => 1,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Type::F32 => "f32",
            Type::F16 => "f16",
            Type::I8 => "i8",
            Type::U8 => "u8",
        }
    }
}

/// A model file, checked and ready to be asked for its tensors.
pub(crate) struct Model {
    bytes: Cow<'static, [u8]>,
    header: Header,
    /// Where each tensor of the header lies in `bytes`.
    places: Vec<Range<usize>>,
}

/// One tensor, in place.
#[derive(Clone, Copy)]
pub(crate) struct Tensor<'m> {
    pub dtype: Type,
    pub bytes: &'m [u8],
}

impl Model {
    /// Reads the header and checks that every tensor lies within the file.
    pub fn parse(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, ModelError> {
        let bytes = bytes.into();
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let found = bytes.len();
        let truncated = |what: &str, needed| ModelError::Truncated { what: what.to_owned(), needed, found };
        let length = bytes.get(8..16).ok_or_else(|| truncated("the header's length", 16))?;
        let length = u64::from_le_bytes(length.try_into().expect("eight bytes were taken"));
        let end = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(16);
        let header = bytes.get(16..end).ok_or_else(|| truncated("the header", end))?;
        let header: Header = serde_json::from_slice(header)?;

        let data = end.next_multiple_of(ALIGNMENT);
        let mut places = Vec::with_capacity(header.tensors.len());
        for tensor in &header.tensors {
            let start = data.saturating_add(tensor.offset);
            let size = tensor.shape.iter().fold(tensor.dtype.size(), |n, &d| n.saturating_mul(d));
            let end = start.saturating_add(size);
            if end > found {
                return Err(truncated(&tensor.name, end));
            }
            places.push(start..end);
        }
        Ok(Model { bytes, header, places })
    }

    /// The model's name and version, for the record of what read a text.
    pub fn name(&self) -> String {
        format!("{} {}", self.header.name, self.header.version)
    }

    pub fn dims(&self) -> &Dims {
        &self.header.dims
    }

    pub fn labels(&self) -> &Labels {
        &self.header.labels
    }

    /// The tensor of this name, which must have this shape.
    pub fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor<'_>, ModelError> {
        let index = self.index(name)?;
        let entry = &self.header.tensors[index];
        if entry.shape != shape {
            let (expected, found) = (shape.to_vec(), entry.shape.clone());
            return Err(ModelError::Shape { tensor: name.to_owned(), expected, found });
        }
        Ok(Tensor { dtype: entry.dtype, bytes: &self.bytes[self.places[index].clone()] })
    }

    /// A table of numbers, stored as f32 or f16, as f32.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let tensor = self.tensor(name, shape)?;
        match tensor.dtype {
            Type::F32 | Type::F16 => Ok(tensor.floats().collect()),
            other => Err(ModelError::Type { tensor: name.to_owned(), found: other.name() }),
        }
    }

    /// A table of numbers, stored in any type; small integers come with one factor a row in the tensor `….scale`.
    pub fn matrix(&self, name: &str, [rows, columns]: [usize; 2]) -> Result<Matrix<'_>, ModelError> {
        let weight = format!("{name}.weight");
        let tensor = self.tensor(&weight, &[rows, columns])?;
        let scale = match tensor.dtype {
            Type::I8 => Some(self.floats(&format!("{name}.scale"), &[rows])?),
            Type::F32 | Type::F16 => None,
            Type::U8 => return Err(ModelError::Type { tensor: weight, found: "u8" }),
        };
        Ok(Matrix { tensor, scale, columns })
    }

    /// A text that lies in the model, such as its vocabulary.
    pub fn text(&self, name: &str) -> Result<&str, ModelError> {
        let place = self.places[self.index(name)?].clone();
        std::str::from_utf8(&self.bytes[place]).map_err(|_| ModelError::NotText(name.to_owned()))
    }

    fn index(&self, name: &str) -> Result<usize, ModelError> {
        let found = self.header.tensors.iter().position(|t| t.name == name);
        found.ok_or_else(|| ModelError::Missing(name.to_owned()))
    }
}

impl<'m> Tensor<'m> {
    /// One row of a matrix with so many columns.
    pub fn row(self, row: usize, columns: usize) -> Tensor<'m> {
        let width = columns * self.dtype.size();
        Tensor { bytes: &self.bytes[row * width..][..width], ..self }
    }

    /// The numbers as stored, without a factor.
    pub fn floats(self) -> impl Iterator<Item = f32> + 'm {
        let size = self.dtype.size();
        self.bytes.chunks_exact(size).map(move |b| match self.dtype {
            Type::F32 => f32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            Type::F16 => half(u16::from_le_bytes([b[0], b[1]])),
            Type::I8 => f32::from(b[0] as i8),
            Type::U8 => f32::from(b[0]),
        })
    }
}

/// A matrix in place, with one factor a row if it holds small integers.
pub(crate) struct Matrix<'m> {
    pub tensor: Tensor<'m>,
    pub scale: Option<Vec<f32>>,
    pub columns: usize,
}

impl Matrix<'_> {
    /// All numbers, their factors applied.
    pub fn values(&self) -> impl Iterator<Item = f32> {
        let columns = self.columns;
        let factor = move |i: usize| self.scale.as_ref().map_or(1.0, |s| s[i / columns]);
        self.tensor.floats().enumerate().map(move |(i, x)| x * factor(i))
    }
}

/// IEEE 754 half precision to single; exact.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7fff) << 13;
    // The exponents differ by 112, for normal and subnormal numbers alike; infinity and NaN keep all exponent bits.
    let scaled = f32::from_bits(magnitude) * f32::from_bits((127 + 112) << 23);
    let special = f32::from_bits(magnitude | 0x7f80_0000);
    let value = if magnitude < 0x0f80_0000 { scaled } else { special };
    f32::from_bits(value.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Network;

    static MODEL: &[u8] = include_bytes!("../model/hearsay-en.hsm");

    fn load(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Network, ModelError> {
        Network::new(Model::parse(bytes)?)
    }

    #[test]
    fn the_model_in_the_binary_is_whole() {
        let model = Model::parse(MODEL).expect("a model");
        assert_eq!(model.dims().heads, 12);
        assert_eq!(model.text("vocab").expect("a text").lines().count(), model.dims().vocab);
        assert!(model.name().starts_with("hearsay-en "));
    }

    #[test]
    fn a_truncated_file_is_an_error() {
        let header = 16 + u64::from_le_bytes(MODEL[8..16].try_into().expect("eight bytes")) as usize;
        let early = (0..25).map(|i| header * i / 25);
        let late = (0..25).map(|i| header + (MODEL.len() - header) * i / 25);
        for end in early.chain(late) {
            assert!(load(&MODEL[..end]).is_err(), "cut at {end} of {}", MODEL.len());
        }
    }

    /// Changes the header's text; its length stays the same.
    fn with_header(from: &str, to: &str) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let mut bytes = MODEL.to_vec();
        let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).expect("in the header");
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
        bytes
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let message = |bytes: Vec<u8>| load(bytes).err().expect("an error").to_string();
        assert_eq!(message(b"HEARSAY0".to_vec()), "not a model file: it does not begin with HEARSAY1");
        assert!(
            message(MODEL[..1000].to_vec()).starts_with("the model file is truncated: the header needs ")
        );
        assert_eq!(
            message(with_header("\"L.3.ln1.bias\"", "\"L.3.ln1.bi_s\"")),
            "the model file has no tensor \"L.3.ln1.bias\""
        );
        assert!(
            message(with_header("\"hidden\"", "\"hidde_\""))
                .contains("header is damaged: missing field `hidden`")
        );
        let shape = message(with_header("[1152, 384]", "[1151, 384]"));
        assert_eq!(shape, "tensor \"L.0.qkv.weight\" has shape [1151, 384], expected [1152, 384]");
    }

    #[test]
    fn half_precision_is_exact() {
        let cases = [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
        ];
        for (bits, value) in cases {
            assert_eq!(half(bits), value);
        }
        assert_eq!(half(0xfc00), f32::NEG_INFINITY);
        assert!(half(0x7e00).is_nan());
    }
}
