//! Letters as they are kept in files (RFC 5322, MIME): headers, and the parts unpacked.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;

use super::{Budget, Reading, inner, plain};

/// Headers with which letters begin.
const FIRST: [&str; 10] = [
    "from:",
    "to:",
    "subject:",
    "date:",
    "received:",
    "return-path:",
    "delivered-to:",
    "message-id:",
    "mime-version:",
    "x-",
];
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn is_mail(text: &str) -> bool {
    let mut known = 0;
    for line in text.lines().take(60) {
        if line.is_empty() {
            break;
        }
        let small = line.to_lowercase();
        let continued = line.starts_with([' ', '\t']);
        if FIRST.iter().any(|header| small.starts_with(header)) {
            known += 1;
        } else if !continued
            && !small
                .split(' ')
                .next()
                .is_some_and(|word| word.ends_with(':'))
        {
            return false;
        }
    }
    known >= 3
}

pub(super) fn read(text: &str, budget: &mut Budget) -> Reading {
    let mut reading = Reading::default();
    entity(text, 0, &mut reading, budget);
    reading
}

fn entity(text: &str, depth: u8, reading: &mut Reading, budget: &mut Budget) {
    if depth > 8 || !budget.step() {
        reading.missing.insert(super::Why::TooLarge);
        return;
    }
    let text = text.trim_start_matches(['\r', '\n']);
    let end = ["\r\n\r\n", "\n\n"]
        .iter()
        .filter_map(|gap| text.find(gap).map(|at| (at, gap.len())))
        .min();
    let (headers, body) = match end {
        Some((at, gap)) => (&text[..at], &text[at + gap..]),
        None => (text, ""),
    };
    let headers = unfolded(headers);
    reading.tell(&words(&headers), budget);
    let header = |name: &str| {
        let line = headers.lines().find(|line| {
            line.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        line.map(|line| line[name.len()..].trim().to_owned())
            .unwrap_or_default()
    };
    let kind = header("content-type:");
    let small = kind.to_lowercase();
    if let Some(boundary) = parameter(&kind, "boundary") {
        let mark = format!("--{boundary}");
        for part in body.split(mark.as_str()).skip(1) {
            if !part.starts_with("--") {
                entity(part, depth + 1, reading, budget);
            }
        }
        return;
    }
    let bytes = match header("content-transfer-encoding:").to_lowercase().as_str() {
        "base64" => {
            let packed: Vec<u8> = body
                .bytes()
                .filter(|byte| !byte.is_ascii_whitespace())
                .collect();
            BASE64.decode(&packed).unwrap_or_else(|_| {
                reading.missing.insert(super::Why::Unreadable);
                Vec::new()
            })
        }
        "quoted-printable" => quoted(body, b'='),
        _ => body.as_bytes().to_vec(),
    };
    budget.unpacked(bytes.len());
    let charset = parameter(&kind, "charset");
    let charset = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let charset = charset.filter(|_| small.starts_with("text/"));
    let found = if let Some(charset) = charset {
        inner(plain::whole(charset, &bytes).as_bytes(), budget)
    } else {
        inner(&bytes, budget)
    };
    reading.take(found, budget);
}

/// Headers, each in one line.
fn unfolded(headers: &str) -> String {
    let mut out = String::with_capacity(headers.len());
    for line in headers.lines() {
        if !line.starts_with([' ', '\t']) && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

fn parameter(header: &str, name: &str) -> Option<String> {
    let small = header.to_lowercase();
    let at = small.find(&format!("{name}="))? + name.len() + 1;
    let rest = header.get(at..)?;
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', ' ', '\t']).next()?,
    };
    (!value.is_empty()).then(|| value.to_owned())
}

/// `=D0=9A` and, in headers, `_`.
fn quoted(text: &str, sign: u8) -> Vec<u8> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        if bytes[at] != sign {
            out.push(bytes[at]);
            at += 1;
            continue;
        }
        let rest = &bytes[at + 1..];
        if rest.starts_with(b"\r\n") {
            at += 3;
        } else if rest.starts_with(b"\n") {
            at += 2;
        } else {
            let digits = rest
                .get(..2)
                .and_then(|digits| std::str::from_utf8(digits).ok());
            let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            out.push(code.unwrap_or(bytes[at]));
            at += if code.is_some() { 3 } else { 1 };
        }
    }
    out
}

/// Encoded words of headers (RFC 2047) in letters: `=?utf-8?B?...?=`.
fn words(headers: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(headers.len()), headers);
    while let Some(at) = rest.find("=?") {
        let word = &rest[at + 2..];
        let mut parts = word.splitn(4, '?');
        let (charset, how, inside) = (parts.next(), parts.next(), parts.next());
        let closed = parts.next().is_some_and(|after| after.starts_with('='));
        let bytes = match (how, inside) {
            (Some("B" | "b"), Some(inside)) => BASE64.decode(inside).ok(),
            (Some("Q" | "q"), Some(inside)) => Some(quoted(&inside.replace('_', " "), b'=')),
            _ => None,
        };
        let charset = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
        if let (Some(bytes), Some(charset), true) = (bytes, charset, closed) {
            // Space between two encoded words is none.
            let before = &rest[..at];
            if !(before.trim().is_empty() && out.ends_with(char::is_alphanumeric)) {
                out.push_str(before);
            }
            out.push_str(&plain::whole(charset, &bytes));
            let parts = word.splitn(4, '?').take(3);
            let length = parts.map(|part| part.len() + 1).sum::<usize>() + 1;
            rest = word.get(length..).unwrap_or_default();
        } else {
            out.push_str(&rest[..at + 2]);
            rest = word;
        }
    }
    out.push_str(rest);
    out
}
