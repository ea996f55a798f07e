//! What of an evidence item may reach the eye: raster pictures and plain text, bounded. Nothing that could hold a script, a link to
//! fetch or another file: no SVG, no HTML, no PDF, no office document.

use std::io::Read;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::contract::EvidencePreview;
use crate::error::{Code, Error, Result};

/// Bytes that decide the media type.
pub const HEAD: usize = 8 * 1024;
/// Most bytes shown.
const BOUND: u64 = 8 * 1024 * 1024;
/// Most pixels decoded by the window: a small file can unfold to a picture that fills the memory.
const PIXELS: u64 = 100_000_000;
/// Most pixels of a JPEG times its scans: each scan goes over the whole picture once more, so that a small file could keep the window busy for
/// minutes. Progressive pictures have about ten.
const WORK: u64 = 2_000_000_000;
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const TEXT: &str = "text/plain";

/// The media type of content of `size` bytes that begins with `head`; found in the bytes, never in a name.
pub fn media_type(head: &[u8], size: u64) -> &'static str {
    if let Some(kind) = infer::get(head) {
        return kind.mime_type();
    }
    if is_text(head, size > head.len() as u64) {
        TEXT
    } else {
        "application/octet-stream"
    }
}

/// Text without control characters other than line ends and tabs; a last character that is cut off is forgiven when more follows.
fn is_text(head: &[u8], more: bool) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if more && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_empty()
        && valid
            .chars()
            .all(|char| !char.is_control() || matches!(char, '\n' | '\r' | '\t'))
}

/// Reads and judges an item of `size` bytes anew: the recorded media type may be from another program.
pub fn of(content: &mut dyn Read, size: u64) -> Result<EvidencePreview> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(
        usize::try_from(size.min(BOUND)).unwrap_or(0),
    ));
    content
        .take(BOUND)
        .read_to_end(&mut bytes)
        .map_err(|_| Error::new(Code::EvidenceDamaged))?;
    let cut = size > bytes.len() as u64;
    let kind = media_type(&bytes[..bytes.len().min(HEAD)], size);
    let shown = match kind {
        TEXT => is_text(&bytes, cut),
        // Half a picture shows nothing that could be trusted.
        kind => {
            PICTURES.contains(&kind)
                && !cut
                && pixels(kind, &bytes).is_some_and(|count| {
                    (1..=PIXELS).contains(&count)
                        && (kind != "image/jpeg" || count * scans(&bytes) <= WORK)
                })
        }
    };
    if !shown {
        return Ok(EvidencePreview {
            media_type: String::new(),
            data: String::new(),
            cut: false,
        });
    }
    if kind == TEXT && cut {
        let whole = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
        bytes.truncate(whole);
    }
    Ok(EvidencePreview {
        media_type: kind.to_owned(),
        data: BASE64_STANDARD.encode(&*bytes),
        cut,
    })
}

/// Width times height as the header says; none for a header that does not say.
fn pixels(kind: &str, bytes: &[u8]) -> Option<u64> {
    let (width, height) = match kind {
        "image/png" => (be32(bytes, 16)?, be32(bytes, 20)?),
        "image/gif" => gif(bytes)?,
        "image/jpeg" => jpeg(bytes)?,
        "image/webp" => webp(bytes)?,
        _ => return None,
    };
    Some(width * height)
}

/// The screen, or what its frames reach to, whichever is larger: readers make room for a frame that is larger than its screen (`GIF89a`, sections
/// 18, 20 and 23).
fn gif(bytes: &[u8]) -> Option<(u64, u64)> {
    let (mut width, mut height) = (le16(bytes, 6)?, le16(bytes, 8)?);
    // The size of a table of colours is in the flags of whoever has one.
    let colours = |flags: u8| match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    };
    let mut at = 13 + colours(*bytes.get(10)?);
    loop {
        match bytes.get(at) {
            Some(0x2c) => {
                width = width.max(le16(bytes, at + 1)? + le16(bytes, at + 5)?);
                height = height.max(le16(bytes, at + 3)? + le16(bytes, at + 7)?);
                at += 11 + colours(*bytes.get(at + 9)?);
            }
            Some(0x21) => at += 2,
            // Its end, or something nobody shows.
            _ => return Some((width, height)),
        }
        // Blocks of data up to an empty one.
        while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
            at += 1 + usize::from(*length);
        }
        at += 1;
    }
}

/// Size in the frame header (ITU-T T.81, B.2.2), found by walking the segments.
fn jpeg(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes.get(at) == Some(&0xff))?;
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?));
        }
        let fill = marker == 0xff;
        let alone = matches!(marker, 0x01 | 0xd0..=0xd8);
        at += if fill {
            1
        } else if alone {
            2
        } else {
            2 + usize::try_from(be16(bytes, at + 2)?).ok()?
        };
    }
}

