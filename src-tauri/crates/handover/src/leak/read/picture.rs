//! Pictures: what they say of themselves. The words in them are for eyes.

use std::io::Read;

use flate2::bufread::ZlibDecoder;

use super::{Budget, Reading, Why, plain};

/// Most bytes of remarks that are read.
const MOST: usize = 4 << 20;

/// What a picture says of itself; none if it is no picture.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Option<Reading> {
    let about = if bytes.starts_with(b"\xff\xd8\xff") {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else if is_other(bytes) {
        // The tables of TIFF and the boxes of HEIC may stand anywhere.
        let first = &bytes[..bytes.len().min(MOST / 4)];
        let last = &bytes[bytes.len().saturating_sub(MOST / 16).max(first.len())..];
        [first, last].concat()
    } else {
        return None;
    };
    let mut reading = Reading::missing(Why::Picture);
    let about = &about[..about.len().min(MOST)];
    reading.tell(&plain::strings(about), budget);
    Some(reading)
}

/// JPEG, PNG, WebP, TIFF, HEIC, AVIF: they have room for a camera's own words.
pub(super) fn may_tell(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
        || is_other(bytes) && !bytes.starts_with(b"GIF8")
}

fn is_other(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 7] = [
        b"GIF8",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"\0\0\x01\0",
        b"\0\0\0\x0cjP",
        b"\xff\x0a",
    ];
    const BRANDS: [&[u8]; 6] = [b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"];
    let brand = bytes.get(8..12).unwrap_or_default();
    // Two letters alone may begin a text.
    let bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) != Some(&[0; 4]);
    !bitmap && MARKS.iter().any(|mark| bytes.starts_with(mark))
        || bytes.get(4..8) == Some(b"ftyp") && BRANDS.contains(&brand)
}

/// The segments of a JPEG before its lines.
fn jpeg(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 2);
    while let Some([0xff, marker]) = bytes.get(at..at + 2) {
        let length = match bytes.get(at + 2..at + 4) {
            Some([high, low]) => usize::from(u16::from_be_bytes([*high, *low])),
            _ => break,
        };
        if *marker == 0xda || length < 2 {
            break;
        }
        if matches!(marker, 0xe0..=0xef | 0xfe) {
            let end = (at + 2 + length).min(bytes.len());
            out.extend_from_slice(&bytes[at + 4..end.max(at + 4)]);
            out.push(0);
        }
        at += 2 + length;
    }
    out
}

fn png(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 8);
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let end = at.saturating_add(8).saturating_add(length).min(bytes.len());
        let content = &bytes[at + 8..end];
        match &head[4..8] {
            b"tEXt" | b"eXIf" => out.extend_from_slice(content),
            b"iTXt" | b"zTXt" => {
                out.extend_from_slice(content);
                out.push(0);
                // Keyword, zero, then a few bytes, then what may be packed.
                let key = content.iter().position(|byte| *byte == 0).unwrap_or(0);
                for skip in 1..=5 {
                    let packed = content.get(key + skip..).unwrap_or_default();
                    if packed.first() == Some(&0x78) {
                        let unpacked = ZlibDecoder::new(packed).take(MOST as u64);
                        // What was unpacked before it failed counts.
                        let _ = unpacked.take(MOST as u64).read_to_end(&mut out);
                    }
                }
            }
            _ => {}
        }
        out.push(0);
        at = end.saturating_add(4);
        if out.len() > MOST {
            break;
        }
    }
    out
}

fn webp(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 12);
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let end = at.saturating_add(8).saturating_add(length).min(bytes.len());
        if matches!(&head[..4], b"EXIF" | b"XMP " | b"ICCP") {
            out.extend_from_slice(&bytes[at + 8..end]);
            out.push(0);
        }
        at = end + (length & 1);
    }
    out
}
