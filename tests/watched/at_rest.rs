//! What stands in a letter stands sealed: a letter that sings goes through the whole house, and then everything the town
//! hall keeps is searched, byte by byte. Paper for the printer (`print/`) is the one thing that is not.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::ZlibDecoder;
use rathaus_api::ids::LetterId;
use rathaus_api::mail::{DraftLetter, LetterDocument, LetterState};
use rathaus_api::profile::Export;
use rathaus_tests::letters::{decision, pdf_of};
use rathaus_tests::people::erika;
use rathaus_tests::process::TownProcess;
use rathaus_tests::{Clerk, Door, Resident, database};
use serde_json::json;
use uuid::Uuid;

use crate::canary::scanner::found;

const SUMMARY: &str = "Goldammer singt 60 Euro";
const BODY: &str = "Rohrdommel ruft im Schilf";
const NAME: &str = "Wendehals-Bescheid.pdf";
const QUESTION: &str = "Warum flötet der Pirol";
const ANSWER: &str = "Weil Nachtigall und Drossel";
const PDF: &str = "Zaunkoenig in der Hecke";
const DRAFT: &str = "Kiebitz bleibt im Entwurf";

/// A PDF with a text that can be read in its bytes, and the same text squeezed.
fn singing_pdf() -> Vec<u8> {
    let text = format!("BT ({PDF}) Tj ET");
    let stream = format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>",
        &stream,
    ])
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Whatever zlib squeezed, at any place of a file.
fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    for (place, head) in bytes.windows(2).enumerate() {
        if head[0] == 0x78 && matches!(head[1], 0x01 | 0x5e | 0x9c | 0xda) {
            // What is no zlib after all ends with an error, and what came before it counts.
            let _ended = ZlibDecoder::new(&bytes[place..]).take(1 << 20).read_to_end(&mut all);
        }
    }
    all
}

fn sings(place: &str, bytes: &[u8]) -> Vec<String> {
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let squeezed = inflated(bytes);
    let mut singing = Vec::new();
    for text in [SUMMARY, BODY, NAME, QUESTION, ANSWER, PDF, DRAFT] {
        // Both orders of UTF-16 are the same letters once the zeros are gone; "ö" is one byte then.
        let latin: Vec<u8> = text.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
        let wide = narrow.windows(latin.len()).any(|part| part == latin);
        for (how, bytes) in [("as it is", bytes), ("squeezed", &squeezed)] {
            if let Some(spelling) = found(bytes, text) {
                singing.push(format!("{text:?} {how} ({spelling}) in {place}"));
            }
        }
        if wide {
            singing.push(format!("{text:?} (UTF-16) in {place}"));
        }
    }
    singing
}

struct House {
    town: TownProcess,
    temporary: tempfile::TempDir,
    clerk: Clerk,
    resident: Resident,
}

impl House {
    async fn open() -> Self {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = temporary.path().display().to_string();
        let mut town = TownProcess::prepare(&[("RATHAUS_LOG", "debug"), ("TMPDIR", &folder)]).await;
        town.start().await;
        let link = town.invite_as("Karla Theke", "ordnungsamt", "counter");
        let clerk = Clerk::accept(Door::app(town.origin()), &link).await;
        let resident = Resident::register_at(Door::app(town.origin()), "Erika").await;
        resident.prove_at_counter(&clerk, &erika()).await;
        resident.agree().await;
        Self { town, temporary, clerk, resident }
    }

    async fn attach(&self, id: LetterId, key: Uuid) -> LetterDocument {
        let path = format!("/api/desk/mail/{id}/documents?role=attachment&name={NAME}");
        self.clerk.door.post(&path).key(key).body("application/pdf", singing_pdf()).send().await.ok()
    }

    /// From the draft to the export; everything that has a key is sent twice.
    async fn walk(&self) -> LetterId {
        let draft = DraftLetter {
            summary: SUMMARY.to_owned(),
            body: BODY.to_owned(),
            ..decision("ordnungsamt", &erika())
        };
        let begun = self.clerk.draft(&DraftLetter { summary: DRAFT.to_owned(), ..draft.clone() }).await;
        let id = begun.row.id;
        let change = json!({ "letter": draft, "revision": begun.row.revision });
        self.clerk
            .door
            .ask(reqwest::Method::PUT, &format!("/api/desk/mail/{id}"))
            .json(&change)
            .send()
            .await
            .done();
        let key = Uuid::new_v4();
        assert_eq!(self.attach(id, key).await, self.attach(id, key).await);
        let thrown_away = self.clerk.draft(&DraftLetter { summary: DRAFT.to_owned(), ..draft }).await.row.id;
        self.clerk.door.delete(&format!("/api/desk/mail/{thrown_away}")).send().await.done();
        self.clerk.try_send(&self.clerk.letter(id).await).await.done();
        self.clerk.wait_for(id, LetterState::Provided).await;
        let opened = self.resident.open(id).await.content.expect("content");
        assert_eq!((opened.summary.as_str(), opened.documents[1].name.as_str()), (SUMMARY, NAME));
        let path = format!("/api/mail/{id}/documents/{}", opened.documents[1].id);
        assert_eq!(self.resident.door.get(&path).send().await.done().body, singing_pdf());
        let (path, key) = (format!("/api/mail/{id}/questions"), Uuid::new_v4());
        for _ in 0..2 {
            let question = json!({ "kind": "question", "text": QUESTION });
            self.resident.door.post(&path).key(key).json(&question).send().await.done();
        }
        self.clerk.about(id, "answers", &json!({ "text": ANSWER })).await.done();
        let export: Export = self.resident.door.post("/api/accounts/export").send().await.ok();
        let questions = &export.letters[0].content.as_ref().expect("content").questions;
        assert_eq!((questions[0].text.as_str(), questions[1].text.as_str()), (QUESTION, ANSWER));
        self.resident.door.post("/api/accounts/export/pdf").send().await.done();
        id
    }

