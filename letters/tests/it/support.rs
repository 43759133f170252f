//! Letters to look at, and the programs that look.

use std::{path::Path, process::Command};

use jiff::Timestamp;
use rathaus_letters::{
    Block, Cover, GiroCode, Letter, NextTime, Payment, Pdf, Reference, Remedy, Remittance, Table,
};

pub fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

pub fn made_at() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub fn one_page() -> Letter {
    Letter {
        sender: "Stadt Erlenbrück · Marktplatz 1 · 39999 Erlenbrück".into(),
        address: texts(&["Łucja Müller-Şahin", "Am Alten Bahnhof 12 a", "39999 Erlenbrück"]),
        reference: Some(Reference { label: "Aktenzeichen".into(), value: "21-4711/2026".into() }),
        information: texts(&["Datum: 22.11.2026", "Telefon: 03900 123-0"]),
        subject: "Anmeldung Ihres Hundes".into(),
        greeting: "Guten Tag Łucja Müller-Şahin,".into(),
        body: vec![
            Block::Paragraph(
                "vielen Dank für die Anmeldung Ihres Hundes. Sie ist bei uns eingegangen und gilt ab dem \
                 1. Dezember 2026. Die Steuermarke liegt diesem Brief bei."
                    .into(),
            ),
            Block::List(texts(&["Bitte befestigen Sie die Marke am Halsband.", "Melden Sie einen Umzug."])),
            Block::Code("ABCD-EFGH-JKMN-P".into()),
        ],
        closing: texts(&["Mit freundlichen Grüßen", "", "Ines Vogt", "Steueramt"]),
        next_time: Some(next_time()),
        foot: "Stadt Erlenbrück · Telefon 03900 123-0 · www.erlenbrueck.example".into(),
        page_text: "Seite {page} von {pages}".into(),
        ..Letter::new("Stadt Erlenbrück", "de", made_at())
    }
}

pub fn next_time() -> NextTime {
    NextTime {
        url: "https://rathaus.erlenbrueck.example/digital?c=7K3M-9PQR-T2".into(),
        code: "7K3M-9PQR-T2".into(),
        caption: "Beim nächsten Mal digital: Code scannen oder im digitalen Rathaus eingeben.".into(),
        alt: "QR-Code, der zum digitalen Rathaus führt".into(),
    }
}

pub fn giro() -> GiroCode {
    let purpose = Remittance::Text("Hundesteuer 2027, Kassenzeichen 5.0815.000042".into());
    GiroCode::new("DE89 3704 0044 0532 0130 00", "Stadt Erlenbrück", 12_050, purpose).unwrap()
}

/// A notice with everything a letter may have, on three pages.
pub fn three_pages() -> Letter {
    let reason = "Die Steuer richtet sich nach der Zahl der Hunde und nach der Satzung der Stadt. Sie entsteht mit \
                  Beginn des Monats, in dem der Hund drei Monate alt wird, und endet mit dem Monat, in dem er \
                  abgemeldet ist. Ermäßigungen gelten nur auf Antrag und nur für die Zeit danach. ";
    let row = |number: u32| (format!("Hund {number}, Steuermarke {}", 4000 + number), "120,50 €".to_owned());
    let table = Table {
        summary: "Steuer je Hund mit Summe".into(),
        head: ("Gegenstand".into(), "Betrag".into()),
        rows: (1..=30).map(row).collect(),
        total: Some(("Summe".into(), "3.615,00 €".into())),
    };
    Letter {
        subject: "Bescheid über Hundesteuer 2027".into(),
        body: vec![
            Block::Paragraph("die Stadt setzt die Steuer für Ihre Hunde wie folgt fest:".into()),
            Block::Table(table),
            Block::Heading("Begründung".into()),
            Block::Paragraph(reason.repeat(4)),
            Block::List(texts(&[&reason.repeat(2), "Die Satzung liegt im Rathaus aus.", &reason.repeat(2)])),
            Block::Paragraph(reason.repeat(2)),
        ],
        payments: vec![Payment {
            giro: giro(),
            heading: "So bezahlen Sie".into(),
            lines: texts(&[
                "Empfänger: Stadt Erlenbrück",
                "IBAN: DE89 3704 0044 0532 0130 00",
                "Betrag: 120,50 €",
                "Verwendungszweck: Hundesteuer 2027, Kassenzeichen 5.0815.000042",
            ]),
            alt: "GiroCode für Banking-Apps: 120,50 Euro an Stadt Erlenbrück".into(),
        }],
        remedy: Some(Remedy {
            heading: "Rechtsbehelfsbelehrung".into(),
            paragraphs: texts(&[
                "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Widerspruch erhoben werden. Der \
                 Widerspruch ist schriftlich oder zur Niederschrift bei der Stadt Erlenbrück, Marktplatz 1, \
                 39999 Erlenbrück, einzulegen.",
            ]),
        }),
        ..one_page()
    }
}

