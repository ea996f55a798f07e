//! Words: the Fluent catalogue (projectfluent.org) of messages, one folder a language, shared by the window, the command line and errors.

use std::fmt::Write as _;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::Error;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::En, Self::Ru, Self::Kk];

    /// The language of a tag or locale name: `kk`, `ru-KZ`, `ru_RU.UTF-8`.
    pub fn of(tag: &str) -> Option<Self> {
        match tag
            .split(['-', '_', '.', '@'])
            .next()?
            .to_ascii_lowercase()
            .as_str()
        {
            "en" => Some(Self::En),
            "ru" => Some(Self::Ru),
            "kk" => Some(Self::Kk),
            _ => None,
        }
    }

    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
        }
    }

    /// The same as the casework names it.
    pub const fn lang(self) -> casework::date::Lang {
        match self {
            Self::En => casework::date::Lang::En,
            Self::Ru => casework::date::Lang::Ru,
            Self::Kk => casework::date::Lang::Kk,
        }
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en"),
            Self::Ru => langid!("ru"),
            Self::Kk => langid!("kk"),
        }
    }

    fn sources(self) -> [&'static str; 12] {
        macro_rules! files {
            ($tag:literal) => {
                [
                    include_str!(concat!("../../../locales/", $tag, "/errors.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/cli.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/checkup.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/log.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/reading-ui.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/calendar.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/lists.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/places.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/people.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/leaks.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/incoming.ftl")),
                    include_str!(concat!("../../../locales/", $tag, "/disclosure.ftl")),
                ]
            };
        }
        match self {
            Self::En => files!("en"),
            Self::Ru => files!("ru"),
            Self::Kk => files!("kk"),
        }
    }
}

/// The messages of errors and of the command line in one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Text {
    /// Loads the messages, which are part of the program.
    ///
    /// # Panics
    /// If a catalogue does not parse; the tests parse every one.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new(vec![language.id()]);
        // Marks around arguments are for right-to-left text; a terminal shows them as garbage.
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource = FluentResource::try_new(source.to_owned())
                .unwrap_or_else(|_| panic!("catalogues parse: a test reads each"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|_| panic!("keys are unique: a test looks"));
        }
        Self { language, bundle }
    }

    /// Its language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message of a key with its arguments; the key itself where there is none, so that nothing is ever blank.
    pub fn get(&self, key: &str, args: &[(&str, &str)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return key.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            // A number takes part in plural rules, a text does not.
            let number: Option<f64> = value.parse::<u32>().ok().map(f64::from);
            values.set(
                *name,
                number.map_or_else(|| FluentValue::from((*value).to_owned()), FluentValue::from),
            );
        }
        let mut faults = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&values), &mut faults)
            .into_owned()
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// What happened, and what to do next.
    pub fn error(&self, error: &Error) -> (String, String) {
        let args: Vec<(&str, &str)> = error
            .args
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut what = self.get(&format!("error-{}", error.code), &args);
        let reasons = error.args.get("reasons").map_or("", String::as_str);
        for reason in reasons.split_whitespace() {
            let why = self.get(&format!("passphrase-{reason}"), &[]);
            write!(what, "\n  {why}").expect("a string takes all");
        }
        for fault in &error.faults {
            // Faults are written in English by the importer and go out as they are: they quote paths of the file.
            write!(what, "\n  {}: {}", fault.path, fault.why).expect("a string takes all");
        }
        (what, self.get(&format!("error-{}-next", error.code), &args))
    }
}
