//! The objects of PDF (ISO 32000-1, 7.2 and 7.3) as they stand in the bytes.

use std::collections::BTreeMap;

use super::super::Budget;

/// How deep objects lie in one another.
const DEPTH: u8 = 40;

/// An object, or an operator of a page.
#[derive(Clone)]
pub(super) enum Object {
    Nothing,
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    List(Vec<Object>),
    Map(Map),
    Ref(u32),
    Word(Vec<u8>),
}

pub(super) type Map = BTreeMap<Vec<u8>, Object>;

impl Object {
    pub fn name(&self) -> &[u8] {
        match self {
            Self::Name(name) => name,
            _ => b"",
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn index(&self) -> Option<usize> {
        // Sizes and places are whole and small; what is not is no place.
        let number = self.number()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked"
        )]
        ((0.0..=4e9).contains(&number)).then_some(number as usize)
    }

    pub fn map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }
}

/// Reads one object after the other.
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    pub at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0xc | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

impl<'b> Lexer<'b> {
    pub fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self
                    .peek(0)
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next object; none at the end, or when enough was done.
    pub fn next(&mut self, budget: &mut Budget) -> Option<Object> {
        self.object(DEPTH, budget)
    }

    fn object(&mut self, depth: u8, budget: &mut Budget) -> Option<Object> {
        self.skip_space();
        if depth == 0 || !budget.step() {
            return None;
        }
        let byte = self.peek(0)?;
        Some(match byte {
            b'(' => Object::Text(self.text()),
            b'<' if self.peek(1) == Some(b'<') => {
                self.at += 2;
                self.map(depth, budget)
            }
            b'<' => Object::Text(self.hex()),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip_space();
                    if self.peek(0) == Some(b']') {
                        self.at += 1;
                        break;
                    }
                    match self.object(depth - 1, budget) {
                        Some(Object::Word(word)) if word == b"R" => refer(&mut list),
                        Some(object) => list.push(object),
                        None => break,
                    }
                }
                Object::List(list)
            }
            b'/' => {
                self.at += 1;
                Object::Name(self.name())
            }
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.at += 1;
                Object::Nothing
            }
            _ => self.word(),
        })
    }

    fn map(&mut self, depth: u8, budget: &mut Budget) -> Object {
        let mut map = Map::new();
        let mut held: Vec<Object> = Vec::new();
        loop {
            self.skip_space();
            if self.peek(0) == Some(b'>') {
                self.at += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                break;
            }
            match self.object(depth - 1, budget) {
                Some(Object::Word(word)) if word == b"R" => refer(&mut held),
                Some(object) => held.push(object),
                None => break,
            }
        }
        let mut held = held.into_iter().peekable();
        while let Some(object) = held.next() {
            // A key without a value is followed by the next key at worst.
            if let (Object::Name(key), Some(_)) = (&object, held.peek()) {
                let value = held.next().unwrap_or(Object::Nothing);
                map.insert(key.clone(), value);
            }
        }
        Object::Map(map)
    }

    fn word(&mut self) -> Object {
        let from = self.at;
        while self
            .peek(0)
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        let word = &self.bytes[from..self.at];
        let number = std::str::from_utf8(word).ok();
        match number.and_then(|text| text.parse::<f64>().ok()) {
            Some(number) if word[0] != b'n' && word[0] != b'i' && number.is_finite() => {
                Object::Number(number)
            }
            _ => Object::Word(word.to_vec()),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        let mut name = Vec::new();
        while let Some(byte) = self
            .peek(0)
            .filter(|byte| !is_space(*byte) && !is_delimiter(*byte))
        {
            self.at += 1;
            let code = (byte == b'#')
                .then(|| self.bytes.get(self.at..self.at + 2))
                .flatten()
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            match code {
                Some(code) => {
                    name.push(code);
                    self.at += 2;
                }
                None => name.push(byte),
            }
        }
        name
    }

    fn text(&mut self) -> Vec<u8> {
        let (mut text, mut open) = (Vec::new(), 0_u32);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' | b'f' => text.push(b' '),
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek(0).filter(|byte| (b'0'..=b'7').contains(byte))
                    else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push((code & 0xff) as u8);
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            if let Some(digit) = char::from(byte).to_digit(16) {
                digits.push((digit & 0xf) as u8);
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect()
    }
}

/// `12 0 R` at the end of a list becomes a reference.
fn refer(list: &mut Vec<Object>) {
    let number = list
        .len()
        .checked_sub(2)
        .and_then(|at| list[at].index())
        .and_then(|number| u32::try_from(number).ok());
    if let Some(number) = number {
        list.truncate(list.len() - 2);
        list.push(Object::Ref(number));
    }
}
