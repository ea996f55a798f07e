//! The words of a page, in the order in which it shows them (ISO 32000-1, 9.4).

use super::super::Budget;
use super::font::Font;
use super::lexer::{Lexer, Object};

/// How far two strings stand apart in a `TJ`, in thousandths of the size of the letters, when there is a space between them.
const SPACE: f64 = -180.0;
/// Two lines are no further apart than they must be to be two, in the units of the page.
const LINE: f64 = 0.9;

/// Where on the page the next words stand.
struct Pen {
    line: [f64; 2],
    scale: f64,
    leading: f64,
    /// Where the last words began.
    last: Option<[f64; 2]>,
}

/// The words of a page.
#[derive(Default)]
pub(super) struct Words {
    /// With a space wherever the page moves on within a line.
    pub loose: String,
    /// Without one: some programs place every letter by itself.
    pub tight: String,
    /// Some of it is in letters that cannot be told.
    pub dark: bool,
}

/// Reads the operators of a page. `fonts` gives those that a name may stand for.
pub(super) fn read<'f>(
    bytes: &[u8],
    fonts: &dyn Fn(&[u8]) -> Vec<&'f Font>,
    budget: &mut Budget,
) -> Words {
    let mut out = Words::default();
    // A name that stands for several fonts is read in each of them.
    let mut way = 0;
    while way < one(bytes, fonts, way, &mut out, budget) && way < 7 {
        way += 1;
    }
    out
}

/// Reads it once, with the fonts of one way to take their names; gives the last of these ways.
fn one<'f>(
    bytes: &[u8],
    fonts: &dyn Fn(&[u8]) -> Vec<&'f Font>,
    way: usize,
    out: &mut Words,
    budget: &mut Budget,
) -> usize {
    let mut lexer = Lexer::new(bytes, 0);
    let mut held: Vec<Object> = Vec::new();
    let mut font: Option<&Font> = None;
    let mut ways = 0;
    let mut pen = Pen {
        line: [0.0; 2],
        scale: 1.0,
        leading: 0.0,
        last: None,
    };
    while let Some(object) = lexer.next(budget) {
        let Object::Word(word) = &object else {
            if held.len() < 4_000 {
                held.push(object);
            }
            continue;
        };
        let number = |from_end: usize| {
            let at = held.len().checked_sub(from_end)?;
            held[at].number()
        };
        match word.as_slice() {
            b"Tf" => {
                let name = held.iter().rev().find(|object| !object.name().is_empty());
                let may = fonts(name.map_or(b"", Object::name));
                ways = ways.max(may.len().saturating_sub(1));
                font = may.get(way).or(may.last()).copied();
            }
            b"BT" => (pen.line, pen.scale) = ([0.0; 2], 1.0),
            b"Td" | b"TD" => {
                if let (Some(x), Some(y)) = (number(2), number(1)) {
                    pen.line[0] += x * pen.scale;
                    pen.line[1] += y * pen.scale;
                    if word == b"TD" {
                        pen.leading = -y;
                    }
                }
            }
            b"TL" => pen.leading = number(1).unwrap_or(0.0),
            b"T*" => pen.line[1] -= pen.leading * pen.scale,
            b"Tm" => {
                if let (Some(x), Some(y)) = (number(2), number(1)) {
                    pen.line = [x, y];
                    pen.scale = number(3).map_or(1.0, f64::abs).max(0.01);
                }
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                if matches!(word.as_slice(), b"'" | b"\"") {
                    pen.line[1] -= pen.leading * pen.scale;
                }
                pen.moved(out);
                if let Some(shown) = held.last() {
                    show(shown, font, out);
                }
            }
            // A picture inside the page: its bytes are no operators.
            b"ID" => {
                let rest = bytes.get(lexer.at..).unwrap_or_default();
                let end = rest.windows(3).position(|three| {
                    three[1..] == *b"EI" && matches!(three[0], b' ' | b'\n' | b'\r')
                });
                lexer.at += end.map_or(rest.len(), |end| end + 3);
            }
            _ => {}
        }
        held.clear();
    }
    out.loose.push('\n');
    out.tight.push('\n');
    ways
}

impl Pen {
    /// What the way from the last words to the next ones means.
    fn moved(&mut self, out: &mut Words) {
        if let Some(last) = self.last {
            if (last[1] - self.line[1]).abs() > LINE {
                out.loose.push('\n');
                out.tight.push('\n');
            } else if (last[0] - self.line[0]).abs() > f64::EPSILON {
                out.loose.push(' ');
            }
        }
        self.last = Some(self.line);
    }
}

fn show(shown: &Object, font: Option<&Font>, out: &mut Words) {
    match shown {
        Object::Text(bytes) => {
            let mut text = String::new();
            match font {
                Some(font) => {
                    out.dark |= font.is_dark();
                    font.read(bytes, &mut text);
                }
                None => text = String::from_utf8_lossy(bytes).into_owned(),
            }
            out.loose.push_str(&text);
            out.tight.push_str(&text);
        }
        Object::List(list) => {
            for object in list {
                match object {
                    Object::Number(moved) if *moved < SPACE => {
                        out.loose.push(' ');
                        out.tight.push(' ');
                    }
                    Object::Text(_) => show(object, font, out),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
