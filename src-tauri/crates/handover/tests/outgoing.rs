//! What a handover holds, and what it must not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use handover::{Error, Order};

#[test]
fn stock_tools_read_all_of_it() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let order = Order {
        to: vec![stock_key(dir.path()), to(2)],
        ..order(&story, 2)
    };
    let path = dir.path().join("out.age");
    let receipt = desk.send(&order, &path).unwrap();
    assert!(receipt.cases == 2 && receipt.evidence == 1 && receipt.to.len() == 2);
    assert_eq!(receipt.sha256, hash(&std::fs::read(&path).unwrap()));

    let files = unseal(dir.path(), &path);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "SHA256SUMS",
            "casebook.json",
            "casebook.sqlite",
            "evidence/KZ-001-0001.jpg",
            "index.html",
            "manifest.json",
            "manifest.json.minisig",
        ]
    );
    let x = dir.path().join("x");
    sh(&x, "sha256sum -c --strict SHA256SUMS");
    sh(
        &x,
        &format!(
            "minisign -V -P {} -m manifest.json",
            desk.keys.signing().public().line()
        ),
    );
    assert_eq!(
        sh(
            &x,
            "sqlite3 casebook.sqlite 'PRAGMA integrity_check; SELECT reference FROM \"case\" ORDER BY 1'"
        ),
        "ok\nKZ-001\nKZ-002\n"
    );
    assert!(
        !sh(
            &x,
            "sqlite3 casebook.sqlite 'SELECT en FROM term WHERE code = \"arrest\"' "
        )
        .trim()
        .is_empty()
    );
    assert_eq!(files["evidence/KZ-001-0001.jpg"], vec![7; 150_000]);
    let casebook: serde_json::Value = serde_json::from_slice(&files["casebook.json"]).unwrap();
    assert_eq!(casebook["cases"].as_array().unwrap().len(), 2);
}

/// Every place where a mark must not be, with the control that it can be found at all.
#[test]
fn what_must_stay_stays() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let stock = stock_key(dir.path());
    let whole = desk.conn.serialize(rusqlite::MAIN_DB).unwrap().to_vec();
    let source = std::collections::BTreeMap::from([("vault".to_owned(), whole)]);

    let never = [
        ALIAS,
        SHELTER,
        COMMENT,
        OLD_SUMMARY,
        "CASEMARK",
        "Hiddenova",
        "Хидденову",
    ];
    let team_only = [CONTACT, "OWNERMARK", "PHYSICALMARK", "TASKMARK"];
    for mark in never.iter().chain(&team_only).chain(&[PRIVILEGED]) {
        assert_eq!(
            holds(&source, mark),
            ["vault"],
            "the mark {mark} is not in the vault: this test could not fail"
        );
    }
    for profile in ["internal", "partner"].map(profile) {
        for picked in [false, true] {
            let path = dir.path().join(format!("{}-{picked}.age", profile.code));
            let mut order = Order {
                to: vec![stock.clone()],
                ..order(&story, 2)
            };
            order.wish.profile = profile.clone();
            order
                .wish
                .privileged
                .extend(picked.then_some(story.privileged));
            desk.send(&order, &path).unwrap();
            let files = unseal(dir.path(), &path);
            for mark in never {
                assert!(
                    holds(&files, mark).is_empty(),
                    "{mark} in {:?}",
                    holds(&files, mark)
                );
            }
            for mark in team_only {
                assert_eq!(
                    holds(&files, mark).is_empty(),
                    profile.code == "partner",
                    "{mark} {}",
                    profile.code
                );
            }
            let found = holds(&files, PRIVILEGED);
            assert_eq!(
                found,
                if picked {
                    vec!["casebook.json", "casebook.sqlite", "index.html"]
                } else {
                    vec![]
                }
            );
            // Controls: what is to travel does.
            assert!(
                holds(&files, "Gulnara Kassenova").len() == 3
                    && holds(&files, "Neighbours saw it").len() == 3
            );
        }
    }
}

#[test]
fn the_public_profile_lets_only_open_records_go() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let mut order = order(&story, 2);
    order.wish.profile = profile("public");
    let path = dir.path().join("out.age");
    assert!(matches!(desk.send(&order, &path), Err(Error::NoCase)));
    assert!(!path.exists());
}

#[test]
fn a_preview_says_what_stays_and_why_and_writes_nothing() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let before = desk.conn.total_changes();
    let order = order(&story, 2);
    let preview = desk.preview(&order).unwrap();
    let withheld: Vec<(&str, u32)> = preview
        .withheld
        .counts()
        .into_iter()
        .map(|(reason, count)| (reason.code(), count))
        .collect();
    let expect = [
        ("sensitivity", 2),
        ("privileged", 1),
        ("confidential-name", 1),
        ("never-export-place", 1),
        ("comment", 1),
        ("task", 1),
        ("reference", 3),
        ("leak", 3),
        ("field", 3),
    ];
    assert_eq!(withheld, expect);
    assert_eq!(preview.cases.len(), 2);
    assert_eq!(preview.evidence_bytes, 150_000);
    assert_eq!(preview.counts["acts"], 2);
    assert_eq!(desk.conn.total_changes(), before);
}

