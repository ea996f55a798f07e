//! The calendar, deadlines by rules, and how clients' matters stand.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use casework::Book;
use casework::ics::{self, Event};
use casework::name;
use casework::record::{Name, Party};
use casework::view::{
    CalendarEntry, CalendarQuery, CalendarView, ClientStatus, Deadlines, EntryKind, Suggestion,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::contract::*;
use crate::error::{Error, Result};
use crate::files;
use crate::session::Open;
use crate::text::{Language, Text};

/// Label of the key that ids in calendar files are made with.
const UID_LABEL: &str = "sandyq.org/calendar uid v1";
/// A shorter word tells nobody's name from an ordinary one.
const TELLING: usize = 3;

pub fn calendar(open: &mut Open<'_>, request: CalendarQuery) -> Result<CalendarView> {
    let today = open.service.today();
    Ok(open.book()?.calendar(&request, today)?)
}

/// Writes a file for another calendar. Its titles are neutral: the file goes to a phone, a server, a colleague's screen.
pub fn calendar_export(open: &mut Open<'_>, request: CalendarExport) -> Result<FileWritten> {
    let path = Path::new(&request.path);
    files::outside(open.path(), path)?;
    let today = open.service.today();
    let key = open.session.vault.derive(UID_LABEL);
    let words = Text::new(Language::of(&open.app.settings().language).unwrap_or(Language::En));
    let book = open.book()?;
    let query = CalendarQuery {
        from: request.from,
        to: request.to,
        kinds: request.kinds,
    };
    let view = book.calendar(&query, today)?;
    let names = if request.references {
        telling_words(&book)?
    } else {
        HashSet::new()
    };
    let events: Vec<Event> = view
        .entries
        .iter()
        .filter_map(|entry| {
            let title = words.get(&format!("ics-{}", plain_kind(entry.kind)), &[]);
            let reference = Some(entry.case.as_str()).filter(|case| {
                request.references && !case.is_empty() && !names_somebody(case, &names)
            });
            Some(Event {
                uid: uid(&key, entry),
                first: entry.earliest?,
                last: entry.latest?,
                summary: reference
                    .map_or_else(|| title.clone(), |case| format!("{title} · {case}")),
            })
        })
        .collect();
    let bytes = files::export_bytes(path, ics::write(&events, today).as_bytes())?;
    Ok(FileWritten {
        path: request.path,
        bytes,
    })
}

/// Three words, however many kinds there are: what runs out, and for whom it was allowed, is said by more of them.
const fn plain_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Hearing | EntryKind::Proceeding => "hearing",
        EntryKind::Expiry | EntryKind::Task => "deadline",
        EntryKind::Review | EntryKind::Consent | EntryKind::Retention => "review",
    }
}

/// The same for the same thing as long as the vault keeps its keys, and nothing to anybody without them.
fn uid(key: &[u8; 32], entry: &CalendarEntry) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(format!("{}\0{}\0{}", entry.kind.name(), entry.id, entry.part).as_bytes());
    let mut out = String::with_capacity(32);
    for byte in &mac.finalize().into_bytes()[..16] {
        write!(out, "{byte:02x}").expect("a string takes all");
    }
    out
}

/// The folded words of every name in the vault.
fn telling_words(book: &Book<'_>) -> Result<HashSet<String>> {
    let parties = book.list::<Party>()?.into_iter().map(|party| party.name);
    let names = book.list::<Name>()?.into_iter().map(|name| name.full);
    Ok(parties
        .chain(names)
        .flat_map(|name| words_of(&name))
        .collect())
}

fn names_somebody(reference: &str, names: &HashSet<String>) -> bool {
    words_of(reference).iter().any(|word| names.contains(word))
}

fn words_of(text: &str) -> Vec<String> {
    name::fold_text(text)
        .split(|char: char| !char.is_alphabetic())
        .filter(|word| word.chars().count() >= TELLING)
        .map(str::to_owned)
        .collect()
}

pub fn deadline_suggest(open: &mut Open<'_>, request: CaseRef) -> Result<Deadlines> {
    let today = open.service.today();
    let book = open.book()?;
    Ok(book.deadlines(book.find_case(&request.case)?, today)?)
}

pub fn deadline_from(open: &mut Open<'_>, request: DeadlineFrom) -> Result<Suggestion> {
    let today = open.service.today();
    open.book()?
        .deadline_from(request.rule, request.case, &request.date, today)
        .map_err(|error| Error::from(error).at("start"))
}

pub fn rule_list(open: &mut Open<'_>, _: Nothing) -> Result<RuleList> {
    let book = open.book()?;
    let rules = book.rules()?.into_iter().map(|rule| {
        Ok(RuleState {
            revision: book.head(rule.id.0)?,
            rule,
        })
    });
    Ok(RuleList {
        rules: rules.collect::<Result<_>>()?,
    })
}

pub fn client_list(open: &mut Open<'_>, _: Nothing) -> Result<ClientList> {
    let today = open.service.today();
    Ok(ClientList {
        clients: open.book()?.clients(today)?,
    })
}

pub fn client_status(open: &mut Open<'_>, request: PartyRef) -> Result<ClientStatus> {
    let today = open.service.today();
    Ok(open.book()?.client_status(request.id, today)?)
}
