//! Names and dates: no vault needed.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde_json::json;
use service::contract::{DateWords, NamePair, Vocabularies};
use service::{Code, Error, Result};

use super::Context;
use crate::session;
use crate::show::Show;

pub fn name_match(context: &Context<'_>, left: &str, right: &str) -> Result<ExitCode> {
    let show = context.show;
    let verdict = session::service(&show.text).name_match(NamePair {
        left: left.to_owned(),
        right: right.to_owned(),
    })?;
    show.answer(&verdict, |show| {
        show.line(&format!(
            "{} ({:.2})",
            show.text.get(&format!("cli-name-{}", verdict.band), &[]),
            verdict.score
        ));
    });
    Ok(ExitCode::SUCCESS)
}

pub fn date(context: &Context<'_>, words: &str) -> Result<ExitCode> {
    let show = context.show;
    let understood = session::service(&show.text).date_parse(DateWords {
        text: words.to_owned(),
        language: show.text.language().tag().into(),
    })?;
    let date = &understood.date;
    let document = json!({
        "edtf": date.edtf(), "earliest": date.earliest(), "latest": date.latest(), "precision": date.precision(),
        "approximate": date.approximate(), "uncertain": date.uncertain(), "shown": understood.shown,
    });
    show.answer(&document, |show| {
        show.line(&format!("{}  {}", date.edtf(), understood.shown));
    });
    Ok(ExitCode::SUCCESS)
}

/// One single day, as `YYYY-MM-DD` or in words of any of the languages.
pub fn day(show: &Show, words: &str) -> Result<NaiveDate> {
    let understood = session::service(&show.text).date_parse(DateWords {
        text: words.to_owned(),
        language: show.text.language().tag().into(),
    })?;
    let date = &understood.date;
    date.earliest()
        .filter(|first| date.latest() == Some(*first))
        .ok_or_else(|| Error::new(Code::NotOneDay))
}

/// What a code of a vocabulary is called; the code itself where nobody named it.
pub fn term(show: &Show, terms: &Vocabularies, vocabulary: &str, code: &str) -> String {
    let term = terms
        .terms
        .iter()
        .find(|term| term.vocabulary == vocabulary && term.code == code);
    let label = term.map(|term| match show.text.language() {
        service::Language::En => &term.en,
        service::Language::Ru => &term.ru,
        service::Language::Kk => &term.kk,
    });
    label
        .filter(|label| !label.is_empty())
        .cloned()
        .unwrap_or_else(|| code.to_owned())
}
