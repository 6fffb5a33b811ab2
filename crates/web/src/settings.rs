//! What whoever serves decides.

use std::net::IpAddr;

/// How the server behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the archive is called on the pages.
    pub name: String,
    /// What permalinks for agents begin with: `http://127.0.0.1:8017`, or nothing.
    pub base: String,
    /// Whoever asks must bring it; required when the server can be reached from other machines.
    pub token: Option<String>,
    /// Requests a minute from one address; none for as many as it likes.
    pub rate: Option<u32>,
    /// Only requests that name this machine as their host are answered: a page elsewhere cannot reach the server through a
    /// name that it makes point here.
    pub local_only: bool,
}

/// Whether only programs on this machine reach the address.
pub fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// A token that nobody guesses: 32 hexadecimal digits from the system's source of randomness.
pub fn new_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
