//! From bytes to [`Casebook`], strictly: every fault by path.

mod items;
mod references;

use serde_json::Value;

use self::items::{about_item, act_type, case, distinct, party, provision, rule, source, term};
use super::MAX_BYTES;
use super::model::Casebook;
use super::reader::{Faults, Reader};
use crate::view::Fault;
use crate::{Error, Result};

impl Casebook {
    /// Reads a file. Size, depth, lengths, types, dates, ids and references inside the file are checked.
    ///
    /// # Errors
    /// [`Error::Refused`] with every fault by path, in the order of the file.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let (casebook, faults) = Self::read(bytes)?;
        if faults.is_empty() {
            return Ok(casebook);
        }
        // Whether the vault knows a code is asked when a file is taken in. This one will not be: say at once what the file itself lacks.
        let more = Faults::default();
        casebook.codes(&more);
        Err(Error::Refused(
            faults.into_iter().chain(more.take()).collect(),
        ))
    }

    /// Reads a file as far as it can be read, with its faults: for a caller that wants to hear what else [`crate::Book::import`] would find,
    /// in a dry run. What stood where a fault is counts as not given.
    ///
    /// # Errors
    /// [`Error::Refused`] when nothing that could be a casebook comes out.
    pub fn read(bytes: &[u8]) -> Result<(Self, Vec<Fault>)> {
        let refuse = |code: &str, why: &str| {
            Err(Error::Refused(vec![Fault {
                path: String::new(),
                why: why.into(),
                code: code.into(),
            }]))
        };
        if bytes.len() > MAX_BYTES {
            return refuse("too_large", "the file is larger than 64 MiB");
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // serde_json stops at a depth of 128.
        let value: Value = match serde_json::from_slice(bytes) {
            Ok(value) => value,
            Err(error) => {
                let why = format!("not JSON: line {}, column {}", error.line(), error.column());
                return refuse("not_json", &why);
            }
        };
        let faults = Faults::default();
        let Some(root) = Reader::new(&value, String::new(), &faults) else {
            return refuse("not_an_object", "an object is needed here");
        };
        if !["about", "cases", "parties", "sources"]
            .iter()
            .any(|key| root.value(key).is_some())
        {
            return refuse("not_a_casebook", "none of the keys of a casebook is there");
        }
        let casebook = Self {
            about: root
                .object("about")
                .map(|about| about_item(&about))
                .unwrap_or_default(),
            parties: root.objects("parties", party),
            cases: root.objects("cases", case),
            sources: root.objects("sources", source),
            provisions: root.objects("provisions", provision),
            act_types: root.objects("act_types", act_type),
            rules: root.objects("rules", rule),
            terms: root.objects("terms", term),
            distinct: root.objects("distinct", distinct),
        };
        // Faults inside items leave their ids and places in the lists as they are; an item that is none would shift them.
        if !faults.misplaced() {
            casebook.references(&faults);
        }
        if faults.misplaced() {
            Err(Error::Refused(faults.take()))
        } else {
            Ok((casebook, faults.take()))
        }
    }

    /// The file as JSON text, in the plain shape.
    ///
    /// # Panics
    /// Never: there is nothing in it that JSON cannot say.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("strings, numbers and lists");
        text.push('\n');
        text
    }

    /// What tells this casebook from another: a second import of it finds its own records again.
    pub(super) fn identity(&self) -> String {
        format!("{}\n{}", self.about.title.trim(), self.about.country.trim())
    }
}
