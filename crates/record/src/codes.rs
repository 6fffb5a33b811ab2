//! PLOVER 2.0's event types and quads.

use serde::{Deserialize, Serialize};

/// PLOVER's sixteen event types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // the manual's own words; its section 3 defines each
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// PLOVER's four families of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Quad {
    /// Verbal cooperation.
    #[serde(rename = "V-Coop")]
    VerbalCooperation,
    /// Material cooperation.
    #[serde(rename = "M-Coop")]
    MaterialCooperation,
    /// Verbal conflict.
    #[serde(rename = "V-Confl")]
    VerbalConflict,
    /// Material conflict.
    #[serde(rename = "M-Confl")]
    MaterialConflict,
}

impl EventType {
    /// All sixteen, in the manual's order.
    pub const ALL: [EventType; 16] = {
        use EventType::*;
        [
            Agree, Consult, Support, Concede, Cooperate, Aid, Retreat, Request, Accuse, Reject, Threaten,
            Protest, Sanction, Mobilize, Coerce, Assault,
        ]
    };

    /// The family. SANCTION is material conflict, as in section 3.13 of the manual (its table 7.2 errs).
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }

    /// SANCTION, AID and COOPERATE are events only towards somebody.
    pub fn requires_recipient(self) -> bool {
        matches!(self, EventType::Sanction | EventType::Aid | EventType::Cooperate)
    }

    /// As it is written: `ASSAULT`.
    pub fn name(self) -> &'static str {
        use EventType::*;
        match self {
            Agree => "AGREE",
            Consult => "CONSULT",
            Support => "SUPPORT",
            Concede => "CONCEDE",
            Cooperate => "COOPERATE",
            Aid => "AID",
            Retreat => "RETREAT",
            Request => "REQUEST",
            Accuse => "ACCUSE",
            Reject => "REJECT",
            Threaten => "THREATEN",
            Protest => "PROTEST",
            Sanction => "SANCTION",
            Mobilize => "MOBILIZE",
            Coerce => "COERCE",
            Assault => "ASSAULT",
        }
    }
}

impl std::fmt::Display for EventType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
