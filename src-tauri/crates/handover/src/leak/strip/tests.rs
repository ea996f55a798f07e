use std::io::{Cursor, Read, Write};
use std::time::Instant;

use casework::date::Lang;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime};

use super::*;

const DOCX: &[u8] = include_bytes!("../../../tests/data/documents/reviewed.docx");
const ODT: &[u8] = include_bytes!("../../../tests/data/documents/reviewed.odt");
const XLSX: &[u8] = include_bytes!("../../../tests/data/documents/table.xlsx");
const PPTX: &[u8] = include_bytes!("../../../tests/data/documents/slides.pptx");
const PDF: &[u8] = include_bytes!("../../../tests/data/documents/reviewed.pdf");
/// Who and what must not be in the copy; in the original it is.
const PDF_SAYS: [&str; 4] = ["Authorova", "SUBJECTMARK", "KEYWORDMARK", "TITLEMARK"];
const WHO: [&str; 4] = ["Authorova", "Editorov", "Reviewova", "TITLEMARK"];

fn clean(bytes: &[u8]) -> Option<Clean> {
    strip(bytes, &mut Budget::default())
}

/// All parts, unpacked, by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().to_owned(), content)
        })
        .collect()
}

fn has(bytes: &[u8], mark: &str) -> bool {
    let mark = mark.as_bytes();
    bytes.windows(mark.len()).any(|window| window == mark)
}

fn anywhere(bytes: &[u8], mark: &str) -> bool {
    let all = parts(bytes);
    all.iter()
        .any(|(name, content)| has(content, mark) || name.contains(mark))
}

/// The words that people read: of a docx, xlsx or pptx, and of an odt without who wrote which remark.
fn words(bytes: &[u8]) -> String {
    let mut out = String::new();
    for (name, content) in parts(bytes) {
        let about = [
            "docProps/",
            "meta.xml",
            "[Content",
            "_rels",
            "settings",
            "styles",
            "manifest",
        ];
        if !name.contains(".xml") || about.iter().any(|part| name.contains(part)) {
            continue;
        }
        let text = String::from_utf8(content).unwrap();
        let mut tag = String::new();
        let mut hidden = false;
        for piece in text.split('<') {
            let Some((inside, shown)) = piece.split_once('>') else {
                continue;
            };
            tag.clear();
            tag.push_str(inside.split([' ', '/']).next().unwrap_or_default());
            hidden |= matches!(
                tag.as_str(),
                "dc:creator" | "dc:date" | "meta:creator-initials" | "author"
            );
            if inside.starts_with('/') {
                hidden = false;
            }
            if !hidden {
                out.push_str(shown);
            }
        }
    }
    out
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    dated(parts, DateTime::default())
}

fn dated(parts: &[(&str, &[u8])], time: DateTime) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time);
        out.start_file(*name, options).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn documents_lose_their_people_and_keep_every_word() {
    use Taken::*;
    for (name, bytes, who, expect) in [
        ("docx", DOCX, &WHO[..], vec![Author, Reviewers, Times]),
        (
            "odt",
            ODT,
            &WHO[..],
            vec![Thumbnail, Author, Reviewers, Traces, Times],
        ),
        ("xlsx", XLSX, &WHO[..], vec![Author, Reviewers, Times]),
        ("pptx", PPTX, &WHO[..], vec![Author, Reviewers, Times]),
    ] {
        let out = clean(bytes).unwrap_or_else(|| panic!("{name}"));
        for mark in who {
            assert!(
                anywhere(bytes, mark),
                "{mark} is not in the {name}: this test could not fail"
            );
            assert!(!anywhere(&out.bytes, mark), "{mark} in {name}");
        }
        assert!(!anywhere(&out.bytes, "2026-01-0"), "{name}");
        let taken: Vec<Taken> = out.taken.iter().copied().collect();
        assert_eq!(taken, expect, "{name}");
        assert!(!words(bytes).is_empty());
        assert_eq!(words(bytes), words(&out.bytes), "{name}");
        // Two people stay two people.
        if name == "docx" {
            assert!(anywhere(&out.bytes, "Author 1") && anywhere(&out.bytes, "Author 2"));
        }
        // Once more changes nothing, and nothing is said to be taken.
        let again = clean(&out.bytes).unwrap();
        assert!(
            again.bytes == out.bytes && again.taken.is_empty(),
            "{name}: {:?}",
            again.taken
        );
        // The same original gives the same copy.
        assert!(clean(bytes).unwrap().bytes == out.bytes);
    }
}

