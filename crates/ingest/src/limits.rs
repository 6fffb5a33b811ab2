//! How much is taken of anything. Every limit that a user can run into has its name here.

use std::time::Duration;

/// Text kept of one article; what stands behind it is cut off with a warning. The engine reads less than
/// this and says itself where it stopped.
pub const TEXT_BYTES_MAX: usize = 16 * 1024 * 1024;

/// One line of a JSON Lines file.
pub const LINE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A file that is one article (text, HTML, one JSON object), unpacked.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What a URL may answer, unpacked.
pub const FETCH_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Time for a whole fetch, redirects included.
pub const FETCH_TIME_MAX: Duration = Duration::from_secs(30);

/// Time to find and reach a host.
pub const CONNECT_TIME_MAX: Duration = Duration::from_secs(10);

/// Redirects followed from one URL.
pub const REDIRECTS_MAX: u32 = 5;

/// Elements inside one another in HTML. Browsers stop at 512, news pages at about 60; some steps of
/// reading a page take time in the square of it.
pub const HTML_DEPTH_MAX: usize = 256;

/// Elements of one HTML page.
pub const HTML_ELEMENTS_MAX: usize = 200_000;

/// A gzip stream may unpack to this many times its size before it is taken for a bomb. Real text seldom
/// reaches 20; the format allows 1,032.
pub const GZIP_RATIO_MAX: u64 = 200;

/// Unpacked bytes below which the ratio is not looked at.
pub const GZIP_FREE_BYTES: u64 = 16 * 1024 * 1024;

/// Words of a page of a web archive from which it counts as an article; what is shorter is a start page, a caption or a notice.
pub const CRAWLED_WORDS_MIN: usize = 40;
