//! Names and dates: no vault needed.

use std::process::ExitCode;

use serde_json::json;
use service::Result;
use service::contract::{DateWords, NamePair};

use super::Context;
use crate::session;

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
