//! What comes in, through the commands of the window and of the command line: looked at, taken in part, taken back, decided, and answered.

use sandyq_tests::desk::{Calls, Desk, example};
use sandyq_tests::world::World;
use serde_json::{Value, json};

/// Somebody with the example casebook, somebody with nothing, who have each other's cards, and a handover of two cases between them.
struct Two {
    from: World,
    to: World,
    cases: [String; 2],
    sent: u32,
}

impl Two {
    fn new() -> Self {
        let (from, to) = (World::new("from", true), World::new("to", false));
        for (one, other) in [(&from, &to), (&to, &from)] {
            let card = other.ok("card_get", json!({}))["text"].clone();
            one.ok("partner_save", json!({"card": card, "compared": true}));
        }
        let of =
            |reference: &str| text(&from.ok("case_open", json!({"case": reference}))["case"]["id"]);
        let cases = [of("KZ-001"), of("KZ-003")];
        Self {
            from,
            to,
            cases,
            sent: 0,
        }
    }

    /// A file in the receiver's folder.
    fn send(&mut self) -> String {
        self.sent += 1;
        let partner = self.from.ok("partner_list", json!({}))["partners"][0]["id"].clone();
        let path = self.to.at(&format!("in-{}.age", self.sent));
        let wish = json!({
            "cases": self.cases, "profile": "internal", "evidence": true, "privileged": [], "to": [partner],
        });
        self.from
            .ok("handover_create", json!({"wish": wish, "path": path}));
        path
    }

    fn title(&self, ours: bool, case: &str, title: &str) {
        let desk = if ours { &self.to } else { &self.from };
        let mut got = desk.ok("record_get", json!({"kind": "case", "id": case}));
        got["record"]["value"]["title"] = json!(title);
        desk.ok(
            "record_save",
            json!({"record": got["record"], "base": got["revision"]}),
        );
    }

