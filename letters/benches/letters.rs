//! Speed: a templated letter of one page at least 20 times a second on one core (`cargo bench -p rathaus-letters`).

use divan::{Bencher, black_box};
use rathaus_letters::{
    Block, GiroCode, Letter, Limits, NextTime, Payment, Reference, Remedy, Remittance, Table, check, write,
};

fn main() {
    divan::main();
}

fn one_page() -> Letter {
    let text = "The town has received your application and has registered it under the number above. Please keep this \
                letter: the number is asked for whenever you call or write.";
    Letter {
        sender: "Town of Erlenfeld · Market Place 1 · 39999 Erlenfeld".into(),
        address: vec!["Łucja Miller".into(), "Old Station 12 a".into(), "39999 Erlenfeld".into()],
        reference: Some(Reference { label: "Reference".into(), value: "21-4711/2026".into() }),
        information: vec!["Date: 22.11.2026".into(), "Telephone: 03900 123-0".into()],
        subject: "Your application".into(),
        greeting: "Dear Łucja Miller,".into(),
        body: vec![Block::Paragraph(text.into()), Block::Paragraph(text.repeat(2))],
        closing: vec!["Yours sincerely".into(), "Ines Vogt".into()],
        next_time: Some(NextTime {
            url: "https://rathaus.example/digital?c=7K3M-9PQR-T2".into(),
            code: "7K3M-9PQR-T2".into(),
            caption: "Next time digital: scan the code.".into(),
            alt: "Code that leads to the digital town hall".into(),
        }),
        foot: "Town of Erlenfeld · Telephone 03900 123-0".into(),
        ..Letter::new("Town of Erlenfeld", "en", "2026-11-22T10:00:00Z".parse().unwrap_or_default())
    }
}

fn notice() -> Letter {
    let text = "The tax depends on the number of dogs and on the by-law of the town. ";
    let giro = GiroCode::new("DE89370400440532013000", "Town", 12_050, Remittance::Text("Tax 2027".into()));
    Letter {
        body: vec![
            Block::Table(Table {
                head: ("What".into(), "Amount".into()),
                rows: (1..=24).map(|number| (format!("Dog {number}"), "120,50 €".into())).collect(),
                ..Table::default()
            }),
            Block::Paragraph(text.repeat(40)),
        ],
        payments: giro
            .into_iter()
            .map(|giro| Payment {
                giro,
                heading: "How to pay".into(),
                lines: vec!["Payee: Town".into(), "IBAN: DE89 3704 0044 0532 0130 00".into()],
                alt: "Code for banking apps".into(),
            })
            .collect(),
        remedy: Some(Remedy { heading: "How to object".into(), paragraphs: vec![text.repeat(10)] }),
        ..one_page()
    }
}

/// The measure of the town hall: one page from a template.
#[divan::bench]
fn letter_of_one_page(bencher: Bencher) {
    let letter = one_page();
    assert!(write(&letter).is_ok_and(|pdf| pdf.pages == 1));
    bencher.bench(|| write(black_box(&letter)));
}

/// Table, payment, remedy, two codes.
#[divan::bench]
fn notice_of_several_pages(bencher: Bencher) {
    let letter = notice();
    assert!(write(&letter).is_ok_and(|pdf| pdf.pages > 1));
    bencher.bench(|| write(black_box(&letter)));
}

/// The gate on a file of our own.
#[divan::bench]
fn gate(bencher: Bencher) {
    let bytes = write(&notice()).map(|pdf| pdf.bytes).unwrap_or_default();
    assert!(check(&bytes, &Limits::default()).is_ok());
    bencher.bench(|| check(black_box(&bytes), &Limits::default()));
}
