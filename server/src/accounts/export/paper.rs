//! The export as a document that people read.

use jiff::{Timestamp, tz::TimeZone};
use rathaus_api::{
    accounts::Language,
    audit::AccessAction,
    profile::{Export, ProvenBy},
};
use rathaus_letters::{Overview, Pdf, Section, write_overview};

use crate::{App, http::Failure, texts::text};

struct Words(Language);

impl Words {
    fn of(&self, key: &str) -> String {
        text(self.0, &format!("letters-export-{key}"), &[])
    }

    /// A value, and whether it is proven.
    fn proven(&self, value: &str, by: Option<ProvenBy>) -> String {
        match by {
            Some(by) if !value.is_empty() => format!("{value} ({}, {})", self.of("proven"), time(by.at)),
            _ if value.is_empty() => "–".to_owned(),
            _ => format!("{value} ({})", self.of("stated")),
        }
    }
}

fn time(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%d.%m.%Y %H:%M").to_string()
}

/// Writes it.
///
/// # Errors
/// When no PDF can be made.
pub fn pdf(app: &App, export: &Export) -> Result<Pdf, Failure> {
    let words = Words(export.profile.account.language);
    let town = &app.config().town;
    let introduction = text(
        words.0,
        "letters-export-introduction",
        &[("town", &town.name), ("date", &time(export.made_at)), ("phone", &town.contact.phone)],
    );
    let overview = Overview {
        title: &words.of("title"),
        introduction: &introduction,
        sections: vec![
            person(&words, export),
            proofs(&words, export),
            ways_in(&words, export),
            reports(&words, export),
            letters(&words, export),
            mail_choices(&words, export),
            helpers(&words, export),
            log(&words, export),
        ],
        foot: &town.name,
        language: if words.0 == Language::En { "en" } else { "de" },
        made_at: export.made_at,
    };
    write_overview(&overview).map_err(|error| {
        tracing::error!(%error, "an export could not be written as PDF");
        Failure::new(rathaus_api::problem::Code::Internal)
    })
}

fn person(words: &Words, export: &Export) -> Section {
    let profile = &export.profile;
    let address = profile.address.value.as_ref();
    let address = address.map(|a| format!("{}, {} {}", a.street, a.postcode, a.place)).unwrap_or_default();
    let birth = profile.birth_date.value.map(|date| date.strftime("%d.%m.%Y").to_string());
    let plain = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let rows = vec![
        (words.of("name"), plain(&profile.account.display_name)),
        (words.of("given-name"), words.proven(&profile.given_name.value, profile.given_name.proven)),
        (words.of("family-name"), words.proven(&profile.family_name.value, profile.family_name.proven)),
        (words.of("birth-date"), words.proven(&birth.unwrap_or_default(), profile.birth_date.proven)),
        (words.of("address"), words.proven(&address, profile.address.proven)),
        (words.of("phone"), plain(&profile.phone)),
        (words.of("email"), plain(profile.email.as_deref().unwrap_or_default())),
        (words.of("language"), profile.account.language.tag().to_owned()),
        (words.of("created"), time(profile.account.created_at)),
    ];
    Section { heading: words.of("person"), rows }
}

fn proofs(words: &Words, export: &Export) -> Section {
    let row = |proof: &rathaus_api::identity::Proof| {
        let by = proof.checked_by.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
        let means = words.of(proof.means.text().replace('_', "-").as_str());
        let until = format!("{} {}", words.of("until"), time(proof.valid_until));
        (time(proof.at), format!("{means}, {}{by}; {until}", words.of(proof.level.text())))
    };
    Section { heading: words.of("proofs"), rows: export.profile.identity.proofs.iter().map(row).collect() }
}

fn ways_in(words: &Words, export: &Export) -> Section {
    let keys = export
        .passkeys
        .iter()
        .map(|key| (words.of("passkey"), format!("{}, {}", key.name, time(key.created_at))));
    let devices = export
        .devices
        .iter()
        .map(|device| (words.of("device"), format!("{}, {}", device.label, time(device.signed_in_at))));
    Section { heading: words.of("ways-in"), rows: keys.chain(devices).collect() }
}

/// The heading of a list, which says so where there is more than it shows.
fn heading(words: &Words, export: &Export, key: &str, what: &str) -> String {
    let name = words.of(key);
    if export.cut_off.iter().any(|cut| cut == what) {
        format!("{name} ({})", words.of("cut-off"))
    } else {
        name
    }
}

fn letters(words: &Words, export: &Export) -> Section {
    let row = |letter: &rathaus_api::mail::Letter| {
        let envelope = &letter.envelope;
        let said = [time(envelope.provided_at), envelope.reference.clone()];
        let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        let content = letter.content.as_ref().map(|content| content.summary.clone()).unwrap_or_default();
        (envelope.subject.clone(), [said, content].join("\n").trim().to_owned())
    };
    let heading = heading(words, export, "letters", "letters");
    Section { heading, rows: export.letters.iter().map(row).collect() }
}

fn mail_choices(words: &Words, export: &Export) -> Section {
    let consent = export.mail_consents.iter().map(|kept| {
        let until = kept.revoked_at.map(|at| format!(", {} {}", words.of("until"), time(at)));
        let said = format!("{}, {}{}", time(kept.given.at), kept.given.version, until.unwrap_or_default());
        (words.of("consent"), said)
    });
    let references = export
        .references
        .iter()
        .map(|link| (words.of("reference"), format!("{}, {}", link.reference, time(link.linked_at))));
    Section { heading: words.of("mail-choices"), rows: consent.chain(references).collect() }
}

fn helpers(words: &Words, export: &Export) -> Section {
    let until = |right: &rathaus_api::representatives::Representation| {
        let scopes: Vec<String> =
            right.scopes.iter().map(|scope| words.of(&scope.text().replace('_', "-"))).collect();
        let (since, ends) = (time(right.since), time(right.ends_at));
        let basis = words.of(right.basis.text());
        format!("{basis}: {}; {since}, {} {ends}", scopes.join(", "), words.of("until"))
    };
    let for_me = export.representations.for_me.iter();
    let for_me =
        for_me.map(|right| (format!("{} {}", words.of("helps-me"), right.representative), until(right)));
    let by_me = export.representations.by_me.iter();
    let by_me = by_me.map(|right| (format!("{} {}", words.of("i-help"), right.person), until(right)));
    Section { heading: words.of("helpers"), rows: for_me.chain(by_me).collect() }
}

fn reports(words: &Words, export: &Export) -> Section {
    let row = |report: &rathaus_api::reports::Report| {
        let place = [report.place.address.as_str(), report.place.description.as_str()];
        let place = place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        let photos = format!("{}: {}", words.of("photos"), report.photos.len());
        (report.number.clone(), [time(report.received_at), place, report.text.clone(), photos].join("\n"))
    };
    Section {
        heading: heading(words, export, "reports", "reports"),
        rows: export.reports.iter().map(row).collect(),
    }
}

fn log(words: &Words, export: &Export) -> Section {
    let row = |entry: &rathaus_api::audit::AccessLogEntry| {
        let said = [&entry.name, &entry.label, &entry.reason];
        let said = said.into_iter().filter_map(|text| text.as_deref()).collect::<Vec<_>>().join(", ");
        // "created" alone is since when there is an account.
        let action = match entry.action {
            AccessAction::Created => "created-entry".to_owned(),
            other => other.text().replace('_', "-"),
        };
        (time(entry.at), format!("{} {said}", words.of(&action)))
    };
    Section {
        heading: heading(words, export, "log", "access_log"),
        rows: export.access_log.iter().map(row).collect(),
    }
}
