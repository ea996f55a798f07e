//! Who may be named to whom, what a profile lets go, and what a receiver has already.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;

use age::secrecy::SecretString;
use casework::record::{
    Act, Audience, Consent, Evidence, Involved, Involvement, Part, Party, PartyId, Profile, Record,
    Sensitivity,
};
use common::*;
use handover::select::{Chosen, Reason, StandIns};
use handover::{Draft, Error, Problem, Seen, To, Wish};

/// What goes to one receiver.
fn chosen(desk: &mut Desk, wish: &Wish, reader: &str) -> Chosen {
    let stand_ins = StandIns::new(&[9; 32], &[reader.to_owned()], "Person");
    Chosen::from_book(&desk.book(), wish, stand_ins, None).unwrap()
}

fn refuse(desk: &mut Desk, story: &Story, audience: Audience) {
    desk.add(Consent {
        case_id: Some(story.raid),
        party: Some(story.victim),
        conditions: "REFUSALMARK".into(),
        audiences: BTreeMap::from([(audience, false)]),
        ..Consent::default()
    });
}

fn victims(chosen: &Chosen) -> Vec<PartyId> {
    chosen.acts.iter().filter_map(|act| act.victim).collect()
}

#[test]
fn who_said_no_appears_under_a_stand_in_that_stays_with_the_receiver() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let wish = order(&story, 2).wish;
    // The control: as long as nothing is said, she is named.
    assert_eq!(victims(&chosen(&mut desk, &wish, "a")), [story.victim]);

    refuse(&mut desk, &story, Audience::NamedOrganisations);
    let to_a = chosen(&mut desk, &wish, "a");
    let [stand_in] = victims(&to_a)[..] else {
        panic!("the act has no victim any more")
    };
    assert_ne!(stand_in, story.victim);
    let party = to_a.parties.iter().find(|one| one.id == stand_in).unwrap();
    assert!(party.name.starts_with("Person ") && party.contact.is_empty());
    assert!(to_a.names.is_empty() && to_a.relationships.is_empty());
    assert!(
        to_a.measures
            .iter()
            .any(|measure| measure.party == stand_in)
    );
    let held = to_a.withheld.list().iter();
    assert!(
        held.clone()
            .any(|held| held.reason == Reason::Consent && held.id == story.victim.0)
    );

    assert_eq!(victims(&chosen(&mut desk, &wish, "a")), [stand_in]);
    assert_ne!(victims(&chosen(&mut desk, &wish, "b")), [stand_in]);
    // Without stand-ins the act has no victim.
    let mut without = wish.clone();
    without.profile.stand_in = false;
    assert!(victims(&chosen(&mut desk, &without, "a")).is_empty());
    // The team itself asks nobody.
    let mut team = wish.clone();
    team.profile = profile("internal");
    assert_eq!(victims(&chosen(&mut desk, &team, "a")), [story.victim]);

    // And in the bytes that leave there is nothing of her, but for the team.
    let mut order = order(&story, 2);
    order.to = vec![stock_key(dir.path())];
    for (code, named) in [("partner", false), ("internal", true)] {
        order.wish.profile = profile(code);
        let path = dir.path().join(code);
        desk.send(&order, &path).unwrap();
        let files = unseal(dir.path(), &path);
        for mark in ["Gulnara", "Гульнара", "REFUSALMARK"] {
            assert_eq!(!holds(&files, mark).is_empty(), named, "{mark} for {code}");
        }
        let id = story.victim.to_string();
        assert_eq!(!holds(&files, &id).is_empty(), named, "her id for {code}");
    }
}

#[test]
fn the_public_learns_only_the_names_of_those_who_were_asked_and_of_perpetrators() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let officer = desk.add(Party {
        name: "Investigator Q.".into(),
        ..Party::default()
    });
    let acts: Vec<Act> = desk.book().list_of_case(story.raid).unwrap();
    desk.add(Involvement {
        case_id: story.raid,
        act: acts
            .iter()
            .find(|act| act.victim == Some(story.victim))
            .unwrap()
            .id,
        perpetrator: officer.id,
        ..Involvement::default()
    });
    desk.add(Involved {
        case_id: story.raid,
        party: officer.id,
        role: "witness".into(),
        ..Involved::default()
    });
    let mut wish = order(&story, 2).wish;
    wish.profile = Profile {
        limit: Sensitivity::Internal,
        ..profile("public")
    };
    let named = |chosen: &Chosen, id: PartyId| chosen.parties.iter().any(|party| party.id == id);
    let before = chosen(&mut desk, &wish, "");
    assert!(!named(&before, story.victim) && named(&before, officer.id));
    desk.add(Consent {
        party: Some(story.victim),
        audiences: BTreeMap::from([(Audience::NameInPublic, true)]),
        ..Consent::default()
    });
    assert!(named(&chosen(&mut desk, &wish, ""), story.victim));
}

