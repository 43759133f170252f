//! The plan in memory.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use geo::{Contains, Coord, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon};
use geojson::{Feature, Value};
use rathaus_api::map::AddressHit;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use sha2::{Digest, Sha256};

use super::search::{Entry, House, Index};
use super::{BORDER_DOUBT_M, DEMO, DEMO_PLAN, MapSettings};

/// A house answers for a spot up to this far away, a street or a place less far.
const HOUSE_REACH_M: f64 = 120.0;
const STREET_REACH_M: f64 = 200.0;
const PLACE_REACH_M: f64 = 25.0;

/// Metres in one degree of latitude (mean earth radius).
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Why a plan cannot be used. The texts are for the operator.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file cannot be read.
    #[error("the street plan {} cannot be read", path.display())]
    Unreadable {
        /// As configured.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not a GeoJSON feature collection.
    #[error("the street plan is not a GeoJSON FeatureCollection")]
    NotGeoJson(#[source] Option<Box<geojson::Error>>),
    /// A feature lacks something.
    #[error("feature {position} of the street plan (kind {kind:?}): {problem}")]
    Feature {
        /// Position in the collection, from 0.
        position: usize,
        /// Its `kind`.
        kind: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// The plan needs exactly one border.
    #[error("the street plan has {0} features of kind \"border\" instead of one")]
    Borders(usize),
}

/// On which side of the border a spot lies, with the distance to it in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Location {
    /// The town is responsible.
    Inside,
    /// Within [`BORDER_DOUBT_M`], on either side: ask.
    NearBorder(f64),
    /// Another town is responsible.
    Outside(f64),
}

/// The plan as it is sent to be drawn.
#[derive(Debug, Clone)]
pub struct PlanFile {
    /// GeoJSON without spaces.
    pub identity: Bytes,
    /// The same, compressed.
    pub gzip: Bytes,
    /// Strong entity tag, with its quotes.
    pub etag: String,
}

/// What a town's map is.
#[derive(Debug)]
pub struct Plan {
    ground: Ground,
    border: MultiPolygon,
    bounds: [f64; 4],
    streets: Vec<(usize, LineString)>,
    index: Index,
    file: PlanFile,
}

impl Plan {
    /// Reads the configured plan.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn load(settings: &MapSettings) -> Result<Self, PlanError> {
        if settings.plan.as_os_str() == DEMO {
            return Self::parse(DEMO_PLAN);
        }
        let text = fs::read_to_string(&settings.plan)
            .map_err(|source| PlanError::Unreadable { path: settings.plan.clone(), source })?;
        Self::parse(&text)
    }

    /// Reads a plan from its text.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        let mut reading = Reading::default();
        let mut json = serde_json::Deserializer::from_str(text);
        let read = reading.deserialize(&mut json).and_then(|()| json.end());
        if let Some(problem) = reading.problem {
            return Err(problem);
        }
        read.map_err(|error| PlanError::NotGeoJson(Some(Box::new(error.into()))))?;
        if reading.kind != "FeatureCollection" || !reading.has_features {
            return Err(PlanError::NotGeoJson(None));
        }
        reading.draft.finish(PlanFile::of(reading.drawn))
    }

    /// Where the map opens: latitude and longitude.
    #[must_use]
    pub fn centre(&self) -> [f64; 2] {
        let [south, west, north, east] = self.bounds;
        [f64::midpoint(south, north), f64::midpoint(west, east)]
    }

    /// South, west, north and east end of the town, in degrees.
    #[must_use]
    pub fn bounds(&self) -> [f64; 4] {
        self.bounds
    }

    /// The plan as it is sent to be drawn.
    #[must_use]
    pub fn file(&self) -> &PlanFile {
        &self.file
    }

    /// How many house numbers can be found.
    #[cfg(test)]
    pub(super) fn addresses(&self) -> usize {
        self.index.entries.iter().map(|entry| entry.houses.len()).sum()
    }

    /// Whether the town is responsible for a spot.
    #[must_use]
    pub fn locate(&self, lat: f64, lon: f64) -> Location {
        let spot = Point(self.ground.metres(lat, lon));
        let distance = self
            .border
            .iter()
            .flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()))
            .map(|ring| Euclidean.distance(&spot, ring))
            .fold(f64::INFINITY, f64::min);
        if distance <= BORDER_DOUBT_M {
            Location::NearBorder(distance)
        } else if self.border.contains(&spot) {
            Location::Inside
        } else {
            Location::Outside(distance)
        }
    }

    /// Addresses and places that are probably meant, best first. Forgives spelling; see `search`.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<AddressHit> {
        self.index.search(text, limit)
    }

    /// What people would call a spot: a place they stand at, the next house, or at least the street.
    #[must_use]
    pub fn nearest(&self, lat: f64, lon: f64) -> Option<String> {
        let spot = self.ground.metres(lat, lon);
        let far = |entry_lat: f64, entry_lon: f64| {
            Euclidean.distance(Point(spot), Point(self.ground.metres(entry_lat, entry_lon)))
        };
        let entries = &self.index.entries;
        let place = entries
            .iter()
            .filter(|entry| entry.is_place)
            .map(|entry| (far(entry.lat, entry.lon), entry))
            .min_by(|one, other| one.0.total_cmp(&other.0));
        let house = entries
            .iter()
            .flat_map(|entry| entry.houses.iter().map(move |house| (entry, house)))
            .map(|(entry, house)| (far(house.lat, house.lon), entry, house))
            .min_by(|one, other| one.0.total_cmp(&other.0));
        let to_house = house.as_ref().map_or(f64::INFINITY, |(distance, ..)| *distance);
        if let Some((_, entry)) = place.filter(|(distance, _)| *distance <= PLACE_REACH_M.min(to_house)) {
            return Some(entry.label(None));
        }
        if let Some((_, entry, house)) = house.filter(|(distance, ..)| *distance <= HOUSE_REACH_M) {
            return Some(entry.label(Some(house)));
        }
        self.streets
            .iter()
            .map(|(entry, line)| (Euclidean.distance(&Point(spot), line), *entry))
            .filter(|(distance, _)| *distance <= STREET_REACH_M)
            .min_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, entry)| entries[entry].label(None))
    }
}

