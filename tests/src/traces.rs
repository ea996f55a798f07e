//! Looks for a marker in files, in every form in which text lies about: UTF-8, UTF-16 either way round, hexadecimal, base64 at each of its
//! three offsets, JSON-escaped.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Every file below a folder with its content, in order of the names. Symbolic links are not followed.
///
/// # Panics
/// If a file cannot be read: a scan that skips one proves nothing.
pub fn files(below: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![below.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let entry = entry.expect("an entry of a folder");
            let kind = entry.file_type().expect("a file has a type");
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                found.push((
                    entry.path(),
                    std::fs::read(entry.path()).expect("a readable file"),
                ));
            }
        }
    }
    found.sort();
    found
}

/// The forms a marker may lie about in, by name.
pub fn forms(marker: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| marker.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let hex = marker.bytes().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes all");
        hex
    });
    let escaped = marker.encode_utf16().fold(String::new(), |mut text, unit| {
        match u8::try_from(unit).ok().filter(u8::is_ascii) {
            Some(byte) => text.push(byte as char),
            None => write!(text, "\\u{unit:04x}").expect("a string takes all"),
        }
        text
    });
    let mut forms = vec![
        ("UTF-8", marker.as_bytes().to_vec()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
        ("hex", hex.clone().into_bytes()),
        ("HEX", hex.to_uppercase().into_bytes()),
        ("JSON", escaped.into_bytes()),
    ];
    forms.extend((0..3).map(|offset| ("base64", base64_inside(marker.as_bytes(), offset))));
    forms
}

/// The characters of base64 (RFC 4648) that depend on the marker alone when it stands `offset` bytes into a group of three.
fn base64_inside(marker: &[u8], offset: usize) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let whole: Vec<u8> = std::iter::repeat_n(0, offset)
        .chain(marker.iter().copied())
        .collect();
    let bit = |at: usize| {
        whole
            .get(at / 8)
            .map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1))
    };
    let letters = (0..whole.len() * 8 / 6).filter(|letter| letter * 6 >= offset * 8);
    letters
        .map(|letter| LETTERS[(0..6).fold(0, |value, step| value << 1 | bit(letter * 6 + step))])
        .collect()
}

/// Where a marker lies below a folder: file and form.
pub fn find(below: &Path, marker: &str) -> Vec<String> {
    let forms = forms(marker);
    let mut found = Vec::new();
    for (path, bytes) in files(below) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        for (form, wanted) in &forms {
            if holds(&bytes, wanted) || holds(name.as_bytes(), wanted) {
                found.push(format!("{} ({form})", path.display()));
            }
        }
    }
    found
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found() {
        let marker = "Маркер-7f3a";
        let dir = tempfile::tempdir().expect("a temporary folder");
        let check = |bytes: &[u8], expect: &str| {
            std::fs::write(
                dir.path().join("f"),
                [b"before".as_slice(), bytes, b"after"].concat(),
            )
            .expect("a file");
            assert!(
                find(dir.path(), marker)
                    .iter()
                    .any(|found| found.ends_with(expect)),
                "{expect}"
            );
        };
        check(marker.as_bytes(), "(UTF-8)");
        check(
            &marker
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>(),
            "(UTF-16LE)",
        );
        // "Маркер-7f3a" with one, two and three letters before it, as any base64 tool writes it.
        for base64 in [
            "eNCc0LDRgNC60LXRgC03ZjNh",
            "eHjQnNCw0YDQutC10YAtN2YzYQ==",
            "eHh40JzQsNGA0LrQtdGALTdmM2E=",
        ] {
            check(base64.as_bytes(), "(base64)");
        }
        check(br"\u041c\u0430\u0440\u043a\u0435\u0440-7f3a", "(JSON)");
        std::fs::write(dir.path().join("f"), "nothing of it").expect("a file");
        assert!(find(dir.path(), marker).is_empty());
    }
}