#[test]
fn a_picture_stays_where_somebody_said_no_to_pictures() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let wish = order(&story, 2).wish;
    assert_eq!(chosen(&mut desk, &wish, "a").files.len(), 1);
    refuse(&mut desk, &story, Audience::PhotoOrVoice);
    let after = chosen(&mut desk, &wish, "a");
    assert!(after.files.is_empty() && after.evidence.is_empty());
    assert_eq!(after.withheld.counts()[&Reason::Consent], 2);
    let mut team = wish;
    team.profile = profile("internal");
    assert_eq!(chosen(&mut desk, &team, "a").files.len(), 1);
}

#[test]
fn a_profile_is_its_parts() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let all = order(&story, 2).wish;
    let all = Wish {
        profile: profile("internal"),
        ..all
    };
    let whole = chosen(&mut desk, &all, "a").counts();
    for (part, list) in [
        (Part::Claims, "claims"),
        (Part::Money, "money"),
        (Part::Relationships, "relationships"),
        (Part::Perpetrators, "involvements"),
        (Part::Notes, "notes"),
        (Part::Tasks, "tasks"),
        (Part::Custody, "custody"),
    ] {
        let mut wish = all.clone();
        wish.profile.parts.retain(|one| *one != part);
        let counts = chosen(&mut desk, &wish, "a").counts();
        assert!(whole.contains_key(list), "{list}: this test could not fail");
        assert!(!counts.contains_key(list), "{list}");
        assert_eq!(counts["acts"], whole["acts"]);
    }
}

#[test]
fn no_profile_lets_the_confidential_go_whatever_its_record_says() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let mut wish = order(&story, 2).wish;
    wish.profile.limit = Sensitivity::Sealed;
    assert_eq!(chosen(&mut desk, &wish, "a").cases.len(), 2);
    let profile = Record::Profile(wish.profile);
    assert!(desk.book().save(profile, None).is_err());
}

#[test]
fn a_place_that_never_leaves_goes_only_if_it_was_picked_by_hand() {
    let mut desk = Desk::new(1, "Aigerim");
    let story = story(&mut desk);
    let mut wish = order(&story, 2).wish;
    let before = chosen(&mut desk, &wish, "a");
    assert!(before.places.iter().all(|place| place.name != SHELTER));
    let held = before.withheld.list().iter();
    let place = held
        .filter(|held| held.reason == Reason::NeverExportPlace)
        .map(|held| held.id.into())
        .collect();
    wish.places = place;
    let after = chosen(&mut desk, &wish, "a");
    assert!(after.places.iter().any(|place| place.name == SHELTER));
    assert!(after.acts.iter().any(|act| act.place.is_some()));
}

