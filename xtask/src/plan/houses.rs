//! Houses along the streets: even numbers on the right, odd ones on the left, as far as there is room.

use super::ground::{Dice, Point, bend, bend_closed, distance_to_line, holds};
use super::sketch::{Line, Sketch};

/// A house number, and the walls it belongs to.
pub struct House {
    pub street: String,
    pub district: String,
    pub number: String,
    pub at: Point,
    pub walls: Option<[Point; 4]>,
}

/// How houses of one kind stand along their street.
struct Manner {
    /// Metres from door to door.
    apart: (f64, f64),
    /// Width along the street and depth.
    width: (f64, f64),
    depth: (f64, f64),
    /// From the kerb to the front.
    garden: (f64, f64),
    /// Doors of one building.
    doors: u32,
    /// How often a plot is empty.
    gaps: f64,
}

fn manner(name: &str) -> Option<Manner> {
    let manner =
        |apart, width, depth, garden, doors, gaps| Manner { apart, width, depth, garden, doors, gaps };
    match name {
        "row" => Some(manner((14.0, 18.0), (11.5, 14.0), (10.0, 13.0), (0.5, 1.5), 1, 0.03)),
        "villa" => Some(manner((23.0, 30.0), (9.0, 13.0), (8.5, 11.5), (5.0, 8.0), 1, 0.07)),
        "farm" => Some(manner((32.0, 46.0), (12.0, 19.0), (8.5, 11.0), (4.0, 9.0), 1, 0.1)),
        "block" => Some(manner((66.0, 74.0), (54.0, 60.0), (11.5, 12.5), (8.0, 10.0), 4, 0.05)),
        "hall" => Some(manner((85.0, 115.0), (45.0, 70.0), (26.0, 38.0), (9.0, 14.0), 1, 0.12)),
        _ => None,
    }
}

/// Half the width of a street with its pavements, as the page draws it.
fn half_width(kind: &str) -> f64 {
    match kind {
        "main" => 12.0,
        "street" => 8.5,
        "path" => 3.0,
        _ => 14.0,
    }
}

/// What no house may stand on.
pub struct Obstacles {
    lines: Vec<(f64, Vec<Point>)>,
    areas: Vec<Vec<Point>>,
}

impl Obstacles {
    pub fn of(sketch: &Sketch, lines: &[(&Line, Vec<Point>)]) -> Self {
        let mut obstacles = Self { lines: Vec::new(), areas: Vec::new() };
        for (line, bent) in lines {
            obstacles.lines.push((half_width(&line.kind), bent.clone()));
        }
        for river in sketch.of(&["river"]) {
            let bank = river.number("width").unwrap_or(10.0) / 2.0 + 6.0;
            obstacles.lines.push((bank, bend(&river.points)));
        }
        for area in sketch.of(&["forest", "park", "green", "square", "water", "building"]) {
            let sharp = area.kind == "building" || area.kind == "square";
            obstacles.areas.push(if sharp { area.points.clone() } else { bend_closed(&area.points) });
        }
        obstacles
    }

    fn block(&self, corners: &[Point]) -> bool {
        corners.iter().any(|corner| {
            self.lines.iter().any(|(half, line)| distance_to_line(*corner, line) < *half)
                || self.areas.iter().any(|area| holds(area, *corner))
        })
    }
}

/// Houses of all streets. What is built first keeps its place.
pub fn build(lines: &[(&Line, Vec<Point>)], obstacles: &Obstacles) -> Vec<House> {
    let mut houses: Vec<House> = Vec::new();
    let mut built: Vec<[Point; 4]> = Vec::new();
    for (at, (line, bent)) in lines.iter().enumerate() {
        let Some(manner) = line.option("houses").and_then(manner) else { continue };
        let mut street = Street {
            line,
            bent,
            manner,
            dice: Dice::new(u64::try_from(at).unwrap_or(0) + 1000),
            obstacles,
            built: &mut built,
            houses: &mut houses,
        };
        let sides = match line.option("side") {
            Some("left") => vec![1.0],
            Some("right") => vec![-1.0],
            _ => vec![1.0, -1.0],
        };
        let one_sided = sides.len() == 1;
        for side in sides {
            street.fill(side, one_sided);
        }
    }
    houses
}

struct Street<'a> {
    line: &'a Line,
    bent: &'a [Point],
    manner: Manner,
    dice: Dice,
    obstacles: &'a Obstacles,
    built: &'a mut Vec<[Point; 4]>,
    houses: &'a mut Vec<House>,
}

