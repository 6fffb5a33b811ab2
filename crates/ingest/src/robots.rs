//! What a site lets programs fetch, and how fast (robots.txt, RFC 9309).

use crate::{Options, Reason, fetch};
use texting_robots::Robot;

/// What one host says.
pub struct Robots {
    robot: Option<Robot>,
    open: bool,
}

impl Robots {
    /// Asks the host of an address. A host without rules lets everything; one that fails to say lets nothing for now.
    pub fn of(url: &str, options: &Options) -> Robots {
        let Some(address) = address(url) else { return Robots { robot: None, open: false } };
        match fetch(&address, options) {
            Ok(got) => Robots::parse(&got.bytes),
            Err(Reason::Status(400..=499)) => Robots { robot: None, open: true },
            Err(_) => Robots { robot: None, open: false },
        }
    }

    /// Reads the rules for this program.
    pub fn parse(rules: &[u8]) -> Robots {
        match Robot::new("hearsay", rules) {
            Ok(robot) => Robots { robot: Some(robot), open: true },
            // Rules that nobody can read are none.
            Err(_) => Robots { robot: None, open: true },
        }
    }

    /// Whether an address of this host may be fetched.
    pub fn allow(&self, url: &str) -> bool {
        self.robot.as_ref().map_or(self.open, |robot| robot.allowed(url))
    }

    /// Seconds to wait between two requests, if the host says so.
    pub fn delay_s(&self) -> Option<f32> {
        self.robot.as_ref().and_then(|robot| robot.delay)
    }
}

/// Scheme, host and port of an address, with the name of the file.
fn address(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{}://{}{port}/robots.txt", url.scheme(), url.host_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_all_and_for_this_program() {
        let rules = Robots::parse(
            b"User-agent: *\nDisallow: /\n\nUser-agent: hearsay\nDisallow: /private\nCrawl-delay: 7\n",
        );
        assert!(rules.allow("https://post.example/news/1") && !rules.allow("https://post.example/private/1"));
        assert_eq!(rules.delay_s(), Some(7.0));
        assert!(!Robots::parse(b"User-agent: *\nDisallow: /news\n").allow("https://post.example/news/1"));
        assert!(Robots::parse(b"<html>not found</html>").allow("https://post.example/news/1"));
        assert_eq!(
            address("https://post.example:8080/a/b?c").as_deref(),
            Some("https://post.example:8080/robots.txt")
        );
    }
}
