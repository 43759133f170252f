//! Letters that carry a code, in the town's words, onto the print shelf.

use jiff::tz::TimeZone;
use rathaus_api::{accounts::Language, identity::Address};

use crate::{
    App,
    clock::timestamp,
    codes::HumanCode,
    jobs::GiveUp,
    print::{Letter, Piece, SheetError, write_letter},
    texts::text,
};

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
    let paragraphs = |part: &str| -> Vec<String> {
        words(part).split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect()
    };
    let now_ms = app.clock().now_ms();
    let address = [
        letter.name.clone(),
        letter.address.street.clone(),
        format!("{} {}", letter.address.postcode, letter.address.place),
    ];
    let info =
        [text(language, "letters-date", &[("date", &day(now_ms))]), text(language, "letters-phone", &values)];
    let made = write_letter(&Letter {
        town: &town.name,
        sender: &format!("{} · {} · {}", town.name, contact.street, contact.place),
        address: &address,
        info: &info,
        subject: &words("subject"),
        before: &paragraphs("before"),
        code: Some(&letter.code.shown()),
        after: &paragraphs("after"),
        foot: &text(language, "letters-foot", &values),
        language: if language == Language::En { "en" } else { "de" },
    });
    let pdf = match made {
        Ok(pdf) => pdf,
        Err(error @ (SheetError::Character(_) | SheetError::TooLong)) => {
            return Err(GiveUp(error.to_string()).into());
        }
        Err(error) => return Err(error.into()),
    };
    let made_at = timestamp(now_ms).to_string();
    Ok(app
        .print()
        .lay_down(Piece {
            id: letter.id.to_owned(),
            kind: letter.kind,
            pdf,
            attachments: Vec::new(),
            made_at,
        })
        .await?)
}
