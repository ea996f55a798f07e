//! Files of every format with words in them, as other programs write them.
#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "short texts, easier to read"
)]

use std::io::{Cursor, Write};

use base64::Engine as _;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use zip::write::SimpleFileOptions;

/// A file with these words, and something about its author; none if the format cannot hold them.
pub type Form = fn(&str, &str) -> Option<Vec<u8>>;

/// Every format.
pub const FORMS: [(&str, Form); 14] = [
    ("txt", |text, _| Some(text.as_bytes().to_vec())),
    ("txt-utf16", |text, _| Some(utf16(text))),
    ("txt-utf16-plain", |text, _| {
        Some(utf16(&format!("Протокол. {text}"))[2..].to_vec())
    }),
    ("txt-1251", |text, _| eight(text, encoding_rs::WINDOWS_1251)),
    ("txt-koi8", |text, _| eight(text, encoding_rs::KOI8_R)),
    ("csv", |text, _| {
        Some(
            format!(
                "date;who;what\n2026-01-02;\"{}\";seen\n",
                text.replace('"', "\"\"")
            )
            .into_bytes(),
        )
    }),
    ("html", |text, _| Some(html(text))),
    ("docx", |text, author| Some(docx(text, author))),
    ("odt", |text, author| Some(odt(text, author))),
    ("xlsx", |text, author| Some(xlsx(text, author))),
    ("pdf", |text, author| Some(pdf(text, author, true))),
    ("pdf-old", |text, author| Some(pdf(text, author, false))),
    ("eml", |text, _| Some(eml(text))),
    ("rtf", |text, _| Some(rtf(text))),
];

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn eight(text: &str, encoding: &'static encoding_rs::Encoding) -> Option<Vec<u8>> {
    let (bytes, _, lost) = encoding.encode(text);
    // In small type a Latin text is the same in all of them.
    (!lost).then(|| bytes.into_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// Every letter of the second word as a reference, and a mark in the middle of each long one.
fn html(text: &str) -> Vec<u8> {
    let words = text.split(' ').enumerate().map(|(at, word)| {
        if at % 3 == 1 {
            let coded: String = word
                .chars()
                .map(|letter| format!("&#{};", u32::from(letter)))
                .collect();
            coded.replace("&#10;", "<br>")
        } else {
            let half = word
                .char_indices()
                .nth(word.chars().count() / 2)
                .map_or(0, |(at, _)| at);
            format!(
                "{}<b>{}</b>",
                escaped(&word[..half]),
                escaped(&word[half..])
            )
            .replace('\n', "<br>\n")
        }
    });
    let words: Vec<String> = words.collect();
    format!("<!DOCTYPE html><html><head><title>A page</title><style>p {{ color: red }}</style></head><body><div><p>{}</p></div></body></html>", words.join(" ")).into_bytes()
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = if *name == "mimetype" {
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)
        } else {
            SimpleFileOptions::default()
        };
        out.start_file(*name, options).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// As word processors do, with a run for every few letters.
fn docx(text: &str, author: &str) -> Vec<u8> {
    let mut runs = String::new();
    for line in text.split('\n') {
        if !runs.is_empty() {
            runs.push_str("<w:r><w:br/></w:r>");
        }
        let letters: Vec<char> = line.chars().collect();
        for (at, part) in letters.chunks(5).enumerate() {
            let part: String = part.iter().collect();
            let style = if at % 2 == 0 {
                "<w:rPr><w:lang w:val=\"ru-RU\"/></w:rPr>"
            } else {
                ""
            };
            runs.push_str(&format!("<w:r>{style}<w:t xml:space=\"preserve\">{}</w:t></w:r><w:proofErr w:type=\"spellEnd\"/>", escaped(&part)));
        }
    }
    archive(&[
        ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into()),
        ("word/document.xml", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>Before</w:t></w:r></w:p><w:p>{runs}</w:p><w:sectPr/></w:body></w:document>")),
        ("docProps/core.xml", format!("<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"y\"><dc:creator>{}</dc:creator><cp:lastModifiedBy>x</cp:lastModifiedBy></cp:coreProperties>", escaped(author))),
    ])
}

fn odt(text: &str, author: &str) -> Vec<u8> {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            format!(
                "<text:span text:style-name=\"T1\">{}</text:span>",
                escaped(word).replace('\n', "<text:line-break/>")
            )
        })
        .collect();
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".into()),
        (
            "content.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text><text:p>{}</text:p></office:text></office:body></office:document-content>",
                words.join(" ")
            ),
        ),
        (
            "meta.xml",
            format!(
                "<?xml version=\"1.0\"?><office:document-meta xmlns:office=\"o\" xmlns:dc=\"d\"><office:meta><dc:creator>{}</dc:creator></office:meta></office:document-meta>",
                escaped(author)
            ),
        ),
    ])
}

