//! The public holidays of a municipality in a year: `cargo run -p rathaus-law --example holidays -- 09761000 2026`.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use rathaus_law::{Place, holidays_of_year};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let place = Place::of_municipality(&words.next().unwrap_or_else(|| "09761000".to_owned()))?;
    let year = words.next().unwrap_or_else(|| "2026".to_owned()).parse()?;
    for holiday in holidays_of_year(year, place)? {
        println!("{}  {:<20} {}", holiday.on, holiday.holiday.name(), holiday.statute);
    }
    Ok(())
}
