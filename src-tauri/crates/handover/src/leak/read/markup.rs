//! HTML and XML, well-formed or not: the words between the marks, and apart from them what stands in attributes and comments.

use super::{Budget, plain};

/// What markup holds.
#[derive(Default)]
pub(super) struct Markup {
    /// The words, those of one paragraph in one line.
    pub text: String,
    /// Attributes, comments, scripts: what is there and not shown.
    pub aside: String,
}

/// Elements inside a line, in HTML and in the documents of word processors: words go on through them.
const INLINE: [&str; 46] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "ins",
    "del",
    "kbd",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "w:r",
    "w:t",
    "w:rpr",
    "w:lang",
    "w:prooferr",
    "w:bookmarkstart",
    "w:bookmarkend",
    "w:ins",
    "w:del",
    "w:deltext",
    "w:hyperlink",
    "w:smarttag",
    "text:span",
    "text:a",
    "a:r",
    "a:t",
    "r",
];

pub(super) fn is_markup(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect::<String>().to_lowercase();
    let head = head.trim_start();
    head.starts_with("<?xml")
        || head.starts_with("<!doctype")
        || head.starts_with("<!--")
        || [
            "<html", "<head", "<body", "<div", "<p>", "<p ", "<table", "<svg", "<br", "</",
        ]
        .iter()
        .any(|mark| head.contains(mark))
}

pub(super) fn read(text: &str, budget: &mut Budget) -> Markup {
    let mut out = Markup::default();
    let mut rest = text;
    let mut hidden: Option<&'static str> = None;
    while let Some(at) = rest.find('<') {
        words(&rest[..at], hidden.is_some(), &mut out);
        rest = &rest[at..];
        if !budget.step() {
            break;
        }
        if let Some(after) = rest.strip_prefix("<!--") {
            let end = after.find("-->").unwrap_or(after.len());
            aside(&after[..end], &mut out);
            rest = after.get(end + 3..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
            let end = after.find("]]>").unwrap_or(after.len());
            out.text.push_str(&after[..end]);
            rest = after.get(end + 3..).unwrap_or_default();
        } else if rest[1..]
            .starts_with(|letter: char| letter.is_alphabetic() || "/!?".contains(letter))
        {
            let end = tag_end(rest);
            tag(&rest[1..end], &mut hidden, &mut out);
            rest = rest.get(end + 1..).unwrap_or_default();
        } else {
            out.text.push('<');
            rest = &rest[1..];
        }
    }
    words(rest, hidden.is_some(), &mut out);
    out
}

/// Where the tag that begins the text ends: a `>` outside of quotes, or the end.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if text.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            // A quote that nobody closes swallows no more than this.
            (Some(_), b'<') => {
                if let Some(end) = text[..at].find('>') {
                    return end;
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn tag(inside: &str, hidden: &mut Option<&'static str>, out: &mut Markup) {
    let closing = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let name_end = inside
        .find(|letter: char| letter.is_whitespace() || letter == '/')
        .unwrap_or(inside.len());
    let name = inside[..name_end].to_lowercase();
    if let Some(open) = *hidden {
        if closing && name == open {
            *hidden = None;
        }
        return;
    }
    if !closing && !inside.ends_with('/') {
        *hidden = ["script", "style"].into_iter().find(|open| *open == name);
    }
    aside(&inside[name_end..], out);
    match name.as_str() {
        "w:tab" | "text:tab" | "text:s" | "td" | "th" | "w:tc" => out.text.push(' '),
        name if INLINE.contains(&name) => {}
        _ => {
            if !out.text.ends_with('\n') {
                out.text.push('\n');
            }
        }
    }
}

fn words(text: &str, hidden: bool, out: &mut Markup) {
    if hidden {
        aside(text, out);
    } else {
        decoded(text, &mut out.text);
    }
}

fn aside(text: &str, out: &mut Markup) {
    if !text.trim().is_empty() {
        decoded(text, &mut out.aside);
        if text.contains('%') {
            out.aside.push('\n');
            out.aside.push_str(&percent(text));
        }
        out.aside.push('\n');
    }
}

/// `%D0%9A` in addresses.
fn percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        });
        let code = code.filter(|_| bytes[at] == b'%');
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    plain::any(&out)
}

/// Text with its character references read.
fn decoded(text: &str, out: &mut String) {
    const NAMED: [(&str, &str); 12] = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", "\u{a0}"),
        ("shy", "\u{ad}"),
        ("zwnj", "\u{200c}"),
        ("zwj", "\u{200d}"),
        ("ndash", "–"),
        ("mdash", "—"),
        ("hyphen", "-"),
    ];
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let length = rest
            .bytes()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        let name = &rest[..length];
        let letter = match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            }
            .ok()
            .and_then(char::from_u32)
            .map(String::from),
            None => NAMED
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, letter)| (*letter).to_owned())
                .or_else(|| accented(name)),
        };
        match letter {
            Some(letter) => {
                out.push_str(&letter);
                rest = &rest[length..];
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
}

/// `&eacute;`: the letter without its mark says as much here.
fn accented(name: &str) -> Option<String> {
    const MARKS: [&str; 8] = [
        "acute", "grave", "circ", "uml", "tilde", "cedil", "caron", "ring",
    ];
    let (letter, mark) = name.split_at_checked(1)?;
    (MARKS.contains(&mark) && letter.is_ascii()).then(|| letter.to_owned())
}