fn xlsx(text: &str, author: &str) -> Vec<u8> {
    archive(&[
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types/>".into(),
        ),
        (
            "xl/sharedStrings.xml",
            format!(
                "<?xml version=\"1.0\"?><sst><si><t>who</t></si><si><t>{}</t></si></sst>",
                escaped(text)
            ),
        ),
        (
            "docProps/core.xml",
            format!(
                "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"y\"><dc:creator>{}</dc:creator></cp:coreProperties>",
                escaped(author)
            ),
        ),
    ])
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn hex16(text: &str) -> String {
    text.encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect()
}

/// A page in a font of its own, codes given in the order in which letters come, as programs embed them; `new` packs the small objects together.
fn pdf(text: &str, author: &str, new: bool) -> Vec<u8> {
    let mut letters: Vec<char> = text.chars().filter(|letter| *letter != '\n').collect();
    letters.sort_unstable();
    letters.dedup();
    let code = |letter: char| letters.iter().position(|one| *one == letter).unwrap() + 3;
    let mut page = String::from("q BT /F7 12 Tf 72 720 Td\n");
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            page.push_str("0 -14.4 Td\n");
        }
        page.push('[');
        for (at, letter) in line.chars().enumerate() {
            page.push_str(&format!("<{:04X}>", code(letter)));
            if at % 4 == 3 {
                page.push_str("-12");
            }
        }
        page.push_str("] TJ\n");
    }
    page.push_str("ET Q\n");
    let mut cmap = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    for chunk in letters.chunks(100) {
        cmap.push_str(&format!("{} beginbfchar\n", chunk.len()));
        for letter in chunk {
            cmap.push_str(&format!(
                "<{:04X}> <{}>\n",
                code(*letter),
                hex16(&letter.to_string())
            ));
        }
        cmap.push_str("endbfchar\n");
    }
    cmap.push_str("endcmap end end\n");
    let info = format!(
        "<< /Author <FEFF{}> /Producer (somebody's program) >>",
        hex16(author)
    );
    let small = [
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F7 5 0 R >> >> >>".to_owned()),
        (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_owned()),
        (5, "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Some /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>".to_owned()),
        (7, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Some /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".to_owned()),
        (8, info),
    ];
    let mut out = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut stream = |number: u32, dict: &str, bytes: &[u8]| {
        out.extend_from_slice(
            format!(
                "{number} 0 obj\n<< {dict} /Length {} >>\nstream\n",
                bytes.len()
            )
            .as_bytes(),
        );
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\nendstream\nendobj\n");
    };
    stream(4, "/Filter /FlateDecode", &packed(page.as_bytes()));
    stream(6, "/Filter /FlateDecode", &packed(cmap.as_bytes()));
    if new {
        let (mut heads, mut bodies) = (String::new(), String::new());
        for (number, body) in &small {
            heads.push_str(&format!("{number} {} ", bodies.len()));
            bodies.push_str(body);
            bodies.push(' ');
        }
        let dict = format!(
            "/Type /ObjStm /N {} /First {} /Filter /FlateDecode",
            small.len(),
            heads.len()
        );
        stream(9, &dict, &packed(format!("{heads}{bodies}").as_bytes()));
        stream(
            10,
            "/Type /XRef /Root 1 0 R /Info 8 0 R /Size 11 /W [1 2 1]",
            b"",
        );
    } else {
        for (number, body) in &small {
            out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        }
        out.extend_from_slice(b"trailer\n<< /Root 1 0 R /Info 8 0 R /Size 9 >>\n%%EOF\n");
    }
    out
}

fn eml(text: &str) -> Vec<u8> {
    let packed = base64::prelude::BASE64_STANDARD.encode(text);
    let mut lines = String::new();
    for line in packed.as_bytes().chunks(76) {
        lines.push_str(std::str::from_utf8(line).unwrap());
        lines.push_str("\r\n");
    }
    format!(
        "From: someone <someone@example.org>\r\nTo: other@example.org\r\nSubject: A letter\r\nDate: Fri, 2 Jan 2026 10:00:00 +0500\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}\r\n--b1--\r\n"
    )
    .into_bytes()
}

fn rtf(text: &str) -> Vec<u8> {
    let mut out = String::from("{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 ");
    for unit in text.encode_utf16() {
        match unit {
            10 => out.push_str("\\line "),
            92 | 123 | 125 => out.push_str(&format!("\\{}", char::from_u32(unit.into()).unwrap())),
            32..127 => out.push(char::from_u32(unit.into()).unwrap()),
            _ => out.push_str(&format!("\\u{}?", unit.cast_signed())),
        }
    }
    out.push_str("\\par}");
    out.into_bytes()
}
