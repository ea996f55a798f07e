//! What a claim is about: an act's id, a dotted path in its case such as `proceedings.0.decision` or `involved.p-x`, or somebody wherever they stand
//! (`parties.p-x`).

use super::model::CaseItem;
use crate::record::Kind;
use crate::schema::field::field_of;

/// A record of a case in the file, by its place in its list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Target {
    Case,
    Item(Kind, usize),
}

impl Target {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Case => Kind::Case,
            Self::Item(kind, _) => kind,
        }
    }
}

/// The lists of a case and the kind of record in each.
const LISTS: [(&str, Kind); 7] = [
    ("acts", Kind::Act),
    ("involved", Kind::Involved),
    ("measures", Kind::Measure),
    ("proceedings", Kind::Proceeding),
    ("interventions", Kind::Intervention),
    ("money", Kind::Money),
    ("links", Kind::Chain),
];

/// Finds what a claim is about, and the record's field, empty for the record as a whole.
pub(super) fn resolve(case: &CaseItem, about: &str) -> Option<(Target, &'static str)> {
    if let Some(at) = case.acts.iter().position(|act| act.id == about) {
        return Some((Target::Item(Kind::Act, at), ""));
    }
    if about == case.id {
        return Some((Target::Case, ""));
    }
    // An act may also be named by its id with a field after it; ids may hold dots.
    for (at, act) in case.acts.iter().enumerate() {
        if let Some(field) = about
            .strip_prefix(&act.id)
            .and_then(|rest| rest.strip_prefix('.'))
        {
            return Some((Target::Item(Kind::Act, at), field_named(Kind::Act, field)?));
        }
    }
    let (head, rest) = about.split_once('.').unwrap_or((about, ""));
    let Some((_, kind)) = LISTS.iter().find(|(name, _)| *name == head) else {
        return Some((Target::Case, field_named(Kind::Case, head)?));
    };
    let (at, field) = find(case, *kind, rest)?;
    Some((
        Target::Item(*kind, at),
        if field.is_empty() {
            ""
        } else {
            field_named(*kind, field)?
        },
    ))
}

/// Who a path such as `parties.p-x.birth` speaks of, by their id in the file, and the record's field. `there`: whether the file has somebody of that
/// id; ids may hold dots.
pub(super) fn party(about: &str, there: impl Fn(&str) -> bool) -> Option<(&str, &'static str)> {
    let rest = about.strip_prefix("parties.")?;
    if there(rest) {
        return Some((rest, ""));
    }
    rest.rmatch_indices('.').find_map(|(at, _)| {
        let (id, field) = (&rest[..at], &rest[at + 1..]);
        there(id)
            .then(|| field_named(Kind::Party, field))
            .flatten()
            .map(|field| (id, field))
    })
}

/// The item `rest` begins with, by place or by id, and the field after it.
fn find<'r>(case: &CaseItem, kind: Kind, rest: &'r str) -> Option<(usize, &'r str)> {
    let (first, field) = rest.split_once('.').unwrap_or((rest, ""));
    if let Ok(at) = first.parse::<usize>() {
        return (at < length(case, kind)).then_some((at, field));
    }
    let by_id = |ids: Vec<&str>| {
        let exact = ids.iter().position(|id| *id == rest).map(|at| (at, ""));
        exact.or_else(|| {
            ids.iter()
                .position(|id| {
                    rest.strip_prefix(id)
                        .is_some_and(|rest| rest.starts_with('.'))
                })
                .map(|at| (at, &rest[ids[at].len() + 1..]))
        })
    };
    match kind {
        Kind::Act => by_id(case.acts.iter().map(|act| act.id.as_str()).collect()),
        Kind::Involved => by_id(
            case.involved
                .iter()
                .map(|involved| involved.party.as_str())
                .collect(),
        ),
        Kind::Chain => by_id(case.links.iter().map(|link| link.case.as_str()).collect()),
        _ => None,
    }
}

fn length(case: &CaseItem, kind: Kind) -> usize {
    match kind {
        Kind::Act => case.acts.len(),
        Kind::Involved => case.involved.len(),
        Kind::Measure => case.measures.len(),
        Kind::Proceeding => case.proceedings.len(),
        Kind::Intervention => case.interventions.len(),
        Kind::Money => case.money.len(),
        Kind::Chain => case.links.len(),
        _ => 0,
    }
}

/// The record's field for a plain key; deeper parts of a path (`count.min`, `places.0`) count as their field.
fn field_named(kind: Kind, path: &str) -> Option<&'static str> {
    let (head, rest) = path.split_once('.').unwrap_or((path, ""));
    let name = match (kind, head, rest) {
        (Kind::Act, "type", _) => "act_type",
        (Kind::Act | Kind::Party, "count", "max") => "count_max",
        (Kind::Act | Kind::Party, "count", _) => "count_min",
        (Kind::Act, "start_words", _) => "start",
        (Kind::Intervention, "type", _) => "kind",
        (Kind::Intervention, "to", _) => "addressee",
        (Kind::Money, "approx", _) => "approximate",
        (Kind::Chain, "case", _) => "to_case",
        // Who is alleged to have done an act stands in records of its own.
        (Kind::Act, "perpetrators", _) => return Some("perpetrators"),
        (_, name, _) => name,
    };
    field_of(kind, name).map(|field| field.name)
}

/// The path of a claim for a file: the other way round. `own_id`: of an act or a party, its id in the file; `list`: the place of anything else in its
/// list, and the id of who is in it. Empty for a record that stands in no file.
pub(super) fn write(
    kind: Kind,
    field: &str,
    own_id: Option<&str>,
    list: Option<(usize, &str)>,
) -> String {
    let plain = match (kind, field) {
        (Kind::Act, "act_type") | (Kind::Intervention, "kind") => "type",
        (Kind::Act | Kind::Party, "count_min") => "count",
        (Kind::Act | Kind::Party, "count_max") => "count.max",
        (Kind::Intervention, "addressee") => "to",
        (Kind::Money, "approximate") => "approx",
        (Kind::Chain, "to_case") => "case",
        (_, field) => field,
    };
    let with = |head: String| {
        if plain.is_empty() {
            head
        } else {
            format!("{head}.{plain}")
        }
    };
    match (kind, own_id, list) {
        (Kind::Case, _, _) => plain.to_owned(),
        (Kind::Party, Some(id), _) => with(format!("parties.{id}")),
        (_, Some(id), _) if plain.is_empty() => id.to_owned(),
        (_, _, Some((at, _))) if kind != Kind::Involved => with(format!(
            "{}.{at}",
            LISTS
                .iter()
                .find(|(_, of)| *of == kind)
                .map_or("", |(name, _)| name)
        )),
        (_, _, Some((_, id))) => with(format!("involved.{id}")),
        // Not the bare field: the case may have one of that name.
        _ => String::new(),
    }
}
