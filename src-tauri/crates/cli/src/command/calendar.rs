//! What is due: shown, or written to a file for another calendar.

use std::path::Path;
use std::process::ExitCode;

use casework::date::UncertainDate;
use casework::view::{CalendarEntry, CalendarQuery, CalendarView, EntryKind};
use chrono::{Days, NaiveDate};
use serde_json::json;
use service::Result;
use service::contract::{CalendarExport, Nothing, Vocabularies};

use super::{Context, word};
use crate::session;
use crate::show::{Show, bytes};

/// How far it looks ahead if nobody says, in days.
const AHEAD: u64 = 60;

/// What of the calendar is wanted.
pub struct Wish<'a> {
    /// First day.
    pub from: Option<&'a str>,
    /// Last day.
    pub to: Option<&'a str>,
    /// The file to write.
    pub ics: Option<&'a Path>,
    /// References of cases in its titles.
    pub references: bool,
}

pub fn run(context: &Context<'_>, vault: &Path, wish: &Wish<'_>) -> Result<ExitCode> {
    let show = context.show;
    let from = match wish.from {
        Some(words) => word::day(show, words)?,
        None => session::service(&show.text).app_state(Nothing {})?.today,
    };
    let to = match wish.to {
        Some(words) => word::day(show, words)?,
        None => from.checked_add_days(Days::new(AHEAD)).unwrap_or(from),
    };
    match wish.ics {
        Some(file) => export(context, vault, file, (from, to), wish.references),
        None => list(context, vault, (from, to)),
    }
}

fn export(
    context: &Context<'_>,
    vault: &Path,
    file: &Path,
    (from, to): (NaiveDate, NaiveDate),
    references: bool,
) -> Result<ExitCode> {
    let written = context.open(vault, |service, _| {
        service.calendar_export(CalendarExport {
            path: session::path(file),
            from,
            to,
            kinds: Vec::new(),
            references,
        })
    })?;
    context.show.answer(&written, |show| {
        let args = [("path", &*written.path), ("size", &bytes(written.bytes))];
        show.say("cli-calendar-written", &args);
    });
    Ok(ExitCode::SUCCESS)
}

fn list(
    context: &Context<'_>,
    vault: &Path,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<ExitCode> {
    let (view, terms) = context.open(vault, |service, _| {
        let query = CalendarQuery {
            from,
            to,
            kinds: Vec::new(),
        };
        Ok((
            service.calendar(query)?,
            service.vocabulary_list(Nothing {})?,
        ))
    })?;
    context
        .show
        .answer(&document(&view), |show| plain(show, &view, &terms));
    Ok(ExitCode::SUCCESS)
}

/// The view with plain dates, as other answers of the command line give them.
fn document(view: &CalendarView) -> serde_json::Value {
    let entries = |list: &[CalendarEntry]| -> Vec<serde_json::Value> {
        list.iter()
            .map(|entry| {
                json!({"kind": entry.kind, "earliest": entry.earliest, "latest": entry.latest,
                    "date": entry.date.as_ref().map(UncertainDate::edtf), "case": entry.case, "party": entry.party, "code": entry.code,
                    "title": entry.title, "rule": entry.rule, "overdue": entry.overdue, "outdated": entry.outdated,
                    "record": entry.record, "id": entry.id})
            })
            .collect()
    };
    let bare: Vec<&str> = view
        .bare
        .iter()
        .map(|case| case.reference.as_str())
        .collect();
    json!({"from": view.from, "to": view.to, "today": view.today, "overdue": entries(&view.overdue), "entries": entries(&view.entries),
        "undated": entries(&view.undated), "no_deadline": bare, "no_deadline_count": view.bare_count, "more": view.more})
}

fn plain(show: &Show, view: &CalendarView, terms: &Vocabularies) {
    let rows = |list: &[&CalendarEntry]| -> Vec<[String; 4]> {
        list.iter()
            .map(|entry| {
                [
                    days(show, entry),
                    show.text
                        .get(&format!("cli-entry-{}", entry.kind.name()), &[]),
                    entry.case.clone(),
                    what(show, entry, terms),
                ]
            })
            .collect()
    };
    let section = |key: &str, list: &[&CalendarEntry]| {
        if !list.is_empty() {
            show.say(key, &[]);
            show.columns(&rows(list));
        }
    };
    section(
        "cli-calendar-overdue",
        &view.overdue.iter().collect::<Vec<_>>(),
    );
    let ahead: Vec<&CalendarEntry> = view.entries.iter().filter(|entry| !entry.overdue).collect();
    let args = [
        ("from", &*view.from.to_string()),
        ("to", &*view.to.to_string()),
    ];
    show.say("cli-calendar-days", &args);
    if ahead.is_empty() {
        show.say("cli-none", &[]);
    }
    show.columns(&rows(&ahead));
    section(
        "cli-calendar-undated",
        &view.undated.iter().collect::<Vec<_>>(),
    );
    if view.bare_count > 0 {
        let references: Vec<&str> = view
            .bare
            .iter()
            .map(|case| case.reference.as_str())
            .collect();
        let list = crate::show::plain(&references.join(", "));
        show.say(
            "cli-calendar-bare",
            &[("count", &view.bare_count.to_string()), ("cases", &list)],
        );
    }
    if view.more {
        show.say("cli-calendar-more", &[]);
    }
}

fn days(show: &Show, entry: &CalendarEntry) -> String {
    match (&entry.date, entry.earliest) {
        (Some(date), first) if first != entry.latest => date.display(show.text.language().lang()),
        (_, Some(day)) => day.to_string(),
        _ => String::new(),
    }
}

fn what(show: &Show, entry: &CalendarEntry, terms: &Vocabularies) -> String {
    let code = match entry.kind {
        EntryKind::Expiry | EntryKind::Review => word::term(show, terms, "measure", &entry.code),
        EntryKind::Hearing | EntryKind::Proceeding => {
            word::term(show, terms, "proceeding", &entry.code)
        }
        EntryKind::Task | EntryKind::Consent | EntryKind::Retention => String::new(),
    };
    let moved = if entry.outdated {
        show.text.get("cli-calendar-outdated", &[])
    } else {
        String::new()
    };
    let parts = [&entry.party, &code, &entry.title, &moved];
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.as_str())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
