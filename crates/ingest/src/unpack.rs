//! Packed input (gzip, Zstandard), unpacked as it is read, with a guard against bombs.

use crate::limits::{GZIP_FREE_BYTES, GZIP_RATIO_MAX};
use flate2::read::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The stream, unpacked if it begins like gzip or Zstandard, and buffered either way.
pub(crate) fn open(input: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut input = input;
    let head = head(&mut input)?;
    let is_gzip = head.starts_with(&[0x1F, 0x8B]);
    let is_zstd = head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]);
    let whole = Cursor::new(head).chain(input);
    if !is_gzip && !is_zstd {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, whole)));
    }
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: whole, bytes: packed.clone() };
    let unpacked: Box<dyn Read + Send> = match is_gzip {
        true => Box::new(MultiGzDecoder::new(counted)),
        false => Box::new(zstd::stream::read::Decoder::new(counted)?),
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, Guarded { inner: unpacked, packed, bytes: 0 })))
}

/// The beginning of a stream: enough to tell what it is, but not more than its first line, so that a stream
/// that goes on for long is read as it comes.
fn head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    const ENOUGH: usize = 4096;
    let mut head = Vec::with_capacity(ENOUGH);
    let mut buffer = [0; ENOUGH];
    while head.len() < ENOUGH && !head.trim_ascii_start().contains(&b'\n') {
        match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => head.extend_from_slice(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

/// What a guarded stream fails with when it unpacks to too much.
#[derive(Debug, thiserror::Error)]
#[error("unpacks to more than {GZIP_RATIO_MAX} times its size")]
pub(crate) struct Bomb;

/// Counts the bytes that go through.
pub(crate) struct Counted<R> {
    pub inner: R,
    pub bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

struct Guarded {
    inner: Box<dyn Read + Send>,
    packed: Arc<AtomicU64>,
    bytes: u64,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.bytes += n as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.bytes > GZIP_FREE_BYTES && self.bytes / GZIP_RATIO_MAX > packed {
            return Err(io::Error::other(Bomb));
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        open(Cursor::new(bytes))?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn plain_and_packed_read_alike() {
        assert_eq!(read(b"The port was closed.".to_vec()).unwrap(), b"The port was closed.");
        assert_eq!(read(packed(b"The port was closed.")).unwrap(), b"The port was closed.");
        assert_eq!(
            read(zstd::encode_all(&b"The port was closed."[..], 3).unwrap()).unwrap(),
            b"The port was closed."
        );
        assert_eq!(read(b"x".to_vec()).unwrap(), b"x");
        assert_eq!(read(Vec::new()).unwrap(), b"");
    }

    #[test]
    fn members_one_after_another_are_one_stream() {
        let both = [packed(b"The port "), packed(b"was closed.")].concat();
        assert_eq!(read(both).unwrap(), b"The port was closed.");
    }

    #[test]
    fn a_bomb_is_refused_and_a_torn_stream_is_an_error() {
        let bomb = packed(&vec![b'a'; 64 << 20]);
        assert!(bomb.len() < 100_000);
        let error = read(bomb).unwrap_err();
        assert!(error.get_ref().is_some_and(|inner| inner.is::<Bomb>()));

        let bomb = zstd::encode_all(&vec![b'a'; 64 << 20][..], 3).unwrap();
        let error = read(bomb).unwrap_err();
        assert!(error.get_ref().is_some_and(|inner| inner.is::<Bomb>()));

        let mut torn = packed(b"The port was closed until further notice.");
        torn.truncate(torn.len() - 12);
        assert!(read(torn).is_err());

        let mut torn = zstd::encode_all(&b"The port was closed until further notice."[..], 3).unwrap();
        torn.truncate(torn.len() - 6);
        assert!(read(torn).is_err());
    }
}
