//! The list of recipients: CSV (RFC 4180, `,` or `;`) or JSON, both UTF-8, read into rows; then each row by itself.

use std::collections::HashMap;

use jiff::civil::Date;
use rathaus_api::{
    identity::{Address, Person},
    mail::RunDoubtCode as Code,
    problem::{FieldCode, FieldError},
};
use serde::Deserialize;

use crate::accounts::identity::checked_person;

/// Name of the list as CSV.
pub const CSV: &str = "recipients.csv";
/// Name of the list as JSON.
pub const JSON: &str = "recipients.json";
/// Most rows of a list.
pub const ROWS_MAX: usize = 10_000;
const COLUMNS: [&str; 10] = [
    "file",
    "id",
    "given_name",
    "family_name",
    "birth_date",
    "street",
    "postcode",
    "place",
    "reference",
    "subject",
];
/// The last ones may be missing.
const COLUMNS_NEEDED: usize = 8;
const ID_CHARS_MAX: usize = 100;
const REFERENCE_CHARS_MAX: usize = 60;
const SUBJECT_CHARS_MAX: usize = 150;

/// A row as it stands in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Listed {
    /// Name of the PDF.
    pub file: String,
    /// External id.
    pub id: String,
    given_name: String,
    family_name: String,
    birth_date: String,
    street: String,
    postcode: String,
    place: String,
    reference: String,
    subject: String,
}

/// A row that can become a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who gets it.
    pub person: Person,
    /// File number or Kassenzeichen, or nothing.
    pub reference: String,
    /// The subject.
    pub subject: String,
}

/// What is wrong, and in English.
pub type Doubt = (Code, String);

/// Rows of a list; some may be unreadable.
pub type Rows = Vec<Result<Listed, Doubt>>;

/// Reads a list.
///
/// # Errors
/// Why it is none.
pub fn read(name: &str, bytes: &[u8]) -> Result<Rows, Doubt> {
    let unreadable = |detail: String| (Code::RecipientsUnreadable, detail);
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("the list is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = if name == JSON { read_json(text) } else { read_csv(text) }.map_err(unreadable)?;
    match rows.len() {
        0 => Err((Code::NoRows, "the list is empty".to_owned())),
        ROWS_MAX.. if rows.len() > ROWS_MAX => Err((Code::TooManyRows, format!("at most {ROWS_MAX} rows"))),
        _ => Ok(rows),
    }
}

fn read_json(text: &str) -> Result<Rows, String> {
    let rows: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let read =
        |row| serde_json::from_value(row).map_err(|error| (Code::UnreadableRow, plain(&error.to_string())));
    Ok(rows.into_iter().map(read).collect())
}

/// What a parser says quotes what it read: only what is before the first quotation is kept.
fn plain(text: &str) -> String {
    text.split(['"', '`']).next().unwrap_or_default().trim().to_owned()
}

fn read_csv(text: &str) -> Result<Rows, String> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut places = Vec::new();
    for name in &names {
        let place = COLUMNS.iter().position(|column| *column == name);
        let place = place.filter(|place| !places.contains(place));
        places.push(place.ok_or_else(|| format!("column {} is unknown or stands twice", places.len() + 1))?);
    }
    if let Some(missing) = (0..COLUMNS_NEEDED).find(|place| !places.contains(place)) {
        return Err(format!("column {} is missing", COLUMNS[missing]));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        rows.push(if record.len() == places.len() {
            Ok(listed(&places, &record))
        } else {
            Err((Code::UnreadableRow, format!("{} fields instead of {}", record.len(), places.len())))
        });
        if rows.len() > ROWS_MAX {
            break;
        }
    }
    Ok(rows)
}

fn listed(places: &[usize], record: &csv::StringRecord) -> Listed {
    let mut row = Listed::default();
    for (place, value) in places.iter().zip(record) {
        let field = match COLUMNS[*place] {
            "file" => &mut row.file,
            "id" => &mut row.id,
            "given_name" => &mut row.given_name,
            "family_name" => &mut row.family_name,
            "birth_date" => &mut row.birth_date,
            "street" => &mut row.street,
            "postcode" => &mut row.postcode,
            "place" => &mut row.place,
            "reference" => &mut row.reference,
            _ => &mut row.subject,
        };
        value.clone_into(field);
    }
    row
}

/// Ids and files that stand in more than one row.
#[derive(Debug, Default)]
pub struct Repeated {
    ids: HashMap<String, usize>,
    files: HashMap<String, usize>,
}

