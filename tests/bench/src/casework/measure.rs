//! What people do all day, timed.

use std::path::Path;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::fill::resident;
use crate::plausible::Plausible;
use crate::random::Random;
use crate::{Failure, queries, say};

/// Everything once to warm up what a person has opened before, then measured.
pub fn warm(dir: &Path, cases: usize) -> Result<(), Failure> {
    let desk = Desk::new(dir)?;
    desk.open(dir)?;
    let list = desk.ask("case_list", &json!({}))?;
    let all = list["cases"].as_array().ok_or("no list")?;
    if all.len() != cases {
        return Err(format!("{} cases are listed", all.len()).into());
    }
    let mut random = Random::new(5);
    let some: Vec<Value> = (0..40)
        .map(|_| all[random.below(all.len())]["id"].clone())
        .collect();
    search(&desk, cases)?;
    let lists = [
        ("case_list", "case_list", json!({})),
        ("case_list_changed", "case_list", json!({"sort": "changed"})),
        (
            "case_list_held",
            "case_list",
            json!({"open_measures": true}),
        ),
        ("case_list_words", "case_list", json!({"text": "обыск"})),
        (
            "case_list_between",
            "case_list",
            json!({"from": "2024-03-01", "until": "2024-03-31"}),
        ),
        ("home", "home", json!({})),
        ("held", "held", json!({"on": null})),
        ("review_queue", "review_queue", json!({})),
        ("party_list", "party_list", json!({})),
        ("party_list_words", "party_list", json!({"text": "Касенов"})),
        ("source_list", "source_list", json!({})),
        ("party_alike", "party_alike", json!({})),
        ("unsorted_notes", "note_list", json!({"case": null})),
    ];
    for _ in 0..5 {
        for (name, command, request) in &lists {
            let (_, took, bytes) = desk.timed(command, request)?;
            say(name, took);
            say(&format!("{name}_kb"), bytes as f64 / 1e3);
        }
    }
    for case in &some {
        let (view, took, bytes) = desk.timed("case_open", &json!({"case": case}))?;
        say("case_open", took);
        say("case_open_kb", bytes as f64 / 1e3);
        let party = view["involved"][0]["party"].clone();
        say(
            "party_open",
            desk.timed("party_open", &json!({"id": party}))?.1,
        );
        save(&desk, case, &view)?;
    }
    for case in some.iter().take(3) {
        say(
            "case_history",
            desk.timed("case_history", &json!({"case": case}))?.1,
        );
    }
    for name in queries::names(&Plausible::new(cases)) {
        say(
            "name_suggest",
            desk.timed("name_suggest", &json!({"text": name}))?.1,
        );
    }
    say("resident_mb", resident()?);
    // While names are hidden every answer is read over before it goes out.
    desk.ask("privacy_set", &json!({"on": true}))?;
    desk.ask("home", &json!({}))?;
    for case in some.iter().take(5) {
        say(
            "hidden_case_open",
            desk.timed("case_open", &json!({"case": case}))?.1,
        );
        say("hidden_home", desk.timed("home", &json!({}))?.1);
        say("hidden_search", desk.timed("search", &query("арест"))?.1);
    }
    say("hidden_case_list", desk.timed("case_list", &json!({}))?.1);
    desk.ask("privacy_set", &json!({"on": false}))?;
    say("vault_verify", desk.timed("vault_verify", &json!({}))?.1);
    say("verify_resident_mb", resident()?);
    desk.ask("vault_lock", &json!({}))?;
    Ok(())
}

/// Every other case is reviewed, and one in ten of those changes afterwards; then somebody who stands in every fiftieth of them, and in others, is written to. Then the
/// lists that show which of them still are what was looked at.
pub fn reviewed(dir: &Path, cases: usize) -> Result<(), Failure> {
    let desk = Desk::new(dir)?;
    desk.open(dir)?;
    let list = desk.ask("case_list", &json!({}))?;
    let all = list["cases"].as_array().ok_or("no list")?;
    if all.len() < cases {
        return Err(format!("{} cases are listed", all.len()).into());
    }
    for (at, case) in all.iter().step_by(2).enumerate() {
        let id = &case["id"];
        let wish = json!({"id": id, "status": "reviewed", "comment": "Looked at."});
        say("review_a_case", desk.timed("case_set_status", &wish)?.1);
        if at % 10 == 0 {
            let act = json!({"record": {"kind": "act", "value": {"case_id": id, "act_type": "threats"}}, "base": null});
            say(
                "save_in_a_reviewed_case",
                desk.timed("record_save", &act)?.1,
            );
        }
    }
    for case in all.iter().step_by(2 * 50) {
        let view = desk.ask("case_open", &json!({"case": case["id"]}))?;
        // One that was just begun names nobody.
        if let Some(party) = view["parties"].as_array().and_then(|all| all.first()) {
            let mut party = party.clone();
            party["occupation"] = json!("Writer");
            let base = &view["revisions"][party["id"].as_str().unwrap_or_default()];
            let wish = json!({"record": {"kind": "party", "value": party}, "base": base});
            say(
                "save_somebody_of_reviewed_cases",
                desk.timed("record_save", &wish)?.1,
            );
        }
    }
    for _ in 0..5 {
        for (name, command) in [
            ("reviewed_case_list", "case_list"),
            ("reviewed_home", "home"),
            ("reviewed_review_queue", "review_queue"),
        ] {
            let (answer, took, _) = desk.timed(command, &json!({}))?;
            say(name, took);
            if command == "case_list" {
                let rows = answer["cases"].as_array().ok_or("no list")?;
                let fell = rows
                    .iter()
                    .filter(|row| row["changed_since"] == true)
                    .count();
                say("reviewed_and_changed", fell as f64);
            }
        }
    }
    // The program does this by itself while nobody types; six thousand saves in a row are not waited out here.
    say("vault_compact", desk.timed("vault_compact", &json!({}))?.1);
    desk.ask("vault_lock", &json!({})).map(drop)
}

