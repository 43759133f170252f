//! The plan as GeoJSON (RFC 7946), one feature a line so that a change can be read.

use super::ground::Point;
use super::houses::House;

/// Metres of one degree of latitude, as the server counts them.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Buildings of one feature: many features make the page slow, one makes every change a new file.
const BUILDINGS_PER_FEATURE: usize = 150;

/// Features collected so far.
pub struct Features {
    origin: (f64, f64),
    lines: Vec<String>,
}

impl Features {
    pub fn new(origin: (f64, f64)) -> Self {
        Self { origin, lines: Vec::new() }
    }

    pub fn area(&mut self, kind: &str, name: &str, ring: &[Point]) {
        let properties = properties(&[("kind", kind), ("name", name)], "");
        let ring = self.ring(ring);
        self.push(&properties, "Polygon", &format!("[{ring}]"));
    }

    pub fn line(&mut self, kind: &str, name: &str, district: &str, points: &[Point]) {
        let kind = properties(&[("kind", kind), ("name", name), ("district", district)], "");
        let points = self.positions(points);
        self.push(&kind, "LineString", &points);
    }

    pub fn place(&mut self, name: &str, point: Point) {
        let position = self.position(point);
        self.push(&properties(&[("kind", "place"), ("name", name)], ""), "Point", &position);
    }

    /// Numbers of each street and walls; how many numbers there are.
    pub fn houses(&mut self, houses: &[House]) -> usize {
        let walls: Vec<[Point; 4]> = houses.iter().filter_map(|house| house.walls).collect();
        for part in walls.chunks(BUILDINGS_PER_FEATURE) {
            let areas: Vec<String> = part.iter().map(|walls| format!("[{}]", self.ring(walls))).collect();
            self.push(
                &properties(&[("kind", "building")], ""),
                "MultiPolygon",
                &format!("[{}]", areas.join(",")),
            );
        }
        let mut streets: Vec<(&str, &str)> =
            houses.iter().map(|house| (house.street.as_str(), house.district.as_str())).collect();
        streets.sort_unstable();
        streets.dedup();
        for (street, district) in streets {
            let own: Vec<&House> =
                houses.iter().filter(|house| house.street == street && house.district == district).collect();
            let numbers: Vec<String> = own.iter().map(|house| quote(&house.number)).collect();
            let points: Vec<Point> = own.iter().map(|house| house.at).collect();
            let named = [("kind", "houses"), ("street", street), ("district", district)];
            let properties = properties(&named, &format!("\"numbers\":[{}]", numbers.join(",")));
            let points = self.positions(&points);
            self.push(&properties, "MultiPoint", &points);
        }
        houses.len()
    }

    pub fn finish(self) -> String {
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", self.lines.join(",\n"))
    }

    fn push(&mut self, properties: &str, shape: &str, coordinates: &str) {
        self.lines.push(format!(
            "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\
             \"geometry\":{{\"type\":\"{shape}\",\"coordinates\":{coordinates}}}}}"
        ));
    }

    /// Five decimals are about a metre.
    fn position(&self, point: Point) -> String {
        let (lat, lon) = self.origin;
        let metres_per_lon = METRES_PER_DEGREE * lat.to_radians().cos();
        format!("[{:.5},{:.5}]", lon + point.x / metres_per_lon, lat + point.y / METRES_PER_DEGREE)
    }

    fn positions(&self, points: &[Point]) -> String {
        let texts: Vec<String> = points.iter().map(|point| self.position(*point)).collect();
        format!("[{}]", texts.join(","))
    }

    /// Closed, and counter-clockwise as RFC 7946 asks.
    fn ring(&self, points: &[Point]) -> String {
        let next = |at: usize| points[(at + 1) % points.len()];
        let doubled: f64 =
            points.iter().enumerate().map(|(at, one)| one.x * next(at).y - next(at).x * one.y).sum();
        let mut ring = points.to_vec();
        if doubled < 0.0 {
            ring.reverse();
        }
        ring.push(ring[0]);
        self.positions(&ring)
    }
}

/// Properties that have a value, then one that is written already.
fn properties(named: &[(&str, &str)], last: &str) -> String {
    let mut texts: Vec<String> = named
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}:{}", quote(name), quote(value)))
        .collect();
    if !last.is_empty() {
        texts.push(last.to_owned());
    }
    texts.join(",")
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