#[test]
fn nothing_points_at_what_was_left_out() {
    for (name, bytes) in [("docx", DOCX), ("xlsx", XLSX), ("pptx", PPTX), ("odt", ODT)] {
        let out = parts(&clean(bytes).unwrap().bytes);
        let names: Vec<&str> = out.iter().map(|(name, _)| name.as_str()).collect();
        for gone in [
            "docProps/core.xml",
            "docProps/app.xml",
            "meta.xml",
            "Thumbnails/thumbnail.png",
        ] {
            assert!(!names.contains(&gone));
            for (part, content) in &out {
                assert!(!has(content, gone), "{gone} in {part} of {name}");
            }
        }
        let first = if name == "odt" { "mimetype" } else { names[0] };
        assert_eq!(names[0], first);
    }
}

const TYPES: &[u8] = b"<Types><Override PartName=\"/word/document.xml\"/><Override PartName=\"/x/core.psmdcp\"/><Override PartName=\"/word/people.xml\"/></Types>";

/// As Word writes one, with everything in it that tells of somebody, and the pointers under unusual names.
fn telling() -> Vec<u8> {
    let photo = [
        b"\xff\xd8\xff\xe1\0\x18Exif\0\0MARK of a camera".as_slice(),
        b"\xff\xdb\0\x07table\xff\xda\0\x06scanlines\xff\xd9",
    ]
    .concat();
    let sheet = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", b"<c><creator>MARK</creator></c>"),
    ]);
    zip(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", b"<R><Relationship Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"/x/core.psmdcp\"/><Relationship Type=\"x/officeDocument\" Target=\"word/document.xml\"/></R>"),
        ("x/core.psmdcp", b"<c><creator>MARK</creator></c>"),
        ("word/_rels/document.xml.rels", b"<R><Relationship Type=\"http://schemas.microsoft.com/office/2011/relationships/people\" Target=\"people.xml\"/></R>"),
        ("word/people.xml", b"<p><person author=\"MARK\"><presenceInfo userId=\"MARK@example.org\"/></person></p>"),
        ("word/_rels/settings.xml.rels", b"<R><Relationship Type=\"x/attachedTemplate\" Target=\"file:///C:/Users/MARK/a.dotx\" TargetMode=\"External\"/></R>"),
        ("word/settings.xml", b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><ns0:settings xmlns:ns0=\"w\"><ns0:attachedTemplate ns0:id=\"rId1\"/><ns0:rsids><ns0:rsid ns0:val=\"00AAMARK\"/></ns0:rsids><docVars><docVar name=\"MARK\"/></docVars><keep val=\"1\"/></ns0:settings>"),
        ("word/document.xml", "<!-- MARK --><ns0:d xmlns:ns0=\"w\"><ns0:p ns0:rsidR=\"00AAMARK\" ns0:rsidRDefault=\"00AAMARK\"><ns0:ins ns0:author=\"MARK &amp; co\" ns0:date=\"2026-01-02T03:04:05Z\"><t>Она &lt;сказала&gt; &#1085;&#1077;&#1090;</t></ns0:ins></ns0:p><![CDATA[a < b]]></ns0:d>".as_bytes()),
        ("word/media/image1.jpeg", &photo),
        ("word/embeddings/sheet.xlsx", &sheet),
    ])
}

#[test]
fn everything_that_tells_of_somebody_is_found_by_whoever_it_was_written() {
    let whole = telling();
    assert!(anywhere(&whole, "MARK"));
    let out = clean(&whole).unwrap();
    for (name, content) in parts(&out.bytes) {
        assert!(
            !has(&content, "MARK"),
            "{name}: {}",
            String::from_utf8_lossy(&content)
        );
        assert!(!has(&content, "2026"), "{name}");
    }
    let inner = parts(&out.bytes)
        .into_iter()
        .find(|(name, _)| name.contains(".xlsx"))
        .unwrap();
    assert!(!anywhere(&inner.1, "MARK"));
    let document = parts(&out.bytes)
        .into_iter()
        .find(|(name, _)| name == "word/document.xml")
        .unwrap();
    let document = String::from_utf8(document.1).unwrap();
    assert!(
        document.contains("<t>Она &lt;сказала&gt; &#1085;&#1077;&#1090;</t>")
            && document.contains("<![CDATA[a < b]]>"),
        "{document}"
    );
    assert!(document.contains("ns0:author=\"Author 1\""));
    assert!(anywhere(&out.bytes, "<keep val=\"1\"/>"));
    assert!(anywhere(&out.bytes, "Target=\"word/document.xml\""));
    assert_eq!(
        out.taken.into_iter().collect::<Vec<_>>(),
        [
            Taken::Camera,
            Taken::Author,
            Taken::Reviewers,
            Taken::Traces
        ]
    );
}

