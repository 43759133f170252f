//! The few words the shell itself says (tray, notices), from the same catalogues as the pages.

use std::sync::RwLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;

/// Languages that have a catalogue: tag and content. German comes first, it is the fallback.
const CATALOGUES: [(&str, &str); 3] = [
    ("de", include_str!("../../ui/texts/de/app.ftl")),
    ("de-simple", include_str!("../../ui/texts/de-simple/app.ftl")),
    ("en", include_str!("../../ui/texts/en/app.ftl")),
];

/// Everything the shell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phrase {
    TrayOpen,
    TrayQuit,
    NoticeTitle,
    NoticeBody,
    NoticeOpen,
    BackgroundTitle,
    BackgroundBody,
    BackgroundBodyNoIcon,
    SignedOutTitle,
    SignedOutBody,
    BrowserDone,
    BrowserRefused,
    BrowserNext,
    ErrandDone,
    ErrandRefused,
}

impl Phrase {
    #[cfg(test)]
    const ALL: [Self; 15] = [
        Self::TrayOpen,
        Self::TrayQuit,
        Self::NoticeTitle,
        Self::NoticeBody,
        Self::NoticeOpen,
        Self::BackgroundTitle,
        Self::BackgroundBody,
        Self::BackgroundBodyNoIcon,
        Self::SignedOutTitle,
        Self::SignedOutBody,
        Self::BrowserDone,
        Self::BrowserRefused,
        Self::BrowserNext,
        Self::ErrandDone,
        Self::ErrandRefused,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::TrayOpen => "app-tray-open",
            Self::TrayQuit => "app-tray-quit",
            Self::NoticeTitle => "app-notice-title",
            Self::NoticeBody => "app-notice-body",
            Self::NoticeOpen => "app-notice-open",
            Self::BackgroundTitle => "app-background-title",
            Self::BackgroundBody => "app-background-body",
            Self::BackgroundBodyNoIcon => "app-background-body-no-icon",
            Self::SignedOutTitle => "app-signed-out-title",
            Self::SignedOutBody => "app-signed-out-body",
            Self::BrowserDone => "app-browser-done",
            Self::BrowserRefused => "app-browser-refused",
            Self::BrowserNext => "app-browser-next",
            Self::ErrandDone => "app-errand-done",
            Self::ErrandRefused => "app-errand-refused",
        }
    }
}

/// The catalogues, and which one is spoken.
pub(crate) struct Texts {
    bundles: Vec<(&'static str, FluentBundle<FluentResource>)>,
    spoken: RwLock<usize>,
}

impl Texts {
    /// All catalogues; the system's language is spoken until the pages say otherwise.
    pub(crate) fn new() -> Self {
        let bundles = CATALOGUES.iter().map(|(tag, content)| (*tag, bundle(tag, content))).collect();
        let texts = Self { bundles, spoken: RwLock::new(0) };
        texts.speak(&system_language().unwrap_or_default());
        texts
    }

    /// Changes the language; an unknown tag changes nothing. Returns whether the language is known.
    pub(crate) fn speak(&self, tag: &str) -> bool {
        let Some(index) = self.bundles.iter().position(|(known, _)| *known == tag) else { return false };
        if let Ok(mut spoken) = self.spoken.write() {
            *spoken = index;
        }
        true
    }

    /// The spoken language as other programs name it: our plain German is German to them.
    pub(crate) fn language(&self) -> &'static str {
        let spoken = self.spoken.read().map_or(0, |spoken| *spoken);
        let tag = self.bundles.get(spoken).map_or("de", |(tag, _)| *tag);
        tag.split('-').next().unwrap_or(tag)
    }

    /// The words in the spoken language.
    pub(crate) fn say(&self, phrase: Phrase) -> String {
        let spoken = self.spoken.read().map_or(0, |spoken| *spoken);
        [spoken, 0].iter().find_map(|index| self.formatted(*index, phrase)).unwrap_or_default()
    }

    fn formatted(&self, index: usize, phrase: Phrase) -> Option<String> {
        let (_, bundle) = self.bundles.get(index)?;
        let pattern = bundle.get_message(phrase.key())?.value()?;
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, None, &mut errors).into_owned())
    }
}

fn bundle(tag: &str, content: &str) -> FluentBundle<FluentResource> {
    // `de-simple` is no language of its own for plural rules and numbers.
    let language = tag.split('-').next().unwrap_or(tag).parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    let resource = FluentResource::try_new(content.to_owned()).unwrap_or_else(|(partial, errors)| {
        tracing::error!(?errors, tag, "a catalogue has mistakes");
        partial
    });
    bundle.add_resource_overriding(resource);
    bundle
}

/// The language of the desktop as `LC_ALL`, `LC_MESSAGES` or `LANG` say it (POSIX), if we speak it.
pub(crate) fn system_language() -> Option<String> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let language = set?.split(['_', '.', '-']).next()?.to_lowercase();
    CATALOGUES.iter().any(|(tag, _)| *tag == language).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_exists_in_every_language() {
        let texts = Texts::new();
        for (index, (tag, _)) in CATALOGUES.iter().enumerate() {
            assert!(texts.speak(tag));
            for phrase in Phrase::ALL {
                let words = texts.formatted(index, phrase);
                assert!(words.is_some_and(|words| !words.is_empty()), "{tag}: {phrase:?}");
            }
        }
        assert!(!texts.speak("tlh"));
    }

    fn in_catalogue(tag: &str, key: &str) -> String {
        let (_, content) = CATALOGUES.iter().find(|(known, _)| *known == tag).expect("a catalogue");
        let message = bundle(tag, content);
        let pattern = message.get_message(key).and_then(|message| message.value()).expect(key);
        message.format_pattern(pattern, None, &mut Vec::new()).into_owned()
    }

    #[test]
    fn the_desktop_entry_and_the_packages_carry_the_words_of_the_catalogues() {
        let entry = include_str!("../desktop/rathaus.desktop");
        for (name, key) in [
            ("GenericName", "app-kind"),
            ("Comment", "app-summary"),
            ("Keywords", "app-keywords"),
            ("Name", "app-tray-quit"),
        ] {
            for (suffix, tag) in [("", "en"), ("[de]", "de")] {
                let line = format!("\n{name}{suffix}={}\n", in_catalogue(tag, key));
                assert!(entry.contains(&line), "the desktop entry lacks {line:?}");
            }
        }
        let packages: serde_json::Value =
            serde_json::from_str(include_str!("../tauri.conf.json")).expect("JSON");
        assert_eq!(packages["bundle"]["shortDescription"], in_catalogue("en", "app-summary"));
        assert_eq!(packages["bundle"]["longDescription"], in_catalogue("en", "app-description"));
    }
}
