//! Runs of many letters: their archives, and who sends and releases them.

use std::io::{Cursor, Write};

use rathaus_api::identity::{Address, Person, TrustLevel};
use rathaus_api::ids::RunId;
use rathaus_api::mail::{
    LetterKind, NewRun, ReleaseRun, Run, RunDoubt, RunDoubtPage, RunLetter, RunReport, RunState,
};
use rathaus_law::DeliveryRegime;
use serde_json::json;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::letters::pdf_of;
use crate::{Answer, Ask, Clerk, wait};

/// The names of all columns.
pub const HEAD: &str = "file;id;given_name;family_name;birth_date;street;postcode;place;reference;subject";

/// Something to know for everybody.
pub fn news_for_all(office: &str) -> NewRun {
    NewRun {
        office: office.to_owned(),
        name: "Waste calendar".to_owned(),
        letter: RunLetter {
            kind: LetterKind::Info,
            subject: "Waste calendar {reference}".to_owned(),
            summary: "The bins are emptied on other days.".to_owned(),
            decided_on: None,
            regime: DeliveryRegime::RetrievalVwVfG,
            law_subject: None,
            min_level: TrustLevel::None,
            remedy: None,
            reply_by: None,
            actions: Vec::new(),
        },
    }
}

/// Somebody who lives in the town and has no mailbox.
pub fn neighbour(number: usize) -> Person {
    Person {
        given_name: "Nora".to_owned(),
        family_name: format!("Nachbar{}", letters_of(number)),
        birth_date: "1980-05-17".parse().expect("a day"),
        address: Address {
            street: format!("Lindenweg {}", number + 1),
            postcode: "39999".to_owned(),
            place: "Erlenbrück".to_owned(),
        },
    }
}

/// A number in letters: names have no digits.
fn letters_of(number: usize) -> String {
    let digits = number.to_string();
    digits.bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

/// A line of the list.
pub fn line(id: &str, file: &str, person: &Person) -> String {
    let Person { given_name, family_name, birth_date, address } = person;
    let Address { street, postcode, place } = address;
    format!("{file};{id};{given_name};{family_name};{birth_date};{street};{postcode};{place};;")
}

/// A list of recipients.
pub fn list(lines: &[String]) -> String {
    let mut text = format!("{HEAD}\r\n");
    for line in lines {
        text += &format!("{line}\r\n");
    }
    text
}

/// A PDF with a page and so many bytes of a packed picture of nothing; each number another one.
pub fn notice_pdf(number: usize, bytes: usize) -> Vec<u8> {
    let mut noise = u32::try_from(number).unwrap_or(0).wrapping_mul(2_654_435_761).wrapping_add(1);
    let hex: String = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b"0123456789abcdef"[usize::try_from(noise >> 28).unwrap_or(0)])
    })
    .take(bytes & !1)
    .collect();
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";
    let info = format!("<< /Title <{hex}> >>");
    pdf_of(&["<< /Type /Catalog /Pages 2 0 R >>", pages, page, &info])
}

/// An archive of these files.
pub fn archive<B: AsRef<[u8]>>(files: &[(String, B)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(name.as_str(), options).expect("a file begins");
        writer.write_all(bytes.as_ref()).expect("it is written");
    }
    writer.finish().expect("the archive ends").into_inner()
}

/// An archive for these people, each with a PDF of so many bytes.
pub fn archive_for(people: &[Person], bytes: usize) -> Vec<u8> {
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let file = format!("pdf/{number}.pdf");
        lines.push(line(&format!("K-{number}"), &file, person));
        files.push((file, notice_pdf(number, bytes)));
    }
    files.push(("recipients.csv".to_owned(), list(&lines).into_bytes()));
    archive(&files)
}

impl Clerk {
    /// Begins a run.
    pub async fn begin_run(&self, new: &NewRun) -> Run {
        self.door.post("/api/desk/mail/runs").json(new).send().await.ok()
    }

    /// Sending the archive of a run.
    pub fn sending_archive(&self, id: RunId, bytes: Vec<u8>) -> Ask {
        self.door
            .ask(reqwest::Method::PUT, &format!("/api/desk/mail/runs/{id}/archive"))
            .body("application/zip", bytes)
            .key(Uuid::new_v4())
    }

    /// A run as it stands.
    pub async fn run(&self, id: RunId) -> Run {
        self.door.get(&format!("/api/desk/mail/runs/{id}")).send().await.ok()
    }

    /// Begins a run, sends its archive and waits until it was looked through.
    pub async fn prepare_run(&self, new: &NewRun, bytes: Vec<u8>) -> Run {
        let begun = self.begin_run(new).await;
        self.sending_archive(begun.id, bytes).send().await.done();
        wait::until("the archive to be looked through", || async {
            Some(self.run(begun.id).await)
                .filter(|run| matches!(run.state, RunState::Checked | RunState::Refused))
        })
        .await
    }

    /// Releases a run as she sees it.
    pub async fn try_release(&self, run: &Run) -> Answer {
        let forecast = run.forecast.unwrap_or_default();
        let release = ReleaseRun { revision: run.revision, forecast };
        self.door.post(&format!("/api/desk/mail/runs/{}/release", run.id)).json(&release).send().await
    }

    /// Pauses a run, goes on with it, and the like.
    pub async fn step_run(&self, run: &Run, step: &str) -> Answer {
        let body = json!({ "revision": run.revision });
        self.door.post(&format!("/api/desk/mail/runs/{}/{step}", run.id)).json(&body).send().await
    }

    /// Waits until a run stands somewhere.
    pub async fn wait_for_run(&self, id: RunId, state: RunState) -> Run {
        wait::until(&format!("run {state:?}"), || async {
            Some(self.run(id).await).filter(|run| run.state == state)
        })
        .await
    }

    /// Waits until nothing of a run is on its way.
    pub async fn wait_for_all_of(&self, id: RunId) -> Run {
        wait::until("everything of the run", || async {
            let done = |run: &Run| run.counts.is_some_and(|counts| counts.pending == 0);
            Some(self.run(id).await).filter(done)
        })
        .await
    }

    /// Everything doubtful about a run.
    pub async fn doubts(&self, id: RunId) -> Vec<RunDoubt> {
        let (mut doubts, mut path) = (Vec::new(), format!("/api/desk/mail/runs/{id}/doubts"));
        loop {
            let page: RunDoubtPage = self.door.get(&path).send().await.ok();
            doubts.extend(page.doubts);
            match page.next_cursor {
                Some(cursor) => path = format!("/api/desk/mail/runs/{id}/doubts?cursor={cursor}"),
                None => return doubts,
            }
        }
    }

    /// The reconciliation of a run.
    pub async fn reconciliation(&self, id: RunId) -> RunReport {
        self.door.get(&format!("/api/desk/mail/runs/{id}/report")).send().await.ok()
    }
}
