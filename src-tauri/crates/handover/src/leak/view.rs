//! A text as it is read, not as it is typed: words that a line end or spaces take apart, addresses written so that no machine finds them,
//! and words that stand together without a space. What is found there is told by its place in the text itself.

/// Another way to read a text.
pub(super) struct View {
    pub text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the view: where it begins, and what of the text it stands for.
struct Piece {
    at: usize,
    from: usize,
    to: usize,
    /// Letter by letter the same.
    same: bool,
}

/// Letters in a row with a space after each, from which on they are one word.
const SPACED: usize = 4;
/// Most signs between two digits of one number.
const BETWEEN: usize = 3;

impl View {
    /// The places in the text of a place in the view.
    pub fn back(&self, from: usize, to: usize) -> (usize, usize) {
        let piece = |at: usize| {
            let after = self.pieces.partition_point(|piece| piece.at <= at);
            &self.pieces[after.saturating_sub(1)]
        };
        let first = piece(from);
        let last = piece(to.saturating_sub(1).max(from));
        let begin = if first.same {
            first.from + (from - first.at)
        } else {
            first.from
        };
        let end = if last.same {
            last.from + (to - last.at)
        } else {
            last.to
        };
        (begin, end.max(begin))
    }

    fn copy(&mut self, whole: &str, from: usize, to: usize) {
        if from < to {
            self.piece(from, to, true);
            self.text.push_str(&whole[from..to]);
        }
    }

    fn put(&mut self, text: &str, from: usize, to: usize) {
        if !text.is_empty() {
            self.piece(from, to, false);
            self.text.push_str(text);
        }
    }

    fn piece(&mut self, from: usize, to: usize, same: bool) {
        let at = self.text.len();
        self.pieces.push(Piece { at, from, to, same });
    }
}

/// What a rule says of a place in a text: how many bytes it takes, and what stands there instead.
type Rule = fn(&Around<'_>) -> Option<(usize, &'static str)>;

/// Every other way in which the text can be read.
pub(super) fn views(text: &str) -> Vec<View> {
    let rules: [Rule; 3] = [joined, unwrapped, apart];
    rules
        .into_iter()
        .filter_map(|rule| changed(text, rule))
        .collect()
}

/// A text and a place in it.
struct Around<'t> {
    before: &'t str,
    rest: &'t str,
}

impl Around<'_> {
    fn last(&self) -> Option<char> {
        self.before.chars().next_back()
    }
}

/// The text with other words where the rule says so; none if it says so nowhere. The rule gives how many bytes it takes.
fn changed(text: &str, rule: Rule) -> Option<View> {
    let mut view = View {
        text: String::new(),
        pieces: Vec::new(),
    };
    let (mut done, mut at, mut any) = (0, 0, false);
    while let Some(letter) = text[at..].chars().next() {
        let around = Around {
            before: &text[..at],
            rest: &text[at..],
        };
        match rule(&around) {
            Some((taken, with)) => {
                any = true;
                view.copy(text, done, at);
                view.put(with, at, at + taken.max(letter.len_utf8()));
                if taken == 0 {
                    // Something stands before the letter now, and the letter stays.
                    done = at;
                    at += letter.len_utf8();
                } else {
                    at += taken;
                    done = at;
                }
            }
            None => at += letter.len_utf8(),
        }
    }
    view.copy(text, done, text.len());
    any.then_some(view)
}

/// Words taken apart by hyphens at line ends or by spaces, and addresses and numbers written in other signs.
fn joined(around: &Around<'_>) -> Option<(usize, &'static str)> {
    hyphen(around)
        .or_else(|| spaced(around))
        .or_else(|| spelled(around))
        .or_else(|| between_digits(around))
}

/// «Касе-» and «нова» on the next line.
fn hyphen(around: &Around<'_>) -> Option<(usize, &'static str)> {
    let mut letters = around.rest.char_indices();
    let (_, sign) = letters.next()?;
    if !matches!(sign, '-' | '‐' | '\u{ad}' | '¬' | '–')
        || !around.last().is_some_and(char::is_alphabetic)
    {
        return None;
    }
    let mut line = false;
    for (at, letter) in letters {
        if letter == '\n' || letter == '\r' || letter == '\u{2028}' || letter == '\u{b}' {
            line = true;
        } else if !letter.is_whitespace() {
            return (line && letter.is_alphabetic()).then_some((at, ""));
        }
    }
    None
}