    fn title_of(&self, ours: bool, case: &str) -> String {
        let desk = if ours { &self.to } else { &self.from };
        text(
            &desk.ok("record_get", json!({"kind": "case", "id": case}))["record"]["value"]["title"],
        )
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

fn holds(found: &Value, expect: Value) {
    for (key, value) in expect.as_object().expect("an object") {
        assert_eq!(&found[key], value, "{key} in {found}");
    }
}

#[test]
fn a_file_is_looked_at_page_by_page_before_any_of_it_is_taken() {
    let mut two = Two::new();
    let path = two.send();
    let ask = |case: Value, changes: bool, offset: u32, limit: u32, page: bool| {
        two.to.ok("handover_diff", json!({"path": path, "case": case, "changes": changes, "offset": offset, "limit": limit, "page": page}))
    };
    let all = ask(json!(null), false, 0, 500, true);
    let total = all["total"].as_u64().expect("a number");
    assert!(
        total > 30
            && all["records"]
                .as_array()
                .is_some_and(|list| list.len() as u64 == total)
    );
    holds(&all, json!({"known": true}));
    holds(
        &all["counts"],
        json!({"changed": 0, "deleted": 0, "back": 0, "both": 0}),
    );
    // The words that came with the program are here already.
    let of = |name: &str| all["counts"][name].as_u64().unwrap_or(0);
    assert!(of("new") > 100 && of("new") + of("same") == total);
    assert!(
        text(&all["page"]).contains("KZ-003")
            && all["cases"]
                .as_array()
                .is_some_and(|cases| cases.len() == 2)
    );
    // Pages together are the whole, each once.
    let (first, rest) = (
        ask(json!(null), false, 0, 20, false),
        ask(json!(null), false, 20, 500, false),
    );
    assert_eq!(first["page"], "");
    let ids = |of: &Value| -> Vec<String> {
        of["records"]
            .as_array()
            .expect("records")
            .iter()
            .map(|one| text(&one["id"]))
            .collect()
    };
    assert_eq!([ids(&first), ids(&rest)].concat(), ids(&all));
    let one = ask(json!(two.cases[0]), false, 0, 500, false);
    assert!(one["records"].as_array().is_some_and(|list| {
        !list.is_empty()
            && list
                .iter()
                .all(|record| record["case_id"] == two.cases[0].as_str())
    }));
    assert_eq!(two.to.ok("vault_status", json!({}))["counts"]["cases"], 0);

    two.to.ok("handover_merge", json!({"path": path}));
    let again = ask(json!(null), true, 0, 500, false);
    holds(&again, json!({"total": 0, "records": []}));
    assert_eq!(
        two.to.no(
            "handover_diff",
            json!({"path": two.to.at("nothing.age"), "limit": 1})
        ),
        "file-missing"
    );
}

#[test]
fn some_is_taken_then_all_then_taken_back() {
    let mut two = Two::new();
    let path = two.send();
    let status = |two: &Two| two.to.ok("vault_status", json!({}))["counts"]["cases"].clone();
    let merged = two.to.ok("handover_merge", json!({"path": path, "only": [two.cases[0]], "leave": [{"id": two.cases[0], "fields": ["summary"]}]}));
    assert!(
        merged["along"].as_u64().is_some_and(|count| count > 0),
        "{merged}"
    );
    let summary = |two: &Two| {
        text(
            &two.to
                .ok("record_get", json!({"kind": "case", "id": two.cases[0]}))["record"]["value"]["summary"],
        )
    };
    assert_eq!((status(&two), summary(&two)), (json!(1), String::new()));
    let rest = two.to.ok("handover_merge", json!({"path": path}));
    assert_eq!(status(&two), 2);
    assert!(!summary(&two).is_empty() && rest["added"].as_u64().is_some_and(|count| count > 5));

    // Where it came from stands in the history, and it can go again, by what the log says.
    let history = two.to.ok(
        "record_history",
        json!({"kind": "case", "id": two.cases[1]}),
    );
    let came = &history["revisions"][0]["came"];
    assert_eq!(
        came["from"],
        two.to.ok("handover_log", json!({}))["entries"][0]["who"][0]
    );
    let log = two.to.ok("handover_log", json!({}));
    let arrivals = log["arrivals"].as_array().expect("arrivals");
    assert_eq!(arrivals.len(), 2);
    let undone = two
        .to
        .ok("handover_undo", json!({"arrival": rest["arrival"]}));
    holds(&undone, json!({"stays": []}));
    assert_eq!((status(&two), summary(&two)), (json!(1), String::new()));
    assert_eq!(
        two.to
            .no("handover_undo", json!({"arrival": rest["arrival"]})),
        "not-found"
    );
    two.to
        .ok("handover_undo", json!({"arrival": merged["arrival"]}));
    assert_eq!(status(&two), 0);
    let all = two.to.ok("handover_merge", json!({"path": path}));
    assert_eq!((status(&two), &all["conflicts"]), (json!(2), &json!([])));
    assert_eq!(two.to.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn the_first_of_two_merges_is_taken_back_first() {
    let mut two = Two::new();
    let path = two.send();
    let status = |two: &Two| two.to.ok("vault_status", json!({}))["counts"]["cases"].clone();
    let part = two.to.ok("handover_merge", json!({"path": path, "only": [two.cases[0]], "leave": [{"id": two.cases[0], "fields": ["summary"]}]}));
    let rest = two.to.ok("handover_merge", json!({"path": path}));
    // The second brought its summary, so the case is the second's too.
    two.to
        .ok("handover_undo", json!({"arrival": part["arrival"]}));
    let case = two
        .to
        .ok("record_get", json!({"kind": "case", "id": two.cases[0]}));
    assert!(!text(&case["record"]["value"]["summary"]).is_empty());
    let undone = two
        .to
        .ok("handover_undo", json!({"arrival": rest["arrival"]}));
    holds(&undone, json!({"stays": []}));
    let counts = two.to.ok("vault_status", json!({}))["counts"].clone();
    assert!(
        ["cases", "parties", "acts", "evidence"]
            .iter()
            .all(|kind| counts[kind] == 0),
        "{counts}"
    );
    let all = two.to.ok("handover_merge", json!({"path": path}));
    assert_eq!((status(&two), &all["conflicts"]), (json!(2), &json!([])));
    assert_eq!(two.to.ok("vault_verify", json!({}))["ok"], true);
}

#[test]
fn both_sides_stand_beside_each_other_until_a_person_decides_and_the_decision_travels() {
    let mut two = Two::new();
    let path = two.send();
    two.to.ok("handover_merge", json!({"path": path}));
    let case = two.cases[0].clone();
    two.title(false, &case, "Theirs");
    two.title(true, &case, "Ours");
    let path = two.send();
    let merged = two.to.ok("handover_merge", json!({"path": path}));
    assert_eq!(merged["conflicts"].as_array().map(Vec::len), Some(1));
    assert_eq!(two.title_of(true, &case), "Ours");
    let open = two.to.ok("merge_conflicts", json!({}));
    let one = &open["conflicts"][0];
    holds(one, json!({"kind": "case", "id": case, "case_id": case}));
    assert_eq!(
        one["fields"],
        json!([{"field": "title", "ours": "Ours", "theirs": "Theirs", "both": true}])
    );
    let request = |ours: Value, theirs: Value| json!({"id": case, "their_revision": one["their_revision"], "ours": ours, "theirs": theirs});
    assert_eq!(
        two.to.no("merge_decide", request(json!([]), json!([]))),
        "invalid"
    );
    two.to
        .ok("merge_decide", request(json!(["title"]), json!([])));
    assert_eq!(
        two.to.ok("merge_conflicts", json!({}))["conflicts"],
        json!([])
    );
    assert_eq!(
        two.to
            .no("merge_decide", request(json!(["title"]), json!([]))),
        "not-found"
    );

    // Home again: what was decided counts there, and nobody is asked twice.
    let back = two.from.at("back.age");
    let partner = two.to.ok("partner_list", json!({}))["partners"][0]["id"].clone();
    let wish = json!({
        "cases": [case], "profile": "internal", "evidence": true, "privileged": [], "to": [partner],
    });
    two.to
        .ok("handover_create", json!({"wish": wish, "path": back}));
    let merged = two.from.ok("handover_merge", json!({"path": back}));
    assert_eq!(merged["conflicts"], json!([]));
    assert_eq!(two.title_of(false, &case), "Ours");
}

#[test]
fn the_sender_sees_how_far_somebody_got() {
    let mut two = Two::new();
    let path = two.send();
    let make =
        |state: &str, out: &str| json!({"path": path, "state": state, "out": two.from.at(out)});
    assert_eq!(
        two.to.no("receipt_make", make("merged", "m.age")),
        "receipt-not-merged"
    );
    assert_eq!(two.to.no("receipt_make", make("burnt", "m.age")), "invalid");
    two.to.ok("receipt_make", make("read", "r.age"));
    two.to.ok("handover_merge", json!({"path": path}));
    two.to.ok("receipt_make", make("merged", "m.age"));
    let take = |name: &str| {
        two.from
            .ok("receipt_take", json!({"path": two.from.at(name)}))
    };
    let read = take("r.age");
    holds(&read, json!({"state": "read"}));
    take("m.age");
    take("r.age");
    let entry = two.from.ok("handover_log", json!({}))["entries"][0].clone();
    let states: Vec<&Value> = entry["replies"]
        .as_array()
        .expect("replies")
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["read", "merged"]);
    assert_eq!(entry["sha256"], read["sha256"]);

    let stranger = World::new("other", false);
    std::fs::copy(two.from.path("r.age"), stranger.path("r.age")).expect("a copy");
    assert_eq!(
        stranger.no("receipt_take", json!({"path": stranger.at("r.age")})),
        "not-for-us"
    );
    std::fs::write(two.from.path("x.age"), b"hello").expect("a file");
    assert_eq!(
        two.from
            .no("receipt_take", json!({"path": two.from.at("x.age")})),
        "receipt-invalid"
    );
    // A handover is no receipt.
    std::fs::copy(&path, two.from.path("y.age")).expect("a copy");
    assert_eq!(
        two.from
            .no("receipt_take", json!({"path": two.from.at("y.age")})),
        "not-for-us"
    );
}

#[test]
fn the_command_line_does_all_of_it() {
    let desk = Desk::new();
    desk.ask("init from.vault");
    desk.ask(&format!("import from.vault {}", example().display()));
    desk.ask("init to.vault");
    desk.ask("card to.vault --out to.card");
    desk.ask("handover create from.vault --case KZ-003 --case KZ-001 --to to.card --profile partner --out bundle.age");

    let found = desk.ask("handover diff bundle.age --vault to.vault");
    let new = found["counts"]["new"].as_u64().expect("a number");
    assert!(
        new > 20
            && found["records"]
                .as_array()
                .is_some_and(|list| list.len() as u64 == new)
    );
    let ran =
        desk.run("handover diff bundle.age --vault to.vault --case KZ-001 --passphrase-file pass");
    assert!(
        ran.code == 0 && ran.out.contains("KZ-001") && !ran.out.contains("KZ-003"),
        "{}{}",
        ran.out,
        ran.err
    );

    let merged = desk.ask("handover merge to.vault bundle.age --only KZ-001");
    holds(&desk.ask("status to.vault"), json!({"cases": 1}));
    desk.ask("handover merge to.vault bundle.age --without KZ-001");
    holds(&desk.ask("status to.vault"), json!({"cases": 2}));
    desk.refuse(
        "handover merge to.vault bundle.age --only KZ-999 --passphrase-file pass",
        1,
    );
    desk.refuse(
        "handover merge to.vault bundle.age --leave nothing --passphrase-file pass",
        2,
    );
    holds(
        &desk.ask("handover conflicts to.vault"),
        json!({"conflicts": []}),
    );
    desk.refuse(
        &format!(
            "handover decide to.vault {} --ours title --passphrase-file pass",
            merged["arrival"].as_str().expect("an id")
        ),
        1,
    );

    desk.ask("handover receipt bundle.age --vault to.vault --state merged --out receipt.age");
    assert!(
        desk.refuse(
            "handover take-receipt from.vault receipt.age --passphrase-file pass",
            1
        )
        .contains("card")
    );
    let log = desk.ask("handover log to.vault");
    assert_eq!(log["arrivals"].as_array().map(Vec::len), Some(2));
    for arrival in log["arrivals"].as_array().expect("arrivals") {
        let undone = desk.ask(&format!(
            "handover undo to.vault {}",
            arrival["id"].as_str().expect("an id")
        ));
        assert!(
            undone["removed"].as_u64().is_some_and(|count| count > 50),
            "{undone}"
        );
        holds(&undone, json!({"stays": []}));
    }
    let left = desk.ask("status to.vault");
    holds(&left, json!({"cases": 0, "parties": 0}));
    desk.refuse("handover receipt bundle.age --vault to.vault --state merged --out again.age --passphrase-file pass", 1);
    holds(&desk.ask("verify to.vault"), json!({"ok": true}));
}
