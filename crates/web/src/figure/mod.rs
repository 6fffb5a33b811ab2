//! Drawings: inline SVG that needs neither script nor style beside the sheet.

pub mod histogram;
pub mod map;
pub mod network;