#[test]
fn hostile_text_is_inert_on_the_page() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    for lang in casework::date::Lang::ALL {
        let order = Order {
            lang,
            ..order(&story, 2)
        };
        let page = desk.preview(&order).unwrap().page;
        assert!(
            page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            "the hostile text is not there: this test could not fail"
        );
        for bad in [
            "<script",
            "<img",
            "<iframe",
            "<link",
            "onerror=alert(1)>",
            "href=\"javascript",
            "href=\"http",
            " src=\"",
            "url(",
        ] {
            assert!(!page.contains(bad), "{bad}");
        }
        let hrefs: Vec<&str> = page
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert!(
            hrefs.len() == 3
                && hrefs
                    .iter()
                    .all(|href| href.starts_with("#c-") || href.starts_with("evidence/")),
            "{hrefs:?}"
        );
        assert!(page.contains(&format!(
            "style-src '{}'",
            handover::dossier::style_source()
        )));
    }
}

#[test]
fn the_same_vault_gives_the_same_archive() {
    let archive = || {
        let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
        let story = story(&mut desk);
        let order = Order {
            to: vec![stock_key(dir.path())],
            ..order(&story, 2)
        };
        // The key of the receiver differs from run to run, and its mark stands in the manifest.
        let path = dir.path().join("out.age");
        desk.send(&order, &path).unwrap();
        let mut files = unseal(dir.path(), &path);
        files.retain(|name, _| !name.starts_with("manifest"));
        files
    };
    assert!(archive() == archive());
}

#[test]
fn an_ssh_key_opens_it_with_the_stock_age() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let public = include_str!("common/ssh_key.pub");
    let ssh = handover::partner::resolve(&desk.conn, public).unwrap();
    assert_eq!(ssh.name, "for tests only");
    let order = Order {
        to: vec![ssh, to(2)],
        ..order(&story, 2)
    };
    let path = dir.path().join("out.age");
    desk.send(&order, &path).unwrap();
    std::fs::write(dir.path().join("key.txt"), include_str!("common/ssh_key")).unwrap();
    sh(dir.path(), "chmod 600 key.txt");
    assert_eq!(unseal(dir.path(), &path).len(), 8);
    // Who is named beside it reads it with keys of the same, older sort.
    let check = handover::check(std::fs::File::open(&path).unwrap(), &keys(2), &[]).unwrap();
    assert!(check.valid && check.signed);
}

#[test]
fn a_lost_or_changed_evidence_file_stops_it() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let path = dir.path().join("out.age");
    desk.files
        .0
        .lock()
        .unwrap()
        .values_mut()
        .for_each(|bytes| bytes[77] ^= 1);
    assert!(matches!(
        desk.send(&order(&story, 2), &path),
        Err(Error::Evidence(_))
    ));
    desk.files.0.lock().unwrap().clear();
    assert!(matches!(
        desk.send(&order(&story, 2), &path),
        Err(Error::Evidence(_))
    ));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    assert!(handover::log::list(&desk.conn).unwrap().is_empty());
    // Without evidence it goes.
    let mut order = order(&story, 2);
    order.wish.evidence = false;
    assert_eq!(desk.send(&order, &path).unwrap().evidence, 0);
}

#[test]
fn it_is_remembered_in_the_log_and_in_custody() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let receipt = desk
        .send(&order(&story, 2), &dir.path().join("out.age"))
        .unwrap();
    let log = handover::log::list(&desk.conn).unwrap();
    assert!(
        log.len() == 1
            && log[0].direction == "out"
            && log[0].sha256 == receipt.sha256
            && log[0].cases == ["KZ-001", "KZ-002"]
    );
    let custody: Vec<casework::record::CustodyEvent> =
        desk.book().list_of_case(story.raid).unwrap();
    let last = custody.last().unwrap();
    assert!(
        last.event == casework::record::CustodyEventKind::Transferred
            && last.note == "receiver 2"
            && last.evidence == story.photo
    );
}

#[test]
fn consent_is_asked() {
    use casework::record::{Audience, Consent, Party};
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let victim_goes = |desk: &mut Desk| {
        let preview = desk.preview(&order(&story, 2)).unwrap();
        preview.page.contains("Gulnara Kassenova")
    };
    assert!(victim_goes(&mut desk));
    let refused = desk.add(Consent {
        case_id: Some(story.raid),
        party: Some(story.victim),
        ..Consent::default()
    });
    assert!(!victim_goes(&mut desk));
    let revision = desk.book().head(refused.id.0).unwrap();
    let audiences = std::collections::BTreeMap::from([(Audience::NamedOrganisations, true)]);
    let given = desk
        .book()
        .save_as(
            Consent {
                audiences,
                ..refused
            },
            revision,
        )
        .unwrap();
    assert!(victim_goes(&mut desk));
    let withdrawn = Consent {
        withdrawn_on: "2026-01-01".parse().ok(),
        ..given.0
    };
    desk.book().save_as(withdrawn, Some(given.1)).unwrap();
    assert!(!victim_goes(&mut desk));
    assert!(desk.book().get::<Party>(story.victim.0).is_ok());
}

#[test]
fn a_name_that_must_stay_is_found_even_where_no_record_points_at_it() {
    use casework::record::{Note, Party, Sensitivity};
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    desk.add(Party {
        name: "Marat Seitbekov".into(),
        sensitivity: Sensitivity::Confidential,
        ..Party::default()
    });
    desk.add(Note {
        case_id: Some(story.raid),
        text: "Звонили Марату Сейтбекову.".into(),
        ..Note::default()
    });
    desk.add(Note {
        case_id: Some(story.raid),
        text: "Marat Seitbekov called".into(),
        ..Note::default()
    });
    let page = desk.preview(&order(&story, 2)).unwrap().page;
    assert!(!page.contains("Seitbekov") && !page.contains("Сейтбеков"));
    // The rest of what was written goes.
    assert!(page.contains("Звонили [name withheld].") && page.contains("[name withheld] called"));
}
