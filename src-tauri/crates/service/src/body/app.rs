//! What needs no vault: the state of the program, preferences, passphrases, dates and names.

use ::handover::card::UNNAMED;
use casework::date::UncertainDate;
use vault::WordList;

use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::{Service, State};
use crate::strong;
use crate::text::Language;

pub fn app_state(service: &Service, _: Nothing) -> Result<AppState> {
    service.tick();
    let state = service.state();
    let text = |path: &std::path::Path| path.to_str().map(str::to_owned);
    let open = state.open.as_ref();
    Ok(AppState {
        version: env!("CARGO_PKG_VERSION").into(),
        open: open.is_some(),
        vault: open
            .map(|session| &*session.path)
            .or_else(|| state.app.last())
            .and_then(text),
        known: state.app.known().into_iter().filter_map(text).collect(),
        suggested: suggested(&service.documents),
        settings: state.app.settings().clone(),
        today: service.today(),
        privacy: service.privacy.load(std::sync::atomic::Ordering::SeqCst),
        seal: open.map_or(
            SealState {
                open: false,
                closes_in: None,
            },
            |session| session.seal_state(service.now()),
        ),
    })
}

/// A folder that is not there yet.
fn suggested(documents: &std::path::Path) -> String {
    let free = |path: &std::path::PathBuf| !path.exists();
    let first = format!("{UNNAMED}.vault");
    let names = std::iter::once(first.clone())
        .chain((2..100).map(|number| format!("{UNNAMED} {number}.vault")));
    let path = names
        .map(|name| documents.join(name))
        .find(free)
        .unwrap_or_else(|| documents.join(first));
    path.to_string_lossy().into_owned()
}

pub fn settings_save(service: &Service, request: Settings) -> Result<Settings> {
    service.keep_settings(request)
}

pub fn passphrase_generate(service: &Service, request: PassphraseWish) -> Result<PassphraseOffer> {
    let list = WordList::of(&request.language).unwrap_or(WordList::En);
    let count = usize::from(request.words.clamp(5, 10));
    let passphrase = vault::generate_passphrase(count, list, &service.env.entropy)?;
    Ok(PassphraseOffer {
        passphrase: passphrase.as_str().to_owned(),
        bits: list.bits(count),
    })
}

pub fn passphrase_assess(
    service: &Service,
    request: PassphraseText,
) -> Result<PassphraseAssessment> {
    let text = zeroize::Zeroizing::new(request.passphrase);
    let own = {
        let State { app, open, .. } = &mut *service.state();
        strong::own_words(app, open.as_mut())
    };
    let assessment = vault::assess_passphrase_with(&text, &own);
    Ok(PassphraseAssessment {
        score: assessment.score,
        acceptable: assessment.acceptable,
        reasons: assessment
            .reasons
            .iter()
            .map(|reason| reason.code().to_owned())
            .collect(),
    })
}

pub fn date_parse(service: &Service, request: DateWords) -> Result<DateUnderstood> {
    let lang = language(&request.language).lang();
    let date = understand(&request.text, lang, service.today())?;
    Ok(DateUnderstood {
        shown: date.display(lang),
        date,
    })
}

/// A date in EDTF or in plain words.
pub fn understand(
    text: &str,
    lang: casework::date::Lang,
    today: chrono::NaiveDate,
) -> Result<UncertainDate> {
    casework::date::words::parse(text, today, Some(lang)).map_err(|error| {
        Error::new(Code::DateUnclear)
            .with("code", error.code())
            .at("text")
    })
}

pub fn name_match(_: &Service, request: NamePair) -> Result<NameVerdict> {
    let found = casework::name::compare(&request.left, &request.right);
    Ok(NameVerdict {
        band: found.band.code().to_owned(),
        score: found.score,
        reasons: found
            .reasons
            .iter()
            .map(|reason| reason.code().to_owned())
            .collect(),
    })
}

fn language(tag: &str) -> Language {
    Language::of(tag).unwrap_or(Language::En)
}
