//! Rich text: words between control words.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

use super::{Budget, Reading, plain};

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Reading {
    let mut reading = Reading::default();
    let (text, about) = words(bytes, budget);
    reading.say(&text, budget);
    reading.tell(&about, budget);
    if bytes.windows(5).any(|window| window == b"\\pict") {
        reading.missing.insert(super::Why::Picture);
    }
    reading
}

fn words(bytes: &[u8], budget: &mut Budget) -> (String, String) {
    let (mut text, mut about) = (String::new(), String::new());
    let mut pending: Vec<u8> = Vec::new();
    let mut page: &'static Encoding = WINDOWS_1251;
    // The level of the group that tells of the document itself.
    let (mut level, mut info) = (0_u32, None);
    // Letters of an older writing that follow one in Unicode.
    let mut skip = 0_usize;
    let mut at = 0;
    while at < bytes.len() && budget.step() {
        let out = if info.is_some() {
            &mut about
        } else {
            &mut text
        };
        let byte = bytes[at];
        let coded = byte == b'\\' && bytes.get(at + 1) == Some(&b'\'');
        if !coded && (0x20..0x80).contains(&byte) && !pending.is_empty()
            || byte == b'{'
            || byte == b'}'
        {
            flush(&mut pending, page, out);
        }
        match byte {
            b'{' => level += 1,
            b'}' => {
                level = level.saturating_sub(1);
                if info.is_some_and(|begun| level < begun) {
                    info = None;
                }
                if info.is_some() {
                    about.push('\n');
                }
            }
            b'\\' if coded => {
                let digits = bytes.get(at + 2..at + 4).unwrap_or_default();
                let code = std::str::from_utf8(digits).ok();
                let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if skip > 0 {
                    skip -= 1;
                } else {
                    pending.extend(code);
                }
                at += 3;
            }
            b'\\' => {
                let (word, number, end) = control(bytes, at + 1);
                match (word, number) {
                    (b"u", Some(code)) => {
                        flush(&mut pending, page, out);
                        let code = if code < 0 { code + 0x1_0000 } else { code };
                        let letter = u32::try_from(code).ok().and_then(char::from_u32);
                        out.extend(letter);
                        skip = 1;
                    }
                    (b"ansicpg", Some(1252)) => page = WINDOWS_1252,
                    (b"par" | b"line" | b"cell" | b"row" | b"sect" | b"page", _) => out.push('\n'),
                    (b"tab" | b"~", _) => out.push(' '),
                    (b"_", _) => out.push('-'),
                    (b"info", _) => info = Some(level),
                    (b"{" | b"}" | b"\\", _) => out.push(char::from(word[0])),
                    _ => {}
                }
                at = end - 1;
            }
            b'\r' | b'\n' => {}
            _ if skip > 0 => skip -= 1,
            _ => pending.push(byte),
        }
        at += 1;
    }
    flush(&mut pending, page, &mut text);
    (text, about)
}

fn flush(pending: &mut Vec<u8>, page: &'static Encoding, out: &mut String) {
    if !pending.is_empty() {
        out.push_str(&plain::whole(page, pending));
        pending.clear();
    }
}

/// A control word, its number, and where it ends.
fn control(bytes: &[u8], from: usize) -> (&[u8], Option<i32>, usize) {
    let rest = bytes.get(from..).unwrap_or_default();
    let letters = rest
        .iter()
        .take(32)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    if letters == 0 {
        let end = from + 1.min(rest.len());
        return (&rest[..1.min(rest.len())], None, end.max(from));
    }
    let digits = rest[letters..]
        .iter()
        .take(11)
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'-')
        .count();
    let number = std::str::from_utf8(&rest[letters..letters + digits]).ok();
    let number = number.and_then(|digits| digits.parse().ok());
    let end = from + letters + digits;
    let space = usize::from(bytes.get(end) == Some(&b' '));
    (&rest[..letters], number, end + space)
}
