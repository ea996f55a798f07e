//! Which fields of a record the plain shape holds; the others travel under `more`.

use serde_json::Value;

use super::model::More;
use crate::date::UncertainDate;
use crate::record::Kind;
use crate::schema::field::{Shape, fields};
use crate::store::{self, Fields};

/// Fields that have a plain key, or must not come from a file (the state of a review is decided in the vault).
const fn plain(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Party => &[
            "kind",
            "name",
            "description",
            "count_min",
            "count_max",
            "tags",
            "merge",
        ],
        Kind::Source => &[
            "kind",
            "title",
            "publisher",
            "date",
            "reliability",
            "confidential",
            "code",
        ],
        Kind::Case => &[
            "reference",
            "title",
            "summary",
            "space",
            "places",
            "tags",
            "status",
        ],
        Kind::Distinct => &["party", "other"],
        Kind::Involved => &["party", "role"],
        Kind::Act => &[
            "act_type",
            "victim",
            "start",
            "end",
            "place",
            "provisions",
            "stated_reason",
            "count_min",
            "count_max",
            "outcome",
        ],
        Kind::Measure => &[
            "party",
            "status",
            "from",
            "until",
            "duration",
            "authority",
            "provisions",
            "place",
        ],
        Kind::Proceeding => &[
            "kind",
            "court",
            "date",
            "provisions",
            "decision",
            "sentence",
            "charges",
        ],
        Kind::Intervention => &["by", "kind", "addressee", "date", "gist"],
        Kind::Claim => &[
            "about_kind",
            "about_id",
            "about_field",
            "says",
            "locator",
            "source",
            "conflicts_with",
            "consent",
        ],
        _ => &[],
    }
}

/// A field that may stand under `more`: not plain, and without ids of this vault in it.
fn travels(kind: Kind, name: &str, shape: Shape) -> bool {
    let ids = matches!(
        shape,
        Shape::Ref(_) | Shape::OptRef(_) | Shape::Trace | Shape::About | Shape::RefList(_)
    );
    // Links of notes name any record by its id.
    let inner_ids = matches!(
        (kind, name),
        // What sets a task off is said by its place in the case.
        (Kind::Note, "links") | (Kind::Task, "start_kind")
    );
    name != "case_id" && !ids && !inner_ids && !plain(kind).contains(&name)
}

/// Whether a field of this kind stands under `more` in a file; what is a whole object under `more` itself has none of its own.
pub(super) fn beyond(kind: Kind, name: &str) -> bool {
    // What is wrong may be inside a row of the field.
    let name = name.split('[').next().unwrap_or(name);
    !plain(kind).is_empty()
        && fields(kind)
            .iter()
            .any(|field| field.name == name && travels(kind, name, field.shape))
}

/// What a record says beyond the plain shape.
pub(super) fn more_of(kind: Kind, record: &Fields) -> More {
    let usual = usual(kind);
    let mut more = More::new();
    for field in fields(kind)
        .iter()
        .filter(|field| travels(kind, field.name, field.shape))
    {
        let Some(value) = record.get(field.name) else {
            continue;
        };
        if *value == store::blank(field.shape) || usual.get(field.name) == Some(value) {
            continue;
        }
        more.insert(
            field.name.into(),
            if field.shape == Shape::When {
                plain_date(value)
            } else {
                value.clone()
            },
        );
    }
    more
}

/// Puts what a file says beyond the plain shape into a record; gives the keys whose values do not fit.
pub(super) fn put_more(kind: Kind, more: &More, record: &mut Fields) -> Vec<String> {
    let mut bad = Vec::new();
    for field in fields(kind)
        .iter()
        .filter(|field| travels(kind, field.name, field.shape))
    {
        let Some(value) = more.get(field.name) else {
            continue;
        };
        let mut trial = store::blank_record(kind, uuid::Uuid::nil());
        trial.extend(usual(kind));
        trial.insert(field.name.into(), value.clone());
        for reference in fields(kind)
            .iter()
            .filter(|field| matches!(field.shape, Shape::Ref(_) | Shape::About))
        {
            trial.insert(reference.name.into(), serde_json::json!(uuid::Uuid::nil()));
        }
        match store::to_record(kind, trial) {
            // By way of the struct: unknown keys and values fall out, dates get their bounds.
            Ok(read) => drop(
                record.insert(
                    field.name.into(),
                    store::to_fields(&read)
                        .remove(field.name)
                        .unwrap_or_default(),
                ),
            ),
            Err(_) => bad.push(field.name.to_owned()),
        }
    }
    bad
}

/// An empty record of a kind, with the values its lists start at.
pub(super) fn usual(kind: Kind) -> Fields {
    let empty = serde_json::json!({"kind": kind.name(), "value": if kind == Kind::Claim {
        serde_json::json!({"id": uuid::Uuid::nil(), "case_id": uuid::Uuid::nil(), "about_kind": "case", "about_id": uuid::Uuid::nil(), "source": uuid::Uuid::nil()})
    } else {
        serde_json::json!({})
    }});
    serde_json::from_value(empty)
        .map(|record| store::to_fields(&record))
        .unwrap_or_default()
}

/// A date as EDTF text, or with its words as an object.
fn plain_date(value: &Value) -> Value {
    match (
        value.get("edtf"),
        value.get("words").filter(|words| !words.is_null()),
    ) {
        (Some(edtf), Some(words)) => serde_json::json!({"edtf": edtf, "words": words}),
        (Some(edtf), None) => edtf.clone(),
        _ => Value::Null,
    }
}

/// A date in a record.
pub(super) fn date_in(record: &Fields, field: &str) -> Option<UncertainDate> {
    record
        .get(field)
        .and_then(|value| serde_json::from_value(value.clone()).ok())
}