impl Street<'_> {
    fn fill(&mut self, side: f64, one_sided: bool) {
        let step = if one_sided { 1 } else { 2 };
        let mut number = self.first_number(side, step);
        let length: f64 = self.bent.windows(2).map(|piece| (piece[1] - piece[0]).length()).sum();
        let half_plot = self.manner.apart.0 / 2.0;
        let mut along = half_plot.max(14.0);
        while along < length - half_plot / 2.0 {
            let walls = self.walls(along, side);
            if self.dice.roll() >= self.manner.gaps && self.has_room(&walls) {
                self.built.push(walls);
                number = self.open(&walls, number, step);
            }
            along += self.dice.between(self.manner.apart.0, self.manner.apart.1);
        }
    }

    /// A street drawn in several lines counts on where its earlier lines ended.
    fn first_number(&self, side: f64, step: u32) -> u32 {
        let even = step == 2 && side < 0.0;
        let (name, district) = (&self.line.name, self.district());
        let highest = self
            .houses
            .iter()
            .filter(|house| house.street == *name && house.district == district)
            .filter_map(|house| {
                house.number.trim_end_matches(|letter: char| letter.is_alphabetic()).parse().ok()
            })
            .filter(|number: &u32| step == 1 || number.is_multiple_of(2) == even)
            .max();
        let from = self.line.option("from").and_then(|from| from.parse().ok()).unwrap_or(1);
        let first = if even { from + from % 2 } else { from };
        highest.map_or(first, |highest| (highest + step).max(first))
    }

    fn district(&self) -> &str {
        self.line.option("district").unwrap_or_default()
    }

    /// Corners: front left, front right, back right, back left, seen from the street.
    fn walls(&mut self, along: f64, side: f64) -> [Point; 4] {
        let (spot, ahead) = walk(self.bent, along);
        let out = ahead.left() * side;
        let pick = |dice: &mut Dice, range: (f64, f64)| dice.between(range.0, range.1);
        let width = pick(&mut self.dice, self.manner.width);
        let depth = pick(&mut self.dice, self.manner.depth);
        let front = half_width(&self.line.kind) + pick(&mut self.dice, self.manner.garden);
        let (left, right) = (spot - ahead * (width / 2.0), spot + ahead * (width / 2.0));
        [left + out * front, right + out * front, right + out * (front + depth), left + out * (front + depth)]
    }

    fn has_room(&self, walls: &[Point; 4]) -> bool {
        let middle = (walls[0] + walls[2]) * 0.5;
        let probes = [walls.as_slice(), &[middle]].concat();
        if self.obstacles.block(&probes) {
            return false;
        }
        let grown = grow(walls, 1.0);
        !self.built.iter().any(|other| {
            (other[0] - walls[0]).length() < 200.0
                && (overlaps(&grown, other) || overlaps(other, &grown) || holds(other, middle))
        })
    }

    fn open(&mut self, walls: &[Point; 4], mut number: u32, step: u32) -> u32 {
        for door in 0..self.manner.doors {
            let share = (f64::from(door) + 0.5) / f64::from(self.manner.doors);
            let front = walls[0] + (walls[1] - walls[0]) * share;
            let back = walls[3] + (walls[2] - walls[3]) * share;
            // Now and then a plot was divided: 12, 12a.
            let divided = self.manner.doors == 1 && number > step && self.dice.roll() < 0.03;
            let number_text = if divided { format!("{}a", number - step) } else { number.to_string() };
            self.houses.push(House {
                street: self.line.name.clone(),
                district: self.district().to_owned(),
                number: number_text,
                at: front * 0.6 + back * 0.4,
                walls: (door == 0).then_some(*walls),
            });
            if !divided {
                number += step;
            }
        }
        number
    }
}

/// The spot so many metres along a line, and the direction there.
fn walk(line: &[Point], mut along: f64) -> (Point, Point) {
    for piece in line.windows(2) {
        let ahead = piece[1] - piece[0];
        let length = ahead.length();
        if along <= length {
            return (piece[0] + ahead.direction() * along, ahead.direction());
        }
        along -= length;
    }
    let last = line.len() - 1;
    (line[last], (line[last] - line[last - 1]).direction())
}

fn grow(walls: &[Point; 4], by: f64) -> [Point; 4] {
    let middle = (walls[0] + walls[2]) * 0.5;
    walls.map(|corner| corner + (corner - middle).direction() * by)
}

/// Whether a corner or the middle of a side of one lies in the other: enough for rectangles of like size.
fn overlaps(one: &[Point; 4], other: &[Point; 4]) -> bool {
    (0..4).any(|at| holds(other, one[at]) || holds(other, (one[at] + one[(at + 1) % 4]) * 0.5))
}
