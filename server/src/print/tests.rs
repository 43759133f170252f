//! Paper, looked at by programs that are not ours.

use std::{path::Path, process::Command};

use super::*;

fn letter<'a>(address: &'a [String], before: &'a [String]) -> Letter<'a> {
    Letter {
        town: "Stadt Erlenbrück",
        sender: "Stadt Erlenbrück · Marktplatz 1 · 39999 Erlenbrück",
        address,
        info: &[],
        subject: "Ihr Code",
        before,
        code: Some("ABCD-EFGH-JKMN-P"),
        after: &[],
        foot: "Telefon 03900 123-0",
        language: "de",
    }
}

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// What another program reads in a part of the first page (left, top, width, height in millimetres).
fn read(pdf: &Path, area: Option<[u32; 4]>) -> Option<String> {
    let mut command = Command::new("pdftotext");
    if let Some(area) = area {
        command.args(["-r", "254"]);
        for (name, mm) in ["-x", "-y", "-W", "-H"].into_iter().zip(area) {
            command.args([name, &(mm * 10).to_string()]);
        }
    }
    let output = command.arg("-layout").arg(pdf).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_letter_is_a_sound_pdf_whose_address_stands_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.pdf");
    let address = texts(&["Łucja Müller-Şahin", "Am Alten Bahnhof 12 a", "39999 Erlenbrück"]);
    let pdf = write_letter(&letter(&address, &texts(&["Guten Tag,"]))).unwrap();
    std::fs::write(&path, &pdf.bytes).unwrap();
    assert_eq!(pdf.pages, 1);
    let Ok(check) = Command::new("qpdf").arg("--check").arg(&path).output() else {
        eprintln!("qpdf is not installed: the structure was not checked by another program");
        return;
    };
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    let Some(window) = read(&path, Some([20, 45, 85, 45])) else {
        eprintln!("pdftotext is not installed: the words were not read by another program");
        return;
    };
    for line in &address {
        assert!(window.contains(line.as_str()), "{window}");
    }
    assert!(window.contains("Marktplatz 1"), "{window}");
    assert!(!window.contains("ABCD"), "the code never shows in the window: {window}");
    assert!(read(&path, None).unwrap().contains("ABCD-EFGH-JKMN-P"));
}

#[test]
fn what_cannot_be_printed_right_is_not_printed() {
    let strange = texts(&["漢字", "Weg 1", "39999 Ort"]);
    assert!(matches!(write_letter(&letter(&strange, &[])), Err(SheetError::Character(0x6f22))));
    let long = texts(&[&"Wolfeschlegelsteinhausenbergerdorff ".repeat(4), "Weg 1"]);
    assert!(matches!(write_letter(&letter(&long, &[])), Err(SheetError::TooLong)));
    let novel = texts(&[&"words ".repeat(2000)]);
    assert!(matches!(write_letter(&letter(&[], &novel)), Err(SheetError::TooLong)));
}

#[test]
fn an_overview_takes_as_many_pages_as_it_needs() {
    let rows = (0..150).map(|number| (format!("Name {number}"), format!("Value {number}"))).collect();
    let overview = Overview {
        title: "Everything",
        introduction: "What the town knows.",
        sections: vec![Section { heading: "One".into(), rows }],
        foot: "Town",
        language: "en",
    };
    let pdf = write_overview(&overview).unwrap();
    assert!((3..=6).contains(&pdf.pages), "{}", pdf.pages);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("overview.pdf");
    std::fs::write(&path, &pdf.bytes).unwrap();
    if let Some(text) = read(&path, None) {
        assert!(text.contains("Value 0") && text.contains("Value 149"), "{text}");
    }
}

#[tokio::test]
async fn a_piece_laid_down_twice_is_one_piece() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Folder::open(&folder.path().join("print")).unwrap();
    for _ in 0..2 {
        let pdf = Pdf { bytes: b"%PDF".to_vec(), pages: 1 };
        let piece = Piece {
            id: "one".into(),
            kind: "test",
            pdf,
            attachments: Vec::new(),
            made_at: "2026-01-01T00:00:00Z".into(),
        };
        shelf.lay_down(piece).await.unwrap();
    }
    let mut names: Vec<_> = std::fs::read_dir(folder.path().join("print"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["one.json", "one.pdf"]);
}