/// Degrees to metres on a plane that touches the town: over 30 km the error stays below one in a thousand.
#[derive(Debug, Clone, Copy, Default)]
struct Ground {
    lat: f64,
    lon: f64,
    metres_per_lon: f64,
}

impl Ground {
    fn at(lat: f64, lon: f64) -> Self {
        Self { lat, lon, metres_per_lon: METRES_PER_DEGREE * lat.to_radians().cos() }
    }

    fn metres(self, lat: f64, lon: f64) -> Coord {
        Coord { x: (lon - self.lon) * self.metres_per_lon, y: (lat - self.lat) * METRES_PER_DEGREE }
    }

    fn line(self, line: &[Vec<f64>]) -> LineString {
        line.iter().map(|position| self.metres(position[1], position[0])).collect()
    }
}

type Lines = Vec<Vec<Vec<f64>>>;

/// A collection while it is read, feature by feature: as a whole it would be twenty times the file, and memory that
/// was once taken stays with the process.
#[derive(Default)]
struct Reading {
    draft: Draft,
    kind: String,
    has_features: bool,
    position: usize,
    /// What is sent to be drawn.
    drawn: Vec<u8>,
    problem: Option<PlanError>,
}

impl Reading {
    fn take<E: de::Error>(&mut self, feature: &Feature) -> Result<(), E> {
        let kind = property(feature, "kind").unwrap_or_default();
        let position = self.position;
        self.position += 1;
        if let Err(problem) = self.draft.add(kind, feature) {
            self.problem = Some(PlanError::Feature { position, kind: kind.to_owned(), problem });
            return Err(E::custom(problem));
        }
        // House numbers stay here: the page asks for them by their name, and they are half of some plans.
        if kind != "houses" {
            self.drawn.extend_from_slice(if self.drawn.is_empty() { DRAWN_START } else { b"," });
            serde_json::to_writer(&mut self.drawn, feature).map_err(E::custom)?;
        }
        Ok(())
    }
}

/// Around the features of a drawn plan.
const DRAWN_START: &[u8] = br#"{"type":"FeatureCollection","features":["#;
const DRAWN_END: &[u8] = b"]}";

impl<'de> DeserializeSeed<'de> for &mut Reading {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Reading {
    type Value = ();

    fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("a FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "type" => self.kind = members.next_value()?,
                "features" => members.next_value_seed(Features(self))?,
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The list of features.
struct Features<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.has_features = true;
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        while let Some(feature) = features.next_element::<Feature>()? {
            self.0.take(&feature)?;
        }
        Ok(())
    }
}

/// A plan while its features are read, still in degrees.
#[derive(Default)]
struct Draft {
    borders: usize,
    border: Vec<Lines>,
    town: String,
    streets: Vec<(usize, Vec<Vec<f64>>)>,
    entries: Vec<Entry>,
}

impl Draft {
    fn add(&mut self, kind: &str, feature: &Feature) -> Result<(), &'static str> {
        let shape = feature.geometry.as_ref().map(|geometry| &geometry.value);
        match (kind, shape) {
            ("border", Some(Value::Polygon(rings))) => self.add_border(vec![rings.clone()], feature),
            ("border", Some(Value::MultiPolygon(areas))) => self.add_border(areas.clone(), feature),
            ("street" | "main", Some(Value::LineString(line))) => {
                self.add_street(std::slice::from_ref(line), feature)
            }
            ("street" | "main", Some(Value::MultiLineString(lines))) => self.add_street(lines, feature),
            ("houses", Some(Value::MultiPoint(points))) => self.add_houses(points, feature),
            ("place", Some(Value::Point(position))) => self.add_place(position, feature),
            ("border" | "street" | "main" | "houses" | "place", _) => Err("has the wrong type of geometry"),
            _ => Ok(()),
        }
    }

