//! Sealed bundles out: what would go, the file, and what anybody was ever given. And the profiles.

use std::collections::BTreeSet;
use std::path::Path;

use ::handover::leak::Looked;
use ::handover::make::Order;
use ::handover::{Draft, Keys, Preview, Seen, Sight, To, Wish, given, partner};
use casework::record::{CaseId, Evidence, SavedSearchId};
use casework::view::CaseFilter;
use casework::{Book, SearchFilter};

use super::partner::{own, sender, tables};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::session::{Open, Service};
use crate::work::Work;

/// Most lines of what stays behind: more are counted only.
const LINES: usize = 2_000;
/// Cases found by a kept search are read so many at a time.
const PAGE: u32 = 200;

/// What was chosen and looked into, and the work that goes on with it.
pub(super) struct Looking<'a> {
    pub order: Order,
    pub keys: Keys,
    pub sight: Sight,
    pub looked: Looked,
    pub work: Work<'a>,
}

impl<'a> Looking<'a> {
    /// Chooses with the state in hand, and looks into the files beside everything else.
    pub fn begin(
        service: &'a Service,
        name: &'static str,
        wish: HandoverWish,
        passphrase: Option<String>,
    ) -> Result<Self> {
        let ((order, keys, sight), work) = Work::begin(service, name, |open| {
            let order = order(open, wish, passphrase)?;
            let (keys, ctx) = (own(open), open.ctx());
            let sight = order.choose(tables(open)?, &ctx, &keys)?;
            let bytes = sight.bytes();
            Ok(((order, keys, sight), bytes))
        })?;
        let blobs = work.blobs.clone();
        let looked = sight.look(&order, &blobs.blobs(), &mut |done, total| {
            work.step(done, total)
        })?;
        Ok(Self {
            order,
            keys,
            sight,
            looked,
            work,
        })
    }
}

pub fn handover_preview(service: &Service, request: HandoverWish) -> Result<HandoverPreview> {
    let Looking {
        order,
        keys,
        sight,
        looked,
        work,
    } = Looking::begin(service, "handover_preview", request, None)?;
    work.end(service, |open| {
        let ctx = open.ctx();
        let draft = Draft::new(tables(open)?, &ctx, &keys, &order, sight, looked, None)?;
        shown(open, draft.preview())
    })
}

fn shown(open: &mut Open<'_>, preview: Preview) -> Result<HandoverPreview> {
    let Preview {
        cases,
        counts,
        evidence_bytes,
        withheld,
        since,
        page,
        at,
        sha256,
    } = preview;
    let today = open.service.today();
    let book = open.book()?;
    let lines = withheld.list().iter().take(LINES);
    let held = lines
        .map(|held| {
            let (label, case) = book.called(held.kind, held.id)?;
            Ok(HandoverHeld {
                reason: held.reason.code().to_owned(),
                kind: held.kind,
                id: held.id,
                label,
                field: held.field.clone(),
                case: case.unwrap_or_default(),
            })
        })
        .collect::<Result<_>>()?;
    let going: BTreeSet<CaseId> = cases.into_iter().collect();
    let rows = book.case_rows(&CaseFilter::default(), today)?;
    let counted = withheld.counts().into_iter();
    Ok(HandoverPreview {
        cases: rows
            .into_iter()
            .filter(|row| going.contains(&row.id))
            .collect(),
        counts,
        evidence_bytes,
        withheld: counted
            .map(|(reason, count)| (reason.code().to_owned(), count))
            .collect(),
        held,
        since: since.map(|since| HandoverSince {
            same: since.same,
            gone: since.gone,
        }),
        page,
        seen: HandoverSeen { at, sha256 },
    })
}

pub fn handover_create(service: &Service, request: HandoverCreate) -> Result<HandoverReceipt> {
    let path = Path::new(&request.path);
    let Looking {
        order,
        keys,
        sight,
        looked,
        mut work,
    } = Looking::begin(
        service,
        "handover_create",
        request.wish,
        Some(request.passphrase),
    )?;
    let seen = request.seen.map(|seen| Seen {
        at: seen.at,
        sha256: seen.sha256,
    });
    let draft = work.with(service, |open| {
        files::outside(open.path(), path)?;
        let ctx = open.ctx();
        let seen = seen.as_ref();
        let conn = tables(open)?;
        let draft = Draft::new(conn, &ctx, &keys, &order, sight, looked, seen)?;
        Ok(draft.ready(conn, &ctx, seen)?)
    })?;
    let total = draft.bytes();
    let blobs = work.blobs.clone();
    let placed = |error: ::handover::Error| Error::from(error).with("path", path.display());
    let written = draft
        .write(&blobs.blobs(), &keys, path, &mut |done| {
            work.step(done.min(total), total)
        })
        .map_err(placed)?;
    let receipt = work.end(service, |open| {
        let ctx = open.ctx();
        Ok(draft.remember(tables(open)?, &ctx, written)?)
    });
    if receipt.is_err() {
        // A handover of which the log knows nothing must not exist.
        let _ = std::fs::remove_file(path);
    }
    let receipt = receipt?;
    Ok(HandoverReceipt {
        path: request.path,
        bytes: receipt.bytes,
        sha256: receipt.sha256,
        cases: receipt.cases,
        evidence: receipt.evidence,
        to: receipt.to,
        at: receipt.at,
    })
}

