use super::*;
use crate::Keys;

fn item(id: u128, bytes: &[u8]) -> Evidence {
    Evidence {
        id: uuid::Uuid::from_u128(id).into(),
        size: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        ..Evidence::default()
    }
}

fn parts<'a>() -> Vec<Part<'a>> {
    let text = |name: &str| Part::bytes(name, name.as_bytes().to_vec());
    let evidence = |name: &str, id: u128, bytes: &'static [u8]| {
        Part::evidence(name.to_owned(), &item(id, bytes), move || {
            Ok(Box::new(bytes))
        })
    };
    vec![
        evidence("evidence/b-0002.txt", 2, b"two"),
        text(manifest::PAGE),
        text(manifest::README),
        evidence("evidence/a-0001.txt", 1, b"one"),
        text(manifest::CASEBOOK),
        text(manifest::DATABASE),
    ]
}

fn key() -> Keys {
    Keys::of_seeds(1, 2)
}

#[test]
fn the_same_input_in_any_order_gives_the_same_bytes() {
    let make = |parts: Vec<Part<'_>>| {
        pack(Vec::new(), manifest::tests::good(), parts, key().signing()).unwrap()
    };
    let mut turned = parts();
    turned.reverse();
    assert!(make(parts()) == make(turned));
}

#[test]
fn evidence_that_is_not_the_recorded_one_is_not_packed() {
    for (size, bytes) in [(3, b"onf".as_slice()), (3, b"on"), (3, b"ones")] {
        let mut list = parts();
        list.pop();
        list.push(Part::bytes(manifest::DATABASE, vec![]));
        let item = Evidence {
            size,
            ..item(3, b"one")
        };
        list.push(Part::evidence(
            "evidence/c-0003.txt".to_owned(),
            &item,
            move || Ok(Box::new(bytes)),
        ));
        let made = pack(Vec::new(), manifest::tests::good(), list, key().signing());
        assert!(matches!(made, Err(Error::Evidence(name)) if name == "evidence/c-0003.txt"));
    }
}

#[test]
fn stock_tools_open_check_and_verify() {
    let dir = tempfile::tempdir().unwrap();
    let run = |command: &str| {
        let out = std::process::Command::new("sh")
            .current_dir(dir.path())
            .args(["-e", "-c", command])
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    };
    run("age-keygen -o key.txt 2>/dev/null");
    let recipient = Recipient::parse(&run("age-keygen -y key.txt")).expect("age's own recipient");
    let path = dir.path().join("out.age");
    let written = write_file(&path, |out| {
        seal(out, &[recipient, key().recipient().into()], |inner| {
            pack(inner, manifest::tests::good(), parts(), key().signing()).map(drop)
        })
        .map(drop)
    })
    .unwrap();
    assert_eq!(run("sha256sum out.age")[..64], written.sha256);
    assert_eq!(
        run("age -d -i key.txt out.age | tar t")
            .lines()
            .collect::<Vec<_>>(),
        [
            "manifest.json",
            "manifest.json.minisig",
            "README.txt",
            "SHA256SUMS",
            "casebook.json",
            "casebook.sqlite",
            "index.html",
            "evidence/a-0001.txt",
            "evidence/b-0002.txt",
        ]
    );
    run("mkdir x && age -d -i key.txt out.age | tar x -C x");
    run("cd x && sha256sum -c --strict SHA256SUMS");
    run(&format!(
        "cd x && minisign -V -P {} -m manifest.json",
        key().signing().public().line()
    ));
    assert_eq!(run("ls -A"), "key.txt\nout.age\nx\n");
}

#[test]
fn nothing_is_left_when_writing_fails_and_nothing_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out.age");
    let failed = write_file(&path, |out| {
        out.write_all(b"half").map_err(Error::io("test"))?;
        Err(Error::NoCase)
    });
    assert!(matches!(failed, Err(Error::NoCase)));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);

    fs::write(&path, b"mine").unwrap();
    assert!(matches!(write_file(&path, |_| Ok(())), Err(Error::Exists)));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

/// A process that is certainly gone.
fn dead() -> u32 {
    let mut child = std::process::Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

#[test]
fn what_a_killed_process_left_goes_and_what_a_living_one_writes_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out.age");
    let part = |name: &str, pid: u32| dir.path().join(format!(".{name}.{pid}.part"));
    let (dead, alive) = (dead(), std::os::unix::process::parent_id());
    fs::write(part("out.age", dead), b"half").unwrap();
    fs::create_dir_all(part("out.age", dead + 100_000_000).join("evidence")).unwrap();
    let stays = [
        part("out.age", alive),
        part("other.age", dead),
        dir.path().join(".out.age.x.part"),
    ];
    for path in &stays {
        fs::write(path, b"of somebody").unwrap();
    }
    write_file(&path, |_| Ok(())).unwrap();
    assert!(stays.iter().all(|path| path.exists()) && path.exists());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), stays.len() + 1);
}

#[test]
fn nobody_to_seal_to_is_an_error() {
    assert!(matches!(
        seal(Vec::new(), &[], |_| Ok(())),
        Err(Error::NoRecipient)
    ));
}
