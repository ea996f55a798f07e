//! `casebook.json`: the chosen records in the shape that can be imported, for people and programs that have no SQLite.
//!
//! It says less than the database: what that shape has no words for (notes, evidence, names of the team) is not in it.

use std::collections::BTreeMap;

use casework::date::UncertainDate;
use casework::record::{
    Act, Case, Claim, Intervention, Kind, Measure, Money, Party, Proceeding, Source,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::manifest::Manifest;
use crate::select::Chosen;

/// The file.
///
/// # Panics
/// Never: strings, numbers and lists are JSON.
pub fn casebook(chosen: &Chosen, manifest: &Manifest) -> Vec<u8> {
    let whole = json!({
        "about": {
            "title": manifest.cases.iter().map(|case| case.title.as_str()).collect::<Vec<_>>().join("; "),
            "note": format!("Handed over by {} on {}, profile {}.", manifest.sender.name, manifest.created, manifest.profile),
        },
        "parties": chosen.parties.iter().map(|party| self::party(chosen, party)).collect::<Vec<_>>(),
        "cases": chosen.cases.iter().map(|case| self::case(chosen, case)).collect::<Vec<_>>(),
        "sources": chosen.sources.iter().map(source).collect::<Vec<_>>(),
        "provisions": chosen.provisions.iter().map(|p| object([
            ("code", json!(p.code)), ("title", json!(p.title)), ("law", json!(p.law)), ("article", json!(p.article)), ("part", json!(p.part)),
        ])).collect::<Vec<_>>(),
        "act_types": chosen.terms.iter().filter(|term| term.vocabulary == "act_type").map(|term| object([
            ("code", json!(term.code)), ("label", json!(term.en)), ("group", json!(term.group)),
        ])).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&whole).expect("strings, numbers and lists");
    bytes.push(b'\n');
    bytes
}

/// An object without the fields of which nothing is known.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let known = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    };
    Value::Object(
        fields
            .into_iter()
            .filter(|(_, value)| known(value))
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}

fn edtf(date: Option<&UncertainDate>) -> Value {
    json!(date.map(UncertainDate::edtf))
}

fn count(min: Option<u32>, max: Option<u32>) -> Value {
    object([("min", json!(min)), ("max", json!(max))])
}

fn party(chosen: &Chosen, party: &Party) -> Value {
    let aka: Vec<&str> = chosen
        .names
        .iter()
        .filter(|name| name.party == party.id)
        .map(|name| name.full.as_str())
        .collect();
    object([
        ("id", json!(party.id)),
        ("kind", json!(party.kind)),
        ("name", json!(party.name)),
        ("aka", json!(aka)),
        ("description", json!(party.description)),
        ("count", count(party.count_min, party.count_max)),
        ("tags", json!(party.tags)),
    ])
}

fn source(source: &Source) -> Value {
    let title = if source.confidential {
        &source.code
    } else {
        &source.title
    };
    object([
        ("id", json!(source.id)),
        ("kind", json!(source.kind)),
        ("title", json!(title)),
        ("publisher", json!(source.publisher)),
        ("url", json!(source.url)),
        ("date", edtf(source.date.as_ref())),
        ("reliability", json!(format!("{:?}", source.reliability))),
        ("confidential", json!(source.confidential)),
    ])
}

/// One case with what belongs to it, and the path of every record in it, which claims refer to.
fn case(chosen: &Chosen, case: &Case) -> Value {
    let mut paths: BTreeMap<Uuid, String> = BTreeMap::from([(case.id.0, String::new())]);
    let mut list = |name: &str, ids: &[Uuid]| {
        paths.extend(
            ids.iter()
                .enumerate()
                .map(|(at, id)| (*id, format!("{name}.{at}"))),
        )
    };
    macro_rules! mine {
        ($($list:ident),*) => { $(
            let $list: Vec<_> = chosen.$list.iter().filter(|record| record.case_id == case.id).collect();
            list(stringify!($list), &$list.iter().map(|record| record.id.0).collect::<Vec<_>>());
        )* };
    }
    mine!(acts, measures, proceedings, interventions, money);
    // An act is referred to by its id, a party's part by the party.
    paths.extend(acts.iter().map(|act| (act.id.0, act.id.to_string())));
    let involved: Vec<_> = chosen
        .involved
        .iter()
        .filter(|part| part.case_id == case.id)
        .collect();
    paths.extend(
        involved
            .iter()
            .flat_map(|part| [(part.id.0, part.party), (part.party.0, part.party)])
            .map(|(id, party)| (id, format!("involved.{party}"))),
    );
    let claims = chosen
        .claims
        .iter()
        .filter(|claim| claim.case_id == case.id);
    let places: Vec<String> = case.places.iter().map(|id| place(chosen, *id)).collect();
    let links = chosen
        .chains
        .iter()
        .filter(|chain| chain.case_id == case.id);
    object([
        ("id", json!(case.reference)),
        ("title", json!(case.title)),
        ("summary", json!(case.summary)),
        ("space", json!(case.space)),
        ("places", json!(places)),
        ("tags", json!(case.tags)),
        (
            "involved",
            involved
                .iter()
                .map(|part| json!({"party": part.party, "role": part.role}))
                .collect(),
        ),
        (
            "acts",
            acts.iter().map(|act| self::act(chosen, act)).collect(),
        ),
        (
            "measures",
            measures.iter().map(|record| measure(record)).collect(),
        ),
        (
            "proceedings",
            proceedings
                .iter()
                .map(|record| proceeding(record))
                .collect(),
        ),
        (
            "interventions",
            interventions
                .iter()
                .map(|record| intervention(record))
                .collect(),
        ),
        (
            "money",
            money.iter().map(|record| self::money(record)).collect(),
        ),
        (
            "claims",
            claims.filter_map(|record| claim(record, &paths)).collect(),
        ),
        (
            "links",
            links
                .filter_map(|chain| {
                    let other = chosen
                        .cases
                        .iter()
                        .find(|other| other.id == chain.to_case)?;
                    Some(json!({"case": other.reference, "how": chain.how}))
                })
                .collect(),
        ),
    ])
}

fn place(chosen: &Chosen, id: casework::record::PlaceId) -> String {
    chosen
        .places
        .iter()
        .find(|place| place.id == id)
        .map_or_else(String::new, |place| place.name.clone())
}

fn act(chosen: &Chosen, act: &Act) -> Value {
    let perpetrators = chosen
        .involvements
        .iter()
        .filter(|part| part.act == act.id)
        .map(|part| json!(part.perpetrator));
    object([
        ("id", json!(act.id)),
        ("type", json!(act.act_type)),
        ("victim", json!(act.victim)),
        ("perpetrators", perpetrators.collect()),
        ("start", edtf(act.start.as_ref())),
        (
            "start_words",
            json!(act.start.as_ref().and_then(UncertainDate::words)),
        ),
        ("end", edtf(act.end.as_ref())),
        ("place", json!(act.place.map(|id| place(chosen, id)))),
        ("provisions", json!(act.provisions)),
        ("stated_reason", json!(act.stated_reason)),
        ("count", count(act.count_min, act.count_max)),
        ("outcome", json!(act.outcome)),
    ])
}

fn measure(measure: &Measure) -> Value {
    object([
        ("party", json!(measure.party)),
        ("status", json!(measure.status)),
        ("from", edtf(measure.from.as_ref())),
        ("until", edtf(measure.until.as_ref())),
        ("duration", json!(measure.duration)),
        ("authority", json!(measure.authority)),
        ("provisions", json!(measure.provisions)),
    ])
}

fn proceeding(proceeding: &Proceeding) -> Value {
    object([
        ("kind", json!(proceeding.kind)),
        ("court", json!(proceeding.court)),
        ("date", edtf(proceeding.date.as_ref())),
        ("provisions", json!(proceeding.provisions)),
        ("decision", json!(proceeding.decision)),
        ("sentence", json!(proceeding.sentence)),
    ])
}

fn intervention(intervention: &Intervention) -> Value {
    object([
        ("by", json!(intervention.by)),
        ("type", json!(intervention.kind)),
        ("to", json!(intervention.addressee)),
        ("date", edtf(intervention.date.as_ref())),
        ("gist", json!(intervention.gist)),
    ])
}

fn money(money: &Money) -> Value {
    // A number as people wrote it, never rounded through a binary fraction on our side.
    let amount: Value = serde_json::from_str(&money.amount).unwrap_or_else(|_| json!(money.amount));
    object([
        ("amount", amount),
        ("currency", json!(money.currency)),
        ("approx", json!(money.approximate)),
        ("what", json!(money.what)),
    ])
}

fn claim(claim: &Claim, paths: &BTreeMap<Uuid, String>) -> Option<Value> {
    let path = paths.get(&claim.about_id)?;
    let about = match (claim.about_kind, path.as_str(), claim.about_field.as_str()) {
        (Kind::Case, _, "") => "title".to_owned(),
        (Kind::Case, _, field) => field.to_owned(),
        (_, path, "") => path.to_owned(),
        (Kind::Act, path, _) => path.to_owned(),
        (_, path, field) => format!("{path}.{field}"),
    };
    Some(object([
        ("id", json!(claim.id)),
        ("about", json!(about)),
        ("says", json!(claim.says)),
        ("locator", json!(claim.locator)),
        ("source", json!(claim.source)),
        ("conflicts_with", json!(claim.conflicts_with)),
    ]))
}
