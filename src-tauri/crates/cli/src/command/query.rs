//! Searching, and who is held.

use std::path::Path;
use std::process::ExitCode;

use casework::view::HeldRow;
use service::Result;
use service::contract::{Held, Nothing, OnDay, SearchQuery, Vocabularies};

use super::Context;
use crate::show::Show;

pub fn search(
    context: &Context<'_>,
    vault: &Path,
    words: &[String],
    limit: u32,
    privileged: bool,
) -> Result<ExitCode> {
    let show = context.show;
    let text = if words == ["-"] {
        super::note::words(None, show)?.as_str().to_owned()
    } else {
        words.join(" ")
    };
    let found = context.open(vault, |service, _| {
        service.search(SearchQuery {
            text,
            kinds: Vec::new(),
            limit,
            privileged,
        })
    })?;
    show.answer(&found, |show| {
        let rows: Vec<[String; 4]> = found
            .results
            .iter()
            .map(|hit| {
                [
                    hit.case.clone().unwrap_or_default(),
                    hit.kind.name().to_owned(),
                    hit.title.clone(),
                    hit.why.clone(),
                ]
            })
            .collect();
        show.columns(&rows);
        if found.more {
            show.say("cli-more-found", &[]);
        } else if rows.is_empty() {
            show.say("cli-none-found", &[]);
        }
    });
    Ok(ExitCode::SUCCESS)
}

pub fn held(context: &Context<'_>, vault: &Path, on: Option<&str>) -> Result<ExitCode> {
    let on = on
        .map(|words| super::word::day(context.show, words))
        .transpose()?;
    let (held, terms) = context.open(vault, |service, _| {
        Ok((
            service.held(OnDay { on })?,
            service.vocabulary_list(Nothing {})?,
        ))
    })?;
    context
        .show
        .answer(&held, |show| board(show, &held, &terms));
    Ok(ExitCode::SUCCESS)
}

fn board(show: &Show, held: &Held, terms: &Vocabularies) {
    show.say("cli-held-on", &[("day", &held.on.to_string())]);
    if held.held.is_empty() {
        show.say("cli-none", &[]);
    }
    lines(show, &held.held, terms);
    if !held.restricted.is_empty() {
        show.say("cli-restricted-on", &[("day", &held.on.to_string())]);
        lines(show, &held.restricted, terms);
    }
}

fn lines(show: &Show, rows: &[HeldRow], terms: &Vocabularies) {
    let language = show.text.language();
    let status = |code: &str| super::word::term(show, terms, "measure", code);
    let unknown = show.text.get("cli-held-unknown", &[]);
    for row in rows {
        let since = row
            .since_date
            .as_ref()
            .map_or_else(|| unknown.clone(), |date| date.display(language.lang()));
        let until = match row.expires {
            Some(day) if row.overdue => show
                .text
                .get("cli-held-overdue", &[("until", &day.to_string())]),
            Some(day) => day.to_string(),
            None => unknown.clone(),
        };
        let provisions = if row.provisions.is_empty() {
            unknown.clone()
        } else {
            row.provisions.join(", ")
        };
        let args = [
            ("party", &*row.party),
            ("status", &status(&row.status)),
            ("since", &since),
            ("until", &until),
            ("provisions", &provisions),
            ("case", &row.case),
        ];
        show.line(&crate::show::plain(&show.text.get("cli-held-line", &args)));
    }
}