pub fn handover_given(open: &mut Open<'_>, request: HandoverGivenWish) -> Result<HandoverGiven> {
    let conn = tables(open)?;
    let (cases, evidence) = (
        given::by_case(conn, &request.reader)?,
        given::evidence(conn, &request.reader)?,
    );
    let book = open.book()?;
    let case = |one: given::CaseGiven| {
        let case: Option<casework::record::Case> = book.find(one.case.0)?;
        let (reference, title) =
            case.map_or_else(Default::default, |case| (case.reference, case.title));
        let counts = one.counts.into_iter();
        Ok(HandoverGivenCase {
            id: one.case,
            reference,
            title,
            first: one.first,
            last: one.last,
            counts: counts
                .map(|(kind, count)| (kind.name().to_owned(), count))
                .collect(),
        })
    };
    let name = |id: uuid::Uuid| {
        let item: Option<Evidence> = book.find(id)?;
        Ok(item.map(|item| item.file_name))
    };
    let names: Vec<Option<String>> = evidence.into_iter().map(name).collect::<Result<_>>()?;
    Ok(HandoverGiven {
        cases: cases.into_iter().map(case).collect::<Result<_>>()?,
        evidence: names.into_iter().flatten().collect(),
    })
}

pub fn profile_list(open: &mut Open<'_>, _: Nothing) -> Result<ProfileList> {
    let book = open.book()?;
    let profiles = book.profiles()?.into_iter().map(|profile| {
        Ok(ProfileState {
            revision: book.head(profile.id.0)?,
            profile,
        })
    });
    Ok(ProfileList {
        profiles: profiles.collect::<Result<_>>()?,
    })
}

/// `passphrase` is none for a preview, for which nobody has made one yet.
fn order(open: &mut Open<'_>, wish: HandoverWish, passphrase: Option<String>) -> Result<Order> {
    if !::handover::manifest::good_message(&wish.message) {
        let long = wish.message.chars().count() > ::handover::manifest::MAX_MESSAGE;
        let code = if long {
            "too_long"
        } else {
            "control_character"
        };
        return Err(invalid("message", code));
    }
    let to = receivers(open, &wish, passphrase)?;
    let leaks = super::leaks::plan(open, wish.leaks.clone(), &wish.unlooked)?;
    let (sender, lang) = (sender(open), open.ctx().lang);
    let book = open.book()?;
    let profile = book.profile(&wish.profile)?;
    Ok(Order {
        wish: Wish {
            cases: cases(&book, &wish)?,
            profile,
            evidence: wish.evidence,
            privileged: wish.privileged,
            places: wish.places,
            leaks,
        },
        to,
        since: wish.since,
        sender,
        message: wish.message,
        lang,
    })
}

fn receivers(
    open: &mut Open<'_>,
    wish: &HandoverWish,
    passphrase: Option<String>,
) -> Result<Vec<To>> {
    let conn = tables(open)?;
    let mut to = wish
        .to
        .iter()
        .map(|who| partner::resolve(conn, who).map_err(|error| named(error, who)))
        .collect::<Result<Vec<_>>>()?;
    if !wish.passphrase_for.is_empty() {
        if passphrase.as_ref().is_some_and(String::is_empty) {
            return Err(invalid("passphrase", "required"));
        }
        let secret = passphrase.map(Into::into);
        to.push(To::passphrase(wish.passphrase_for.trim(), secret));
    } else if passphrase.is_some_and(|given| !given.is_empty()) {
        return Err(invalid("passphrase_for", "required"));
    }
    Ok(to)
}

/// Those that were picked, those a kept search finds, or all.
fn cases(book: &Book<'_>, wish: &HandoverWish) -> Result<Vec<CaseId>> {
    if wish.all {
        let all: Vec<casework::record::Case> = book.list()?;
        return Ok(all.into_iter().map(|case| case.id).collect());
    }
    let mut cases: BTreeSet<CaseId> = wish.cases.iter().copied().collect();
    if let Some(search) = wish.search {
        cases.extend(found(book, search)?);
    }
    Ok(cases.into_iter().collect())
}

fn found(book: &Book<'_>, id: SavedSearchId) -> Result<BTreeSet<CaseId>> {
    let search: casework::record::SavedSearch = book.get(id.0)?;
    let mut filter = SearchFilter {
        kinds: search.kinds,
        privileged: search.privileged,
        years: search.years,
        status: search.status,
        sensitivity: search.sensitivity,
        ..SearchFilter::default()
    };
    let mut cases = BTreeSet::new();
    loop {
        let (hits, more) = book.search(&search.text, PAGE, &filter)?;
        cases.extend(hits.iter().filter_map(|hit| hit.case_id));
        if !more {
            return Ok(cases);
        }
        filter.offset += PAGE;
        if filter.offset > SearchFilter::DEEPEST {
            // Some of them would be missing, and nobody would see it.
            return Err(Error::new(Code::SearchTooWide));
        }
    }
}

fn invalid(field: &str, code: &str) -> Error {
    Error::new(Code::Invalid)
        .with("field", field)
        .with("code", code)
        .at(field)
}

/// Which of several recipients is the wrong one; a long text is a card and is not repeated.
fn named(error: ::handover::Error, who: &str) -> Error {
    let short: String = who.trim().chars().take(80).collect();
    Error::from(error)
        .with("recipient", short.lines().next().unwrap_or_default())
        .at("to")
}
