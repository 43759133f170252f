//! Letters, sheets and overviews as they come out of a printer.

use proptest::prelude::*;
use rathaus_letters::{
    Block, Letter, LetterError, Limits, Overview, Pdf, Section, Table, check, cover_sheet, write,
    write_overview,
};

use crate::support::{
    Laid, cover, giro, made_at, next_time, one_page, read, scanned, sound, texts, three_pages,
};

/// Everything our own gate says about our own paper.
fn good(pdf: &Pdf) -> Laid {
    let laid = Laid::new(pdf);
    if let Some(folder) = std::env::var_os("LETTERS_OUT") {
        let name = format!("{}-{}.pdf", pdf.pages, pdf.bytes.len());
        std::fs::write(std::path::Path::new(&folder).join(name), &pdf.bytes).unwrap();
    }
    sound(&laid.path());
    let facts = check(&pdf.bytes, &Limits::default()).unwrap();
    assert_eq!(facts.pages, pdf.pages);
    assert!(facts.a4 && facts.tagged && !facts.signed && facts.revisions == 1, "{facts:?}");
    laid
}

/// Where each text stands in what was read; all of them, one after the other.
fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let place = rest.find(part).unwrap_or_else(|| panic!("{part} is not where it belongs in:\n{text}"));
        rest = &rest[place + part.len()..];
    }
}

#[test]
fn the_address_stands_in_the_window_and_nothing_else() {
    let letter = one_page();
    let pdf = write(&letter).unwrap();
    assert_eq!(pdf.pages, 1);
    let laid = good(&pdf);
    let Some(window) = read(&laid.path(), Some([20, 45, 85, 45])) else { return };
    for line in &letter.address {
        assert!(window.contains(line.as_str()), "{window}");
    }
    assert!(window.contains("Marktplatz 1"), "{window}");
    for secret in ["ABCD", "7K3M", "Hund", "Akten", "Telefon"] {
        assert!(!window.contains(secret), "{secret} shows in the window: {window}");
    }
    // What stands above and below the window belongs to the letter.
    let below = read(&laid.path(), Some([0, 90, 210, 207])).unwrap();
    assert!(below.contains("Anmeldung Ihres Hundes") && below.contains("ABCD-EFGH-JKMN-P"), "{below}");
}

#[test]
fn a_letter_of_three_pages_reads_in_order_and_says_which_page_it_is() {
    let letter = three_pages();
    let pdf = write(&letter).unwrap();
    assert_eq!(pdf.pages, 3);
    let laid = good(&pdf);
    let Some(text) = read(&laid.path(), None) else { return };
    let parts = [
        "Stadt Erlenbrück",
        "Łucja Müller-Şahin",
        "Aktenzeichen: 21-4711/2026",
        "Bescheid über Hundesteuer 2027",
        "Guten Tag",
        "Gegenstand",
        "Hund 1, Steuermarke 4001",
        "Summe",
        "Begründung",
        "So bezahlen Sie",
        "DE89 3704 0044 0532 0130 00",
        "Rechtsbehelfsbelehrung",
        "innerhalb eines Monats",
        "Mit freundlichen Grüßen",
        "7K3M-9PQR-T2",
    ];
    in_order(&text, &parts);
    in_order(&text, &["Seite 1 von 3", "Seite 2 von 3", "Seite 3 von 3"]);
    let second = text.split('\u{c}').nth(1).unwrap();
    assert!(
        second.contains("21-4711/2026 · Bescheid"),
        "a sheet that is lost says where it belongs: {second}"
    );
}

#[test]
fn codes_can_be_scanned_from_paper() {
    let pdf = write(&three_pages()).unwrap();
    let Some(mut codes) = scanned(&Laid::new(&pdf), pdf.pages) else { return };
    codes.sort();
    let mut expected = vec![giro().payload(), next_time().url];
    expected.sort();
    assert_eq!(codes, expected);
}

#[test]
fn the_longest_codes_can_be_scanned_too() {
    let url = format!("https://rathaus.example/digital?c={}", "abcdefghij0123456789".repeat(13));
    let mut letter = one_page();
    letter.next_time.as_mut().unwrap().url = url.clone();
    let pdf = write(&letter).unwrap();
    let laid = Laid::new(&pdf);
    let Some(codes) = scanned(&laid, 1) else { return };
    assert_eq!(codes, [url]);
    let text = read(&laid.path(), None).unwrap();
    assert!(text.contains("https://rathaus.example/digital\n"), "only what people type is printed: {text}");
}

#[test]
fn a_sheet_before_a_foreign_file_is_one_page_with_address_and_code() {
    let pdf = cover_sheet(&cover()).unwrap();
    let laid = good(&pdf);
    assert_eq!(pdf.pages, 1);
    if let Some(codes) = scanned(&laid, 1) {
        assert_eq!(codes, [next_time().url]);
        let window = read(&laid.path(), Some([20, 45, 85, 45])).unwrap();
        assert!(window.contains("Łucja Müller-Şahin"), "{window}");
    }
    let mut long = cover();
    long.paragraphs = vec!["Wort ".repeat(900)];
    assert_eq!(cover_sheet(&long).unwrap_err(), LetterError::TooLong);
}