/// Only the searches, for whoever works on them.
pub fn searches(dir: &Path, cases: usize) -> Result<(), Failure> {
    let desk = Desk::new(dir)?;
    desk.open(dir)?;
    search(&desk, cases)?;
    say("resident_mb", resident()?);
    desk.ask("vault_lock", &json!({})).map(drop)
}

fn query(text: &str) -> Value {
    json!({"text": text, "kinds": [], "limit": 30, "privileged": false})
}

fn search(desk: &Desk, cases: usize) -> Result<(), Failure> {
    let all = queries::all(&Plausible::new(cases));
    let mut found = 0;
    for round in 0..3 {
        for query_ in &all {
            let (answer, took, _) = desk.timed("search", &query(&query_.text))?;
            let hits = answer["results"].as_array().map_or(0, Vec::len);
            if query_.there && hits == 0 {
                return Err(format!("{} is not found", query_.text).into());
            }
            if query_.kind == "nothing" && hits > 0 {
                return Err(format!("{} is found", query_.text).into());
            }
            found += hits;
            if round > 0 {
                say("search", took);
                say(&format!("search, {}", query_.kind), took);
            }
            if std::env::var_os("SANDYQ_BENCH_SLOW").is_some() && took > 30.0 {
                eprintln!("{took:.1} ms: {}", query_.text);
            }
        }
    }
    for query_ in &all {
        let mut request = query(&query_.text);
        request["facets"] = json!(true);
        request["limit"] = json!(50);
        let (_, took, _) = desk.timed("search", &request)?;
        say("search_with_facets", took);
        if std::env::var_os("SANDYQ_BENCH_SLOW").is_some() && took > 60.0 {
            eprintln!("{took:.1} ms with facets: {}", query_.text);
        }
        request["years"] = json!([2024]);
        say("search_narrowed", desk.timed("search", &request)?.1);
    }
    say("search_hits", found as f64 / 3.0 / all.len() as f64);
    say("search_queries", all.len() as f64);
    Ok(())
}

/// A note, an act and a name, each saved as the window saves it.
fn save(desk: &Desk, case: &Value, view: &Value) -> Result<(), Failure> {
    let (party, place) = (&view["involved"][0]["party"], &view["case"]["places"][0]);
    let note = json!({"record": {"kind": "note", "value": {"case_id": case, "text": "Met the mother; the lawyer comes on Friday. Касенов ждёт."}}, "base": null});
    say("save_note", desk.timed("record_save", &note)?.1);
    let act = json!({"record": {"kind": "act", "value": {"case_id": case, "act_type": "threats", "victim": party, "place": place}}, "base": null});
    say("save_act", desk.timed("record_save", &act)?.1);
    let measure = json!({"record": {"kind": "measure", "value": {"case_id": case, "party": party, "status": "house_arrest", "duration": "P2M"}}, "base": null});
    say("save_measure", desk.timed("record_save", &measure)?.1);
    let person = json!({"record": {"kind": "party", "value": {"kind": "person", "name": "Серик Новоприбывший"}}, "base": null});
    say("save_person", desk.timed("record_save", &person)?.1);
    let fresh = json!({"record": {"kind": "case", "value": {"title": "A new case"}}, "base": null});
    say("save_case", desk.timed("record_save", &fresh)?.1);
    say(
        "draft_save",
        desk.timed(
            "draft_save",
            &json!({"key": "note", "value": {"text": "half a senten"}}),
        )?
        .1,
    );
    Ok(())
}

/// In a fresh process: opening, then one thing, as the first thing a person does.
pub fn cold(dir: &Path, cases: usize, at: usize) -> Result<(), Failure> {
    let desk = Desk::new(dir)?;
    let start = std::time::Instant::now();
    desk.open(dir)?;
    say("cold_open", crate::milliseconds(start));
    let all = queries::all(&Plausible::new(cases));
    let (name, command, request) = match at % 4 {
        0 => ("cold_home", "home", json!({})),
        1 => ("cold_case_list", "case_list", json!({})),
        2 => (
            "cold_search",
            "search",
            query(&all[at * 7 % all.len()].text),
        ),
        _ => (
            "cold_case_open",
            "case_open",
            json!({"case": format!("XX-{:05}", at * 131 % cases)}),
        ),
    };
    say(name, desk.timed(command, &request)?.1);
    say("cold_resident_mb", resident()?);
    desk.ask("vault_lock", &json!({}))?;
    Ok(())
}
