//! Bytes that are text, in whatever encoding, and letters in bytes that are not.

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// Encodings of eight bits in which people of the region write Cyrillic letters.
const EIGHT_BITS: [&Encoding; 3] = [WINDOWS_1251, KOI8_R, IBM866];
/// Shortest run of letters in bytes that are no text.
const RUN: usize = 5;

/// The text, in every encoding in which it may be meant; none if the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Option<Vec<String>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(vec![whole(encoding, &bytes[mark..])]);
    }
    if let Some(encoding) = sixteen_bits(bytes) {
        return Some(vec![whole(encoding, bytes)]);
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return is_text(text).then(|| vec![text.to_owned()]);
    }
    let control = bytes.iter().filter(|byte| is_control(**byte)).count();
    if control > bytes.len() / 200 {
        return None;
    }
    // A few broken letters in a text of the other kind are read around.
    let mut ways = vec![whole(UTF_8, bytes)];
    ways.extend(
        EIGHT_BITS
            .into_iter()
            .map(|encoding| whole(encoding, bytes)),
    );
    Some(ways)
}

/// As a person of the region would read bytes that stand where text must be.
pub(super) fn any(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => whole(WINDOWS_1251, bytes),
    }
}

pub(super) fn whole(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0xc | 0x1b)
}

fn is_text(text: &str) -> bool {
    let control = text.bytes().filter(|byte| is_control(*byte)).count();
    control <= text.len() / 200
}

/// Text of two bytes a letter that does not say so: every other byte says the same of most letters.
fn sixteen_bits(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let high = |byte: u8| matches!(byte, 0 | 4 | 6);
    let share = |odd: usize| {
        let all = head.iter().skip(odd).step_by(2);
        all.filter(|byte| high(**byte)).count() * 10 >= head.len() / 2 * 9
    };
    match (share(0), share(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The runs of letters in bytes that are no text: as UTF-8, and with two bytes a letter.
pub(super) fn strings(bytes: &[u8]) -> String {
    let mut out = String::new();
    let utf8 = String::from_utf8_lossy(bytes);
    runs(&utf8, &mut out);
    for (skip, encoding) in [(0, UTF_16LE), (1, UTF_16LE), (0, UTF_16BE), (1, UTF_16BE)] {
        runs(&whole(encoding, &bytes[skip.min(bytes.len())..]), &mut out);
    }
    out
}

fn runs(text: &str, out: &mut String) {
    // Two bytes of anything make a sign of the far East.
    let is_letter = |letter: char| {
        let code = u32::from(letter);
        (0x20..0x7f).contains(&code)
            || (0xa0..0x0700).contains(&code)
            || (0x1e00..0x2070).contains(&code)
    };
    for run in text.split(|letter: char| !is_letter(letter)) {
        if run.chars().count() >= RUN {
            out.push_str(run);
            out.push('\n');
        }
    }
}
