//! Letters: who writes them, who opens them, and what both wait for.

use rathaus_api::identity::{Person, TrustLevel};
use rathaus_api::ids::{CaseId, LetterId};
use rathaus_api::mail::{
    DeskLetter, DraftLetter, GiveConsent, Letter, LetterKind, LetterPage, LetterRecipient, LetterState,
    MailConsent, SendLetter,
};
use rathaus_law::{DeliveryRegime, Form, Period, RemedyKind, RemedyNotice, Subject};

use crate::{Answer, Clerk, Resident, wait};

/// Something to know for the reporter of a case.
pub fn news(office: &str, case: CaseId) -> DraftLetter {
    DraftLetter {
        kind: LetterKind::Info,
        subject: "Your report".to_owned(),
        summary: "We have looked at it.\n\nThank you.".to_owned(),
        body: String::new(),
        office: office.to_owned(),
        to: LetterRecipient::Case(case),
        reference: String::new(),
        decided_on: None,
        regime: DeliveryRegime::RetrievalVwVfG,
        law_subject: None,
        min_level: TrustLevel::None,
        remedy: None,
        reply_by: None,
        actions: Vec::new(),
        supersedes: None,
    }
}

/// A decision about a fee, with everything it needs.
pub fn decision(office: &str, person: &Person) -> DraftLetter {
    DraftLetter {
        kind: LetterKind::Decision,
        subject: "Dog tax 2026".to_owned(),
        summary: "You pay 60 euros for your dog.".to_owned(),
        body: "Dear resident,\n\nthe tax for your dog is 60 euros a year.".to_owned(),
        to: LetterRecipient::Person(person.clone()),
        reference: "HS-4711".to_owned(),
        decided_on: Some(rathaus_law::day_in_germany(jiff::Timestamp::now())),
        law_subject: Some(Subject::MunicipalLevies),
        min_level: TrustLevel::Basic,
        remedy: Some(RemedyNotice {
            remedy: Some(RemedyKind::Objection),
            body: Some("Stadt Erlenbrück, Ordnungsamt".to_owned()),
            seat: Some("Markt 1, 39599 Erlenbrück".to_owned()),
            period: Some(Period::Months(1)),
            forms: Form::ALL.to_vec(),
        }),
        ..news(office, CaseId::new())
    }
}

/// A PDF of these objects, the first of them its catalogue, with a table that names the place of each.
pub fn pdf_of(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    let end = format!("{table}trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n");
    file.extend(end.into_bytes());
    file
}

const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";

/// The smallest PDF with one page that the town takes.
pub fn small_pdf() -> Vec<u8> {
    pdf_of(&["<< /Type /Catalog /Pages 2 0 R >>", PAGES, PAGE])
}

/// The same with a program that runs when it is opened.
pub fn acting_pdf() -> Vec<u8> {
    let catalogue =
        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>";
    pdf_of(&[catalogue, PAGES, PAGE])
}

impl Clerk {
    /// Begins a letter.
    pub async fn draft(&self, draft: &DraftLetter) -> DeskLetter {
        self.door.post("/api/desk/mail").json(draft).send().await.ok()
    }

    /// Sends a draft as it stands.
    pub async fn try_send(&self, letter: &DeskLetter) -> Answer {
        let send = SendLetter { revision: letter.row.revision, send_at: None };
        self.door.post(&format!("/api/desk/mail/{}/send", letter.row.id)).json(&send).send().await
    }

    /// Writes a letter and sends it at once.
    pub async fn write(&self, draft: &DraftLetter) -> LetterId {
        let made = self.draft(draft).await;
        self.try_send(&made).await.done();
        made.row.id
    }

    /// A letter with everything the desk knows.
    pub async fn letter(&self, id: LetterId) -> DeskLetter {
        self.door.get(&format!("/api/desk/mail/{id}")).send().await.ok()
    }

    /// Does something with a letter.
    pub async fn about(&self, id: LetterId, what: &str, body: &serde_json::Value) -> Answer {
        self.door.post(&format!("/api/desk/mail/{id}/{what}")).json(body).send().await
    }

    /// Waits until a letter stands somewhere.
    pub async fn wait_for(&self, id: LetterId, state: LetterState) -> DeskLetter {
        wait::until(&format!("letter {state:?}"), || async {
            Some(self.letter(id).await).filter(|letter| letter.row.state == state)
        })
        .await
    }

    /// Waits until the notice of a provided letter went out.
    pub async fn wait_for_notice(&self, id: LetterId) -> DeskLetter {
        wait::until("the notice", || async {
            let noticed = |letter: &DeskLetter| {
                letter.deliveries.last().is_some_and(|delivery| delivery.notice_sent_at.is_some())
            };
            Some(self.letter(id).await).filter(noticed)
        })
        .await
    }
}

/// SHA-256 of the German wording of the consent, version 2026-11.
pub const WORDING: &str = "00e979966fbaf6a9320566c970d17d1784dfda8655a556e4c2f5e2ee326fdcb1";

impl Resident {
    /// Agrees to digital letters.
    pub async fn agree(&self) -> MailConsent {
        let given = GiveConsent {
            version: "2026-11".to_owned(),
            wording_sha256: WORDING.to_owned(),
            locale: rathaus_api::accounts::Language::De,
        };
        self.door.post("/api/mail/consent").json(&given).send().await.ok()
    }

    /// The mailbox; `filter` begins with `?` or is empty.
    pub async fn mailbox(&self, filter: &str) -> LetterPage {
        self.door.get(&format!("/api/mail{filter}")).send().await.ok()
    }

    /// A letter as it lies there.
    pub async fn letter(&self, id: LetterId) -> Letter {
        self.door.get(&format!("/api/mail/{id}")).send().await.ok()
    }

    /// Opens a letter and gives whatever comes back.
    pub async fn try_open(&self, id: LetterId) -> Answer {
        self.door.post(&format!("/api/mail/{id}/open")).send().await
    }

    /// Opens a letter.
    pub async fn open(&self, id: LetterId) -> Letter {
        self.try_open(id).await.ok()
    }
}