/// «К а с е н о в а»: the space between two of the letters.
fn spaced(around: &Around<'_>) -> Option<(usize, &'static str)> {
    let space = around
        .rest
        .chars()
        .next()
        .filter(|letter| is_space(*letter))?;
    let mut count = 0;
    let mut before = around.before.chars().rev();
    while count < SPACED && before.next().is_some_and(char::is_alphabetic) {
        let sign = before.next();
        if sign.is_some_and(char::is_alphanumeric) {
            break;
        }
        count += 1;
        if !sign.is_some_and(is_space) {
            break;
        }
    }
    let mut after = around.rest.chars();
    let mut following = 0;
    while following < SPACED
        && after.next().is_some_and(is_space)
        && after.next().is_some_and(char::is_alphabetic)
        && !after.clone().next().is_some_and(char::is_alphabetic)
    {
        following += 1;
    }
    (count > 0 && following > 0 && count + following >= SPACED).then_some((space.len_utf8(), ""))
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// «name (at) example [dot] org».
fn spelled(around: &Around<'_>) -> Option<(usize, &'static str)> {
    const WORDS: [(&str, &str); 10] = [
        ("at", "@"),
        ("ат", "@"),
        ("эт", "@"),
        ("собака", "@"),
        ("собачка", "@"),
        ("айқұлақ", "@"),
        ("dot", "."),
        ("точка", "."),
        ("нүкте", "."),
        ("тчк", "."),
    ];
    let first = around.rest.chars().next()?;
    if !(is_space(first) || "([{<".contains(first))
        || !around.last().is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let open = |letter: char| is_space(letter) || "([{<".contains(letter);
    let close = |letter: char| is_space(letter) || ")]}>".contains(letter);
    let inner = around.rest.trim_start_matches(open);
    let length = inner
        .find(|letter: char| !letter.is_alphabetic())
        .filter(|length| *length <= 16)?;
    let word = inner[..length].to_lowercase();
    let (_, with) = WORDS.iter().find(|(known, _)| *known == word)?;
    let after = inner[length..].trim_start_matches(close);
    let signs = inner[length..].len() - after.len();
    let follows = after.chars().next().is_some_and(char::is_alphanumeric);
    (signs > 0 && follows).then_some((around.rest.len() - after.len(), *with))
}

/// What stands between the digits of a number, whatever it is, as a hyphen.
fn between_digits(around: &Around<'_>) -> Option<(usize, &'static str)> {
    if !around.last().is_some_and(char::is_numeric) {
        return None;
    }
    let length = around.rest.find(char::is_alphanumeric)?;
    let signs = &around.rest[..length];
    let digit = around.rest[length..]
        .chars()
        .next()
        .is_some_and(char::is_numeric);
    let odd = signs.chars().any(|sign| !"+-()./ ".contains(sign));
    (digit && odd && signs.chars().count() <= BETWEEN).then_some((length, "-"))
}

/// A word that goes on in the next line without a hyphen.
fn unwrapped(around: &Around<'_>) -> Option<(usize, &'static str)> {
    if !around.last().is_some_and(char::is_alphabetic) {
        return None;
    }
    let rest = around.rest.strip_prefix('\r').unwrap_or(around.rest);
    let next = rest.strip_prefix('\n')?;
    let goes_on = next.chars().next().is_some_and(char::is_lowercase);
    goes_on.then_some((around.rest.len() - next.len(), ""))
}

/// «ZulfiyaKassenova2024»: a space where a word plainly begins.
fn apart(around: &Around<'_>) -> Option<(usize, &'static str)> {
    let next = around.rest.chars().next()?;
    let last = around.last()?;
    let begins = last.is_lowercase() && next.is_uppercase()
        || last.is_alphabetic() && next.is_numeric()
        || last.is_numeric() && next.is_alphabetic();
    begins.then_some((0, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passage of the text that a word of one of its views stands for.
    fn passage<'t>(text: &'t str, word: &str) -> Option<&'t str> {
        views(text).iter().find_map(|view| {
            let from = view.text.find(word)?;
            let (from, to) = view.back(from, from + word.len());
            Some(&text[from..to])
        })
    }

    #[test]
    fn what_is_taken_apart_is_read_together_and_told_by_its_own_place() {
        for (text, word, expect) in [
            ("у Касе-\nновой дома", "Касеновой", "Касе-\nновой"),
            ("у Касе-\r\n  новой", "Касеновой", "Касе-\r\n  новой"),
            ("у Касе\nновой", "Касеновой", "Касе\nновой"),
            ("(К а с е н о в а сказала)", "Касенова", "К а с е н о в а"),
            (
                "write q (at) example [dot] org now",
                "q@example.org",
                "q (at) example [dot] org",
            ),
            (
                "q собака example точка org",
                "q@example.org",
                "q собака example точка org",
            ),
            ("8·701·555·01·99", "8-701-555-01-99", "8·701·555·01·99"),
            ("ZulfiyaKassenova2024.pdf", "Kassenova", "Kassenova"),
            ("ZulfiyaKassenova", "Zulfiya Kassenova", "ZulfiyaKassenova"),
        ] {
            assert_eq!(passage(text, word), Some(expect), "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_read_in_one_way() {
        for text in [
            "",
            "She was there, at home.",
            "пришла и ушла",
            "a b c",
            "№ 5",
        ] {
            assert!(
                views(text).iter().all(|view| view.text.contains('@')),
                "{text}"
            );
        }
    }
}
