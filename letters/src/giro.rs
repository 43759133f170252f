//! GiroCode: the quick response code of the European Payments Council (EPC069-12, version 3.1; data version 002) that
//! banking apps read.

/// A transfer that is right in form. Made by [`GiroCode::new`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiroCode {
    iban: String,
    bic: String,
    payee: String,
    cents: u64,
    remittance: Remittance,
}

/// What the payee recognises the payment by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remittance {
    /// Words, at most 140 characters.
    Text(String),
    /// A creditor reference (ISO 11649, `RF...`).
    Reference(String),
}

/// What is wrong with a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GiroError {
    /// Not an account of the SEPA area, or its check digits are wrong.
    #[error("the IBAN is wrong")]
    Iban,
    /// Not 8 or 11 letters and digits.
    #[error("the BIC is wrong")]
    Bic,
    /// Nothing, more than 70 characters, or line ends in it.
    #[error("the payee cannot stand in a GiroCode")]
    Payee,
    /// Not between 0.01 and 999,999,999.99 euros.
    #[error("the amount cannot stand in a GiroCode")]
    Amount,
    /// Longer than 140 characters, line ends in it, or a reference with wrong check digits.
    #[error("the remittance cannot stand in a GiroCode")]
    Remittance,
}

/// Lengths of an IBAN in the SEPA area (registry of SWIFT).
const SEPA: &[(&str, usize)] = &[
    ("AD", 24),
    ("AL", 28),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("VA", 22),
];

/// No code holds more.
const BYTES_MAX: usize = 331;
const CENTS_MAX: u64 = 99_999_999_999;

impl GiroCode {
    /// Checks a transfer in euros.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(iban: &str, payee: &str, cents: u64, remittance: Remittance) -> Result<Self, GiroError> {
        let iban = without_blanks(iban);
        let length = SEPA.iter().find(|(country, _)| iban.starts_with(country)).map(|(_, length)| *length);
        if length != Some(iban.len()) || !check_digits(&iban) {
            return Err(GiroError::Iban);
        }
        let payee = payee.trim().to_owned();
        if payee.is_empty() || !one_line(&payee, 70) {
            return Err(GiroError::Payee);
        }
        if !(1..=CENTS_MAX).contains(&cents) {
            return Err(GiroError::Amount);
        }
        let remittance = match remittance {
            Remittance::Text(text) => Remittance::Text(text.trim().to_owned()),
            Remittance::Reference(reference) => Remittance::Reference(without_blanks(&reference)),
        };
        let right = match &remittance {
            Remittance::Text(text) => one_line(text, 140),
            Remittance::Reference(reference) => {
                reference.starts_with("RF") && (5..=25).contains(&reference.len()) && check_digits(reference)
            }
        };
        if !right {
            return Err(GiroError::Remittance);
        }
        let code = Self { iban, bic: String::new(), payee, cents, remittance };
        // Room for a BIC stays.
        if code.payload().len() + 11 > BYTES_MAX { Err(GiroError::Remittance) } else { Ok(code) }
    }

    /// Names the bank; needed outside the European Economic Area only.
    ///
    /// # Errors
    /// When it is no BIC.
    pub fn with_bic(mut self, bic: &str) -> Result<Self, GiroError> {
        let bic = without_blanks(bic);
        let letters = bic.bytes().take(6).all(|byte| byte.is_ascii_uppercase());
        if !matches!(bic.len(), 8 | 11) || !letters || !bic.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(GiroError::Bic);
        }
        self.bic = bic;
        Ok(self)
    }

    /// The account, without blanks.
    #[must_use]
    pub fn iban(&self) -> &str {
        &self.iban
    }

    /// The amount in cents.
    #[must_use]
    pub fn cents(&self) -> u64 {
        self.cents
    }

    /// What stands in the code.
    #[must_use]
    pub fn payload(&self) -> String {
        let (reference, text) = match &self.remittance {
            Remittance::Reference(reference) => (reference.as_str(), ""),
            Remittance::Text(text) => ("", text.as_str()),
        };
        let amount = format!("EUR{}.{:02}", self.cents / 100, self.cents % 100);
        let lines =
            ["BCD", "002", "1", "SCT", &self.bic, &self.payee, &self.iban, &amount, "", reference, text];
        lines.join("\n").trim_end().to_owned()
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

fn one_line(text: &str, characters: usize) -> bool {
    text.chars().count() <= characters && !text.chars().any(char::is_control)
}

/// ISO 7064 mod 97-10: four characters moved to the end, letters as two digits, the rest of the division is 1.
fn check_digits(text: &str) -> bool {
    if text.len() < 5 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
        return false;
    }
    let (head, tail) = text.split_at(4);
    if !head.bytes().skip(2).all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let rest = tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |rest: u32, digit| {
        if digit < 10 { (rest * 10 + digit) % 97 } else { (rest * 100 + digit) % 97 }
    });
    rest == 1
}
