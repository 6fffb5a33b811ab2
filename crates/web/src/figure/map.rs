//! Where events happen: circles on the outlines of Natural Earth, hollow for places that are larger than a town.

use crate::escape::escape;
use crate::query::Query;
use hearsay_archive::Spot;
use std::fmt::Write;

/// Coasts and borders; `map/build.py` makes them.
const WORLD: &str = include_str!("../../map/world.txt");

/// Circles at most, those of most events.
const SPOTS_MAX: usize = 400;
/// The map in its own units, tenths of a degree.
const WIDTH: f64 = 3600.0;
const HEIGHT: f64 = 1480.0;
/// Least part of the world that is shown, in degrees from west to east.
const DEGREES_MIN: f64 = 24.0;

/// The drawing. `path` and `query` are those of the page, for the links of the circles.
pub fn map(spots: &[Spot], path: &str, query: &Query) -> String {
    let spots: Vec<&Spot> = spots.iter().take(SPOTS_MAX).collect();
    let [x, y, wide, high] = window(&spots);
    let most = spots.iter().map(|spot| spot.events).max().unwrap_or(1) as f64;
    let (land, borders) = WORLD.split_once('\n').unwrap_or((WORLD, ""));
    let mut out = format!(
        "<svg class=\"map\" viewBox=\"{x:.0} {y:.0} {wide:.0} {high:.0}\" role=\"group\" aria-label=\"Map of {} places\">\
         <path class=\"land\" d=\"{land}\"/><path class=\"border\" d=\"{}\"/>",
        spots.len(),
        borders.trim()
    );
    // Large circles first, so that small ones can be reached.
    for spot in &spots {
        let (cx, cy) = at(spot);
        let r = wide * (0.004 + 0.018 * (spot.events as f64 / most).sqrt());
        let mut narrowed = query.clone();
        narrowed.set("place", Some(spot.name.clone()));
        narrowed.set("view", None);
        let is_exact = if spot.kind == "city" { "exact" } else { "rough" };
        let name = escape(&spot.name);
        let _ = write!(
            out,
            "<a href=\"{}\" aria-label=\"{name}: {} events\"><title>{name}: {}</title>\
             <circle class=\"{is_exact}\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"{r:.1}\"/></a>",
            escape(&format!("{path}{}", narrowed.question())),
            spot.events,
            spot.events,
        );
    }
    out + "</svg>"
}

fn at(spot: &Spot) -> (f64, f64) {
    ((spot.lon + 180.0) * 10.0, (90.0 - spot.lat) * 10.0)
}

/// The part of the world that holds nearly all events, with a margin: left, top, width, height.
fn window(spots: &[&Spot]) -> [f64; 4] {
    if spots.is_empty() {
        return [0.0, 0.0, WIDTH, HEIGHT];
    }
    let total: u64 = spots.iter().map(|spot| spot.events).sum();
    let inner = |of: &dyn Fn(&Spot) -> f64| {
        let mut all: Vec<(f64, u64)> = spots.iter().map(|spot| (of(spot), spot.events)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let far = total / 50;
        let first = edge(all.iter(), far);
        (first, edge(all.iter().rev(), far))
    };
    let ((left, right), (top, bottom)) = (inner(&|spot| at(spot).0), inner(&|spot| at(spot).1));
    let wide = ((right - left) * 1.25).clamp(DEGREES_MIN * 10.0, WIDTH);
    let high = ((bottom - top) * 1.25).clamp(wide * 0.42, HEIGHT);
    let wide = wide.max((high / 0.62).min(WIDTH));
    let x = ((left + right - wide) / 2.0).clamp(0.0, WIDTH - wide);
    let y = ((top + bottom - high) / 2.0).clamp(0.0, HEIGHT - high);
    [x, y, wide, high]
}

/// The first value that has more than so many events before it or at it.
fn edge<'a>(mut values: impl Iterator<Item = &'a (f64, u64)>, far: u64) -> f64 {
    let mut seen = 0;
    let found = values.find(|(_, n)| {
        seen += n;
        seen > far
    });
    found.map_or(0.0, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(name: &str, kind: &str, lat: f64, lon: f64, events: u64) -> Spot {
        Spot { name: name.into(), kind: kind.into(), country: None, lat, lon, events }
    }

    #[test]
    fn circles_lead_to_their_events_and_rough_places_are_hollow() {
        let spots = [spot("Tolm <b>", "city", 57.1, 4.9, 9), spot("Karvania", "country", 58.2, 1.4, 4)];
        let svg = map(&spots, "/events", &Query::default());
        assert!(svg.contains("href=\"/events?place=Tolm%20%3Cb%3E\""), "{svg}");
        assert!(svg.contains("class=\"rough\"") && svg.contains("class=\"exact\""));
        assert!(!svg.contains("<b>"));
    }

    #[test]
    fn the_window_holds_nearly_all() {
        let far = spot("Far", "city", -40.0, 175.0, 1);
        let near = spot("Near", "city", 50.0, 10.0, 99);
        let [x, y, wide, high] = window(&[&far, &near]);
        let (cx, cy) = at(&near);
        assert!(wide <= 300.0 && (x..x + wide).contains(&cx) && (y..y + high).contains(&cy));
        assert_eq!(window(&[]), [0.0, 0.0, WIDTH, HEIGHT]);
    }

    #[test]
    fn the_outlines_are_there() {
        let (land, borders) = WORLD.split_once('\n').unwrap();
        assert!(land.starts_with('M') && land.ends_with('z') && borders.starts_with('M'));
        assert!(WORLD.bytes().all(|b| b.is_ascii_alphanumeric() || b" ,-\n".contains(&b)));
    }
}
