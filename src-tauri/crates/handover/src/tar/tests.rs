use super::*;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    for (name, bytes) in files {
        writer
            .file(name, bytes.len() as u64, &mut &**bytes)
            .expect("memory");
    }
    writer.finish().expect("memory")
}

/// Reads the files called `names`; what they held, or the problem.
fn read(bytes: &[u8], names: &[&str]) -> Result<Vec<Vec<u8>>, Problem> {
    let run = || -> Result<Vec<Vec<u8>>> {
        let mut reader = Reader::new(bytes);
        let mut found = Vec::new();
        for name in names {
            let mut content = vec![0; usize::try_from(reader.next(name, 1 << 20)?).unwrap()];
            let mut at = 0;
            while at < content.len() {
                at += reader.read(&mut content[at..])?;
            }
            found.push(content);
        }
        reader.finish()?;
        Ok(found)
    };
    run().map_err(|error| match error {
        Error::Refused(problem) => problem,
        other => panic!("{other}"),
    })
}

#[test]
fn what_was_written_is_read() {
    let big = vec![7; 100_000];
    let files: [(&str, &[u8]); 4] = [
        ("a", b""),
        ("b", b"x"),
        ("evidence/c", &big),
        ("d", &big[..512]),
    ];
    let bytes = archive(&files);
    assert_eq!(bytes.len() % 512, 0);
    assert_eq!(
        read(&bytes, &["a", "b", "evidence/c", "d"]),
        Ok(files.iter().map(|(_, bytes)| bytes.to_vec()).collect())
    );
}

#[test]
fn stock_tar_reads_it_quietly() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("t.tar"),
        archive(&[("a", b"one"), ("evidence/b", b"two")]),
    )
    .unwrap();
    let run = |args: &[&str]| {
        std::process::Command::new("tar")
            .current_dir(dir.path())
            .args(args)
            .output()
            .unwrap()
    };
    let list = run(&["tvf", "t.tar"]);
    assert!(list.status.success() && list.stderr.is_empty());
    assert_eq!(String::from_utf8(list.stdout).unwrap().lines().count(), 2);
    assert!(run(&["xf", "t.tar"]).status.success());
    assert_eq!(
        std::fs::read(dir.path().join("evidence/b")).unwrap(),
        b"two"
    );
}

#[test]
fn every_flipped_bit_outside_of_content_is_refused() {
    let bytes = archive(&[("a", b"abc"), ("b", b"")]);
    let content = 512..515;
    for at in (0..bytes.len()).filter(|at| !content.contains(at)) {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            assert!(read(&changed, &["a", "b"]).is_err(), "{at} {bit}");
        }
    }
}

#[test]
fn every_truncation_and_addition_is_refused() {
    let bytes = archive(&[("a", b"abc"), ("b", b"")]);
    for len in 0..bytes.len() {
        assert_eq!(
            read(&bytes[..len], &["a", "b"]),
            Err(Problem::Structure),
            "{len}"
        );
    }
    for more in [vec![0], vec![0; 512], archive(&[("c", b"d")])] {
        assert_eq!(
            read(&[bytes.clone(), more].concat(), &["a", "b"]),
            Err(Problem::Structure)
        );
    }
}

#[test]
fn other_names_orders_and_sizes_are_refused() {
    let bytes = archive(&[("a", b"abc"), ("b", b"")]);
    for names in [
        &["b", "a"][..],
        &["a"],
        &["a", "b", "c"],
        &["a", "a"],
        &["A", "b"],
        &[],
    ] {
        assert_eq!(read(&bytes, names), Err(Problem::Structure), "{names:?}");
    }
    let large = archive(&[("a", &vec![0; (1 << 20) + 1])]);
    assert_eq!(read(&large, &["a"]), Err(Problem::TooLarge));
}

/// A header as other programs would write it: `change` it, then its checksum is made to fit again.
fn forged(change: impl Fn(&mut [u8; BLOCK])) -> Vec<u8> {
    let mut block = header("a", 0);
    change(&mut block);
    block[CHECKSUM_FIELD].copy_from_slice(b"        ");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[CHECKSUM_FIELD].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    [block.as_slice(), &[0; 2 * BLOCK]].concat()
}

/// What is done to a header.
type Change<'a> = &'a dyn Fn(&mut [u8; BLOCK]);

#[test]
fn archive_tricks_are_refused() {
    assert_eq!(read(&forged(|_| {}), &["a"]), Ok(vec![vec![]]));
    // Hard link, symbolic link, devices, folder, fifo, contiguous, long name, long link, pax, global pax, sparse, volume.
    for kind in *b"1234567LKxgSVMND\0" {
        assert_eq!(
            read(&forged(|block| block[156] = kind), &["a"]),
            Err(Problem::Structure),
            "{kind}"
        );
    }
    let tricks: [Change<'_>; 9] = [
        &|block| block[157] = b'x',                          // a link's target
        &|block| block[345] = b'/',                          // a prefix before the name
        &|block| block[..9].copy_from_slice(b"../../a\0\0"), // climbing
        &|block| block[1] = b'/',                            // a folder by name
        &|block| block[SIZE_FIELD.start] = 0x80,             // a size in base 256
        &|block| block[SIZE_FIELD.start..][..2].copy_from_slice(b"-1"), // a negative size
        &|block| block[103] = b'4',                          // setuid
        &|block| block[257..265].copy_from_slice(b"ustar  \0"), // GNU's own kind
        &|block| block[500] = 1,                             // where nothing belongs
    ];
    for (number, trick) in tricks.iter().enumerate() {
        assert_eq!(
            read(&forged(trick), &["a"]),
            Err(Problem::Structure),
            "{number}"
        );
    }
}

#[test]
fn a_file_that_is_not_as_long_as_promised_is_not_written_over() {
    let mut writer = Writer::new(Vec::new());
    assert_eq!(
        writer
            .file("a", 3, &mut b"ab".as_slice())
            .map_err(|e| e.kind()),
        Err(io::ErrorKind::UnexpectedEof)
    );
    assert_eq!(
        writer
            .file("a", 1, &mut b"ab".as_slice())
            .map_err(|e| e.kind()),
        Err(io::ErrorKind::InvalidData)
    );
}
