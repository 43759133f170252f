//! Codes: what an interface turns into words.
//!
//! The crate knows no words for people. Every code has a name that is stable in stored JSON and a key under which a
//! catalogue (Fluent) keeps its text, `law-<group>-<name>`. `ALL` lets a test ask whether a catalogue is complete.

/// Declares an enum of codes: its group, and each code with its stable name (`tt`: a `literal` hides from the derive of schemas).
macro_rules! codes {
    (
        $(#[$about:meta])*
        $group:literal $enum:ident { $( $(#[$doc:meta])* $code:ident = $name:tt ),+ $(,)? }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $enum {
            $( $(#[$doc])* #[serde(rename = $name)] $code, )+
        }

        impl $enum {
            /// Every code.
            pub const ALL: &'static [Self] = &[$( Self::$code ),+];

            /// The name in stored JSON. Never changes.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$code => $name ),+ }
            }

            /// The key of its text in a catalogue.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $( Self::$code => concat!("law-", $group, "-", $name) ),+ }
            }
        }
    };
}

pub(crate) use codes;

/// Every key a catalogue needs to render whatever this crate answers. A test of the interface compares its catalogues
/// with this list.
#[must_use]
pub fn catalogue_keys() -> Vec<&'static str> {
    fn of<T: Copy>(codes: &[T], key: fn(T) -> &'static str) -> impl Iterator<Item = &'static str> {
        codes.iter().map(move |code| key(*code))
    }
    [crate::calendar::SATURDAY_KEY, crate::calendar::SUNDAY_KEY]
        .into_iter()
        .chain(of(crate::HolidayKind::ALL, crate::HolidayKind::key))
        .chain(of(crate::DeliveryRegime::ALL, crate::DeliveryRegime::key))
        .chain(of(crate::StepCode::ALL, crate::StepCode::key))
        .chain(of(crate::Doubt::ALL, crate::Doubt::key))
        .chain(of(crate::WaitingFor::ALL, crate::WaitingFor::key))
        .chain(of(crate::Failure::ALL, crate::Failure::key))
        .chain(of(crate::RemedyKind::ALL, crate::RemedyKind::key))
        .chain(of(crate::Jurisdiction::ALL, crate::Jurisdiction::key))
        .chain(of(crate::NoticeState::ALL, crate::NoticeState::key))
        .chain(of(crate::NoticePart::ALL, crate::NoticePart::key))
        .chain(of(crate::Form::ALL, crate::Form::key))
        .chain(of(crate::Subject::ALL, crate::Subject::key))
        .chain(of(crate::Confidence::ALL, crate::Confidence::key))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_plain() {
        let mut keys = catalogue_keys();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
        for key in keys {
            assert!(key.starts_with("law-"), "{key}");
            assert!(
                key.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_')),
                "{key}"
            );
        }
    }

    #[test]
    fn the_name_in_json_is_the_name() {
        for regime in crate::DeliveryRegime::ALL {
            assert_eq!(serde_json::to_value(regime).unwrap(), regime.name());
        }
    }
}
