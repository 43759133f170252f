//! No bytes make the gate fall over, and what it lets through is the same file for another reader.

use std::sync::LazyLock;

use proptest::prelude::*;
use rathaus_letters::{Limits, Refusal, check, write};

use crate::{hostile, support};

/// Good files to start from, written in different ways.
static GOOD: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let handmade = hostile::good();
    let plain = handmade.bytes();
    let updated = hostile::update(
        &plain,
        &[(6, b"[1 2.5 (a\\)) <41> /B#43]")],
        &format!("/Prev {}", hostile::start(&plain)),
    );
    let link = "<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://a.example/) >> >>";
    vec![
        plain,
        handmade.packed(false),
        handmade.packed(true),
        updated,
        hostile::annotated(link, &[]),
        write(&support::one_page()).unwrap().bytes,
    ]
});

/// Small, so that a test that runs into them is quick.
fn limits() -> Limits {
    Limits { values: 50_000, unpacked: 5_000_000, held: 1_000_000, ..Limits::default() }
}

/// Words that mean something in a PDF.
const WORDS: &[&str] = &[
    " 0 R",
    "obj",
    "endobj",
    "stream\n",
    "endstream",
    "xref\n",
    "trailer",
    "startxref\n",
    "%%EOF",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "/Type",
    "/ObjStm",
    "/XRef",
    "/Prev 0",
    "/Length 99999999",
    "/N -1",
    "/First 18446744073709551615",
    "/W [8 8 8]",
    "/Index [0 4294967295]",
    "/Kids [2 0 R]",
    "/Count -1",
    "-",
    ".",
    "#",
    "\\",
    "\r",
    "\0",
    "%",
    "99999999999999999999",
    "/Predictor 12",
    "/Columns 0",
    "/Filter",
    "/S /JavaScript",
    "null",
    "true",
];

/// A change: where, what goes, what comes.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn change() -> impl Strategy<Value = Change> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(WORDS).prop_map(|word| word.as_bytes().to_vec()),
        "[0-9]{1,4}".prop_map(String::into_bytes),
    ];
    (any::<prop::sample::Index>(), 0_usize..12, bytes)
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (place, gone, come) in changes {
        if bytes.is_empty() {
            break;
        }
        let from = place.index(bytes.len());
        let to = (from + gone).min(bytes.len());
        bytes.splice(from..to, come.iter().copied());
    }
    bytes
}

/// Another reader finds the same pages.
fn agreed(bytes: &[u8], pages: u32) -> Result<(), TestCaseError> {
    let other = lopdf::Document::load_mem(bytes).map_err(|error| TestCaseError::fail(format!("{error}")))?;
    let found = u32::try_from(other.get_pages().len()).unwrap();
    prop_assert_eq!(found, pages);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(check(&bytes, &limits()).is_err());
    }

    #[test]
    fn any_bytes_with_head_and_foot_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2000), at in 0..2100_u32) {
        let file = [b"%PDF-1.7\n".as_slice(), &bytes, format!("\nstartxref\n{at}\n%%EOF").as_bytes()].concat();
        prop_assert!(check(&file, &limits()).is_err());
    }

    #[test]
    fn words_of_pdf_in_any_order_are_answered(words in prop::collection::vec(prop::sample::select(WORDS), 0..200)) {
        let file = format!("%PDF-1.7\nxref\n0 0\ntrailer\n{}\nstartxref\n9\n%%EOF", words.join(" "));
        let _answered = check(file.as_bytes(), &limits());
    }

    #[test]
    fn changed_files_are_refused_or_the_same_to_others(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let bytes = changed(which.get(&GOOD).clone(), &changes);
        if let Ok(facts) = check(&bytes, &limits()) {
            agreed(&bytes, facts.pages)?;
        }
    }

    /// Changes inside a packed stream of objects, packed again: what is inside is read as strictly.
    #[test]
    fn changed_objects_in_streams_are_answered(changes in prop::collection::vec(change(), 1..4)) {
        let mut file = hostile::good();
        file.objects[0] = changed(file.objects[0].clone(), &changes);
        for bytes in [file.packed(true), file.packed(false), file.bytes()] {
            if let Ok(facts) = check(&bytes, &limits()) {
                agreed(&bytes, facts.pages)?;
            }
        }
    }

    /// A script is found wherever a value may stand.
    #[test]
    fn a_script_is_never_let_through(depth in 0_usize..20, squeeze in any::<bool>(), escape in 0_usize..10) {
        let name: String = "JavaScript"
            .bytes()
            .enumerate()
            .map(|(place, byte)| if place == escape { format!("#{byte:02x}") } else { char::from(byte).to_string() })
            .collect();
        let value = format!("{}<< /S /{name} >>{}", "[<< /A ".repeat(depth), " >>]".repeat(depth));
        let mut file = hostile::good();
        file.objects.push(value.into_bytes());
        for bytes in [file.packed(squeeze), file.bytes()] {
            prop_assert_eq!(check(&bytes, &Limits::default()), Err(Refusal::Script));
        }
    }
}
