//! What people show about themselves, and how the tests read the town's paper.

use std::path::{Path, PathBuf};
use std::process::Command;

use rathaus_api::identity::{
    Address, CounterCode, Document, EnterCode, Identity, Person, RecordCheck, RequestLetter,
};
use rathaus_api::staff::Role;

use crate::{Clerk, Resident, TestTown, wait};

/// Where Erika lives.
pub fn home() -> Address {
    Address {
        street: "Am Alten Bahnhof 12 a".to_owned(),
        postcode: "39999".to_owned(),
        place: "Erlenbrück".to_owned(),
    }
}

/// Who Erika is, as her card says it.
pub fn erika() -> Person {
    Person {
        given_name: "Erika Maria".to_owned(),
        family_name: "Beispiel".to_owned(),
        birth_date: "1961-03-14".parse().expect("a day"),
        address: home(),
    }
}

/// Somebody else.
pub fn otto() -> Person {
    Person {
        given_name: "Otto".to_owned(),
        family_name: "Anders".to_owned(),
        birth_date: "1990-01-02".parse().expect("a day"),
        address: Address { street: "Markt 3".to_owned(), ..home() },
    }
}

/// The letter somebody asks for.
pub fn letter_to(person: &Person) -> RequestLetter {
    RequestLetter {
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        address: person.address.clone(),
    }
}

/// The letters in the town's print folder, complete ones, oldest first.
pub fn letters(town: &TestTown) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(town.data().join("print")) else { return Vec::new() };
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let manifests = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let mut pdfs: Vec<_> = manifests.map(|path| path.with_extension("pdf")).collect();
    pdfs.sort_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    pdfs
}

/// Waits for so many letters.
pub async fn wait_for_letters(town: &TestTown, number: usize) -> Vec<PathBuf> {
    let what = format!("{number} letters");
    wait::until(&what, || async { Some(letters(town)).filter(|letters| letters.len() >= number) }).await
}

/// The words of a PDF, read by poppler.
pub fn words(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
    let output = output.expect("pdftotext (Debian: poppler-utils) reads the letters in the tests");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The code in a letter: 13 symbols in groups of four.
pub fn code_in(text: &str) -> String {
    let is_code = |word: &&str| {
        let groups: Vec<usize> = word.split('-').map(str::len).collect();
        groups == [4, 4, 4, 1]
            && word.chars().all(|c| c == '-' || c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    text.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code in: {text}")).to_owned()
}

impl Resident {
    /// What the town hall knows of who this is.
    pub async fn identity(&self) -> Identity {
        self.door.get("/api/accounts/identity").send().await.ok()
    }

    /// Proves the address by letter.
    pub async fn prove_by_letter(&self, town: &TestTown, person: &Person) -> Identity {
        let before = letters(town).len();
        let ask = self.door.post("/api/accounts/identity/letter").json(&letter_to(person));
        ask.send().await.done();
        let letter = wait_for_letters(town, before + 1).await.pop().expect("a letter");
        let entered = EnterCode { code: code_in(&words(&letter)) };
        self.door.post("/api/accounts/identity/letter/code").json(&entered).send().await.ok()
    }

    /// Proves the identity at the counter.
    pub async fn prove_at_counter(&self, clerk: &Clerk, person: &Person) -> Identity {
        let shown: CounterCode = self.door.post("/api/accounts/identity/counter").send().await.ok();
        clerk.door.post("/api/desk/identity/checks").json(&check(&shown.code, person)).send().await.ok()
    }
}

/// What a clerk writes down.
pub fn check(code: &str, person: &Person) -> RecordCheck {
    RecordCheck {
        code: code.to_owned(),
        document: Document::IdCard,
        person: person.clone(),
        family_name_changed: false,
    }
}

impl Clerk {
    /// Somebody who may check people at the counter.
    pub async fn at_counter(town: &TestTown) -> Self {
        let link = town.invite_on_the_console("Karla Theke", town.office_of_bus_stops(), Role::Admin).await;
        Self::accept(crate::Door::app(town.origin()), &link).await
    }
}