#[test]
fn an_archive_of_pictures_loses_what_they_say_and_when_they_were_packed() {
    let photo = b"\xff\xd8\xff\xe1\0\x18Exif\0\0MARK of a camera\xff\xda\0\x06scanlines\xff\xd9";
    let time = DateTime::from_date_and_time(2026, 1, 2, 3, 4, 6).unwrap();
    let out = clean(&dated(&[("a/фото.jpg", photo), ("b.txt", b"words")], time)).unwrap();
    let all = parts(&out.bytes);
    assert_eq!(all[0].0, "a/фото.jpg");
    assert!(!has(&all[0].1, "MARK") && has(&all[0].1, "lines") && all[1].1 == b"words");
    assert_eq!(
        out.taken.into_iter().collect::<Vec<_>>(),
        [Taken::Camera, Taken::Times]
    );
    // What says nothing comes back byte for byte.
    let plain = zip(&[("b.txt", b"words")]);
    let out = clean(&plain).unwrap();
    assert!(out.bytes == plain && out.taken.is_empty());
}

#[test]
fn a_pdf_is_written_over_where_it_says_something_and_nothing_else_moves() {
    let before = super::super::read::read(PDF, &mut Budget::default());
    for mark in PDF_SAYS {
        assert!(
            before.about.contains(mark),
            "{mark}: this test could not fail: {}",
            before.about
        );
    }
    let out = clean(PDF).unwrap();
    assert_eq!(out.bytes.len(), PDF.len());
    let after = super::super::read::read(&out.bytes, &mut Budget::default());
    for mark in PDF_SAYS {
        assert!(!after.about.contains(mark), "{mark}");
    }
    assert!(after.text.contains("She was questioned") && after.text == before.text);
    assert_eq!(
        out.taken.iter().copied().collect::<Vec<_>>(),
        [Taken::Author]
    );
    let again = clean(&out.bytes).unwrap();
    assert!(again.bytes == out.bytes && again.taken.is_empty());
    let changed = PDF.iter().zip(&out.bytes).filter(|(a, b)| a != b).count();
    assert!(changed > 0 && changed < PDF.len() / 4, "{changed}");
}

/// An old one, a new one with its objects packed, pictures and metadata in it.
fn a_pdf(more: &str, info: &str) -> Vec<u8> {
    let jpeg = b"\xff\xd8\xff\xe1\0\x18Exif\0\0MARK of a camera\xff\xda\0\x06scanlines\xff\xd9";
    let mut out = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Metadata 3 0 R >>\nendobj\n".to_vec();
    out.extend(format!("2 0 obj\n{info}\nendobj\n").bytes());
    let xmp = "<?xpacket?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><dc:creator>MARK</dc:creator></x:xmpmeta><?xpacket end?>                        ";
    out.extend(
        format!(
            "3 0 obj\n<< /Type /Metadata /Length {} >>\nstream\n{xmp}\nendstream\nendobj\n",
            xmp.len()
        )
        .bytes(),
    );
    out.extend(
        format!(
            "4 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length {} >>\nstream\n",
            jpeg.len()
        )
        .bytes(),
    );
    out.extend_from_slice(jpeg);
    out.extend(b"\nendstream\nendobj\n");
    out.extend(b"5 0 obj\n<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /T (MARK \\(him\\)) /M (D:2026) /Contents (words) >>\nendobj\n6 0 obj\n<< /Type /Annot /Subtype /Widget /Rect [0 0 1 1] /T (field) >>\nendobj\n");
    out.extend(more.bytes());
    out.extend(b"trailer\n<< /Root 1 0 R /Info 2 0 R >>\n%%EOF\n");
    out
}

#[test]
fn what_stands_all_over_a_pdf_is_found_and_what_people_see_stays() {
    let whole = a_pdf(
        "7 0 obj\n(MARK)\nendobj\n",
        "<< /Author (MARK \\) of) /Title <4d41524b> /Creator 7 0 R >>",
    );
    let out = clean(&whole).unwrap();
    assert!(has(&whole, "MARK") && !has(&out.bytes, "MARK") && !has(&out.bytes, "4d41524b"));
    for kept in [
        "/Contents (words)",
        "/T (field)",
        "lines",
        "/Type /Catalog",
        "trailer",
    ] {
        assert!(has(&out.bytes, kept), "{kept}");
    }
    assert!(out.bytes.len() == whole.len());
    assert_eq!(
        out.taken.into_iter().collect::<Vec<_>>(),
        [Taken::Camera, Taken::Author, Taken::Reviewers]
    );
}

