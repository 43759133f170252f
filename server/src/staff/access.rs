//! Why somebody at the desk may open a case, and the entry of the audit log that says so.
//!
//! One's own office and an office one stands in for: no question. Any other office, administrators included: a reason
//! in the header `Access-Reason`, which the resident reads. A change asks for more: the office itself, a substitution,
//! or an administrator with a reason.

use axum::http::HeaderValue;
use rathaus_api::{audit::AccessPurpose, problem::Code, staff::Role};

use super::Clerk;
use crate::http::Failure;

/// Longest and shortest reason, in characters.
const REASON_CHARS: std::ops::RangeInclusive<usize> = 5..=300;

/// Why something may be opened or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// For what.
    pub purpose: AccessPurpose,
    /// The reason that was asked for; otherwise empty.
    pub reason: String,
}

impl Access {
    fn without_reason(purpose: AccessPurpose) -> Self {
        Self { purpose, reason: String::new() }
    }
}

impl Clerk {
    /// Access to what is one's own office's or that of an absent colleague.
    #[must_use]
    pub fn own_access(&self, office: &str) -> Option<Access> {
        if self.member.office == office {
            Some(Access::without_reason(AccessPurpose::Processing))
        } else if self.stands_in_for.iter().any(|other| other == office) {
            Some(Access::without_reason(AccessPurpose::Substitution))
        } else {
            None
        }
    }

    /// Access for reading: any office, another one's with a reason.
    ///
    /// # Errors
    /// `reason-required`.
    pub fn reading(&self, office: &str) -> Result<Access, Failure> {
        self.own_access(office).map_or_else(|| reasoned(self.access_reason.as_ref()), Ok)
    }

    /// Access for changing: the offices somebody works for, and for administrators others with a reason.
    ///
    /// # Errors
    /// `not-found` for a case of an office that is none of hers; `reason-required` for administrators.
    pub fn changing(&self, office: &str) -> Result<Access, Failure> {
        match (self.own_access(office), self.member.role) {
            (Some(access), _) => Ok(access),
            (None, Role::Admin) => reasoned(self.access_reason.as_ref()),
            (None, Role::Clerk | Role::Lead | Role::Counter) => Err(Failure::new(Code::NotFound)),
        }
    }
}

fn reasoned(sent: Option<&HeaderValue>) -> Result<Access, Failure> {
    let required = || {
        let (min, max) = (REASON_CHARS.start(), REASON_CHARS.end());
        Failure::new(Code::ReasonRequired)
            .because(format!("send Access-Reason: {min} to {max} characters, percent-encoded"))
    };
    let sent = sent.ok_or_else(required)?;
    let reason = sent.to_str().ok().and_then(decoded).ok_or_else(required)?;
    let reason: String = reason.trim().chars().filter(|c| !c.is_control()).collect();
    if REASON_CHARS.contains(&reason.chars().count()) {
        Ok(Access { purpose: AccessPurpose::OtherOffice, reason })
    } else {
        Err(required())
    }
}

/// Percent-decoding (RFC 3986, 2.1) of UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sent: Option<&str>, expected: Option<&str>) {
        let value = sent.map(|sent| sent.parse().unwrap());
        let reason = reasoned(value.as_ref()).ok().map(|access| access.reason);
        assert_eq!(reason.as_deref(), expected, "{sent:?}");
    }

    #[test]
    fn a_reason_is_a_sentence_and_not_a_blank() {
        check(Some("Vertretung%20f%C3%BCr%20Frau%20K."), Some("Vertretung für Frau K."));
        check(Some("plain words"), Some("plain words"));
        for none in
            [None, Some(""), Some("%20%20%20%20%20%20"), Some("abc"), Some("%C3%28abcdef"), Some("%+1abcdef")]
        {
            check(none, None);
        }
        check(Some(&"x".repeat(301)), None);
    }
}
