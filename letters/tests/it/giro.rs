//! The transfer in a GiroCode.

use proptest::prelude::*;
use rathaus_letters::{GiroCode, GiroError, Remittance};

const IBAN: &str = "DE89370400440532013000";

fn code(iban: &str, payee: &str, cents: u64, text: &str) -> Result<GiroCode, GiroError> {
    GiroCode::new(iban, payee, cents, Remittance::Text(text.into()))
}

#[test]
fn the_lines_stand_where_banks_look_for_them() {
    let code =
        code(" de89 3704 0044 0532 0130 00", "Stadt Erlenbrück", 12_005, "Kassenzeichen 5.0815").unwrap();
    let expected =
        "BCD\n002\n1\nSCT\n\nStadt Erlenbrück\nDE89370400440532013000\nEUR120.05\n\n\nKassenzeichen 5.0815";
    assert_eq!(code.payload(), expected);
    assert_eq!((code.iban(), code.cents()), (IBAN, 12_005));
    let code = code.with_bic("cobadeff370").unwrap();
    assert!(code.payload().starts_with("BCD\n002\n1\nSCT\nCOBADEFF370\n"));
    let reference = Remittance::Reference("RF18 5390 0754 7034".into());
    let code = GiroCode::new(IBAN, "Stadt", 1, reference).unwrap();
    assert!(code.payload().ends_with("EUR0.01\n\nRF18539007547034"), "{}", code.payload());
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = [
        "",
        "DE",
        "DE89370400440532013001",
        "DE8937040044053201300",
        "US89370400440532013000",
        "DE8937040044053201300ä",
    ];
    for iban in wrong {
        assert_eq!(code(iban, "Stadt", 1, ""), Err(GiroError::Iban), "{iban}");
    }
    for right in [
        "AT611904300234573201",
        "CH9300762011623852957",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
    ] {
        assert!(code(right, "Stadt", 1, "").is_ok(), "{right}");
    }
    assert_eq!(code(IBAN, " ", 1, ""), Err(GiroError::Payee));
    assert_eq!(code(IBAN, "Stadt\nEUR9", 1, ""), Err(GiroError::Payee));
    assert_eq!(code(IBAN, &"ä".repeat(71), 1, ""), Err(GiroError::Payee));
    assert!(code(IBAN, &"ä".repeat(70), 1, "").is_ok());
    assert_eq!(code(IBAN, "Stadt", 0, ""), Err(GiroError::Amount));
    assert_eq!(code(IBAN, "Stadt", 100_000_000_000, ""), Err(GiroError::Amount));
    assert_eq!(code(IBAN, "Stadt", 1, &"x".repeat(141)), Err(GiroError::Remittance));
    assert_eq!(code(IBAN, "Stadt", 1, "a\nb"), Err(GiroError::Remittance));
    let reference = |text: &str| GiroCode::new(IBAN, "Stadt", 1, Remittance::Reference(text.into()));
    assert_eq!(reference("RF19539007547034"), Err(GiroError::Remittance));
    assert_eq!(reference("DE89370400440532013000"), Err(GiroError::Remittance));
    assert_eq!(code(IBAN, "Stadt", 1, "").unwrap().with_bic("COBA"), Err(GiroError::Bic));
}

proptest! {
    /// One wrong character, or two neighbours in the wrong order, never go through.
    #[test]
    fn a_slip_of_the_pen_is_found(place in 4_usize..22, digit in 0_u8..10, swap in any::<bool>()) {
        let mut iban = IBAN.as_bytes().to_vec();
        if swap && place < 21 {
            iban.swap(place, place + 1);
        } else {
            iban[place] = b'0' + digit;
        }
        let iban = String::from_utf8(iban).unwrap();
        prop_assert_eq!(code(&iban, "Stadt", 1, "").is_ok(), iban == IBAN);
    }

    /// Nobody smuggles a line into the code.
    #[test]
    fn there_are_never_more_lines(payee in ".{0,80}", text in ".{0,150}", cents in any::<u64>()) {
        if let Ok(code) = code(IBAN, &payee, cents, &text) {
            let payload = code.payload();
            prop_assert!(payload.lines().count() <= 11);
            prop_assert_eq!(payload.lines().nth(6), Some(IBAN));
            prop_assert!(payload.len() <= 331);
        }
    }
}