/// How often the marker of a scan stands anywhere; in the data of a scan it cannot (ITU-T T.81, B.1.1.5).
fn scans(bytes: &[u8]) -> u64 {
    let markers = bytes.windows(2).filter(|pair| *pair == [0xff, 0xda]);
    markers.count() as u64
}

/// Size in the first chunk (RFC 9649, sections 2.5 to 2.7).
fn webp(bytes: &[u8]) -> Option<(u64, u64)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = le16(bytes, 21)? | le16(bytes, 23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => {
            let le24 = |at: usize| Some(le16(bytes, at)? | u64::from(*bytes.get(at + 2)?) << 16);
            Some((le24(24)? + 1, le24(27)? + 1))
        }
        _ => None,
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u16::from_be_bytes(
        bytes.get(at..at + 2)?.try_into().ok()?,
    )))
}

fn le16(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u16::from_le_bytes(
        bytes.get(at..at + 2)?.try_into().ok()?,
    )))
}

fn be32(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_be_bytes(
        bytes.get(at..at + 4)?.try_into().ok()?,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str) {
        let preview = of(&mut &*bytes, bytes.len() as u64).unwrap();
        assert_eq!(preview.media_type, expect);
        assert_eq!(preview.data.is_empty(), expect.is_empty());
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(),
            &width.to_be_bytes(),
            &height.to_be_bytes(),
            &[8, 6, 0, 0, 0],
        ]
        .concat()
    }

    #[test]
    fn pictures_and_text_are_shown_and_nothing_else() {
        check(&png(640, 480), "image/png");
        check(b"GIF89a\x10\0\x10\0\0\0\0", "image/gif");
        check(
            &[
                b"\xff\xd8\xff\xe0\0\x04\0\0".as_slice(),
                b"\xff\xc0\0\x11\x08\x01\0\x02\0\x03",
            ]
            .concat(),
            "image/jpeg",
        );
        check(
            b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x0f\xc0\x03\0",
            "image/webp",
        );
        check("Ол үйден шықты.\r\n".as_bytes(), "text/plain");
        check(
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>",
            "text/plain",
        );
        check(b"<!DOCTYPE html><p>x", "");
        check(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "");
        check(b"PK\x03\x04\x14\0\x06\0", "");
        check(b"ab\0cd", "");
        check(b"\x1b[2J", "");
        check(b"", "");
    }

    #[test]
    fn a_picture_that_unfolds_too_far_is_not_shown() {
        check(&png(10_000, 10_000), "image/png");
        check(&png(10_001, 10_000), "");
        check(&png(u32::MAX, u32::MAX), "");
        check(&png(0, 4), "");
        check(b"\x89PNG\r\n\x1a\n", "");
        check(b"\xff\xd8\xff\xe0\xff\xff", "");
    }

    /// A screen of one pixel, a comment, and a frame at `x` with a width of `w`.
    fn gif(x: u16, w: u16) -> Vec<u8> {
        let [x, w] = [x, w].map(u16::to_le_bytes);
        [
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x21\xfe\x02hi\0\x2c".as_slice(),
            &x,
            &x,
            &w,
            &w,
            b"\0\x02\x02\x44\x01\0;",
        ]
        .concat()
    }

    #[test]
    fn a_frame_that_is_larger_than_its_screen_counts() {
        check(&gif(0, 1), "image/gif");
        check(&gif(0, 10_000), "image/gif");
        check(&gif(0, 10_001), "");
        check(&gif(60_000, 1), "");
        check(&gif(0, 1)[..30], "");
        check(&gif(0, 1)[..13], "image/gif");
    }

    #[test]
    fn a_picture_that_is_gone_over_too_often_is_not_shown() {
        // 8,000 by 5,000.
        let jpeg = |scans: usize| {
            let head = b"\xff\xd8\xff\xc2\0\x0b\x08\x13\x88\x1f\x40\x01\x01\x11\0".to_vec();
            [head, b"\xff\xda\0\x08\x01\x01\0\0\0\0\0".repeat(scans)].concat()
        };
        check(&jpeg(10), "image/jpeg");
        check(&jpeg(50), "image/jpeg");
        check(&jpeg(51), "");
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        let text = "ж".repeat(5 * 1024 * 1024);
        let preview = of(&mut text.as_bytes(), text.len() as u64).unwrap();
        assert!(preview.cut);
        assert_eq!(preview.media_type, "text/plain");
        let odd = format!("a{text}");
        let preview = of(&mut odd.as_bytes(), odd.len() as u64).unwrap();
        assert!(String::from_utf8(BASE64_STANDARD.decode(preview.data).unwrap()).is_ok());
    }
}