pub fn cover() -> Cover {
    let letter = one_page();
    Cover {
        language: letter.language,
        made_at: letter.made_at,
        town: letter.town,
        sender: letter.sender,
        address: letter.address,
        reference: letter.reference,
        information: letter.information,
        subject: "Ihr Bebauungsplan: die folgenden 12 Seiten".into(),
        paragraphs: texts(&["Guten Tag,", "anbei erhalten Sie den Auszug, um den Sie gebeten haben."]),
        next_time: letter.next_time,
        foot: letter.foot,
    }
}

/// A PDF in a folder that goes when the test ends.
pub struct Laid {
    folder: tempfile::TempDir,
}

impl Laid {
    pub fn new(pdf: &Pdf) -> Self {
        Self::of(&pdf.bytes)
    }

    pub fn of(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("it.pdf"), bytes).unwrap();
        Self { folder }
    }

    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.file("it.pdf")
    }
}

/// Runs a program; nothing if it is not installed.
pub fn run(program: &str, arguments: &[&str], file: &Path, after: &[&str]) -> Option<std::process::Output> {
    let output = Command::new(program).args(arguments).arg(file).args(after).output();
    if output.is_err() {
        eprintln!("{program} is not installed: its part of the test was left out");
    }
    output.ok()
}

/// What another program reads, in the order it stands in the file or in a part of one page (left, top, width, height
/// in millimetres).
pub fn read(pdf: &Path, area: Option<[u32; 4]>) -> Option<String> {
    let mut arguments = vec!["-raw".to_owned()];
    if let Some(area) = area {
        arguments = texts(&["-layout", "-r", "254", "-l", "1"]);
        for (name, mm) in ["-x", "-y", "-W", "-H"].into_iter().zip(area) {
            arguments.extend([name.to_owned(), (mm * 10).to_string()]);
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = run("pdftotext", &arguments, pdf, &["-"])?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Another program finds nothing wrong.
pub fn sound(pdf: &Path) {
    if let Some(output) = run("qpdf", &["--check"], pdf, &[]) {
        let said =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
}

/// The codes that can be scanned from all pages, printed at 200 dots per inch.
pub fn scanned(laid: &Laid, pages: u32) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for page in 1..=pages {
        let number = page.to_string();
        let target = laid.file("page");
        let arguments = ["-r", "200", "-gray", "-singlefile", "-f", &number, "-l", &number];
        run("pdftoppm", &arguments, &laid.path(), &[target.to_str().unwrap()])?;
        let picture = std::fs::read(laid.file("page.pgm")).unwrap();
        let (width, height, pixels) = pgm(&picture);
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        found.extend(image.detect_grids().iter().map(|grid| grid.decode().unwrap().1));
    }
    Some(found)
}

/// A grey picture: `P5 width height 255`, then its pixels.
fn pgm(picture: &[u8]) -> (usize, usize, &[u8]) {
    let mut rest = picture;
    let mut words = Vec::new();
    while words.len() < 4 {
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap();
        words.push(String::from_utf8_lossy(&rest[..end]).into_owned());
        rest = &rest[end + 1..];
    }
    (words[1].parse().unwrap(), words[2].parse().unwrap(), rest)
}
