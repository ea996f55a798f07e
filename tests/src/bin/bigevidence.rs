//! Makes a vault with much evidence, for measuring what a handover of it costs: `bigevidence FOLDER MIB...`, one file of random bytes for each size. The passphrase is
//! written beside the vault. See docs/benchmarks.md.
#![expect(clippy::print_stdout, reason = "tells the person what it made")]

use std::io::Write;
use std::path::PathBuf;

use sandyq_tests::desk::PASSPHRASE;
use serde_json::{Value, json};
use service::{Options, Service};

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().expect("a folder"));
    std::fs::create_dir(&folder).expect("a new folder");
    let vault = folder.join("from.vault");
    std::fs::write(folder.join("pass"), format!("{PASSPHRASE}\n")).expect("a file");
    let service = Service::new(Options {
        app_dir: Some(folder.join("app")),
        ..Options::real(folder.clone())
    });
    let call = |name: &str, request: Value| {
        let answer = service.call(name, request);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?} {:?}", error.args))
    };
    call(
        "vault_create",
        json!({"path": vault, "passphrase": PASSPHRASE, "demo": false}),
    );
    let case = json!({"kind": "case", "value": {"title": "Much evidence"}});
    let saved = call("record_save", json!({"record": case, "base": null}));
    let case = &saved["record"]["value"]["id"];
    for (at, size) in words.enumerate() {
        let mib: usize = size.parse().expect("a size in MiB");
        let path = folder.join(format!("evidence-{at}.bin"));
        fill(&path, mib);
        let request = json!({"case": case, "path": path, "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"});
        call("evidence_add", request);
        std::fs::remove_file(&path).expect("a file of ours");
        println!("{mib} MiB");
    }
    service.lock();
}

/// Bytes that nothing makes smaller.
fn fill(path: &std::path::Path, mib: usize) {
    let mut from = std::fs::File::open("/dev/urandom").expect("a source of chance");
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    let mut file = std::io::BufWriter::new(file.expect("a new file"));
    let mut from = std::io::Read::take(&mut from, (mib << 20) as u64);
    std::io::copy(&mut from, &mut file).expect("room on the disk");
    file.flush().expect("room on the disk");
}
