//! The day of Easter.

use jiff::Span;
use jiff::civil::{Date, date};

/// Easter Sunday of a Gregorian year, by Lichtenberg's form of Gauss's rule (Historia Mathematica 24, 1997), which needs
/// none of Gauss's exceptions. Valid for every year of the Gregorian calendar.
#[must_use]
pub(crate) fn easter_sunday(year: i16) -> Date {
    let century = year / 100;
    let secular_moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let secular_sun = 2 - (3 * century + 3) / 4;
    let moon_cycle = year % 19;
    let seed = (19 * moon_cycle + secular_moon) % 30;
    let correction = (seed + moon_cycle / 11) / 29;
    let limit = 21 + seed - correction;
    let first_sunday = 7 - (year + year / 4 + secular_sun) % 7;
    let distance = 7 - (limit - first_sunday) % 7;
    // 22 to 56: day of a March that does not end.
    let day_of_march = limit + distance;
    date(year, 3, 1).saturating_add(Span::new().days(day_of_march - 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    #[test]
    fn easter_falls_on_the_days_of_the_almanac() {
        for (year, month, day) in [
            (1990, 4, 15),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2100, 3, 28),
        ] {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn it_agrees_with_the_rule_of_meeus_jones_and_butcher_for_centuries() {
        for year in 1583..=3000_i16 {
            let (a, b, c) = (year % 19, year / 100, year % 100);
            let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
            let g = (b - f + 1) / 3;
            let h = (19 * a + b - d - g + 15) % 30;
            let (i, k) = (c / 4, c % 4);
            let l = (32 + 2 * e + 2 * i - h - k) % 7;
            let m = (a + 11 * h + 22 * l) / 451;
            let sum = h + l - 7 * m + 114;
            let expected = date(year, 1, 1)
                .with()
                .month(i8::try_from(sum / 31).unwrap())
                .day(i8::try_from(sum % 31 + 1).unwrap())
                .build()
                .unwrap();
            assert_eq!(easter_sunday(year), expected);
            assert_eq!(expected.weekday(), Weekday::Sunday);
        }
    }
}
