//! XML rewritten element by element (XML 1.0): everything that no rule speaks of is written as it stood.
//!
//! A part that is not well formed, not in UTF-8 or has a document type of its own is not rewritten at all: what is not understood cannot be cleaned.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::leak::read::Budget;

/// How deep elements lie in one another.
const DEPTH: usize = 512;

/// What becomes of an element.
pub(super) enum Element {
    Keep,
    /// With everything in it.
    Drop,
    /// Its words are shown to [`Rules::words`], and what that gives stands there instead.
    Words,
}

/// What becomes of an attribute.
pub(super) enum Attribute {
    Keep,
    Drop,
    Put(String),
}

/// What is taken out. Names are local ones: whoever wrote the file may have called the namespaces anything.
pub(super) trait Rules {
    fn element(&mut self, parent: &str, tag: &Tag<'_>) -> Element;
    fn attribute(&mut self, element: &str, name: &Name<'_>, value: &str) -> Attribute;
    /// `before` as it is written in XML; so is what it gives.
    fn words(&mut self, element: &str, before: &str) -> String;
    /// A remark is left out.
    fn remark(&mut self) {}
}

/// A name with or without its namespace.
pub(super) struct Name<'a> {
    pub prefixed: bool,
    pub local: &'a str,
}

/// The beginning of an element.
pub(super) struct Tag<'a> {
    pub local: &'a str,
    start: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// The value of an attribute, whatever its namespace.
    pub fn get(&self, local: &str) -> Option<Cow<'_, str>> {
        let mut all = self.start.attributes().flatten();
        all.find(|one| one.key.local_name().into_inner() == local)
            .map(|one| one.value)
    }
}

/// The part with the rules kept; none if it cannot be rewritten.
pub(super) fn rewrite(bytes: &[u8], rules: &mut dyn Rules, budget: &mut Budget) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut out = Writer::new(Vec::with_capacity(bytes.len()));
    let mut open: Vec<String> = Vec::new();
    loop {
        if !budget.step() || open.len() > DEPTH {
            return None;
        }
        let event = reader.read_event().ok()?;
        match event {
            Event::Eof => break,
            Event::DocType(_) => return None,
            Event::Comment(_) => rules.remark(),
            Event::Decl(ref decl) => {
                let coding = decl.encoding().transpose().ok()?;
                let coding = coding.map(|coding| coding.to_lowercase());
                if !matches!(coding.as_deref(), None | Some("utf-8" | "us-ascii")) {
                    return None;
                }
                out.write_event(event).ok()?;
            }
            Event::Start(start) => {
                let local = start.local_name().into_inner().to_owned();
                match judge(&start, &open, rules) {
                    Element::Drop => drop(inside(&mut reader, budget)?),
                    Element::Keep => {
                        out.write_event(Event::Start(cleaned(&start, rules)?))
                            .ok()?;
                        open.push(local);
                    }
                    Element::Words => {
                        let words = inside(&mut reader, budget)?;
                        let words = rules.words(&local, &words);
                        out.write_event(Event::Start(cleaned(&start, rules)?))
                            .ok()?;
                        out.write_event(Event::Text(BytesText::from_escaped(words)))
                            .ok()?;
                        out.write_event(Event::End(start.to_end())).ok()?;
                    }
                }
            }
            Event::Empty(start) => {
                if !matches!(judge(&start, &open, rules), Element::Drop) {
                    out.write_event(Event::Empty(cleaned(&start, rules)?))
                        .ok()?;
                }
            }
            Event::End(_) => {
                open.pop()?;
                out.write_event(event).ok()?;
            }
            other => out.write_event(other).ok()?,
        }
    }
    open.is_empty().then(|| out.into_inner())
}

fn judge(start: &BytesStart<'_>, open: &[String], rules: &mut dyn Rules) -> Element {
    let tag = Tag {
        local: start.local_name().into_inner(),
        start,
    };
    rules.element(open.last().map_or("", String::as_str), &tag)
}

/// The words in an element up to its end, as they are written.
fn inside(reader: &mut Reader<&[u8]>, budget: &mut Budget) -> Option<String> {
    let (mut words, mut depth) = (String::new(), 0_u32);
    loop {
        if !budget.step() {
            return None;
        }
        match reader.read_event().ok()? {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Some(words),
            Event::End(_) => depth -= 1,
            Event::Text(text) => words.push_str(&text.into_inner()),
            Event::GeneralRef(name) => {
                words.push('&');
                words.push_str(&name.into_inner());
                words.push(';');
            }
            Event::CData(data) => words.push_str(&data.escape().ok()?.into_inner()),
            Event::Eof | Event::DocType(_) => return None,
            _ => {}
        }
    }
}

/// The tag with its attributes as the rules say. An attribute that cannot be read ends it.
fn cleaned<'a>(start: &BytesStart<'a>, rules: &mut dyn Rules) -> Option<BytesStart<'a>> {
    let element = start.local_name().into_inner().to_owned();
    let (mut kept, mut changed) = (String::new(), false);
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let (local, prefix) = attribute.key.decompose();
        let name = Name {
            prefixed: prefix.is_some(),
            local: local.into_inner(),
        };
        let value = match rules.attribute(&element, &name, &attribute.value) {
            Attribute::Keep => attribute.value,
            Attribute::Drop => {
                changed = true;
                continue;
            }
            Attribute::Put(value) => {
                changed |= *value != *attribute.value;
                Cow::Owned(value)
            }
        };
        let quote = if value.contains('"') { '\'' } else { '"' };
        kept.extend([' ']);
        kept.push_str(attribute.key.into_inner());
        kept.push('=');
        kept.push(quote);
        kept.push_str(&value);
        kept.push(quote);
    }
    if !changed {
        return Some(start.clone());
    }
    let name = start.name().into_inner();
    Some(BytesStart::from_content(
        format!("{name}{kept}"),
        name.len(),
    ))
}
