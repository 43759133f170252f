//! The deadline of a letter as a calendar file (RFC 5545): what kind of letter and which office, nothing else.

use axum::response::Response;
use rathaus_api::{accounts::Language, problem::Code};
use rathaus_law::Answer as LawAnswer;

use super::{
    documents,
    mailbox::{self, Found, Reader},
};
use crate::{
    App, accounts,
    http::{Failure, failure::Answer},
    texts::text,
};

/// Days before the end on which the calendar rings.
const ALARMS: [u8; 2] = [7, 2];
/// Longest line, in bytes (RFC 5545, 3.1).
const LINE_BYTES_MAX: usize = 75;

/// The calendar file of a letter whose deadline runs.
///
/// # Errors
/// `wrong-state` where no deadline runs.
pub async fn of(app: &App, reader: &Reader, found: Found) -> Answer<Response> {
    let letter = mailbox::shown(app, reader, found).await?;
    let Some(LawAnswer::Deadline(deadline)) = letter.deadline else {
        return Err(Failure::new(Code::WrongState).because("no deadline runs"));
    };
    let language = accounts::language(app.db(), reader.asker).await?.unwrap_or_default();
    let office = office_name(app, &letter.envelope.office, language);
    let kind = text(language, &format!("letters-kind-{}", letter.envelope.kind.text()), &[]);
    let summary = text(language, "letters-calendar", &[("kind", &kind), ("office", &office)]);
    let day = deadline.safe_until;
    let next = day.tomorrow().unwrap_or(day);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Rathaus//Letters//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{}", letter.envelope.id, app.config().server.origin.host_str().unwrap_or("rathaus")),
        format!("DTSTAMP:{}", app.clock().now().strftime("%Y%m%dT%H%M%SZ")),
        format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary)),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    for days in ALARMS {
        lines.push("BEGIN:VALARM".to_owned());
        lines.push("ACTION:DISPLAY".to_owned());
        lines.push(format!("DESCRIPTION:{}", escaped(&summary)));
        lines.push(format!("TRIGGER:-P{days}D"));
        lines.push("END:VALARM".to_owned());
    }
    lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
    let file: String = lines.iter().map(|line| folded(line)).collect();
    Ok(documents::attachment(file.into(), "text/calendar; charset=utf-8", "termin.ics"))
}

fn office_name(app: &App, key: &str, language: Language) -> String {
    let office = app.config().town.offices.iter().find(|office| office.key == key);
    let names = office.map(|office| &office.name);
    let name = names.and_then(|names| names.get(language.tag()).or_else(|| names.get("de")));
    name.map_or_else(|| key.to_owned(), ToString::to_string)
}

/// Text as a property holds it (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of any length as lines of at most 75 bytes (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 2);
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > LINE_BYTES_MAX {
            text.push_str("\r\n ");
            bytes = 1;
        }
        text.push(c);
        bytes += c.len_utf8();
    }
    text + "\r\n"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn folded_lines_are_short_and_say_the_same(line in "\\PC{0,300}") {
            let file = folded(&line);
            prop_assert!(file.split("\r\n").all(|part| part.len() <= LINE_BYTES_MAX));
            prop_assert_eq!(file.replace("\r\n ", ""), line + "\r\n");
        }
    }
}
