//! Letters that carry a code, in the town's words, onto the print shelf.

use jiff::tz::TimeZone;
use rathaus_api::{accounts::Language, identity::Address};
use rathaus_letters::{Block, Letter, LetterError};

use crate::{App, clock::timestamp, codes::HumanCode, jobs::GiveUp, print::Piece, texts::text};

/// A letter with a code.
pub struct CodeLetter<'a> {
    /// Names the piece: the same letter printed by a second try replaces the first.
    pub id: &'a str,
    /// What it is.
    pub kind: &'static str,
    /// Beginning of its keys in the catalogue `letters`.
    pub text: &'a str,
    /// Whom it is for.
    pub name: String,
    /// Where it goes.
    pub address: Address,
    /// What it carries.
    pub code: &'a HumanCode,
    /// When the code ends, in milliseconds since 1970.
    pub expires_at: i64,
    /// In which language.
    pub language: Language,
}

/// A day as people write it, by the calendar of the town hall.
pub fn day(ms: i64) -> String {
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    timestamp(ms).to_zoned(zone).strftime("%d.%m.%Y").to_string()
}

/// Writes the letter and lays it onto the shelf.
///
/// # Errors
/// `GiveUp` when no try will print it (a clerk writes by hand); otherwise as the disk says.
pub async fn lay_down(app: &App, letter: &CodeLetter<'_>) -> anyhow::Result<()> {
    let town = &app.config().town;
    let (contact, language) = (&town.contact, letter.language);
    let expires = day(letter.expires_at);
    let values = [
        ("town", town.name.as_str()),
        ("name", letter.name.as_str()),
        ("until", expires.as_str()),
        ("address", app.config().origin_text()),
        ("phone", contact.phone.as_str()),
    ];
    let words = |part: &str| text(language, &format!("{}-{part}", letter.text), &values);
    let paragraphs = |part: &str| -> Vec<Block> {
        let paragraph = |text: &str| Block::Paragraph(text.replace('\n', " "));
        words(part).split("\n\n").map(paragraph).collect()
    };
    let now_ms = app.clock().now_ms();
    let address = vec![
        letter.name.clone(),
        letter.address.street.clone(),
        format!("{} {}", letter.address.postcode, letter.address.place),
    ];
    let information = vec![
        text(language, "letters-date", &[("date", &day(now_ms))]),
        text(language, "letters-phone", &values),
    ];
    let code = Block::Code(letter.code.shown());
    let tag = if language == Language::En { "en" } else { "de" };
    let made = rathaus_letters::write(&Letter {
        sender: format!("{} · {} · {}", town.name, contact.street, contact.place),
        address,
        information,
        subject: words("subject"),
        body: paragraphs("before").into_iter().chain([code]).chain(paragraphs("after")).collect(),
        foot: text(language, "letters-foot", &values),
        page_text: text(language, "letters-page", &[("page", "{page}"), ("pages", "{pages}")]),
        ..Letter::new(&town.name, tag, timestamp(now_ms))
    });
    let pdf = match made {
        Ok(pdf) => pdf,
        Err(error @ LetterError::Pdf(_)) => return Err(error.into()),
        Err(error) => return Err(GiveUp(error.to_string()).into()),
    };
    let made_at = timestamp(now_ms).to_string();
    Ok(app.print().lay_down(Piece { id: letter.id.to_owned(), kind: letter.kind, pdf, made_at }).await?)
}
