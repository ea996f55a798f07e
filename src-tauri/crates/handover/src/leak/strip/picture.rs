//! Pictures without what they say of themselves: place, time, camera, author, small pictures of what was cut off.
//!
//! The picture itself stays byte for byte as it was; colours and which way is up are kept. What a format keeps all over the file (TIFF, HEIC) cannot
//! be taken out this way.

use flate2::Crc;

use super::{Clean, Taken};

/// The tag that says which way is up (TIFF 6.0, Exif 2.3).
const ORIENTATION: u16 = 0x0112;

/// The picture without; none if it is no picture that is known here, or not built as one must be. What has nothing to lose comes back the same.
pub(in crate::leak) fn strip(bytes: &[u8]) -> Option<Clean> {
    if bytes.starts_with(b"\xff\xd8\xff") {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else {
        None
    }
}

/// Which way is up, from the first table of a TIFF block; 1 is as it lies.
fn orientation(tiff: &[u8]) -> u16 {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| {
        let pair = tiff.get(at..at + 2)?;
        let pair = [pair[0], pair[1]];
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let four = |at: usize| {
        let word = tiff.get(at..at + 4)?;
        let word = [word[0], word[1], word[2], word[3]];
        let number = if little {
            u32::from_le_bytes(word)
        } else {
            u32::from_be_bytes(word)
        };
        usize::try_from(number).ok()
    };
    let find = || {
        let table = four(4)?;
        let count = usize::from(two(table)?);
        (0..count.min(512)).find_map(|entry| {
            let at = table.checked_add(2)?.checked_add(entry * 12)?;
            (two(at)? == ORIENTATION).then(|| two(at + 8)).flatten()
        })
    };
    find().filter(|way| (2..=8).contains(way)).unwrap_or(1)
}

/// A TIFF block that says which way is up and nothing else.
fn only(way: u16) -> Vec<u8> {
    let mut out = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    out.extend_from_slice(&ORIENTATION.to_be_bytes());
    out.extend_from_slice(b"\0\x03\0\0\0\x01");
    out.extend_from_slice(&way.to_be_bytes());
    out.extend_from_slice(b"\0\0\0\0\0\0");
    out
}

fn jpeg(bytes: &[u8]) -> Option<Clean> {
    let mut clean = Clean::from(b"\xff\xd8".as_slice());
    let (mut at, mut way, mut kept) = (2, 1, Vec::new());
    loop {
        // Fill bytes may stand before a marker.
        while bytes.get(at..at + 2) == Some(b"\xff\xff") {
            at += 1;
        }
        let &[0xff, marker] = bytes.get(at..at + 2)? else {
            return None;
        };
        if marker == 0xd9 {
            kept.extend_from_slice(b"\xff\xd9");
            clean.take(at + 2 < bytes.len(), Taken::Tail);
            break;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            kept.extend_from_slice(&bytes[at..at + 2]);
            at += 2;
            continue;
        }
        let length = bytes.get(at + 2..at + 4)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2)?;
        let content = &segment[4..];
        let stays = match marker {
            0xe0 => content.starts_with(b"JFIF\0"),
            0xe2 => content.starts_with(b"ICC_PROFILE\0"),
            // How the colours are to be read.
            0xee => content.starts_with(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if marker == 0xe1 && content.starts_with(b"Exif\0\0") {
            let tiff = &content[6..];
            if way == 1 {
                way = orientation(tiff);
            }
            clean.take(tiff != only(way), Taken::Camera);
        } else {
            clean.take(!stays, Taken::Remarks);
        }
        if stays && marker == 0xe0 {
            clean.take(content.len() > 14, Taken::Thumbnail);
            jfif(content, &mut kept);
        } else if stays {
            kept.extend_from_slice(segment);
        }
        at += 2 + length;
        if marker == 0xda {
            let end = lines(&bytes[at..]);
            kept.extend_from_slice(&bytes[at..at + end]);
            at += end;
        }
    }
    if way != 1 {
        let tiff = only(way);
        let length = u16::try_from(tiff.len() + 8).ok()?;
        let out = &mut clean.bytes;
        out.extend_from_slice(b"\xff\xe1");
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(b"Exif\0\0");
        out.extend_from_slice(&tiff);
    }
    clean.bytes.extend_from_slice(&kept);
    Some(clean)
}

/// The header of a JPEG without the small picture in it.
fn jfif(content: &[u8], out: &mut Vec<u8>) {
    if let Some(head) = content.get(..12) {
        out.extend_from_slice(b"\xff\xe0\0\x10");
        out.extend_from_slice(head);
        out.extend_from_slice(b"\0\0");
    }
}

/// How many bytes of lines stand here, up to the next marker.
fn lines(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

fn png(bytes: &[u8]) -> Option<Clean> {
    let mut clean = Clean::from(&bytes[..8]);
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8)?;
        let length =
            usize::try_from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])).ok()?;
        let whole = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = &head[4..8];
        match kind {
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB"
            | b"iCCP" | b"cICP" | b"sBIT" | b"bKGD" | b"pHYs" | b"acTL" | b"fcTL" | b"fdAT" => {
                clean.bytes.extend_from_slice(whole);
            }
            b"eXIf" => {
                let tiff = &whole[8..8 + length];
                let way = orientation(tiff);
                if way != 1 {
                    chunk(*b"eXIf", &only(way), &mut clean.bytes);
                }
                clean.take(way == 1 || tiff != only(way), Taken::Camera);
            }
            _ => clean.take(true, Taken::Remarks),
        }
        at += length + 12;
        // What stands after the end is no part of the picture.
        if kind == b"IEND" {
            clean.take(at < bytes.len(), Taken::Tail);
            return Some(clean);
        }
    }
}