#[test]
fn what_cannot_be_printed_right_is_not_printed() {
    let with = |change: &dyn Fn(&mut Letter)| {
        let mut letter = one_page();
        change(&mut letter);
        write(&letter).map(|pdf| pdf.pages)
    };
    assert_eq!(with(&|letter| letter.address[0] = "漢字".into()), Err(LetterError::Character(0x6f22)));
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(4);
    assert_eq!(with(&|letter| letter.address[0].clone_from(&long)), Err(LetterError::Address));
    assert_eq!(with(&|letter| letter.address.clear()), Err(LetterError::Address));
    assert_eq!(with(&|letter| letter.address = texts(&["Zeile"; 7])), Err(LetterError::Address));
    assert_eq!(with(&|letter| letter.address = texts(&["Zeile"; 6])), Ok(1));
    assert_eq!(with(&|letter| letter.sender = "Stadt ".repeat(60)), Err(LetterError::Address));
    assert_eq!(with(&|letter| letter.information = texts(&["Zeile"; 12])), Err(LetterError::TooLong));
    assert_eq!(with(&|letter| letter.foot = "Wort ".repeat(300)), Err(LetterError::TooLong));
    assert_eq!(
        with(&|letter| letter.body = vec![Block::Paragraph("Wort ".repeat(60_000))]),
        Err(LetterError::TooLong)
    );
    for url in ["http://rathaus.example/", "javascript:alert(1)", "https://a b", "https://ä.example"] {
        let link = with(&|letter| letter.next_time.as_mut().unwrap().url = url.into());
        assert_eq!(link, Err(LetterError::Link), "{url}");
    }
    let wide = Table { rows: vec![("a".into(), "1".repeat(60))], ..Table::default() };
    assert_eq!(with(&|letter| letter.body = vec![Block::Table(wide.clone())]), Err(LetterError::TooLong));
}

#[test]
fn every_length_of_text_makes_a_sound_letter() {
    // Page ends fall into every place once: inside paragraphs, lists, tables, before headings and closings.
    for words in (0..1200).step_by(83) {
        let mut letter = three_pages();
        letter.body.insert(1, Block::Paragraph("Wort ".repeat(words)));
        let pdf = write(&letter).unwrap();
        assert_eq!(check(&pdf.bytes, &Limits::default()).unwrap().pages, pdf.pages);
        if words % 2 == 0 {
            sound(&Laid::new(&pdf).path());
        }
    }
}

#[test]
fn a_sum_never_stands_alone() {
    for rows in 20..=30 {
        let mut letter = three_pages();
        let Block::Table(table) = &mut letter.body[1] else { panic!() };
        table.rows.truncate(rows);
        let Some(text) = read(&Laid::new(&write(&letter).unwrap()).path(), None) else { return };
        let page = text.split('\u{c}').find(|page| page.contains("Summe")).unwrap();
        assert!(page.contains("Steuermarke"), "{rows}: {page}");
        assert!(page.contains("Gegenstand"), "{rows}: {page}");
    }
}

#[test]
fn the_same_letter_is_the_same_file() {
    assert_eq!(write(&three_pages()).unwrap().bytes, write(&three_pages()).unwrap().bytes);
}

#[test]
fn an_overview_takes_as_many_pages_as_it_needs() {
    let mut rows: Vec<_> =
        (0..150).map(|number| (format!("Name {number}"), format!("Value {number} 漢字"))).collect();
    rows.push(("Long".into(), "word ".repeat(1500)));
    let overview = Overview {
        title: "Everything",
        introduction: "What the town knows.",
        sections: vec![Section { heading: "One".into(), rows }, Section::default()],
        foot: "Town",
        language: "en",
        made_at: made_at(),
    };
    let mut overview = overview;
    overview.sections[1].heading = "Nothing here".into();
    let pdf = write_overview(&overview).unwrap();
    assert!((5..=9).contains(&pdf.pages), "{}", pdf.pages);
    let laid = good(&pdf);
    if let Some(text) = read(&laid.path(), None) {
        assert!(text.contains("Value 0 ??") && text.contains("Value 149"), "{text}");
        assert!(text.contains("Town · 2 / "), "{text}");
    }
}

/// Words people write, with what gets lost in forms: blanks of all kinds, marks that stand on letters, line ends.
const LETTERS: &str =
    "[a-zA-ZäöüßŁşÉñ0-9 .,;:!?§€„“–/()\u{a0}\u{ad}\u{301}\u{202f}\t\r\n\u{0}\u{feff}漢]{0,60}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Any words give a good letter or an error that names the reason, never a file that is not what it says.
    #[test]
    fn any_words_give_a_good_letter_or_a_reason(words in prop::collection::vec(LETTERS, 12), many in 0_usize..80) {
        let mut words = words.into_iter();
        let mut word = || words.next().unwrap_or_default();
        let letter = Letter {
            sender: word(),
            address: vec![word(), word()],
            information: vec![word()],
            subject: word(),
            greeting: word(),
            body: vec![
                Block::Paragraph(word().repeat(many)),
                Block::List(vec![word(), word().repeat(many)]),
                Block::Heading(word()),
            ],
            closing: vec![word()],
            ..Letter::new("Stadt Erlenbrück", "de", made_at())
        };
        match write(&letter) {
            Ok(pdf) => prop_assert_eq!(check(&pdf.bytes, &Limits::default()).map(|facts| facts.pages), Ok(pdf.pages)),
            Err(LetterError::Pdf(why)) => prop_assert!(letter.subject.trim().is_empty() || why.is_empty(), "{}", why),
            Err(_) => {}
        }
    }
}
