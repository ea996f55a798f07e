//! After a session on the command line nothing of it lies in clear on the disk: not in the vault, not at home, not in a temporary folder.

use sandyq_tests::desk::Desk;
use sandyq_tests::traces::find;

#[test]
fn a_note_leaves_no_trace_but_in_the_export_that_was_asked_for() {
    let desk = Desk::new();
    let marker = "Мәлике-quartz-5501";
    let title = "Gabardine-affair-8841";
    desk.ask("init a.vault");
    desk.ask_with("case add a.vault --title - --ref AB-1", title);
    desk.ask_with(
        "note add a.vault --case AB-1 --text -",
        &format!("She said: {marker}."),
    );
    assert_eq!(
        desk.ask_with("search a.vault -", "quartz")["results"]
            .as_array()
            .map(Vec::len),
        Some(1),
        "the note is there"
    );
    desk.ask("case show a.vault AB-1");
    desk.ask("compact a.vault");
    desk.ask("verify a.vault");
    // An interrupted session, and one with a wrong key.
    desk.refuse("status a.vault --passphrase-file wrong", 3);
    for text in [marker, title, "amber kettle orchard"] {
        let mut found = find(desk.folder(), text);
        // The passphrase lies in the file that the test itself wrote.
        found.retain(|place| !place.contains("/pass "));
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    // Negative control: the scan finds it where it was asked to be.
    desk.ask("export a.vault --out out.json --yes");
    for text in [marker, title] {
        assert!(
            find(desk.folder(), text)
                .iter()
                .any(|place| place.contains("out.json")),
            "the scan is blind for {text}"
        );
        assert!(
            find(desk.folder(), text)
                .iter()
                .all(|place| place.contains("out.json"))
        );
    }
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(
            &std::fs::metadata(desk.path("out.json"))
                .expect("an export")
                .permissions()
        ) & 0o777,
        0o600
    );
    // Names of files tell nothing either, and there is nothing but the program's own folder at home.
    assert!(
        desk.files("home").is_empty()
            && desk.files("tmp").is_empty()
            && desk.files("cache").is_empty()
    );
}
