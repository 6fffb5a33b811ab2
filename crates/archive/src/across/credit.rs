//! Wire agencies that an article credits. What twenty newspapers print under one agency's name is one report.

/// Agencies as they are credited in full, and by what they are known in a dateline or byline.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Agence France-Presse", &["AFP", "Agence France-Presse", "Agence France Presse"]),
    ("ANSA", &["ANSA"]),
    ("Anadolu Agency", &["Anadolu Agency", "AA"]),
    ("Asian News International", &["ANI"]),
    ("Associated Press", &["AP", "Associated Press", "The Associated Press"]),
    ("Australian Associated Press", &["AAP", "Australian Associated Press"]),
    ("Bernama", &["Bernama", "BERNAMA"]),
    ("Bloomberg", &["Bloomberg", "Bloomberg News"]),
    ("Canadian Press", &["CP", "The Canadian Press", "Canadian Press"]),
    ("dpa", &["dpa", "DPA"]),
    ("EFE", &["EFE"]),
    ("IANS", &["IANS"]),
    ("Interfax", &["Interfax"]),
    ("Kyodo", &["Kyodo", "Kyodo News"]),
    ("PA Media", &["PA Media", "Press Association"]),
    ("Press Trust of India", &["PTI", "Press Trust of India"]),
    ("Reuters", &["Reuters", "REUTERS", "Thomson Reuters"]),
    ("TASS", &["TASS", "Tass"]),
    ("UPI", &["UPI", "United Press International"]),
    ("Xinhua", &["Xinhua", "XINHUA"]),
    ("Yonhap", &["Yonhap", "YONHAP"]),
];

/// Characters at the start in which a dateline stands, and at the end in which a credit stands.
const HEAD: usize = 240;
const TAIL: usize = 160;

/// The agency behind an article: in its dateline ("SARN (Reuters) -", "TOLM, March 5 (AP) —"), in its byline, or in a line of
/// its own at the end. An agency that is only quoted ("told Reuters") is no credit.
pub fn credit(authors: &[String], text: &str) -> Option<&'static str> {
    let by = authors.iter().flat_map(|author| author.split([',', ';'])).find_map(|part| {
        let part = part.trim().trim_start_matches("By ").trim_start_matches("by ");
        AGENCIES.iter().find(|(_, names)| names.contains(&part))
    });
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = {
        let mut last: Vec<char> = text.chars().rev().take(TAIL).collect();
        last.reverse();
        last.into_iter().collect()
    };
    let in_text = || {
        AGENCIES.iter().find(|(_, names)| {
            // Most articles name none, and nothing else has to be looked for.
            names.iter().filter(|name| head.contains(*name) || tail.contains(*name)).any(|name| {
                head.contains(&format!("({name})"))
                    || tail.contains(&format!("({name})"))
                    || [" —", " –", " -", "/"].iter().any(|dash| dateline(&head, &format!("{name}{dash}")))
                    || tail.lines().any(|line| is_credit(line, name))
            })
        })
    };
    by.or_else(in_text).map(|(agency, _)| *agency)
}

/// `what` stands at the beginning of a line or behind a comma near it: "AP —", "TOLM, Reuters -".
fn dateline(head: &str, what: &str) -> bool {
    head.lines().any(|line| {
        line.find(what).is_some_and(|at| at == 0 || at < 60 && line[..at].trim_end().ends_with([',', '/']))
    })
}

fn is_credit(line: &str, name: &str) -> bool {
    let line = line.trim().trim_matches(['-', '–', '—', ' ', '.', '/']);
    line == name
        || ["Source: ", "With ", "With inputs from ", "Reporting by ", "© "]
            .iter()
            .any(|lead| line.strip_prefix(lead).is_some_and(|rest| rest == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        credit(&[], text)
    }

    #[test]
    fn datelines_bylines_and_last_lines_credit() {
        assert_eq!(of("Port closed\n\nTOLM, March 5 (Reuters) - The port was closed."), Some("Reuters"));
        assert_eq!(of("SARN (AP) — The port was closed."), Some("Associated Press"));
        assert_eq!(of("The port was closed.\n\n— AFP"), Some("Agence France-Presse"));
        assert_eq!(credit(&["By Reuters".into()], "The port was closed."), Some("Reuters"));
        assert_eq!(credit(&["Ada Rusk, Associated Press".into()], "The port."), Some("Associated Press"));
    }

    #[test]
    fn an_agency_that_is_quoted_is_no_credit() {
        assert_eq!(
            of("The port was closed, the mayor told Reuters on Monday. Reuters could not reach the owner."),
            None
        );
        assert_eq!(of("The AP exam was moved to May."), None);
    }
}
