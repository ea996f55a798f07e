//! The golden vaults, and the test vectors of age: files that stay as they are.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use agevfs::Key;
use vault::{fuzzing, parse_identity};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/crates")
}

/// A file of the golden vaults.
pub fn read(path: &str) -> Vec<u8> {
    let path = crates().join("vault/tests/golden").join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files in a folder of a golden vault, with their names, in order.
pub fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    in_folder(&crates().join("vault/tests/golden").join(folder))
}

fn in_folder(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut files: Vec<_> = paths
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("readable"))
        })
        .collect();
    files.sort();
    files
}

/// The identity on the kit of the vault `v1`.
pub static KIT: LazyLock<Key> = LazyLock::new(|| {
    let page = String::from_utf8(read("v1.kit.txt")).expect("text");
    parse_identity(&page).expect("a kit")
});

/// The slot of that kit, and the case identity in it.
pub static SLOT: LazyLock<(Vec<u8>, Key)> = LazyLock::new(|| {
    files("v1.vault/keys")
        .into_iter()
        .find_map(|(_, bytes)| {
            let opened = fuzzing::slot_with_kit(&bytes, &KIT).expect("the kit opens its slot");
            opened.map(|(key, _)| (bytes, key))
        })
        .expect("the golden vault has a kit")
});

/// The age test vectors: the files themselves, without what is expected of them.
pub fn vectors() -> Vec<Vec<u8>> {
    in_folder(&crates().join("agevfs/tests/vectors"))
        .into_iter()
        .filter(|(name, _)| !name.contains('.'))
        .map(|(_, bytes)| {
            let (head, file) = crate::bytes::split(&bytes, b"\n\n").expect("fields, then the file");
            let packed = head.windows(4).any(|window| window == b"zlib");
            let mut out = Vec::new();
            if packed {
                flate2::read::ZlibDecoder::new(file)
                    .read_to_end(&mut out)
                    .expect("packed with zlib");
            } else {
                out.extend_from_slice(file);
            }
            out
        })
        .collect()
}

/// The identity that most vectors are sealed to.
pub const VECTOR_IDENTITY: &str =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
