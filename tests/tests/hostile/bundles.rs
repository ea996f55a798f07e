//! Hostile words through a handover: the page, the files, the merge; and bundles that a hostile sender made by hand.

use std::cell::RefCell;
use std::io::Read;

use handover::manifest::{self, Manifest};
use handover::seal::{Part, pack, seal};
use handover::{Keys, tar};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use rusqlite::{Connection, MAIN_DB};
use sandyq_tests::hostile::{File, Text, corpus};
use serde_json::{Value, json};

use crate::casebooks::take_in;
use crate::world::{World, figure};

/// Every element and attribute of a page, as a browser's tokeniser sees them; what differs between any two cases is left out.
fn elements(page: &str) -> Vec<String> {
    #[derive(Default)]
    struct Seen(RefCell<Vec<String>>);
    impl TokenSink for Seen {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            let Token::TagToken(tag) = token else {
                return match token {
                    Token::CommentToken(_) => panic!("a comment on the page"),
                    _ => TokenSinkResult::Continue,
                };
            };
            self.0.borrow_mut().push(shown(&tag));
            match (tag.kind, &*tag.name) {
                (TagKind::StartTag, "title" | "textarea") => {
                    TokenSinkResult::RawData(RawKind::Rcdata)
                }
                (TagKind::StartTag, "style" | "xmp" | "iframe") => {
                    TokenSinkResult::RawData(RawKind::Rawtext)
                }
                (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
                (TagKind::StartTag, "plaintext") => TokenSinkResult::Plaintext,
                _ => TokenSinkResult::Continue,
            }
        }
    }
    let tokenizer = Tokenizer::new(Seen::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

fn shown(tag: &Tag) -> String {
    let mut words = vec![format!("{:?} {}", tag.kind, tag.name)];
    for attribute in &tag.attrs {
        let value = match &*attribute.value {
            id if id.starts_with("c-") => "c-ID",
            id if id.starts_with("#c-") => "#c-ID",
            file if plain_evidence(file) => "evidence/FILE",
            other => other,
        };
        words.push(format!("{}={value}", attribute.name.local));
    }
    words.join(" ")
}

fn plain_evidence(file: &str) -> bool {
    file.strip_prefix("evidence/").is_some_and(|name| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            && !name.starts_with('.')
    })
}

fn cases(world: &World) -> Vec<Value> {
    let list = world.ok("case_list", json!({"text": "", "status": [], "space": [], "tags": [], "open_measures": false, "from": null, "until": null, "sort": "reference"}));
    list["cases"].as_array().expect("a list").clone()
}

/// Hands all cases over, with their evidence.
fn hand_over(world: &World, to: &str, name: &str, message: &str) -> String {
    let ids: Vec<Value> = cases(world).iter().map(|row| row["id"].clone()).collect();
    let path = world.at(name);
    let wish = json!({
        "cases": ids, "profile": "internal", "evidence": true, "privileged": [], "to": [to], "message": message,
    });
    let request = json!({"wish": wish, "path": path});
    if let Err(no) = world.call("all of them", "handover_create", request) {
        panic!("{} {:?}", no.code, no.field);
    }
    path
}

/// The files of a bundle that was sealed to `keys`.
fn unpacked(path: &str, keys: &Keys) -> (Manifest, Vec<(manifest::FileEntry, Vec<u8>)>) {
    let file = std::fs::File::open(path).expect("a bundle");
    let decryptor = age::Decryptor::new(file).expect("an age file");
    let mut archive = Vec::new();
    decryptor
        .decrypt(std::iter::once(keys.identity() as &dyn age::Identity))
        .and_then(|mut plain| Ok(plain.read_to_end(&mut archive)?))
        .expect("it is for us");
    let mut reader = tar::Reader::new(archive.as_slice());
    let mut next = |name: &str| {
        let size = reader
            .next(name, u64::MAX >> 8)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut bytes = vec![0; usize::try_from(size).expect("small")];
        let mut at = 0;
        while at < bytes.len() {
            at += reader.read(&mut bytes[at..]).expect("whole");
        }
        bytes
    };
    let manifest = Manifest::parse(&next(manifest::MANIFEST)).expect("a manifest");
    next(manifest::SIGNATURE);
    let files = manifest
        .files
        .iter()
        .map(|entry| (entry.clone(), next(&entry.name)))
        .collect();
    (manifest, files)
}

#[test]
fn the_page_has_the_elements_of_a_harmless_one_and_the_merge_the_very_words() {
    let corpus = corpus();
    // Nothing at all leaves out a row, as it should; what is long has its own tests.
    let texts: Vec<&Text> = corpus
        .texts
        .iter()
        .filter(|text| !text.text.trim().is_empty() && text.text.len() <= 1_000)
        .collect();
    let (mut count, mut attached, mut seen) = (0, 0, 0);
    for (n, part) in texts.chunks(60).enumerate() {
        let files = if n == 0 { corpus.files.as_slice() } else { &[] };
        let figures = one_handover(part, files);
        count += figures.0;
        attached += figures.1;
        seen += figures.2;
    }
    assert!(seen > 10_000);
    figure(&format!(
        "{count} hostile texts and {attached} files in handovers: {seen} elements on their pages, those of harmless ones, 0 addresses; merged into another vault word for word"
    ));
}

/// How many texts and files went, and how many elements the page has.
fn one_handover(texts: &[&Text], files: &[File]) -> (usize, usize, usize) {
    let keys = Keys::of_seeds(7, 8);
    let own = keys.recipient().to_string();
    let (hostile, harmless, receiver) = (World::new(), World::new(), World::new());
    let mut count = 0;
    for (n, text) in texts.iter().enumerate() {
        let (_, twin, places) = take_in(&hostile, n, &text.name, &text.text);
        let path = harmless.write("twin.json", twin.to_string().as_bytes());
        harmless.ok("import_casebook", json!({"path": path, "dry_run": false}));
        count += usize::from(places > 0);
    }
    let files = files
        .iter()
        .filter(|file| !file.name.chars().any(char::is_control));
    let (first, twin) = (
        cases(&hostile)[0]["id"].clone(),
        cases(&harmless)[0]["id"].clone(),
    );
    let mut attached = 0;
    for file in files {
        hostile.evidence(&first, &hostile.write(&file.name, &file.bytes));
        harmless.evidence(
            &twin,
            &harmless.write(&format!("file {attached}.txt"), b"words"),
        );
        attached += 1;
    }
    let message = "<script>hostile()</script>\n![x](http://hostile.invalid/m.png)";
    // What a terminal would obey does not go.
    let ids: Vec<Value> = cases(&hostile)
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    let wish = json!({
        "cases": ids[..1], "profile": "internal", "evidence": false, "privileged": [], "to": [own], "message": "a\u{1b}[2Jb",
    });
    let request = json!({"wish": wish, "path": hostile.at("x.age")});
    let no = hostile.call("an escape", "handover_create", request).err();
    assert!(no.is_some_and(|no| no.code == "invalid" && no.field.as_deref() == Some("message")));
    let (from, to) = (
        hand_over(&hostile, &own, "a.age", message),
        hand_over(&harmless, &own, "b.age", "words"),
    );
    let page = |path: &str| {
        let (_, files) = unpacked(path, &keys);
        assert!(
            files
                .iter()
                .all(|(entry, _)| entry.evidence.is_none() || plain_evidence(&entry.name))
        );
        let page = files
            .into_iter()
            .find(|(entry, _)| entry.name == manifest::PAGE)
            .expect("a page");
        String::from_utf8(page.1).expect("UTF-8")
    };
    let (bad, good) = (page(&from), page(&to));
    let (found, wanted) = (elements(&bad), elements(&good));
    assert!(wanted.len() > 1_000 && bad.contains("&lt;script&gt;hostile()"));
    if let Some(at) =
        (0..found.len().max(wanted.len())).find(|at| found.get(*at) != wanted.get(*at))
    {
        panic!(
            "element {at} is {:?} and not {:?}",
            found.get(at),
            wanted.get(at)
        );
    }
    for element in &found {
        assert!(
            !element.contains("http:") && !element.contains(" src=") && !element.contains(" on"),
            "{element}"
        );
    }
    // The control: one text that is not escaped is seen.
    assert!(elements(&bad.replacen("&lt;script", "<script", 1)) != wanted);
    assert!(elements(&bad.replacen("&lt;", "<b", 1)) != wanted);

    let card = receiver.ok("card_get", json!({}))["recipient"].clone();
    let sealed = hand_over(&hostile, card.as_str().expect("text"), "c.age", message);
    let file = receiver.write("in.age", &std::fs::read(sealed).expect("a bundle"));
    let check = receiver.ok("handover_check", json!({"path": file}));
    assert!(
        check["valid"] == true && check["message"] == message,
        "{}",
        check["problems"]
    );
    let out = receiver.at("opened");
    receiver.ok("handover_open", json!({"path": file, "out": out}));
    receiver.ok("handover_merge", json!({"path": file}));
    for row in cases(&hostile) {
        let view = |world: &World| world.ok("case_open", json!({"case": row["id"]}));
        let (sent, came) = (view(&hostile), view(&receiver));
        for part in [
            "involved",
            "acts",
            "measures",
            "proceedings",
            "interventions",
            "claims",
            "money",
            "notes",
            "tasks",
        ] {
            assert!(sent[part] == came[part], "{part} of {}", row["id"]);
        }
        // Some spellings stay behind (nicknames); those that came are the same.
        for part in ["names", "places"] {
            let list = |view: &Value| view[part].as_array().expect("a list").clone();
            let (sent, came) = (list(&sent), list(&came));
            assert!(
                !came.is_empty() && came.iter().all(|one| sent.contains(one)),
                "{part} of {}",
                row["id"]
            );
        }
        // How to reach a person never leaves.
        let people = |view: &Value| -> Vec<Value> {
            let parties = view["parties"].as_array().expect("a list").iter();
            parties
                .map(|one| json!([one["id"], one["name"], one["description"], one["tags"]]))
                .collect()
        };
        let (sent_people, came_people) = (people(&sent), people(&came));
        assert_eq!(sent_people.len(), came_people.len());
        for one in &came_people {
            assert!(
                sent_people.contains(one),
                "{one} of {}: {sent_people:?}",
                row["id"]
            );
        }

        assert!(
            sent["case"]["title"] == came["case"]["title"]
                && sent["case"]["summary"] == came["case"]["summary"]
        );
    }
    (count, attached, found.len())
}

/// A sender's own database, page and words, sealed and signed as it should be.
#[test]
fn a_bundle_made_by_a_hostile_hand_is_refused_or_harmless() {
    let keys = Keys::of_seeds(7, 8);
    let (sender, receiver) = (World::new(), World::new());
    let case = sender.save("case", json!({"title": "A case", "summary": "words"}))["id"].clone();
    let party =
        sender.save("party", json!({"kind": "person", "name": "Aigul Testova"}))["id"].clone();
    sender.save(
        "involved",
        json!({"case_id": case, "party": party, "role": "victim"}),
    );
    sender.save("note", json!({"case_id": case, "text": "a note"}));
    sender.evidence(&case, &sender.write("paper.txt", b"words"));
    let path = hand_over(&sender, &keys.recipient().to_string(), "a.age", "");
    let (made, files) = unpacked(&path, &keys);
    let card = receiver.ok("card_get", json!({}))["recipient"].clone();
    let recipient = handover::Recipient::parse(card.as_str().expect("text")).expect("a recipient");
    let database = |change: &str, text: &str| -> Option<Vec<u8>> {
        let bytes = &files
            .iter()
            .find(|(entry, _)| entry.name == manifest::DATABASE)
            .expect("a database")
            .1;
        let mut conn = Connection::open_in_memory().expect("memory");
        conn.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), false)
            .expect("a database");
        let done = if change.contains("?1") {
            conn.execute(change, [text]).map(drop)
        } else {
            conn.execute_batch(change)
        };
        done.ok()
            .map(|()| conn.serialize(MAIN_DB).expect("memory").to_vec())
    };
    let sealed = |manifest: Manifest, database: &[u8]| -> Option<Vec<u8>> {
        let packed = files
            .iter()
            .filter(|(entry, _)| entry.name != manifest::SUMS)
            .map(|(entry, bytes)| {
                let bytes = if entry.name == manifest::DATABASE {
                    database.to_vec()
                } else {
                    bytes.clone()
                };
                match entry.evidence {
                    None => Part::bytes(&entry.name, bytes),
                    Some(id) => {
                        let item = casework::record::Evidence {
                            id,
                            size: entry.size,
                            sha256: entry.sha256.clone(),
                            ..Default::default()
                        };
                        Part::evidence(entry.name.clone(), &item, move || {
                            Ok(Box::new(std::io::Cursor::new(bytes)))
                        })
                    }
                }
            });
        let archive = pack(Vec::new(), manifest, packed.collect(), keys.signing()).ok()?;
        let fill = |out: &mut dyn std::io::Write| {
            out.write_all(&archive)
                .map_err(|source| handover::Error::Io { op: "seal", source })
        };
        Some(seal(Vec::new(), std::slice::from_ref(&recipient), fill).expect("memory"))
    };
    let mut honest = made.clone();
    honest.recipients = vec![recipient.mark()];
    honest.sender.recipient = keys.recipient().to_string();
    honest.sender.recipient_pq = keys.quantum().to_string();
    honest.sender.signing_key = keys.signing().public().line();
    honest.sender.name = "Somebody else".to_owned();
    let (mut taken, mut refused, mut tries) = (0, 0, 0);
    let mut offer = |about: &str, manifest: Manifest, database: &[u8]| -> bool {
        tries += 1;
        let Some(bytes) = sealed(manifest, database) else {
            refused += 1;
            return false;
        };
        let file = receiver.write("in.age", &bytes);
        let check = receiver
            .call(about, "handover_check", json!({"path": file}))
            .unwrap_or_else(|no| panic!("{about}: {}", no.code));
        let merged = receiver.call(about, "handover_merge", json!({"path": file}));
        assert_eq!(
            check["valid"] == true,
            merged.is_ok(),
            "{about}: {}",
            check["problems"]
        );
        // What is shown of it, shown by whom: no control character reaches a terminal or a window.
        let told = [&check["sender"], &check["message"], &check["titles"]]
            .map(ToString::to_string)
            .concat();
        assert!(
            merged.is_err() || !told.contains("\\u001b") && !told.contains("\\u0000"),
            "{about}: {told}"
        );
        match merged {
            Ok(_) => taken += 1,
            Err(no) => {
                assert!(
                    matches!(no.code.as_str(), "bundle-invalid" | "not-for-us"),
                    "{about}: {}",
                    no.code
                );
                refused += 1;
            }
        }
        merged_ok(&check)
    };
    let plain = database("SELECT 1 WHERE 0;", "").expect("unchanged");
    assert!(
        offer("the control", honest.clone(), &plain),
        "an honest bundle is refused: nothing here could fail"
    );

    let corpus = corpus();
    for text in &corpus.texts {
        for change in [
            "UPDATE note SET text = ?1",
            "UPDATE party SET name = ?1",
            "UPDATE party SET kind = ?1",
            "UPDATE involved SET role = ?1",
            "UPDATE note SET id = ?1",
            "UPDATE evidence SET file_name = ?1, media_type = ?1, blob = ?1",
            "UPDATE \"case\" SET summary = ?1, tags = json_array(?1)",
            "UPDATE \"case\" SET tags = ?1",
        ] {
            if let Some(bytes) = database(change, &text.text)
                .filter(|_| text.text.len() < 30_000 || change.contains("note SET text"))
            {
                let about = format!("{} by {change}", text.name);
                if offer(&about, honest.clone(), &bytes) {
                    let view = receiver.ok("case_open", json!({"case": case}));
                    if change.contains("SET text") {
                        assert!(
                            view["notes"][0]["text"] == text.text
                                || view["notes"][0]["text"].is_string(),
                            "{about}"
                        );
                    }
                    for item in view["evidence"].as_array().expect("a list") {
                        let preview =
                            receiver.call(&about, "evidence_preview", json!({"id": item["id"]}));
                        assert!(
                            preview.is_ok_and(|preview| preview["media_type"] == "text/plain"),
                            "{about}"
                        );
                    }
                }
            }
        }
        let mut words = honest.clone();
        words.message.clone_from(&text.text);
        offer(&format!("{} as a message", text.name), words, &plain);
        let mut name = honest.clone();
        name.sender.name.clone_from(&text.text);
        offer(&format!("{} as a sender", text.name), name, &plain);
    }
    for change in [
        "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note; END",
        "CREATE VIEW v AS SELECT * FROM note",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "CREATE INDEX i ON note (text)",
        "CREATE TABLE extra (x); INSERT INTO extra VALUES (zeroblob(10000000))",
        "DROP TABLE note",
        "ALTER TABLE note ADD COLUMN hostile",
        "ALTER TABLE note RENAME COLUMN text TO words",
        "PRAGMA application_id = 1",
        "PRAGMA user_version = 99",
        "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'CREATE TABLE note (x)' WHERE name = 'note'",
        "UPDATE note SET text = zeroblob(1000)",
        "UPDATE note SET text = 7",
        "UPDATE note SET text = NULL",
        "UPDATE note SET text = CAST(x'ff00fe' AS TEXT)",
        "UPDATE \"case\" SET status = 'approved', reference = reference || char(27)",
        "UPDATE \"case\" SET priority = 1e300",
        "UPDATE \"case\" SET tags = '[[[[[[[[[['",
        "UPDATE evidence SET size = -1",
        "UPDATE evidence SET size = 9223372036854775807",
        "INSERT INTO note SELECT * FROM note",
        "DELETE FROM party",
    ] {
        if let Some(bytes) = database(change, "") {
            offer(change, honest.clone(), &bytes);
        }
    }
    assert!(
        taken > 100 && refused > 100,
        "{taken} taken, {refused} refused"
    );
    assert_eq!(receiver.ok("vault_verify", json!({}))["ok"], true);
    figure(&format!(
        "{tries} bundles made by a hostile hand: {refused} refused, {taken} merged as text; {}",
        receiver.figures()
    ));
}

fn merged_ok(check: &Value) -> bool {
    check["valid"] == true
}
