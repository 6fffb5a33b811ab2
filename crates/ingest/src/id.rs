//! The id of an article that brings none.

/// Sixteen hexadecimal digits of the BLAKE3 hash of URL, title and text: the same article has the same id
/// wherever and whenever it is read.
pub fn content_id(url: Option<&str>, title: Option<&str>, text: &str) -> String {
    let mut hash = blake3::Hasher::new();
    for part in [url.unwrap_or(""), title.unwrap_or(""), text] {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_hex()[..16].to_string()
}

#[cfg(test)]
mod tests {
    use super::content_id;

    #[test]
    fn the_content_decides() {
        let id = content_id(None, Some("Port closed"), "The port was closed.");
        assert_eq!(id, content_id(None, Some("Port closed"), "The port was closed."));
        assert_eq!(id.len(), 16);
        assert_ne!(id, content_id(None, None, "The port was closed."));
        assert_ne!(id, content_id(Some("https://a.example"), Some("Port closed"), "The port was closed."));
        assert_ne!(content_id(Some("ab"), None, "c"), content_id(Some("a"), Some("b"), "c"));
    }
}
