//! One case on the page, section by section; a section without content is not there.

use casework::record::{Case, Claim, ClaimStatus, Involved, NoteKind, Party};

use super::html::Html;
use super::{View, evidence, joined};

pub(super) fn section(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    html.raw(&format!("<section class=\"case\" id=\"c-{}\">\n", case.id));
    html.element("h2", &joined(&[&case.reference, &case.title], " "));
    let places: Vec<String> = case.places.iter().map(|id| view.place(*id)).collect();
    html.raw("<dl>");
    html.term(w("space"), &view.labels("space", &case.space));
    html.term(w("places"), &places.join("; "));
    html.term(w("tags"), &case.tags.join(", "));
    html.raw("</dl>\n");
    if !case.summary.is_empty() {
        html.element("h3", w("summary")).prose(&case.summary);
    }
    people(html, view, case);
    acts(html, view, case);
    measures(html, view, case);
    proceedings(html, view, case);
    interventions(html, view, case);
    money(html, view, case);
    claims(html, view, case);
    notes(html, view, case);
    evidence::section(html, view, case);
    tasks(html, view, case);
    links(html, view, case);
    html.raw("</section>\n");
}

fn titled(html: &mut Html, title: &str, heads: &[&str], rows: &[Vec<String>]) {
    if !rows.is_empty() {
        html.element("h3", title).table(heads, rows);
    }
}

fn people(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let named = |part: &'_ Involved| {
        view.chosen
            .parties
            .iter()
            .find(|party| party.id == part.party)
    };
    let mut parts: Vec<(&Involved, &Party)> = (view.chosen.involved.iter())
        .filter(|part| part.case_id == case.id)
        .filter_map(|part| Some((part, named(part)?)))
        .collect();
    parts.sort_by_key(|(part, party)| (rank(&part.role), party.name.as_str(), party.id));
    let row = |(part, party): &(&Involved, &Party)| {
        let spellings = view
            .chosen
            .names
            .iter()
            .filter(|name| name.party == party.id);
        let also = spellings
            .map(|name| name.full.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        let about = joined(&[&party.description, &party.occupation, &part.note], "\n");
        vec![
            party.name.clone(),
            also,
            view.label("role", &part.role),
            about,
        ]
    };
    let rows: Vec<Vec<String>> = parts.iter().map(row).collect();
    titled(
        html,
        w("people"),
        &[w("name"), w("also"), w("role"), w("description")],
        &rows,
    );
}

/// Those it happened to first, then who helps them, then who is alleged to have done it, then the others.
fn rank(role: &str) -> u8 {
    match role {
        "victim" => 0,
        "lawyer" => 1,
        "alleged-perpetrator" => 2,
        _ => 3,
    }
}

fn acts(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let mut acts: Vec<_> = view
        .chosen
        .acts
        .iter()
        .filter(|act| act.case_id == case.id)
        .collect();
    acts.sort_by_key(|act| {
        (
            act.start.is_none(),
            act.start
                .as_ref()
                .map(casework::date::UncertainDate::earliest),
            act.id,
        )
    });
    let rows: Vec<Vec<String>> = acts
        .iter()
        .map(|act| {
            let parts = view
                .chosen
                .involvements
                .iter()
                .filter(|part| part.act == act.id);
            let accused = parts.map(|part| {
                joined(
                    &[view.party(part.perpetrator), &part.unit, &part.rank],
                    ", ",
                )
            });
            let count = match (act.count_min, act.count_max) {
                (Some(min), Some(max)) if min == max => min.to_string(),
                (None, None) => String::new(),
                (min, max) => format!(
                    "{}–{}",
                    min.map_or_else(String::new, |n| n.to_string()),
                    max.map_or_else(String::new, |n| n.to_string())
                ),
            };
            let parts: Vec<String> = act
                .sub_counts
                .iter()
                .map(|part| format!("{}: {}", part.label, part.count))
                .collect();
            let details = [
                act.description.clone(),
                labelled(w("reason"), &act.stated_reason),
                labelled(w("articles"), &view.provisions(&act.provisions)),
                labelled(w("outcome"), &act.outcome),
                labelled(
                    w("count"),
                    &joined(&[&count, &act.count_unit, &parts.join(", ")], " "),
                ),
            ];
            let details: Vec<&str> = details.iter().map(String::as_str).collect();
            vec![
                joined(
                    &[&view.date(act.start.as_ref()), &view.date(act.end.as_ref())],
                    " – ",
                ),
                view.label("act_type", &act.act_type),
                view.party(act.victim).to_owned(),
                view.place(act.place),
                accused.collect::<Vec<_>>().join("\n"),
                joined(&details, "\n"),
            ]
        })
        .collect();
    titled(
        html,
        w("acts"),
        &[
            w("when"),
            w("what"),
            w("whom"),
            w("where"),
            w("by-whom"),
            w("details"),
        ],
        &rows,
    );
}

