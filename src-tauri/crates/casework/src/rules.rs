//! The rules a new casework starts with: a few examples, each to be looked at by a lawyer before anybody relies on it.
//!
//! Where no law is named, none is meant: how long a time for appeal is, and from when a court counts it, differs from code to code
//! and from year to year. The one that names one stands in international law, which holds in many countries.

use rusqlite::Connection;
use uuid::Uuid;

use crate::record::{Entity as _, Kind, Record, Rule, RuleId, RuleStart};
use crate::{Result, store, vocabulary};

/// What is said of one; its id comes from the code, so that stays.
struct Example {
    code: &'static str,
    starts: RuleStart,
    measures: &'static [&'static str],
    offset: &'static str,
    before: bool,
    labels: [&'static str; 3],
    legal_basis: &'static str,
}

const EXAMPLES: [Example; 5] = [
    Example {
        code: "judge",
        starts: RuleStart::MeasureBegins,
        measures: &["police_custody", "custody"],
        offset: "P2D",
        before: false,
        labels: [
            "Ask whether a judge has seen the person",
            "Узнать, видел ли человека судья",
            "Адамды судья көрген-көрмегенін білу",
        ],
        // "48 hours is ordinarily sufficient".
        legal_basis: "ICCPR, art. 9(3); Human Rights Committee, General comment No. 35, para. 33",
    },
    Example {
        code: "extension",
        starts: RuleStart::MeasureExpires,
        measures: &["pretrial", "house_arrest"],
        offset: "P10D",
        before: true,
        labels: [
            "Prepare for the decision on extension",
            "Подготовиться к решению о продлении",
            "Ұзарту туралы шешімге дайындалу",
        ],
        legal_basis: "",
    },
    Example {
        code: "appeal",
        starts: RuleStart::Sentence,
        measures: &[],
        offset: "P15D",
        before: false,
        labels: [
            "Appeal against the sentence",
            "Подать апелляцию на приговор",
            "Үкімге апелляция беру",
        ],
        legal_basis: "",
    },
    Example {
        code: "administrative",
        starts: RuleStart::MeasureBegins,
        measures: &["administrative_arrest"],
        offset: "P10D",
        before: false,
        labels: [
            "Appeal against the administrative arrest",
            "Обжаловать административный арест",
            "Әкімшілік қамауға шағым беру",
        ],
        legal_basis: "",
    },
    Example {
        code: "hearing",
        starts: RuleStart::Hearing,
        measures: &[],
        offset: "P3D",
        before: true,
        labels: [
            "Prepare for the hearing",
            "Подготовиться к заседанию",
            "Сот отырысына дайындалу",
        ],
        legal_basis: "",
    },
];

/// Writes the examples into a new casework. They have no revision until somebody edits them.
pub(crate) fn seed(conn: &Connection) -> Result<()> {
    for rule in seeded() {
        store::write(conn, Kind::Rule, &store::to_fields(&Record::Rule(rule)))?;
    }
    Ok(())
}

/// Whether a record is one of the examples.
pub(crate) fn is_seeded(id: Uuid) -> bool {
    seeded().any(|rule| rule.id() == id)
}

/// The examples, with the same ids in every vault.
pub(crate) fn seeded() -> impl Iterator<Item = Rule> {
    EXAMPLES.iter().map(|example| {
        let [en, ru, kk] = example.labels.map(str::to_owned);
        Rule {
            id: RuleId(vocabulary::term_id("rule", example.code).0),
            en,
            ru,
            kk,
            starts: example.starts,
            measures: example.measures.iter().map(|&code| code.into()).collect(),
            offset: example.offset.into(),
            before: example.before,
            legal_basis: example.legal_basis.into(),
            ..Rule::default()
        }
    })
}
