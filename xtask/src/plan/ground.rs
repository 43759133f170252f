//! Geometry on flat ground, in metres.

use std::ops::{Add, Mul, Sub};

/// Metres east and north of the market.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by }
    }
}

impl Point {
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// Of length one; nothing has no direction.
    pub fn direction(self) -> Self {
        self * (1.0 / self.length().max(1e-9))
    }

    /// Turned left by a right angle.
    pub fn left(self) -> Self {
        Self { x: -self.y, y: self.x }
    }

    fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

/// Numbers that look random and are the same on every machine (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// From 0 up to, not including, 1.
    pub fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let high = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(0);
        f64::from(high) / 4_294_967_296.0
    }

    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.roll()
    }
}

/// Pieces of a bend between two drawn points.
const PIECES: u8 = 8;

/// Corners that deviate less than this from a straight line are left out.
const STRAIGHT_M: f64 = 0.6;

/// A smooth line through every drawn point (Catmull-Rom), so that crossings stay where they were drawn.
pub fn bend(points: &[Point]) -> Vec<Point> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let (first, last) = (points[0], points[points.len() - 1]);
    let before = first + (first - points[1]);
    let after = last + (last - points[points.len() - 2]);
    let framed: Vec<Point> = [&[before], points, &[after]].concat();
    let mut bent: Vec<Point> = framed.windows(4).flat_map(curve).collect();
    bent.push(last);
    simplify(&bent)
}

/// The same for a ring; the first point is not repeated at the end.
pub fn bend_closed(points: &[Point]) -> Vec<Point> {
    let count = points.len();
    (0..count)
        .flat_map(|at| {
            let part: Vec<Point> = (0..4).map(|step| points[(at + step + count - 1) % count]).collect();
            curve(&part)
        })
        .collect()
}

/// The bend between the second and the third of four points.
fn curve(points: &[Point]) -> Vec<Point> {
    let (a, b, c, d) = (points[0], points[1], points[2], points[3]);
    // Shorter tangents than the usual half keep bends between near and far points from swinging out.
    let reach = (c - b).length();
    let tangent = |from: Point, to: Point| (to - from).direction() * (reach * 0.8);
    let (start, end) = (tangent(a, c), tangent(b, d));
    (0..PIECES)
        .map(|piece| {
            let t = f64::from(piece) / f64::from(PIECES);
            let (t2, t3) = (t * t, t * t * t);
            b * (2.0 * t3 - 3.0 * t2 + 1.0)
                + start * (t3 - 2.0 * t2 + t)
                + c * (3.0 * t2 - 2.0 * t3)
                + end * (t3 - t2)
        })
        .collect()
}

/// Leaves out points that nobody sees (Douglas-Peucker).
fn simplify(points: &[Point]) -> Vec<Point> {
    let last = points.len() - 1;
    let farthest = (1..last)
        .map(|at| (distance_to_piece(points[at], points[0], points[last]), at))
        .max_by(|one, other| one.0.total_cmp(&other.0));
    match farthest {
        Some((distance, at)) if distance > STRAIGHT_M => {
            let mut kept = simplify(&points[..=at]);
            kept.pop();
            kept.extend(simplify(&points[at..]));
            kept
        }
        _ => vec![points[0], points[last]],
    }
}

/// A natural edge: the ring in steps of some metres, each step pushed in or out like its neighbours.
pub fn rough(ring: &[Point], step: f64, most: f64, seed: u64) -> Vec<Point> {
    let mut dice = Dice::new(seed);
    let mut edge: Vec<(Point, Point)> = Vec::new();
    for (at, from) in ring.iter().enumerate() {
        let piece = ring[(at + 1) % ring.len()] - *from;
        let mut along = 0.0;
        while along < piece.length() {
            edge.push((*from + piece.direction() * along, piece.direction().left()));
            along += step * dice.between(0.7, 1.4);
        }
    }
    let pushes: Vec<f64> = edge.iter().map(|_| dice.between(-most, most)).collect();
    edge.iter()
        .enumerate()
        .map(|(at, (point, out))| *point + *out * ((pushes[at] + pushes[(at + 1) % pushes.len()]) * 0.5))
        .collect()
}

/// The area of a line with a width.
pub fn widen(line: &[Point], width: f64) -> Vec<Point> {
    let side = |sign: f64| {
        line.iter().enumerate().map(move |(at, point)| {
            let (from, to) = (line[at.saturating_sub(1)], line[(at + 1).min(line.len() - 1)]);
            *point + (to - from).direction().left() * (sign * width / 2.0)
        })
    };
    let back: Vec<Point> = side(-1.0).collect();
    side(1.0).chain(back.into_iter().rev()).collect()
}

pub fn distance_to_piece(point: Point, from: Point, to: Point) -> f64 {
    let piece = to - from;
    let along = ((point - from).dot(piece) / piece.dot(piece).max(1e-9)).clamp(0.0, 1.0);
    (point - (from + piece * along)).length()
}

pub fn distance_to_line(point: Point, line: &[Point]) -> f64 {
    line.windows(2).map(|piece| distance_to_piece(point, piece[0], piece[1])).fold(f64::INFINITY, f64::min)
}

/// Whether a ring holds a point (even-odd rule).
pub fn holds(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (at, one) in ring.iter().enumerate() {
        let other = ring[(at + 1) % ring.len()];
        let crosses = (one.y > point.y) != (other.y > point.y);
        if crosses && point.x < (other.x - one.x) * (point.y - one.y) / (other.y - one.y) + one.x {
            inside = !inside;
        }
    }
    inside
}
