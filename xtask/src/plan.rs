//! The street plan of the demonstration town, made out of a sketch: bends between hand-drawn points, houses
//! along the streets, natural edges. The same sketch always gives the same plan.

mod ground;
mod houses;
mod output;
mod sketch;

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::house;
use ground::{Point, bend, bend_closed, rough, widen};
use houses::{House, Obstacles};
use output::Features;
use sketch::{Line, Sketch};

const SKETCH: &str = "server/demo/erlenbrueck/sketch.txt";
const PLAN: &str = "server/demo/erlenbrueck/plan.geojson";

/// What the server and every browser that opens the map has to load.
const PLAN_BYTES_MAX: usize = 900_000;

/// Draws the plan of the demonstration town from its sketch.
pub fn run() -> Result<()> {
    let root = house::root();
    let text = fs::read_to_string(root.join(SKETCH)).with_context(|| format!("cannot read {SKETCH}"))?;
    let sketch = Sketch::read(&text).with_context(|| format!("in {SKETCH}"))?;
    let plan = draw(&sketch);
    ensure!(plan.text.len() <= PLAN_BYTES_MAX, "the plan has {} bytes, too many", plan.text.len());
    fs::write(root.join(PLAN), &plan.text).with_context(|| format!("cannot write {PLAN}"))?;
    println!(
        "  {PLAN}: {} bytes, {} named streets, {} addresses, {} buildings.",
        plan.text.len(),
        plan.streets,
        plan.addresses,
        plan.buildings
    );
    Ok(())
}

/// The plan and what is in it.
struct Plan {
    text: String,
    streets: usize,
    addresses: usize,
    buildings: usize,
}

fn draw(sketch: &Sketch) -> Plan {
    let mut features = Features::new(sketch.origin);
    let areas = ["border", "field", "forest", "park", "green", "square", "water", "building"];
    for (at, area) in sketch.of(&areas).enumerate() {
        features.area(&area.kind, &area.name, &edge(area, u64::try_from(at).unwrap_or(0)));
    }
    for river in sketch.of(&["river"]) {
        let width = river.number("width").unwrap_or(10.0);
        features.area("water", &river.name, &widen(&bend(&river.points), width));
    }
    let lines: Vec<(&Line, Vec<Point>)> = sketch
        .of(&["rail", "path", "street", "main"])
        .map(|line| (line, if line.is("closed") { closed(&line.points) } else { bend(&line.points) }))
        .collect();
    for (line, bent) in &lines {
        let district = line.option("district").unwrap_or_default();
        features.line(&line.kind, &line.name, district, bent);
    }
    let houses = houses::build(&lines, &Obstacles::of(sketch, &lines));
    let addresses = features.houses(&houses);
    for place in sketch.of(&["place"]) {
        features.place(&place.name, place.points[0]);
    }
    let mut names: Vec<(&str, Option<&str>)> =
        lines.iter().map(|(line, _)| (line.name.as_str(), line.option("district"))).collect();
    names.retain(|(name, _)| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    Plan {
        text: features.finish(),
        streets: names.len(),
        addresses,
        buildings: houses.iter().filter(|house: &&House| house.walls.is_some()).count(),
    }
}

fn edge(area: &Line, seed: u64) -> Vec<Point> {
    match area.kind.as_str() {
        _ if !area.is("rough") => area.points.clone(),
        // Borders follow ditches and old fields: straight pieces, no bends.
        "border" => rough(&area.points, 170.0, 45.0, seed),
        "forest" => rough(&bend_closed(&area.points), 38.0, 34.0, seed),
        _ => rough(&bend_closed(&area.points), 16.0, 7.0, seed),
    }
}

/// A market has corners: closed lines are not bent.
fn closed(points: &[Point]) -> Vec<Point> {
    points.iter().chain(points.first()).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_plan_is_that_of_the_sketch() {
        let root = house::root();
        let sketch = Sketch::read(&fs::read_to_string(root.join(SKETCH)).unwrap()).unwrap();
        let plan = draw(&sketch);
        assert!(
            plan.text == fs::read_to_string(root.join(PLAN)).unwrap(),
            "run `cargo xtask plan` and commit"
        );
        assert!(plan.streets >= 85 && plan.addresses >= 1_500, "{} {}", plan.streets, plan.addresses);
    }
}
