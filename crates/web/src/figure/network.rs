//! One actor and whom it acts on, and who acts on it: at most thirty nodes, in a ring.

use crate::escape::escape;
use crate::links;
use crate::words::shortened;
use hearsay_archive::Pair;
use std::collections::HashMap;
use std::f64::consts::TAU;
use std::fmt::Write;

/// Nodes, with the one in the middle.
pub const NODES_MAX: usize = 30;
/// Half of width and height.
const HALF: (f64, f64) = (480.0, 330.0);
/// Radii of the ring.
const RING: (f64, f64) = (300.0, 250.0);
/// Characters of a name.
const NAME_MAX: usize = 26;

/// A neighbour of the one in the middle.
struct Neighbour<'a> {
    key: &'a str,
    name: &'a str,
    /// What the one in the middle does to it, and what it does to that one, by quad.
    out: [u64; 4],
    back: [u64; 4],
}

/// Draws the pairs that `key` has a part in; empty if there is none.
pub fn network(pairs: &[Pair], key: &str, name: &str) -> String {
    let mut neighbours: Vec<Neighbour> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for pair in pairs {
        let acts = pair.actor == key;
        let (other, other_name) = match acts {
            true => (&pair.recipient, &pair.recipient_name),
            false => (&pair.actor, &pair.actor_name),
        };
        if (!acts && pair.recipient != key) || other == key {
            continue;
        }
        let at = *places.entry(other).or_insert_with(|| {
            neighbours.push(Neighbour { key: other, name: other_name, out: [0; 4], back: [0; 4] });
            neighbours.len() - 1
        });
        let into = if acts { &mut neighbours[at].out } else { &mut neighbours[at].back };
        into.iter_mut().zip(pair.quads).for_each(|(sum, n)| *sum += n);
    }
    let weight = |one: &Neighbour| one.out.iter().chain(&one.back).sum::<u64>();
    neighbours.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.key.cmp(b.key)));
    neighbours.truncate(NODES_MAX - 1);
    if neighbours.is_empty() {
        return String::new();
    }
    let most = neighbours.iter().map(|one| one.out.iter().sum::<u64>().max(one.back.iter().sum())).max();
    // One event is a thin line, also where there is nothing to compare it with.
    let most = most.unwrap_or(1).max(6) as f64;
    let mut out = format!(
        "<svg class=\"network\" viewBox=\"{} {} {} {}\" role=\"group\" aria-label=\"{} and {} others\">",
        -HALF.0,
        -HALF.1,
        2.0 * HALF.0,
        2.0 * HALF.1,
        escape(name),
        neighbours.len()
    );
    let mut labels = String::new();
    let n = neighbours.len() as f64;
    for (i, one) in neighbours.iter().enumerate() {
        let turn = TAU * (i as f64 / n - 0.25) + if n < 3.0 { TAU / 4.0 } else { 0.0 };
        let (x, y) = (RING.0 * turn.cos(), RING.1 * turn.sin());
        // The two ways of acting bend to different sides.
        for (quads, side, class) in [(&one.out, 1.0, "out"), (&one.back, -1.0, "back")] {
            let events: u64 = quads.iter().sum();
            if events == 0 {
                continue;
            }
            let (bx, by) = (x / 2.0 - side * y * 0.12, y / 2.0 + side * x * 0.12);
            let _ = write!(
                out,
                "<path class=\"{class} {}\" stroke-width=\"{:.1}\" d=\"M0 0Q{bx:.0} {by:.0} {x:.0} {y:.0}\"/>",
                tone(quads),
                1.0 + 7.0 * (events as f64 / most).sqrt(),
            );
        }
        let (anchor, dx) = if x > 40.0 {
            ("start", 9.0)
        } else if x < -40.0 {
            ("end", -9.0)
        } else {
            ("middle", 0.0)
        };
        let dy = if anchor == "middle" { if y < 0.0 { -12.0 } else { 22.0 } } else { 5.0 };
        let _ = write!(
            labels,
            "<a href=\"/matrix?around={}\"><title>{}: {} by, {} to it</title><circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"5\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"{anchor}\">{}</text></a>",
            crate::escape::encode(one.key),
            escape(one.name),
            one.back.iter().sum::<u64>(),
            one.out.iter().sum::<u64>(),
            x + dx,
            y + dy,
            escape(&shortened(one.name, NAME_MAX)),
        );
    }
    let _ = write!(
        labels,
        "<a href=\"{}\"><circle class=\"middle\" cx=\"0\" cy=\"0\" r=\"9\"/><text class=\"middle\" x=\"0\" y=\"-16\" text-anchor=\"middle\">{}</text></a>",
        links::speaker(key),
        escape(&shortened(name, NAME_MAX)),
    );
    out + &labels + "</svg>"
}

/// Whether most of it is conflict or cooperation.
pub fn tone(quads: &[u64; 4]) -> &'static str {
    let (together, against) = (quads[0] + quads[1], quads[2] + quads[3]);
    if against > together { "against" } else { "together" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_thirty_nodes_and_both_directions() {
        let pair = |actor: &str, recipient: &str, quads: [u64; 4]| Pair {
            actor: actor.into(),
            actor_name: actor.to_uppercase(),
            recipient: recipient.into(),
            recipient_name: recipient.to_uppercase(),
            quads,
            events: quads.iter().sum(),
        };
        let mut pairs =
            vec![pair("a", "b", [0, 0, 2, 3]), pair("b", "a", [1, 0, 0, 0]), pair("b", "c", [9; 4])];
        let svg = network(&pairs, "a", "A");
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("class=\"out against\"") && svg.contains("class=\"back together\""), "{svg}");
        pairs.extend((0..50).map(|i| pair("a", &format!("n{i}"), [1, 0, 0, 0])));
        assert_eq!(network(&pairs, "a", "A").matches("<circle").count(), NODES_MAX);
        assert_eq!(network(&pairs, "nobody", "N"), "");
    }
}