    fn add_border(&mut self, areas: Vec<Lines>, feature: &Feature) -> Result<(), &'static str> {
        if areas.iter().any(|rings| rings.is_empty() || rings.iter().any(|ring| !is_line(ring, 4))) {
            return Err("is not an area");
        }
        self.borders += 1;
        self.border = areas;
        property(feature, "name").ok_or("has no name")?.clone_into(&mut self.town);
        Ok(())
    }

    fn add_street(&mut self, lines: &[Vec<Vec<f64>>], feature: &Feature) -> Result<(), &'static str> {
        if lines.is_empty() || lines.iter().any(|line| !is_line(line, 2)) {
            return Err("is not a line");
        }
        let Some(name) = property(feature, "name") else { return Ok(()) };
        let middle = &lines[0][lines[0].len() / 2];
        let entry = self.entry(name, property(feature, "district"), middle);
        self.streets.extend(lines.iter().map(|line| (entry, line.clone())));
        Ok(())
    }

    fn add_houses(&mut self, points: &[Vec<f64>], feature: &Feature) -> Result<(), &'static str> {
        let street = property(feature, "street").ok_or("has no street")?;
        let numbers =
            feature.property("numbers").and_then(|value| value.as_array()).ok_or("has no numbers")?;
        if numbers.len() != points.len() || !is_line(points, 1) {
            return Err("needs one number for each point");
        }
        let entry = self.entry(street, property(feature, "district"), &points[points.len() / 2]);
        for (number, point) in numbers.iter().zip(points) {
            let number = number.as_str().ok_or("has a number that is not a text")?.to_owned();
            self.entries[entry].houses.push(House { number, lat: point[1], lon: point[0] });
        }
        Ok(())
    }

    fn add_place(&mut self, position: &[f64], feature: &Feature) -> Result<(), &'static str> {
        let name = property(feature, "name").ok_or("has no name")?;
        let [lon, lat, ..] = position else { return Err("is not a point") };
        let mut entry = Entry::new(name, property(feature, "district"), *lat, *lon);
        entry.is_place = true;
        self.entries.push(entry);
        Ok(())
    }

    /// The street of this name; lines and houses of one street come as several features.
    fn entry(&mut self, name: &str, district: Option<&str>, middle: &[f64]) -> usize {
        let known = self
            .entries
            .iter()
            .position(|entry| !entry.is_place && entry.name == name && entry.district.as_deref() == district);
        known.unwrap_or_else(|| {
            self.entries.push(Entry::new(name, district, middle[1], middle[0]));
            self.entries.len() - 1
        })
    }

    fn finish(self, file: PlanFile) -> Result<Plan, PlanError> {
        if self.borders != 1 {
            return Err(PlanError::Borders(self.borders));
        }
        let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for position in self.border.iter().flatten().flatten() {
            bounds[0] = bounds[0].min(position[1]);
            bounds[1] = bounds[1].min(position[0]);
            bounds[2] = bounds[2].max(position[1]);
            bounds[3] = bounds[3].max(position[0]);
        }
        let ground = Ground::at(f64::midpoint(bounds[0], bounds[2]), f64::midpoint(bounds[1], bounds[3]));
        let area = |rings: &Lines| {
            let mut lines = rings.iter().map(|ring| ground.line(ring));
            Polygon::new(lines.next().unwrap_or(LineString::new(Vec::new())), lines.collect())
        };
        Ok(Plan {
            ground,
            border: self.border.iter().map(area).collect(),
            bounds,
            streets: self.streets.iter().map(|(entry, line)| (*entry, ground.line(line))).collect(),
            index: Index::new(self.entries, &self.town),
            file,
        })
    }
}

impl PlanFile {
    fn of(mut identity: Vec<u8>) -> Self {
        identity.extend_from_slice(DRAWN_END);
        identity.shrink_to_fit();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let gzip = encoder.write_all(&identity).and_then(|()| encoder.finish());
        let digest = Sha256::digest(&identity);
        let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Self {
            identity: identity.into(),
            gzip: gzip.expect("writing to memory cannot fail").into(),
            etag: format!("\"{tag}\""),
        }
    }
}

fn property<'a>(feature: &'a Feature, name: &str) -> Option<&'a str> {
    feature.property(name).and_then(|value| value.as_str()).filter(|text| !text.is_empty())
}

fn is_line(line: &[Vec<f64>], points_min: usize) -> bool {
    line.len() >= points_min && line.iter().all(|position| position.len() >= 2)
}
