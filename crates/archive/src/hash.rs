//! A hash whose values are stored, and so may never change: FNV-1a, with the finish of SplitMix64.

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut h: u64 = 0xCBF2_9CE4_8422_2325;
    for &byte in bytes {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    mix(h)
}

/// Spreads a number over all bits (Steele, Lea and Flood 2014).
pub fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    h ^ (h >> 31)
}

#[cfg(test)]
mod tests {
    #[test]
    fn values_stay() {
        assert_eq!(super::hash(b""), super::mix(0xCBF2_9CE4_8422_2325));
        assert_eq!(super::hash(b"The port was closed."), VALUE);
        assert_ne!(super::hash(b"ab"), super::hash(b"ba"));
    }

    const VALUE: u64 = 9_228_059_390_763_580_531;
}