fn measures(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let mut measures: Vec<_> = view
        .chosen
        .measures
        .iter()
        .filter(|measure| measure.case_id == case.id)
        .collect();
    measures.sort_by_key(|measure| {
        (
            measure
                .from
                .as_ref()
                .map(casework::date::UncertainDate::earliest),
            measure.id,
        )
    });
    let rows: Vec<Vec<String>> = measures
        .iter()
        .map(|measure| {
            vec![
                view.party(measure.party).to_owned(),
                view.label("measure", &measure.status),
                view.date(measure.from.as_ref()),
                joined(
                    &[
                        &view.date(measure.until.as_ref()),
                        &view.duration(&measure.duration),
                    ],
                    " ",
                ),
                measure
                    .expires_on
                    .map_or_else(String::new, |day| day.to_string()),
                joined(&[&measure.authority, &view.place(measure.place)], ", "),
                joined(
                    &[&view.provisions(&measure.provisions), &measure.note],
                    "\n",
                ),
            ]
        })
        .collect();
    titled(
        html,
        w("measures"),
        &[
            w("name"),
            w("status"),
            w("since"),
            w("until"),
            w("expires"),
            w("authority"),
            w("details"),
        ],
        &rows,
    );
}

fn proceedings(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let rows: Vec<Vec<String>> = (view
        .chosen
        .proceedings
        .iter()
        .filter(|proceeding| proceeding.case_id == case.id))
    .map(|proceeding| {
        let charges = proceeding.charges.iter().map(|charge| {
            joined(
                &[view.party(charge.party), &charge.provision, &charge.words],
                ", ",
            )
        });
        let hearings = proceeding
            .hearings
            .iter()
            .map(|hearing| joined(&[&view.date(hearing.date.as_ref()), &hearing.words], " "));
        let sentences = proceeding.sentences.iter().map(|sentence| {
            joined(
                &[
                    &sentence.instance,
                    &view.date(sentence.date.as_ref()),
                    &view.duration(&sentence.duration),
                    &sentence.words,
                ],
                ", ",
            )
        });
        let details = [
            labelled(w("articles"), &view.provisions(&proceeding.provisions)),
            labelled(w("charges"), &charges.collect::<Vec<_>>().join("; ")),
            labelled(w("hearings"), &hearings.collect::<Vec<_>>().join("; ")),
            labelled(w("decision"), &proceeding.decision),
            labelled(
                w("sentence"),
                &joined(
                    &[
                        &proceeding.sentence,
                        &sentences.collect::<Vec<_>>().join("; "),
                    ],
                    "; ",
                ),
            ),
        ];
        let details: Vec<&str> = details.iter().map(String::as_str).collect();
        vec![
            view.date(proceeding.date.as_ref()),
            view.label("proceeding", &proceeding.kind),
            joined(
                &[&proceeding.court, &proceeding.stage, &proceeding.judge],
                ", ",
            ),
            proceeding.number.clone(),
            joined(&details, "\n"),
        ]
    })
    .collect();
    titled(
        html,
        w("proceedings"),
        &[w("when"), w("what"), w("court"), w("number"), w("details")],
        &rows,
    );
}