fn chunk(kind: [u8; 4], content: &[u8], out: &mut Vec<u8>) {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(content);
    out.extend_from_slice(&u32::try_from(content.len()).unwrap_or(0).to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(content);
    out.extend_from_slice(&sum.sum().to_be_bytes());
}

fn webp(bytes: &[u8]) -> Option<Clean> {
    let mut clean = Clean::from(b"RIFF".as_slice());
    let size = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
    let end = size.checked_add(8)?.min(bytes.len());
    let (mut kept, mut flags, mut way, mut at) = (b"WEBP".to_vec(), None, 1, 12);
    while at < end {
        let head = bytes.get(at..at + 8)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let padded = length.checked_add(length & 1)?.checked_add(8)?;
        let whole = bytes.get(at..at.checked_add(padded)?)?;
        match &head[..4] {
            b"EXIF" => {
                let tiff = &whole[8..8 + length];
                way = orientation(tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff));
                clean.take(way == 1 || tiff != only(way), Taken::Camera);
            }
            b"VP8X" if length >= 10 => {
                flags = Some(kept.len() + 8);
                kept.extend_from_slice(whole);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                kept.extend_from_slice(whole);
            }
            _ => clean.take(true, Taken::Remarks),
        }
        at += padded;
    }
    clean.take(end < bytes.len(), Taken::Tail);
    if let Some(flags) = flags {
        // Neither Exif nor XMP.
        kept[flags] &= !0x0c;
        if way != 1 {
            kept[flags] |= 0x08;
            let tiff = only(way);
            kept.extend_from_slice(b"EXIF");
            kept.extend_from_slice(&u32::try_from(tiff.len()).ok()?.to_le_bytes());
            kept.extend_from_slice(&tiff);
        }
    }
    let out = &mut clean.bytes;
    out.extend_from_slice(&u32::try_from(kept.len()).ok()?.to_le_bytes());
    out.extend_from_slice(&kept);
    Some(clean)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
        super::strip(bytes).map(|clean| clean.bytes)
    }

    /// What a camera says: the way up, and whose it is.
    fn exif(way: u16, little: bool) -> Vec<u8> {
        let mut tiff = if little {
            b"II*\0\x08\0\0\0".to_vec()
        } else {
            b"MM\0*\0\0\0\x08".to_vec()
        };
        let mut put = |number: u16| {
            tiff.extend_from_slice(&if little {
                number.to_le_bytes()
            } else {
                number.to_be_bytes()
            });
        };
        put(1);
        put(ORIENTATION);
        put(3);
        if little {
            put(1);
            put(0);
        } else {
            put(0);
            put(1);
        }
        put(way);
        put(0);
        tiff.extend_from_slice(b"\0\0\0\0 MARK of the camera");
        tiff
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), content].concat()
    }

    fn a_jpeg(way: u16) -> Vec<u8> {
        [
            b"\xff\xd8".to_vec(),
            segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01MARK"),
            segment(
                0xe1,
                &[b"Exif\0\0".as_slice(), &exif(way, way.is_multiple_of(2))].concat(),
            ),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>MARK</x>"),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xfe, b"MARK"),
            segment(0xed, b"Photoshop 3.0\0MARK"),
            segment(0xdb, b"table"),
            segment(0xda, b"scan"),
            b"lines \xff\0 of \xff\xd0 it".to_vec(),
            segment(0xc4, b"more"),
            segment(0xda, b"scan"),
            b"lines\xff\xd9 MARK after the end".to_vec(),
        ]
        .concat()
    }

    fn has(bytes: &[u8], mark: &[u8]) -> bool {
        bytes.windows(mark.len()).any(|window| window == mark)
    }

    #[test]
    fn a_jpeg_loses_what_it_says_and_keeps_picture_colours_and_way_up() {
        for way in 1..=8 {
            let whole = a_jpeg(way);
            let out = strip(&whole).unwrap();
            assert!(has(&whole, b"MARK") && !has(&out, b"MARK"));
            for part in [
                b"ICC_PROFILE\0\x01\x01colours".as_slice(),
                b"table",
                b"lines \xff\0 of \xff\xd0 it",
                b"more",
            ] {
                assert!(has(&out, part));
            }
            assert!(out.ends_with(b"lines\xff\xd9"));
            let exif = out.windows(6).position(|window| window == b"Exif\0\0");
            assert_eq!(exif.map_or(1, |at| orientation(&out[at + 6..])), way);
            // Once more changes nothing.
            assert!(strip(&out).unwrap() == out);
        }
    }

    #[test]
    fn png_and_webp_lose_it_too() {
        let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(*b"IHDR", b"1234567890123", &mut picture);
        chunk(*b"tEXt", b"Author\0MARK", &mut picture);
        chunk(*b"eXIf", &exif(6, true), &mut picture);
        chunk(*b"IDAT", b"lines", &mut picture);
        chunk(*b"IEND", b"", &mut picture);
        picture.extend_from_slice(b"MARK");
        let out = strip(&picture).unwrap();
        assert!(!has(&out, b"MARK") && has(&out, b"lines") && has(&out, b"eXIf"));
        assert!(strip(&out).unwrap() == out);

        let piece = |kind: &[u8; 4], content: &[u8]| {
            let length = u32::try_from(content.len()).unwrap().to_le_bytes();
            let pad = vec![0; content.len() & 1];
            [kind.as_slice(), &length, content, &pad].concat()
        };
        let parts = [
            b"WEBP".to_vec(),
            piece(b"VP8X", &[0x0c, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            piece(b"VP8 ", b"lines"),
            piece(b"EXIF", &exif(3, false)),
            piece(b"XMP ", b"<x>MARK</x>"),
        ]
        .concat();
        let length = u32::try_from(parts.len()).unwrap().to_le_bytes();
        let picture = [b"RIFF".as_slice(), &length, &parts].concat();
        let out = strip(&picture).unwrap();
        assert!(!has(&out, b"MARK") && has(&out, b"lines") && out[20] == 0x08);
        assert_eq!(
            u32::from_le_bytes([out[4], out[5], out[6], out[7]]) as usize + 8,
            out.len()
        );
        assert!(strip(&out).unwrap() == out);
    }

    #[test]
    fn what_is_no_picture_or_a_broken_one_is_not_touched() {
        for bytes in [
            b"".as_slice(),
            b"text",
            b"II*\0",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe1\xff\xff",
            b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT",
            b"RIFF\0\0\0\0WEB",
        ] {
            assert!(strip(bytes).is_none());
        }
    }

    proptest! {
        /// Nothing in any bytes makes it fall over, and what comes out is no longer than what came in, but for the way up.
        #[test]
        fn any_bytes(head in 0_usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            const HEADS: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""];
            let whole = [HEADS[head], &bytes].concat();
            if let Some(out) = strip(&whole) {
                prop_assert!(out.len() <= whole.len() + 64);
            }
        }
    }
}
