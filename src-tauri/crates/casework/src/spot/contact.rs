//! Telephone numbers, e-mail addresses, handles.

use super::word::is_hidden;

/// An address, in the one way to write it.
#[derive(PartialEq, Eq)]
pub(super) enum Contact {
    /// Its last digits: how it is dialled from abroad or at home makes no difference.
    Phone(String),
    /// In small letters.
    Mail(String),
    /// The same, without `@`.
    Handle(String),
}

/// A place in a text that may be an address.
pub(super) struct Place {
    from: usize,
    to: usize,
    is: Contact,
    /// It says of itself that it is a handle.
    marked: bool,
}

/// Fewest digits of a telephone number.
const FEWEST: usize = 7;
/// A number without what is dialled before it.
const OWN: usize = 10;
/// Shortest handle that is looked for where nothing says that it is one.
const SHORTEST: usize = 5;
/// Sites whose addresses end in somebody's handle.
const SITES: [&str; 8] = [
    "t.me/",
    "telegram.me/",
    "instagram.com/",
    "facebook.com/",
    "fb.com/",
    "twitter.com/",
    "x.com/",
    "vk.com/",
];

impl Contact {
    /// Where it stands.
    pub fn find<'a>(
        &'a self,
        text: &'a str,
        places: &'a [Place],
    ) -> Box<dyn Iterator<Item = (usize, usize)> + 'a> {
        match self {
            Self::Phone(own) => Box::new(places.iter().filter_map(move |place| match &place.is {
                Self::Phone(digits) => within(text, place, digits, own),
                _ => None,
            })),
            Self::Mail(_) => Box::new(
                places
                    .iter()
                    .filter(move |place| place.is == *self)
                    .map(|place| (place.from, place.to)),
            ),
            Self::Handle(own) => Box::new(
                places
                    .iter()
                    .filter(move |place| {
                        place.is == *self && (place.marked || own.chars().count() >= SHORTEST)
                    })
                    .map(|place| (place.from, place.to)),
            ),
        }
    }
}

/// The addresses in what is written of a person.
pub(super) fn read(text: &str) -> Vec<Contact> {
    let mut found = Vec::new();
    for place in places(text) {
        let (is, take) = match place.is {
            Contact::Phone(digits) => {
                let own = digits.len().saturating_sub(OWN);
                (Contact::Phone(digits[own..].to_owned()), true)
            }
            Contact::Mail(mail) => (Contact::Mail(mail), true),
            Contact::Handle(handle) => {
                // «zulfiya_q» is no word of any language.
                let odd = handle.contains('_')
                    || handle.contains(char::is_alphabetic) && handle.contains(char::is_numeric);
                let long = handle.chars().count() >= SHORTEST;
                (Contact::Handle(handle), place.marked || odd && long)
            }
        };
        if take && !found.contains(&is) {
            found.push(is);
        }
    }
    found
}

/// What looks like somebody's address in a text of which nothing is known: dates and numbers of cases do not.
pub(crate) fn likely(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for place in places(text) {
        let taken = match &place.is {
            Contact::Phone(digits) => {
                let run = &text[place.from..place.to];
                let dialled = run.contains('+') || digits.starts_with('8') && digits.len() == 11;
                (OWN..=15).contains(&digits.len()) && dialled
            }
            Contact::Mail(_) => true,
            Contact::Handle(handle) => place.marked && handle.chars().count() > 2,
        };
        let trimmed = text[place.from..place.to].trim_start();
        let trimmed =
            trimmed.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let from = place.from + (trimmed.as_ptr() as usize - text[place.from..].as_ptr() as usize);
        let to = from + trimmed.len();
        let free = found.iter().all(|(a, b)| to <= *a || *b <= from);
        if taken && free {
            found.push((from, to));
        }
    }
    found.sort_unstable();
    found
}

/// Everything in a text that may be an address.
pub(super) fn places(text: &str) -> Vec<Place> {
    let mut found = phones(text);
    let is_inside =
        |letter: char| letter.is_alphanumeric() || "@._-+%/".contains(letter) || is_hidden(letter);
    for (from, to) in runs(text, is_inside) {
        let run = &text[from..to];
        let trimmed =
            run.trim_matches(|letter: char| !letter.is_alphanumeric() && !"@_".contains(letter));
        let from = from + (trimmed.as_ptr() as usize - run.as_ptr() as usize);
        found.extend(address(from, trimmed));
    }
    found
}

fn address(from: usize, run: &str) -> Option<Place> {
    let small: String = run
        .chars()
        .filter(|letter| !is_hidden(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    let to = from + run.len();
    let site = SITES.iter().find_map(|site| {
        let at = small.find(site)?;
        Some(small[at + site.len()..].split('/').next()?.to_owned())
    });
    let place = |is, marked| {
        Some(Place {
            from,
            to,
            is,
            marked,
        })
    };
    if let Some(handle) = site {
        return place(Contact::Handle(handle), true);
    }
    match small.split_once('@') {
        Some(("", handle)) => place(Contact::Handle(handle.to_owned()), true),
        Some((_, host)) if host.contains('.') => place(Contact::Mail(small), true),
        Some(_) => None,
        None => place(Contact::Handle(small), false),
    }
}

/// Runs of digits with what people write between them.
fn phones(text: &str) -> Vec<Place> {
    let is_inside = |letter: char| {
        digit(letter).is_some() || "+-–—()./\u{a0} ".contains(letter) || is_hidden(letter)
    };
    let mut found = Vec::new();
    for (from, to) in runs(text, is_inside) {
        let digits: String = text[from..to].chars().filter_map(digit).collect();
        if digits.len() >= FEWEST {
            found.push(Place {
                from,
                to,
                is: Contact::Phone(digits),
                marked: false,
            });
        }
    }
    found
}

/// Where the digits `own` stand in a run, with what is dialled before them.
fn within(text: &str, place: &Place, digits: &str, own: &str) -> Option<(usize, usize)> {
    let first = digits.find(own)?;
    // A number beside another one keeps its own country code and `8`, and nothing else of what stands before.
    let first = if first <= 3 { 0 } else { first };
    let last = digits.find(own)? + own.len() - 1;
    let at: Vec<(usize, char)> = text[place.from..place.to]
        .char_indices()
        .filter(|(_, letter)| digit(*letter).is_some())
        .collect();
    let mut from = place.from + at.get(first)?.0;
    let to = place.from + at.get(last)?.0 + at.get(last)?.1.len_utf8();
    if first == 0 {
        let before = &text[place.from..from];
        // «(701) 555», but not the bracket around the whole number.
        let own = |letter: char| letter == '+' || letter == '(' && text[from..to].contains(')');
        from -= before.len() - before.trim_end_matches(own).len();
    }
    Some((from, to))
}

fn runs(text: &str, is_inside: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let (mut found, mut begun) = (Vec::new(), None);
    for (at, letter) in text.char_indices() {
        if is_inside(letter) {
            begun.get_or_insert(at);
        } else if let Some(from) = begun.take() {
            found.push((from, at));
        }
    }
    found.extend(begun.map(|from| (from, text.len())));
    found
}

/// A decimal digit, as ASCII: also Arabic, Persian and full-width ones.
fn digit(letter: char) -> Option<char> {
    let zero = match letter {
        '0'..='9' => return Some(letter),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return None,
    };
    char::from_digit(letter as u32 - zero, 10)
}
