//! Names, days of birth and addresses: whether they can be, and whether two of them are one person.
//!
//! One person has the same day of birth, the same first given name (documents list more of them than people do) and
//! the same family name. Case, blanks and hyphens are no difference; letters are: nobody guesses here.

use jiff::civil::Date;
use rathaus_api::{
    identity::{Address, Person},
    problem::{FieldCode, FieldError},
};

use crate::{
    http::{
        Failure,
        failure::{checked_name, field},
    },
    keys::ServerKey,
};

/// Nobody is older.
const AGE_YEARS_MAX: i16 = 130;

/// A person as it may be stored. `pointer` names the object in the request.
///
/// # Errors
/// `invalid-fields` for each field that cannot be.
pub fn checked_person(pointer: &str, person: &Person, today: Date) -> Result<Person, Failure> {
    let given_name = text(&format!("{pointer}/given_name"), &person.given_name);
    let family_name = text(&format!("{pointer}/family_name"), &person.family_name);
    let birth_date = checked_birth_date(&format!("{pointer}/birth_date"), person.birth_date, today);
    let address = checked_address(&format!("{pointer}/address"), &person.address);
    let mut errors = Vec::new();
    let given_name = kept(given_name, &mut errors);
    let family_name = kept(family_name, &mut errors);
    let birth_date = kept(birth_date, &mut errors);
    let address = kept(address, &mut errors);
    match (given_name, family_name, birth_date, address) {
        (Some(given_name), Some(family_name), Some(birth_date), Some(address)) => {
            Ok(Person { given_name, family_name, birth_date, address })
        }
        _ => Err(crate::http::invalid(errors)),
    }
}

fn kept<T>(checked: Result<T, Failure>, errors: &mut Vec<FieldError>) -> Option<T> {
    checked.map_err(|failure| errors.extend(failure.problem.errors)).ok()
}

/// One line with single blanks: 1 to 100 characters.
fn text(pointer: &str, text: &str) -> Result<String, Failure> {
    Ok(checked_name(pointer, text)?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An address as it may be stored.
///
/// # Errors
/// `invalid-fields` for each field that cannot be.
pub fn checked_address(pointer: &str, address: &Address) -> Result<Address, Failure> {
    let mut errors = Vec::new();
    let street = kept(text(&format!("{pointer}/street"), &address.street), &mut errors);
    let place = kept(text(&format!("{pointer}/place"), &address.place), &mut errors);
    let postcode = address.postcode.trim().to_owned();
    if postcode.len() != 5 || !postcode.bytes().all(|byte| byte.is_ascii_digit()) {
        errors.push(field(&format!("{pointer}/postcode"), FieldCode::Format, "5 digits"));
    }
    match (street, place, errors.is_empty()) {
        (Some(street), Some(place), true) => Ok(Address { street, postcode, place }),
        _ => Err(crate::http::invalid(errors)),
    }
}

/// A day of birth that can be.
///
/// # Errors
/// `invalid-fields`.
pub fn checked_birth_date(pointer: &str, date: Date, today: Date) -> Result<Date, Failure> {
    if date > today || date.year() < today.year() - AGE_YEARS_MAX {
        let error = field(pointer, FieldCode::OutOfRange, "not a day of birth of somebody alive");
        return Err(crate::http::invalid(vec![error]));
    }
    Ok(date)
}

/// A name with nothing in it that people leave out or put in.
fn plain(name: &str) -> String {
    let words = name.to_lowercase().replace(['-', '‐', '‑', '\'', '’'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_name(name: &str) -> String {
    plain(name).split(' ').next().unwrap_or_default().to_owned()
}

/// Whether two given names name one person.
#[must_use]
pub fn same_given_name(one: &str, other: &str) -> bool {
    first_name(one) == first_name(other)
}

/// Whether two family names are one.
#[must_use]
pub fn same_family_name(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// An address with nothing in it that people write in several ways; `Str.` is `Straße`.
fn plain_address(address: &Address) -> (String, &str, String) {
    let street = plain(&address.street).replace("str.", "strasse").replace('ß', "ss");
    (street.replace([' ', '.'], ""), &address.postcode, plain(&address.place))
}

/// Whether two addresses are one.
#[must_use]
pub fn same_address(one: &Address, other: &Address) -> bool {
    plain_address(one) == plain_address(other)
}

/// What counts tries at an address without a table of addresses: a keyed hash.
#[must_use]
pub fn address_key(key: &ServerKey, address: &Address) -> String {
    let (street, postcode, place) = plain_address(address);
    key.derive("address", &format!("{street}|{postcode}|{place}"))
}

/// What finds a proven person without a table of names: a keyed hash.
#[must_use]
pub fn person_key(key: &ServerKey, given_name: &str, family_name: &str, birth_date: Date) -> String {
    let object = format!("{}|{}|{birth_date}", first_name(given_name), plain(family_name));
    key.derive("person", &object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(street: &str, place: &str) -> Address {
        Address { street: street.into(), postcode: "39999".into(), place: place.into() }
    }

    #[test]
    fn people_write_their_names_in_many_ways() {
        assert!(same_given_name("Erika", "Erika Maria"));
        assert!(same_given_name("Hans-Peter", "hans peter"));
        assert!(!same_given_name("Erika", "Eric"));
        assert!(same_family_name("Müller-Şahin", " müller  şahin "));
        assert!(!same_family_name("Müller", "Mueller"));
    }

    #[test]
    fn streets_are_abbreviated() {
        assert!(same_address(
            &address("Am Alten Bahnhof 12a", "Ort"),
            &address("am alten bahnhof 12 a", "ORT")
        ));
        assert!(same_address(&address("Bahnhofstr. 1", "Ort"), &address("Bahnhofstraße 1", "Ort")));
        assert!(!same_address(&address("Bahnhofstr. 1", "Ort"), &address("Bahnhofstr. 11", "Ort")));
    }

    #[test]
    fn what_cannot_be_is_named_by_its_field() {
        let today = jiff::civil::date(2026, 3, 1);
        let person = Person {
            given_name: " ".into(),
            family_name: "Beispiel".into(),
            birth_date: jiff::civil::date(2026, 3, 2),
            address: Address { street: "Weg 1".into(), postcode: "1234".into(), place: String::new() },
        };
        let failure = checked_person("/person", &person, today).unwrap_err();
        let mut pointers: Vec<_> =
            failure.problem.errors.iter().map(|error| error.pointer.as_str()).collect();
        pointers.sort_unstable();
        let expected =
            ["/person/address/place", "/person/address/postcode", "/person/birth_date", "/person/given_name"];
        assert_eq!(pointers, expected);
    }
}