#[test]
fn what_cannot_be_cleaned_soundly_is_not_cleaned() {
    let info = "<< /Author (MARK) >>";
    for (why, bytes) in [
        (
            "signed",
            a_pdf(
                "7 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] >>\nendobj\n",
                info,
            ),
        ),
        (
            "kept for a program",
            a_pdf("7 0 obj\n<< /PieceInfo << >> >>\nendobj\n", info),
        ),
        (
            "a file in it",
            a_pdf(
                "7 0 obj\n<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream\nendobj\n",
                info,
            ),
        ),
        ("locked", a_pdf("trailer\n<< /Encrypt 9 0 R >>\n", info)),
        (
            "its card is nowhere",
            a_pdf("trailer\n<< /Info 99 0 R >>\n", info),
        ),
        ("no objects", b"%PDF-1.5\nnothing".to_vec()),
        (
            "signed",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("_xmlsignatures/sig1.xml", b"<s/>"),
            ]),
        ),
        (
            "signed",
            zip(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("META-INF/documentsignatures.xml", b"<s/>"),
            ]),
        ),
        (
            "locked",
            zip(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("META-INF/manifest.xml", b"<m:encryption-data/>"),
            ]),
        ),
        ("broken", zip(&[("[Content_Types].xml", b"<Types>")])),
        (
            "not in UTF-8",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                (
                    "word/document.xml",
                    b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><d/>",
                ),
            ]),
        ),
        (
            "with a type of its own",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                (
                    "word/document.xml",
                    b"<!DOCTYPE d [<!ENTITY a \"b\">]><d>&a;</d>",
                ),
            ]),
        ),
        (
            "a picture that cannot be",
            zip(&[("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0 MARK")]),
        ),
        (
            "macros",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                (
                    "word/vbaProject.bin",
                    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1MARK",
                ),
            ]),
        ),
        (
            "an old document",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1MARK".to_vec(),
        ),
        (
            "an author",
            b"{\\rtf1{\\info{\\author MARK}}words}".to_vec(),
        ),
        ("cut off", DOCX[..DOCX.len() / 2].to_vec()),
        (
            "two of one name",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("word/a.xml", b"<a/>"),
                ("word/A.xml", b"<a/>"),
            ]),
        ),
    ] {
        assert!(clean(&bytes).is_none(), "{why}");
        assert!(may_tell(&bytes), "{why}");
    }
}

#[test]
fn what_has_no_room_for_it_is_not_asked_about() {
    for bytes in [b"words".as_slice(), b"{\\rtf1 words}", b"", b"From: a\n\nb"] {
        assert!(!may_tell(bytes) && clean(bytes).is_none());
    }
}

#[test]
fn bombs_cost_little_and_are_not_cleaned() {
    // 70 MiB of zeros in seventy KiB, and the same in parts; archives in archives.
    let big = zip(&[("word/big.bin", &vec![0_u8; 70 << 20])]);
    let part = zip(&[("a.bin", &vec![0_u8; 30 << 20])]);
    let mut many = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..10 {
        let mut archive = zip::ZipArchive::new(Cursor::new(&part)).unwrap();
        let packed = archive.by_index_raw(0).unwrap();
        many.raw_copy_file_rename(packed, at.to_string()).unwrap();
    }
    let many = many.finish().unwrap().into_inner();
    assert!(big.len() < 1 << 20 && many.len() < 1 << 20);
    let begun = Instant::now();
    assert!(clean(&big).is_none());
    assert!(clean(&many).is_none());
    let mut nested = zip(&[("a.txt", b"x")]);
    for _ in 0..2 {
        nested = zip(&[("a.zip", &nested)]);
    }
    assert!(clean(&nested).is_some());
    nested = zip(&[("a.zip", &nested)]);
    assert!(clean(&nested).is_none());
    let deep = [b"<d>".repeat(100_000), b"</d>".repeat(100_000)].concat();
    assert!(
        clean(&zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", &deep)
        ]))
        .is_none()
    );
    let parts: Vec<(String, &[u8])> = (0..6000)
        .map(|at| (at.to_string(), b"".as_slice()))
        .collect();
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), *content))
        .collect();
    assert!(clean(&zip(&parts)).is_none());
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn what_was_taken_has_a_word_in_every_language() {
    for lang in Lang::ALL {
        let all: BTreeSet<Taken> = Taken::ALL.into_iter().collect();
        let text = taken(&all, &Words::of(lang));
        assert_eq!(text.split("; ").count(), Taken::ALL.len(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A document or PDF with any bytes changed is cleaned or not, without a panic; and what is cleaned stays clean.
    #[test]
    fn any_damage(which in 0_usize..5, damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..8), cut in any::<proptest::sample::Index>()) {
        let mut bytes = [DOCX, ODT, XLSX, PPTX, PDF][which].to_vec();
        for (at, with) in &damage {
            let at = at.index(bytes.len());
            bytes[at] = *with;
        }
        if damage.len() == 7 {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Some(out) = clean(&bytes) {
            prop_assert!(out.taken.is_empty() == (out.bytes == bytes));
            if which < 4 {
                let again = clean(&out.bytes);
                prop_assert!(again.is_some_and(|again| again.bytes == out.bytes));
            }
        }
    }
}