#[test]
fn only_what_changed_goes_the_second_time() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let mut order = order(&story, 2);
    let send = |desk: &mut Desk, order: &handover::Order, name: &str| {
        let preview = desk.preview(order)?;
        desk.send(order, &dir.path().join(name)).map(|_| preview)
    };
    let whole = send(&mut desk, &order, "1").unwrap();
    order.since = true;
    assert!(matches!(
        send(&mut desk, &order, "2"),
        Err(Error::NothingNew)
    ));

    let acts: Vec<Act> = desk.book().list_of_case(story.raid).unwrap();
    let act = acts
        .iter()
        .find(|act| act.victim == Some(story.victim))
        .unwrap();
    let head = desk.book().head(act.id.0).unwrap();
    let changed = Act {
        stated_reason: "a new reason".into(),
        ..act.clone()
    };
    desk.book().save_as(changed, head).unwrap();
    let second = send(&mut desk, &order, "3").unwrap();
    // The act, and what it is nothing without: its case, its victim, and the words it is told in.
    assert_eq!(second.counts["acts"], 1);
    assert!(second.counts["cases"] == 1 && second.counts["parties"] == 1);
    assert!(!second.counts.contains_key("claims") && second.evidence_bytes == 0);
    let total: u32 = whole.counts.values().sum();
    let since = second.since.unwrap();
    assert_eq!((since.same, since.gone), (total - 1, 0));
    assert!(matches!(
        send(&mut desk, &order, "4"),
        Err(Error::NothingNew)
    ));

    // Somebody else has nothing yet; both together have only what both have.
    let mut other = order.clone();
    other.to = vec![to(3)];
    // Every handover adds its own entries to the custody.
    let counts = |preview: &handover::Preview| {
        let mut counts = preview.counts.clone();
        counts.remove("custody");
        counts
    };
    assert_eq!(counts(&desk.preview(&other).unwrap()), counts(&whole));
    other.to = vec![to(2), to(3)];
    assert_eq!(counts(&desk.preview(&other).unwrap()), counts(&whole));

    // What is withheld now is told of: it cannot be called back.
    refuse(&mut desk, &story, Audience::NamedOrganisations);
    let third = desk.preview(&order).unwrap();
    assert!(third.since.unwrap().gone > 0);

    let cases = handover::given::by_case(&desk.conn, &order.to[0].reader).unwrap();
    assert!(cases.len() == 2 && cases[0].counts.values().sum::<u32>() > 5);
    let photos = handover::given::evidence(&desk.conn, &order.to[0].reader).unwrap();
    assert_eq!(photos, [story.photo.0]);
    assert!(
        handover::given::by_case(&desk.conn, "nobody")
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_passphrase_opens_it_alone() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let secret = |text: &str| SecretString::from(text.to_owned());
    let told = To::passphrase("Asel", Some(secret("amber kettle orchard")));
    let mut order = order(&story, 2);
    order.to = vec![told.clone(), to(2)];
    let path = dir.path().join("out.age");
    assert!(matches!(
        desk.send(&order, &path),
        Err(Error::PassphraseAlone)
    ));
    order.to = vec![told];
    desk.send(&order, &path).unwrap();

    let check = |keys| {
        let file = std::fs::File::open(&path).unwrap();
        handover::check(file, &keys, &[]).unwrap()
    };
    assert!(check(keys(2).with_passphrase(secret("amber kettle orchard"))).valid);
    for (keys, problem) in [
        (keys(2), Problem::Passphrase),
        (
            keys(2).with_passphrase(secret("amber kettle")),
            Problem::WrongPassphrase,
        ),
    ] {
        let refused = check(keys);
        assert!(!refused.valid && refused.problems == [problem]);
    }
    // It is stock age: one stanza, scrypt.
    let bytes = std::fs::read(&path).unwrap();
    let head = String::from_utf8_lossy(&bytes[..200]).into_owned();
    assert!(
        head.lines().nth(1).unwrap().starts_with("-> scrypt ") && head.matches("-> ").count() == 1
    );
    let evidence: Vec<Evidence> = desk.book().list_of_case(story.raid).unwrap();
    assert_eq!(evidence.len(), 1);
}

#[test]
fn what_was_looked_at_is_what_is_sealed() {
    let (dir, mut desk) = (tempfile::tempdir().unwrap(), Desk::new(1, "Aigerim"));
    let story = story(&mut desk);
    let mut order = order(&story, 2);
    order.to = vec![stock_key(dir.path())];
    let preview = desk.preview(&order).unwrap();
    let seen = Seen {
        at: preview.at.clone(),
        sha256: preview.sha256.clone(),
    };
    let draft = |desk: &mut Desk, order: &handover::Order, seen: &Seen| {
        let Desk {
            conn,
            ctx,
            keys,
            files,
        } = desk;
        let sight = order.choose(conn, ctx, keys)?;
        let looked = sight.look(order, files, &mut |_, _| true)?;
        Draft::new(conn, ctx, keys, order, sight, looked, Some(seen))?.ready(conn, ctx, Some(seen))
    };
    let path = dir.path().join("out.age");
    let whole = draft(&mut desk, &order, &seen).unwrap();
    let mut steps = Vec::new();
    whole
        .write(&desk.files, &desk.keys, &path, &mut |done| {
            steps.push(done);
            true
        })
        .unwrap();
    assert!(steps[0] == 0 && steps.is_sorted());
    assert_eq!(
        unseal(dir.path(), &path)["index.html"],
        preview.page.as_bytes()
    );

    // Stopped half way, nothing is left.
    let other = dir.path().join("other.age");
    let stopped = whole.write(&desk.files, &desk.keys, &other, &mut |_| false);
    assert!(matches!(stopped, Err(Error::Stopped)) && !other.exists());
    assert!(std::fs::read_dir(dir.path()).unwrap().all(|entry| {
        let name = entry.unwrap().file_name();
        !name.to_string_lossy().ends_with(".part")
    }));

    // Another word to the receiver, or a change meanwhile, and it has to be looked at again.
    let mut louder = order.clone();
    louder.message = "And quickly".into();
    assert!(matches!(
        draft(&mut desk, &louder, &seen),
        Err(Error::ChangedSince)
    ));
    refuse(&mut desk, &story, Audience::NamedOrganisations);
    assert!(matches!(
        draft(&mut desk, &order, &seen),
        Err(Error::ChangedSince)
    ));
}
