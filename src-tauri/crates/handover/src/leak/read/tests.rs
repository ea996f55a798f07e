use std::io::{Cursor, Write};
use std::time::Instant;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use zip::write::SimpleFileOptions;

use super::*;

fn of(bytes: &[u8]) -> Reading {
    read(bytes, &mut Budget::default())
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_page_printed_by_a_browser_is_read() {
    let reading = of(include_bytes!("../../../tests/data/printed.pdf"));
    // Ligatures and the forms of Arabic letters are one letter each there.
    let text: String = reading.text.nfkc().collect();
    for word in [
        "Зүлфия Қасенованың",
        "Zülfiia Qasenova",
        "Kassenova, Zulfiya",
        "8 (701) 555 01 99",
        "زۇلفيا قاسەنوۆا",
    ] {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert!(
        reading.about.contains("A printed page"),
        "{}",
        reading.about
    );
    assert!(reading.missing.is_empty(), "{:?}", reading.missing);
}

#[test]
fn what_cannot_be_read_is_said() {
    let encrypted = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 2 0 R >>\n";
    let scan = b"%PDF-1.4\n1 0 obj\n<< /Type /XObject /Subtype /Image /Filter /DCTDecode /Length 3 >>\nstream\nabc\nendstream\nendobj\n";
    let dark = b"%PDF-1.4\n1 0 obj\n<< /Type /Page /Contents 2 0 R /Resources << /Font << /F1 3 0 R >> >> >>\nendobj\n2 0 obj\n<< /Length 27 >>\nstream\nBT /F1 9 Tf <00010002> Tj ET\nendstream\nendobj\n3 0 obj\n<< /Type /Font /Subtype /Type0 >>\nendobj\n";
    for (bytes, why) in [
        (encrypted.as_slice(), Why::Encrypted),
        (scan, Why::Picture),
        (dark, Why::Unreadable),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0IEND", Why::Picture),
        (b"GIF89a\x01\0\x01\0\0", Why::Picture),
        (b"ID3\x04\0\0\0\0\0\0TPE1\0\0\0\0", Why::Recording),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", Why::Recording),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Why::Picture),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Why::Unknown),
        (b"PK\x03\x04 and then nothing", Why::Unreadable),
    ] {
        assert!(
            of(bytes).missing.contains(&why),
            "{why:?} of {:?}",
            of(bytes).missing
        );
    }
    assert!(of(b"").missing.is_empty() && of("слова".as_bytes()).missing.is_empty());
}

#[test]
fn what_a_picture_says_of_itself_is_read() {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    exif.extend_from_slice("Зульфия Касенова\0".as_bytes());
    let mut jpeg = b"\xff\xd8\xff\xe1".to_vec();
    jpeg.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    jpeg.extend_from_slice(&exif);
    jpeg.extend_from_slice(b"\xff\xda\0\x02 lines \xff\xd9");
    let reading = of(&jpeg);
    assert!(reading.about.contains("Зульфия Касенова") && reading.text.is_empty());
    assert!(reading.missing == BTreeSet::from([Why::Picture]));
}

#[test]
fn bombs_end_early() {
    let begun = Instant::now();
    let zeros = vec![b'a'; 70 << 20];
    let bomb = zip(&[("a.txt", zeros.as_slice())]);
    assert!(bomb.len() < 1 << 20);
    assert!(of(&bomb).missing.contains(&Why::TooLarge));
    // An archive in an archive in an archive and so on.
    let mut nested = zip(&[("a.txt", b"the end")]);
    for _ in 0..6 {
        nested = zip(&[("inner.zip", nested.as_slice())]);
    }
    let reading = of(&nested);
    assert!(reading.missing.contains(&Why::TooLarge) && !reading.text.contains("the end"));
    // Lists in lists, and a length that is a lie.
    let deep = [
        b"%PDF-1.4\n1 0 obj\n".as_slice(),
        &b"[".repeat(200_000),
        b"\nendobj\n",
    ]
    .concat();
    of(&deep);
    of(b"%PDF-1.4\n1 0 obj\n<< /Length 99999999999 /Filter [/FlateDecode /FlateDecode] >>\nstream\nx\nendstream\n");
    of(&[b"<".as_slice(), &b"<a href='".repeat(100_000)].concat());
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Nothing in any bytes makes a reader fall over.
    #[test]
    fn any_bytes_are_read_or_not(head in 0_usize..9, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        const HEADS: [&[u8]; 9] = [
            b"", b"%PDF-1.4\n1 0 obj\n<<", b"PK\x03\x04", b"{\\rtf1 \\u", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n",
            b"RIFF\0\0\0\0WEBP", b"From: a\nTo: b\nSubject: =?utf-8?B?", b"<!DOCTYPE html><",
        ];
        of(&[HEADS[head], &bytes].concat());
    }

    /// Nor does a file that was changed somewhere.
    #[test]
    fn a_changed_file_is_read_or_not(at in 0_usize..30_000, byte in any::<u8>()) {
        let mut bytes = include_bytes!("../../../tests/data/printed.pdf").to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        of(&bytes);
        of(&bytes[..at % length]);
    }
}
