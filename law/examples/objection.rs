//! Until when may I object? `cargo run -p rathaus-law --example objection -- ST 2026-01-02` for a letter posted on that
//! day by a town in that state.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use jiff::civil::Date;
use rathaus_law::{
    Answer, Arrival, Circumstances, Delivery, DeliveryRegime, Obstacle, Place, Profile, RemedyTerm, State,
    Step, deadline,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let state: State = words.next().unwrap_or_else(|| "ST".to_owned()).parse()?;
    let on: Date = words.next().unwrap_or_else(|| "2026-01-02".to_owned()).parse()?;
    let town = Place::new(state);
    let circumstances = Circumstances {
        regime: DeliveryRegime::PaperVwVfG,
        delivery: Delivery::Posted { on, arrival: Arrival::Presumed },
        authority: town,
        remedy: RemedyTerm::objection(town),
    };
    if let Answer::Deadline(deadline) = deadline(&circumstances, &Profile::default(), on)? {
        println!("served {}, object until {}", deadline.served_on, deadline.safe_until);
        deadline.explanation.steps.iter().for_each(show);
        if let Some(end) = deadline.final_after.filter(|end| *end > deadline.safe_until) {
            println!("final only after {end}: {:?}", deadline.explanation.doubts);
            deadline.explanation.latest_steps.iter().for_each(show);
        }
    }
    Ok(())
}

/// An interface would look `step.code.key()` up in its catalogue.
fn show(step: &Step) {
    let statute = step.statute.map(|statute| statute.to_string()).unwrap_or_default();
    let obstacles: Vec<&str> = step.obstacles.iter().map(Obstacle::key).collect();
    println!("  {}  {:<28} {statute:<14} {}", step.on, step.code.name(), obstacles.join(", "));
}
