//! What a report must look like before anything is stored.

use rathaus_api::{
    problem::{Code, FieldCode, FieldError},
    reports::{FileReport, Place},
};

use crate::{
    App,
    config::{CategoryConfig, Outside},
    http::{
        Failure,
        failure::{check_length, field},
        invalid,
    },
    map::Location,
};

/// Longest description of what is wrong, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;
const ADDRESS_CHARS_MAX: usize = 200;
const DESCRIPTION_CHARS_MAX: usize = 500;
/// RFC 5321, 4.5.3.1.3: a path of 256 octets with its angle brackets.
const EMAIL_CHARS_MAX: usize = 254;

/// A report that may be stored.
pub struct Checked<'a> {
    /// Its category.
    pub category: &'a CategoryConfig,
    /// Latitude and longitude, where there is a point.
    pub point: Option<(f64, f64)>,
    /// The point lies outside the town or near its border.
    pub outside: bool,
    /// For the queue.
    pub summary: String,
}

/// Checks a report.
///
/// # Errors
/// `invalid-fields` with a pointer each; `outside-town` or `outside-town-confirm` when only the place is in doubt.
pub fn check<'a>(app: &'a App, report: &FileReport) -> Result<Checked<'a>, Failure> {
    let mut errors = Vec::new();
    let category = app.config().reports.categories.iter().find(|category| category.key == report.category);
    if category.is_none() {
        errors.push(field("/category", FieldCode::Unknown, "the town has no such category"));
    }
    check_words(app, report, &mut errors);
    check_email(app, report, &mut errors);
    let point = check_place(&report.place, &mut errors);
    let (Some(category), true) = (category, errors.is_empty()) else { return Err(invalid(errors)) };
    let outside = match point {
        Some(point) => check_border(app, point, report.outside_confirmed)?,
        None => false,
    };
    Ok(Checked { category, point, outside, summary: summary(report) })
}

fn check_words(app: &App, report: &FileReport, errors: &mut Vec<FieldError>) {
    check_length(errors, "/text", &report.text, 0, TEXT_CHARS_MAX);
    if report.text.trim().is_empty() && report.photos.is_empty() {
        errors.push(field("/text", FieldCode::Required, "describe what is wrong, or add a photo"));
    }
    let photos_max = app.config().reports.photos_max;
    if report.photos.len() > usize::try_from(photos_max).unwrap_or(usize::MAX) {
        let error = field("/photos", FieldCode::TooMany, format!("at most {photos_max} photos"));
        errors.push(FieldError { limit: Some(i64::from(photos_max)), ..error });
    }
    let distinct: std::collections::BTreeSet<_> = report.photos.iter().collect();
    if distinct.len() != report.photos.len() {
        errors.push(field("/photos", FieldCode::TooMany, "a photo stands twice"));
    }
}

fn check_email(app: &App, report: &FileReport, errors: &mut Vec<FieldError>) {
    let Some(email) = &report.email else { return };
    if app.config().smtp.is_none() {
        errors.push(field("/email", FieldCode::Unknown, "this town sends no e-mail"));
    } else if !is_deliverable(email) {
        errors.push(field("/email", FieldCode::Format, "not an e-mail address"));
    }
}

/// Plain ASCII addresses: what every mail server takes without extensions (RFC 5321 without SMTPUTF8, no quoting).
fn is_deliverable(email: &str) -> bool {
    let plain = email.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    plain && email.len() <= EMAIL_CHARS_MAX && email.parse::<lettre::Address>().is_ok()
}

fn check_place(place: &Place, errors: &mut Vec<FieldError>) -> Option<(f64, f64)> {
    check_length(errors, "/place/address", &place.address, 0, ADDRESS_CHARS_MAX);
    check_length(errors, "/place/description", &place.description, 0, DESCRIPTION_CHARS_MAX);
    if place.accuracy_m.is_some_and(|metres| !(0.0..=1e7).contains(&metres)) {
        errors.push(field("/place/accuracy_m", FieldCode::OutOfRange, "0 to 10,000,000 metres"));
    }
    match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => {
            if !(-90.0..=90.0).contains(&lat) {
                errors.push(field("/place/lat", FieldCode::OutOfRange, "-90 to 90"));
            }
            if !(-180.0..=180.0).contains(&lon) {
                errors.push(field("/place/lon", FieldCode::OutOfRange, "-180 to 180"));
            }
            Some((lat, lon))
        }
        (None, None) => {
            if place.address.trim().is_empty() && place.description.trim().is_empty() {
                errors.push(field("/place", FieldCode::Required, "a point, an address or words are needed"));
            }
            None
        }
        (lat, _) => {
            let missing = if lat.is_none() { "/place/lat" } else { "/place/lon" };
            errors.push(field(missing, FieldCode::Required, "latitude and longitude belong together"));
            None
        }
    }
}

/// Whether a point lies outside or in doubt, if that is allowed.
fn check_border(app: &App, (lat, lon): (f64, f64), confirmed: bool) -> Result<bool, Failure> {
    let far = match app.plan().locate(lat, lon) {
        Location::Inside => return Ok(false),
        Location::NearBorder(_) => false,
        Location::Outside(_) => true,
    };
    if far && app.config().reports.outside == Outside::Refuse {
        Err(Failure::new(Code::OutsideTown))
    } else if confirmed {
        Ok(true)
    } else {
        Err(Failure::new(Code::OutsideTownConfirm))
    }
}

/// What the queue shows: the place, never what the resident wrote about the matter. A row is read without a look being
/// written down.
fn summary(report: &FileReport) -> String {
    let candidates = [&report.place.address, &report.place.description];
    let first = candidates.into_iter().map(|text| text.trim()).find(|text| !text.is_empty());
    first.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
