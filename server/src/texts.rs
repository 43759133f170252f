//! The words the server says itself (e-mails), out of the same catalogues as the pages: `ui/texts/<locale>/`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rathaus_api::accounts::Language;
use unic_langid::LanguageIdentifier;

struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// The catalogues of e-mails, of letters, and of what residents declare.
const DE: [&str; 3] = [
    include_str!("../../ui/texts/de/notices.ftl"),
    include_str!("../../ui/texts/de/letters.ftl"),
    include_str!("../../ui/texts/de/consent.ftl"),
];
const DE_SIMPLE: [&str; 3] = [
    include_str!("../../ui/texts/de-simple/notices.ftl"),
    include_str!("../../ui/texts/de-simple/letters.ftl"),
    include_str!("../../ui/texts/de-simple/consent.ftl"),
];
const EN: [&str; 3] = [
    include_str!("../../ui/texts/en/notices.ftl"),
    include_str!("../../ui/texts/en/letters.ftl"),
    include_str!("../../ui/texts/en/consent.ftl"),
];

/// Compiled in and read once; a mistake in a catalogue fails the tests below.
static CATALOGUES: LazyLock<[Catalogue; 3]> = LazyLock::new(|| {
    [
        catalogue(Language::De, "de", &DE),
        catalogue(Language::DeSimple, "de", &DE_SIMPLE),
        catalogue(Language::En, "en", &EN),
    ]
});

fn catalogue(language: Language, locale: &str, sources: &[&str]) -> Catalogue {
    let locale: LanguageIdentifier = locale.parse().expect("the tags above are well-formed");
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Direction marks around values would break links in plain text.
    bundle.set_use_isolating(false);
    // What can be read of a damaged catalogue is better than nothing; the tests see the damage.
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    Catalogue { language, bundle }
}

/// A text with its values filled in. Where a language lacks it, the German one.
#[must_use]
pub fn text(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let args: FluentArgs<'_> = values.iter().copied().collect();
    let found = [language, Language::De].into_iter().find_map(|language| formatted(language, key, &args));
    found.unwrap_or_else(|| {
        tracing::error!(key, "a text is missing");
        key.to_owned()
    })
}

fn formatted(language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = &CATALOGUES.iter().find(|catalogue| catalogue.language == language)?.bundle;
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(key, ?errors, "a text could not be filled in");
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [Language; 3] = [Language::De, Language::DeSimple, Language::En];
    const KEYS: [&str; 6] = [
        "notices-report-received-subject",
        "notices-report-received-body",
        "notices-report-answered-subject",
        "notices-report-answered-body",
        "notices-report-status-subject",
        "notices-report-status-body",
    ];
    const VALUES: [(&str, &str); 3] = [
        ("number", "2026-000017"),
        ("link", "https://rathaus.example/meldung#x"),
        ("town", "Stadt Erlenbrück"),
    ];

    #[test]
    fn every_language_has_every_text() {
        let sources = [
            include_str!("../../ui/texts/de/notices.ftl"),
            include_str!("../../ui/texts/de-simple/notices.ftl"),
            include_str!("../../ui/texts/en/notices.ftl"),
        ];
        for (language, source) in LANGUAGES.into_iter().zip(sources) {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{language:?} can be read");
            let args: FluentArgs<'_> = VALUES.into_iter().collect();
            for key in KEYS {
                let text = formatted(language, key, &args).unwrap_or_else(|| panic!("{language:?} {key}"));
                assert!(!text.contains('{') && !text.contains('\u{2068}'), "{language:?} {key}: {text}");
                assert!(text.contains("2026-000017"), "{language:?} {key} names the number");
                if key.ends_with("-body") {
                    assert!(
                        text.contains("\nhttps://rathaus.example/meldung#x\n"),
                        "{language:?} {key}: {text}"
                    );
                    assert!(text.contains("Stadt Erlenbrück"), "{language:?} {key}: {text}");
                } else {
                    assert!(!text.contains('\n') && text.chars().count() <= 78, "{language:?} {key}: {text}");
                }
            }
        }
    }

    #[test]
    fn every_language_can_be_read_and_has_the_same_keys() {
        let keys = |sources: &[&str]| {
            let mut keys = Vec::new();
            for source in sources {
                let resource = FluentResource::try_new((*source).to_owned()).expect("a sound catalogue");
                drop(resource);
                let lines = source.lines().filter(|line| !line.starts_with(['#', ' ', '.']));
                keys.extend(lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()));
            }
            keys.sort();
            keys
        };
        assert_eq!(keys(&DE), keys(&EN));
        assert_eq!(keys(&DE), keys(&DE_SIMPLE));
    }

    #[test]
    fn languages_differ() {
        let subject = |language| text(language, KEYS[0], &VALUES);
        assert_ne!(subject(Language::De), subject(Language::En));
        assert_ne!(text(Language::De, KEYS[1], &VALUES), text(Language::DeSimple, KEYS[1], &VALUES));
    }

    #[test]
    fn a_missing_text_is_its_key() {
        assert_eq!(text(Language::En, "notices-none", &[]), "notices-none");
    }
}
