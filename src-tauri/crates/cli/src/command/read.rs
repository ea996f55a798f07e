//! A report, marked: what stands in it and where. Nothing is written.

use std::path::Path;
use std::process::ExitCode;

use casework::reading::{Meaning, Reading};
use chrono::NaiveDate;
use service::Result;
use service::contract::TextRead;

use super::{Context, note};

pub fn run(
    context: &Context<'_>,
    vault: &Path,
    text: &Path,
    on: Option<NaiveDate>,
) -> Result<ExitCode> {
    let show = context.show;
    let file = (text != Path::new("-")).then_some(text);
    let words = note::words(file, show)?;
    let reading = context.open(vault, |service, _| {
        service.text_read(TextRead {
            text: words.as_str().to_owned(),
            day: on,
            language: show.text.language().tag().into(),
        })
    })?;
    show.answer(&reading, |show| {
        let units: Vec<u16> = words.encode_utf16().collect();
        let rows: Vec<[String; 4]> = reading
            .marks
            .iter()
            .map(|mark| {
                let said = units.get(mark.from as usize..mark.to as usize);
                let (kind, meaning) = meaning(&reading, &mark.is);
                [
                    place(&reading, mark.passage),
                    show.text.get(&format!("reading-kind-{kind}"), &[]),
                    said.map(String::from_utf16_lossy).unwrap_or_default(),
                    meaning,
                ]
            })
            .collect();
        show.columns(&rows);
        if rows.is_empty() {
            show.say("reading-nothing", &[]);
        } else if reading.more {
            show.say("reading-more", &[]);
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// Paragraph and sentence, `2.1`.
fn place(reading: &Reading, index: u32) -> String {
    let passage = reading.passages.iter().find(|one| one.index == index);
    passage.map_or_else(String::new, |one| {
        format!("{}.{}", one.paragraph, one.sentence)
    })
}

/// Kind of a mark, and what it stands for.
fn meaning(reading: &Reading, is: &Meaning) -> (&'static str, String) {
    let named = |entity: u32| {
        let entity = reading.entities.get(entity as usize);
        let known =
            |first: &casework::reading::Candidate| format!("= {} ({})", first.name, first.band);
        entity.map_or_else(String::new, |entity| {
            entity
                .candidates
                .first()
                .map_or_else(|| entity.name.clone(), known)
        })
    };
    match is {
        Meaning::Date { date } => ("date", date.edtf().to_owned()),
        Meaning::Person { entity } => ("person", named(*entity)),
        Meaning::Organisation { entity } => ("organisation", named(*entity)),
        Meaning::Group { entity } => ("group", named(*entity)),
        Meaning::Measure {
            status,
            extended,
            denied,
        } => {
            let not = if *denied { "not " } else { "" };
            let longer = if *extended { "> " } else { "" };
            ("measure", format!("{not}{longer}{status}"))
        }
        Meaning::Place { name, .. } => ("place", name.clone()),
        Meaning::Provision { code, .. } => ("provision", code.clone()),
        Meaning::Act {
            act_type, denied, ..
        } => (
            "act",
            if *denied {
                format!("not {act_type}")
            } else {
                act_type.clone()
            },
        ),
    }
}