    /// Everything that sings where it must not.
    async fn heard(&self) -> Vec<String> {
        let data = self.town.data();
        // Database and log stand beside the folder of the data.
        let town = data.parent().expect("a folder of its own");
        let all = files(town).into_iter().chain(files(self.temporary.path()));
        let (mut heard, mut subjects) = (Vec::new(), 0);
        for path in all.filter(|path| !path.starts_with(data.join("print"))) {
            let bytes = std::fs::read(&path).unwrap_or_default();
            subjects += usize::from(found(&bytes, "Dog tax 2026").is_some());
            assert!(!bytes.windows(5).any(|part| part == b"%PDF-"), "a PDF in {}", path.display());
            heard.extend(sings(&path.display().to_string(), &bytes));
        }
        // What is plain by decision is found: the search looks where the rows are.
        assert!(subjects > 0 || database::is_postgres(), "no file holds the rows");
        assert!(!self.town.log().is_empty(), "a log of everything");
        for (table, bytes) in database::dump(self.town.database()).await {
            heard.extend(sings(&format!("table {table}"), &bytes));
        }
        if let Some((server, schema)) = self.town.database().split_once("?options[search_path]=") {
            let dump = Command::new("pg_dump").args(["--schema", schema, server]).output();
            let dump = dump.expect("pg_dump comes with PostgreSQL").stdout;
            assert!(String::from_utf8_lossy(&dump).contains("file_wrap"), "a dump of the town");
            heard.extend(sings("a backup", &dump));
        }
        heard
    }
}

#[tokio::test]
async fn nothing_that_stands_in_a_letter_is_found_in_what_the_town_hall_keeps() {
    let _alone = crate::alone().await;
    let mut house = House::open().await;
    let id = house.walk().await;
    let heard = house.heard().await;
    assert!(heard.is_empty(), "while it runs\n{}", heard.join("\n"));
    house.town.kill();
    let heard = house.heard().await;
    assert!(heard.is_empty(), "after a crash\n{}", heard.join("\n"));
    assert!(files(&house.town.data().join("blobs")).len() >= 2, "the documents are there");
    // And it was no letter that nobody can read.
    house.town.start().await;
    assert_eq!(house.clerk.letter(id).await.letter.body, BODY);
    assert_eq!(house.resident.letter(id).await.content.expect("content").questions.len(), 2);
    // The keys are changed by another process while this one goes on.
    let said = house.town.on_the_console(&["keys", "rotate"]);
    assert!(said.starts_with("generation 2 of the master key, 2 keys"), "{said}");
    assert_eq!(house.clerk.letter(id).await.letter.body, BODY);
    assert_eq!(house.resident.letter(id).await.content.expect("content").summary, SUMMARY);
    let begun = house.clerk.draft(&decision("ordnungsamt", &erika())).await.row.id;
    let said = house.town.on_the_console(&["keys", "verify"]);
    assert!(said.contains("generation 2: 3 keys open, 0 do not; 0 wait"), "{said}");
    assert!(
        said.contains("2 letters open, 2 documents, 2 questions, 1 copies in mailboxes; 0 do not"),
        "{said}"
    );
    assert!(!house.clerk.letter(begun).await.letter.body.is_empty());
}

#[test]
fn a_planted_text_is_found_in_every_dress() {
    use std::io::Write as _;
    let wide: Vec<u8> = QUESTION.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = QUESTION.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut squeezed =
        flate2::write::ZlibEncoder::new(b"%PDF-1.7 stream ".to_vec(), flate2::Compression::best());
    squeezed.write_all(QUESTION.as_bytes()).expect("in memory");
    let squeezed = squeezed.finish().expect("in memory");
    for planted in [QUESTION.as_bytes().to_vec(), wide, big, squeezed] {
        assert!(!sings("here", &[&b"before "[..], &planted, b" after"].concat()).is_empty());
    }
    assert!(sings("here", b"nothing").is_empty());
}
