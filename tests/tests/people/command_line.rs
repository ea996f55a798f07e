//! The same on the command line, where each opening costs what it costs.

use sandyq_tests::desk::Desk;

use crate::log::minisign;

#[test]
fn somebody_is_given_a_key_and_a_copy_of_the_history_is_written() {
    let desk = Desk::new();
    desk.ask("init v.vault --kit kit.txt");
    desk.write("dana", "pelican marble sunset bicycle eleven oat\n");
    // Names come from standard input, so that no process list shows them.
    let given = desk.ask_with(
        "key person v.vault --name - --new-passphrase-file dana",
        "Dana Sample\nErmek Sample\n",
    );
    let keys = given["keys"].as_array().expect("keys").iter();
    let people: Vec<&str> = keys.filter_map(|key| key["person"].as_str()).collect();
    assert!(
        people.contains(&"Dana Sample") && people.contains(&"Ermek Sample"),
        "{people:?}"
    );
    // Without a key it is not said whose they are.
    let seen = desk.run("key list v.vault");
    assert!(seen.code == 0 && !seen.out.contains("Sample"));
    let ran = desk
        .run("log export v.vault --out l.jsonl --lang ru --without-content --passphrase-file pass");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Подписанная копия"), "{}", ran.out);
    let key = ran
        .out
        .split("-P ")
        .nth(1)
        .expect("a command to check it with")
        .trim();
    assert!(minisign(&desk.path("l.jsonl"), key));
    assert!(desk.read("l.jsonl").contains("\"by\":\"Ermek Sample\""));
    desk.refuse("log export v.vault --out l.jsonl --passphrase-file pass", 1);
    desk.refuse(
        "log export v.vault --out x.jsonl --without-content --privileged",
        2,
    );
}
