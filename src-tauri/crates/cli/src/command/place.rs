//! Places: listed, shown, added, changed.

use std::process::ExitCode;

use casework::record::{Place, Record, RevisionId};
use casework::view::PlaceRow;
use serde_json::json;
use service::contract::{NameTyped, Nothing, RecordSave};
use service::{Code, Error, Result, Service};

use super::Context;
use crate::args::{PlaceCommand, PlaceFacts};
use crate::show::Show;

pub fn run(context: &Context<'_>, command: &PlaceCommand) -> Result<ExitCode> {
    let show = context.show;
    match command {
        PlaceCommand::List { vault, words } => {
            let all = context.open(vault, |service, _| {
                Ok(service.place_list(Nothing {})?.places)
            })?;
            let rows: Vec<&PlaceRow> = all.iter().filter(|row| fits(row, words)).collect();
            show.answer(&json!({ "places": rows }), |show| {
                let lines: Vec<[String; 5]> = rows.iter().map(|row| line(show, row)).collect();
                if lines.is_empty() {
                    show.say("cli-none", &[]);
                }
                show.columns(&lines);
            });
        }
        PlaceCommand::Show { vault, place } => {
            let row = context.open(vault, |service, _| find(service, place))?;
            show.answer(&row, |show| told(show, &row));
        }
        PlaceCommand::Add { vault, name, facts } => {
            let mut place = Place {
                name: name.clone(),
                ..Place::default()
            };
            put(&mut place, facts);
            let (saved, near) = context.open(vault, |service, _| {
                let near = service
                    .place_suggest(NameTyped { text: name.clone() })?
                    .suggestions;
                Ok((save(service, place, None)?, near))
            })?;
            show.answer(&json!({"place": saved, "near": near}), |show| {
                show.say("cli-place-added", &[("name", &saved.name)]);
                if !near.is_empty() {
                    show.say("cli-place-near", &[]);
                    let near = near
                        .iter()
                        .map(|one| [one.id.to_string(), one.name.clone(), one.area.clone()]);
                    show.columns(&near.collect::<Vec<_>>());
                }
            });
        }
        PlaceCommand::Edit {
            vault,
            place,
            name,
            facts,
            no_coordinates,
            may_export,
        } => {
            let saved = context.open(vault, |service, _| {
                let PlaceRow {
                    mut place,
                    revision,
                    ..
                } = find(service, place)?;
                if let Some(name) = name {
                    place.name.clone_from(name);
                }
                if *no_coordinates {
                    (place.latitude, place.longitude) = (None, None);
                }
                if *may_export {
                    place.never_export = false;
                }
                put(&mut place, facts);
                save(service, place, revision)
            })?;
            show.answer(&json!({ "place": saved }), |show| {
                show.say("cli-place-changed", &[("name", &saved.name)]);
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What was given; the rest stays.
fn put(place: &mut Place, facts: &PlaceFacts) {
    if let Some(area) = &facts.area {
        place.area.clone_from(area);
    }
    if facts.latitude.is_some() {
        (place.latitude, place.longitude) = (facts.latitude, facts.longitude);
    }
    place.never_export |= facts.never_export;
}

fn fits(row: &PlaceRow, words: &[String]) -> bool {
    let whole = format!("{} {}", row.place.name, row.place.area).to_lowercase();
    words
        .iter()
        .all(|word| whole.contains(&word.to_lowercase()))
}

fn line(show: &Show, row: &PlaceRow) -> [String; 5] {
    let never = if row.place.never_export {
        show.text.get("cli-place-never", &[])
    } else {
        String::new()
    };
    [
        row.place.id.to_string(),
        row.place.name.clone(),
        row.place.area.clone(),
        row.uses.to_string(),
        never,
    ]
}

fn told(show: &Show, row: &PlaceRow) {
    let place = &row.place;
    show.columns(&[line(show, row)]);
    if let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) {
        show.columns(&[[latitude.to_string(), longitude.to_string()]]);
    }
    let args = [
        ("count", &*row.uses.to_string()),
        ("cases", &row.cases.to_string()),
    ];
    show.say("cli-place-uses", &args);
}

/// The place of that id, or the only one of exactly that name.
fn find(service: &Service, words: &str) -> Result<PlaceRow> {
    let invalid = |code: &str| {
        Error::new(Code::Invalid)
            .with("code", code)
            .with("field", "place")
            .at("place")
    };
    let rows = service.place_list(Nothing {})?.places;
    let meant = |row: &PlaceRow| row.place.name == words || row.place.id.to_string() == words;
    let mut found = rows.into_iter().filter(meant);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (Some(_), Some(_)) => Err(invalid("ambiguous")),
        (None, _) => Err(invalid("unknown_record")),
    }
}

fn save(service: &Service, place: Place, base: Option<RevisionId>) -> Result<Place> {
    let saved = service.record_save(RecordSave {
        record: Record::Place(place),
        base,
    })?;
    match saved.record {
        Record::Place(place) => Ok(place),
        _ => Err(Error::new(Code::Internal)),
    }
}