fn interventions(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let rows: Vec<Vec<String>> = (view
        .chosen
        .interventions
        .iter()
        .filter(|intervention| intervention.case_id == case.id))
    .map(|intervention| {
        let by: Vec<&str> = intervention.by.iter().map(|id| view.party(*id)).collect();
        vec![
            view.date(intervention.date.as_ref()),
            joined(
                &[
                    &view.label("intervention", &intervention.kind),
                    &view.label("intervention_status", &intervention.status),
                ],
                " · ",
            ),
            joined(&by, ", "),
            intervention.addressee.clone(),
            joined(&[&intervention.gist, &intervention.impact], "\n"),
            intervention.response.clone(),
        ]
    })
    .collect();
    titled(
        html,
        w("interventions"),
        &[
            w("when"),
            w("what"),
            w("from"),
            w("to"),
            w("details"),
            w("response"),
        ],
        &rows,
    );
}

fn money(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let rows: Vec<Vec<String>> = (view
        .chosen
        .money
        .iter()
        .filter(|money| money.case_id == case.id))
    .map(|money| {
        let about = if money.approximate { w("about") } else { "" };
        vec![
            joined(&[about, &money.amount, &money.currency], " "),
            money.what.clone(),
        ]
    })
    .collect();
    titled(html, w("money"), &[w("count"), w("details")], &rows);
}

fn claims(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let rows: Vec<Vec<String>> = (view
        .chosen
        .claims
        .iter()
        .filter(|claim| claim.case_id == case.id))
    .map(|claim| claim_row(view, claim))
    .collect();
    titled(
        html,
        w("claims"),
        &[w("says"), w("quote"), w("source"), w("locator"), w("grade")],
        &rows,
    );
}

fn claim_row(view: &View<'_>, claim: &Claim) -> Vec<String> {
    let w = |key: &str| view.words.get(key);
    let source = view
        .chosen
        .sources
        .iter()
        .find(|source| source.id == claim.source);
    let named = source.map_or_else(String::new, |source| {
        let words = if source.confidential {
            w("confidential-source")
        } else {
            &source.title
        };
        joined(
            &[
                &source.code,
                words,
                &source.publisher,
                &view.date(source.date.as_ref()),
                &source.url,
            ],
            ", ",
        )
    });
    let mark = match claim.status {
        ClaimStatus::Conflict => w("conflict"),
        ClaimStatus::Rejected => w("rejected"),
        _ => "",
    };
    let reliability = claim
        .reliability
        .or_else(|| source.map(|source| source.reliability))
        .unwrap_or_default();
    let credibility = format!("{:?}", claim.credibility);
    let grade = format!("{reliability:?}{}", credibility.trim_start_matches('C'));
    vec![
        claim.says.clone(),
        claim.quote.clone(),
        named,
        claim.locator.clone(),
        joined(&[&grade, mark], "\n"),
    ]
}

fn notes(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let notes: Vec<_> = view
        .chosen
        .notes
        .iter()
        .filter(|note| note.case_id == Some(case.id))
        .collect();
    if notes.is_empty() {
        return;
    }
    html.element("h3", w("notes"));
    for note in notes {
        html.raw("<article class=\"note\">");
        if note.kind == NoteKind::Privileged {
            html.raw("<p class=\"warn\">")
                .text(w("privileged"))
                .raw("</p>\n");
        }
        html.prose(&note.text).raw("</article>\n");
    }
}

fn tasks(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let rows: Vec<Vec<String>> = (view
        .chosen
        .tasks
        .iter()
        .filter(|task| task.case_id == Some(case.id)))
    .map(|task| {
        let due = task.due.map_or_else(String::new, |day| day.to_string());
        vec![
            due,
            task.title.clone(),
            if task.done {
                w("done").to_owned()
            } else {
                String::new()
            },
        ]
    })
    .collect();
    titled(
        html,
        w("tasks"),
        &[w("when"), w("what"), w("status")],
        &rows,
    );
}

fn links(html: &mut Html, view: &View<'_>, case: &Case) {
    let w = |key: &str| view.words.get(key);
    let rows: Vec<Vec<String>> = (view
        .chosen
        .chains
        .iter()
        .filter(|chain| chain.case_id == case.id))
    .filter_map(|chain| {
        let other = view
            .chosen
            .cases
            .iter()
            .find(|other| other.id == chain.to_case)?;
        Some(vec![
            view.label("chain", &chain.how),
            joined(&[&other.reference, &other.title], " "),
        ])
    })
    .collect();
    titled(html, w("links"), &[w("details"), w("what")], &rows);
}

fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{label}: {text}")
    }
}
