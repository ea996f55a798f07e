//! What comes in from the team by itself: told to whoever drives the service, kept as news until somebody has seen it, and gone with the lock.

use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::world::World;
use serde_json::{Value, json};

/// Longer than from one exchange by itself to the next, in seconds.
const LATER: i64 = 301;

struct Team {
    own: World,
    dina: World,
}

impl Team {
    fn new() -> Self {
        let (own, dina) = (
            World::standing("Own", false),
            World::standing("Dina", false),
        );
        let folder = own.path("shared");
        std::fs::create_dir(&folder).expect("a folder");
        for (one, other) in [(&own, &dina), (&dina, &own)] {
            let member = one.knows(&other.card(), "");
            one.ok(
                "team_save",
                json!({"folder": folder, "members": [member], "automatic": true}),
            );
        }
        Self { own, dina }
    }
    /// Dina writes a case, and it goes into the folder.
    fn drops(&self, title: &str) -> String {
        let id = self.dina.save("case", json!({"title": title}));
        self.dina.ok("team_exchange", json!({}));
        id
    }
    fn later(&self) -> bool {
        self.own.forward(LATER);
        self.own.service().upkeep(false)
    }
    fn news(&self, seen: bool) -> Value {
        self.own.ok("team_news", json!({"seen": seen}))["came"].clone()
    }
}

#[test]
fn what_comes_by_itself_is_news_until_it_is_seen() {
    let team = Team::new();
    assert!(!team.later());
    assert_eq!(team.news(false), json!([]));

    let first = team.drops("A case");
    assert!(team.later());
    assert!(!team.later());
    let came = json!([{"sender": "Dina", "added": 1, "updated": 0, "conflicts": 0}]);
    assert_eq!(team.news(false), came);
    // What two files brought is one line.
    team.drops("Another case");
    assert!(team.later());
    assert_eq!(team.news(true)[0]["added"], 2);
    assert_eq!(team.news(false), json!([]));

    // Both sides wrote: it has to be decided.
    for (world, title) in [(&team.own, "Ours"), (&team.dina, "Theirs")] {
        let mut got = world.ok("record_get", json!({"kind": "case", "id": first}));
        got["record"]["value"]["title"] = json!(title);
        world.ok(
            "record_save",
            json!({"record": got["record"], "base": got["revision"]}),
        );
    }
    team.dina.ok("team_exchange", json!({}));
    assert!(team.later());
    assert_eq!(team.news(false)[0]["conflicts"], 1);

    team.own.ok("vault_lock", json!({}));
    team.own.ok(
        "vault_open",
        json!({"path": team.own.at("Own.vault"), "passphrase": PASSPHRASE}),
    );
    assert_eq!(team.news(false), json!([]));
}

#[test]
fn a_folder_that_is_away_for_a_while_loses_nothing() {
    let team = Team::new();
    team.drops("A case");
    let (folder, away) = (team.own.path("shared"), team.own.path("away"));
    std::fs::rename(&folder, &away).expect("moved");
    assert!(!team.later());
    assert_eq!(team.news(false), json!([]));
    assert!(team.own.ok("team_get", json!({}))["problem"].is_string());
    std::fs::rename(&away, &folder).expect("moved back");
    assert!(team.later());
    assert_eq!(team.news(false)[0]["added"], 1);
    assert!(team.own.ok("team_get", json!({}))["problem"].is_null());
}

#[test]
fn what_somebody_asked_for_is_no_news() {
    let team = Team::new();
    team.drops("A case");
    let done = team.own.ok("team_exchange", json!({}));
    assert_eq!(done["taken"][0]["added"], 1);
    assert_eq!(team.news(false), json!([]));
}