impl Repeated {
    /// Counts them.
    pub fn of(rows: &Rows) -> Self {
        let mut repeated = Self::default();
        for row in rows.iter().flatten() {
            *repeated.ids.entry(row.id.trim().to_owned()).or_default() += 1;
            *repeated.files.entry(row.file.trim().to_owned()).or_default() += 1;
        }
        repeated
    }

    /// Whether a row names this file.
    pub fn names(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    fn doubts(&self, row: &Listed) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let twice =
            |counted: &HashMap<String, usize>, key: &str| counted.get(key.trim()).is_some_and(|n| *n > 1);
        let id = row.id.trim();
        if id.is_empty() || id.chars().count() > ID_CHARS_MAX || id.contains('\0') {
            doubts.push((Code::MissingId, format!("1 to {ID_CHARS_MAX} characters")));
        } else if twice(&self.ids, id) {
            doubts.push((Code::DuplicateId, "another row has the same".to_owned()));
        }
        if !row.file.trim().is_empty() && twice(&self.files, &row.file) {
            doubts.push((Code::FileNamedTwice, "another row names the same".to_owned()));
        }
        doubts
    }
}

/// The id of a row as far as it is kept.
pub fn kept_id(row: &Listed) -> String {
    row.id.trim().chars().filter(|c| !c.is_control()).take(ID_CHARS_MAX).collect()
}

/// The name of a file as far as it is kept.
pub fn kept_name(file: &str) -> String {
    file.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Somebody who could stand in a list: shows whether what all letters have in common is complete.
pub fn sample(today: Date, subject: &str) -> Recipient {
    let address = Address { street: "1".to_owned(), postcode: "00000".to_owned(), place: "1".to_owned() };
    let person =
        Person { given_name: "1".to_owned(), family_name: "1".to_owned(), birth_date: today, address };
    Recipient { person, reference: String::new(), subject: subject.to_owned() }
}

/// A day as ISO 8601 or as it is written in Germany.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = Date::strptime("%Y-%m-%d", text) {
        return Some(day);
    }
    Date::strptime("%d.%m.%Y", text).ok()
}

/// The code of a field that cannot be stored.
fn code_of(error: &FieldError) -> Code {
    match error.pointer.as_str() {
        "/given_name" | "/family_name" => Code::MissingName,
        "/birth_date" => Code::InvalidDate,
        _ => Code::MissingAddress,
    }
}

fn kind(code: FieldCode) -> &'static str {
    match code {
        FieldCode::Required => "missing",
        _ => "cannot be stored",
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn too_long(text: &str, max: usize) -> bool {
    text.chars().count() > max || text.contains('\0')
}

/// A row that can become a letter, or everything that is wrong with it.
///
/// # Errors
/// The doubts; at least one.
pub fn checked(
    row: &Listed,
    repeated: &Repeated,
    subject: &str,
    today: Date,
) -> Result<Recipient, Vec<Doubt>> {
    let mut doubts = repeated.doubts(row);
    let birth_date = day(&row.birth_date);
    if birth_date.is_none() {
        doubts.push((Code::InvalidDate, "1990-12-31 or 31.12.1990".to_owned()));
    }
    let address =
        Address { street: row.street.clone(), postcode: row.postcode.clone(), place: row.place.clone() };
    let person = Person {
        given_name: row.given_name.clone(),
        family_name: row.family_name.clone(),
        birth_date: birth_date.unwrap_or(today),
        address,
    };
    let person = checked_person("", &person, today).map_err(|failure| failure.problem.errors);
    for error in person.as_ref().err().into_iter().flatten() {
        let field = error.pointer.trim_start_matches('/').replace('/', " ");
        doubts.push((code_of(error), format!("{field}: {}", kind(error.code))));
    }
    let reference = one_line(&row.reference);
    if too_long(&reference, REFERENCE_CHARS_MAX) {
        doubts.push((Code::InvalidReference, format!("at most {REFERENCE_CHARS_MAX} characters")));
    }
    let own = one_line(&row.subject);
    let subject = if own.is_empty() { one_line(&subject.replace("{reference}", &reference)) } else { own };
    if subject.is_empty() || too_long(&subject, SUBJECT_CHARS_MAX) {
        doubts.push((Code::InvalidSubject, format!("1 to {SUBJECT_CHARS_MAX} characters")));
    }
    match person {
        Ok(person) if doubts.is_empty() => Ok(Recipient { person, reference, subject }),
        _ => Err(doubts),
    }
}
