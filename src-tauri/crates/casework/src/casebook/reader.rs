//! Reading JSON key by key, remembering where one is and everything that is wrong.

use std::cell::RefCell;

use serde_json::{Map, Value};

use crate::date::UncertainDate;
use crate::view::Fault;

/// Most faults that are listed; a file with more is refused all the same.
const MAX_FAULTS: usize = 1_000;

/// Where faults are gathered.
#[derive(Default)]
pub(crate) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, path: impl Into<String>, code: &str, why: &str) {
        let mut list = self.0.borrow_mut();
        let fault = Fault {
            path: path.into(),
            why: why.to_owned(),
            code: code.to_owned(),
        };
        if list.len() < MAX_FAULTS && list.last() != Some(&fault) {
            list.push(fault);
        }
    }

    pub(crate) fn take(self) -> Vec<Fault> {
        self.0.into_inner()
    }

    /// Something stands where an object or a list must be: places in lists are not those of the file any more.
    pub(crate) fn misplaced(&self) -> bool {
        self.0
            .borrow()
            .iter()
            .any(|fault| matches!(fault.code.as_str(), "not_an_object" | "not_a_list"))
    }
}

/// An object in the file, with its path.
pub(crate) struct Reader<'f> {
    object: &'f Map<String, Value>,
    pub path: String,
    pub faults: &'f Faults,
}

impl<'f> Reader<'f> {
    /// The object at `path`; a fault if it is something else.
    pub(crate) fn new(value: &'f Value, path: String, faults: &'f Faults) -> Option<Self> {
        if let Value::Object(object) = value {
            Some(Self {
                object,
                path,
                faults,
            })
        } else {
            faults.add(path, "not_an_object", "an object is needed here");
            None
        }
    }

    /// Path of a key.
    pub(crate) fn at(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub(crate) fn fault(&self, key: &str, code: &str, why: &str) {
        self.faults.add(self.at(key), code, why);
    }

    /// A key that is there and not null.
    pub(crate) fn value(&self, key: &str) -> Option<&'f Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    /// Text of at most `most` characters; empty if the key is not there.
    pub(crate) fn text(&self, key: &str, most: usize) -> String {
        self.value(key)
            .map(|value| checked_text(value, &self.at(key), most, self.faults))
            .unwrap_or_default()
    }

    /// Text that must be there.
    pub(crate) fn needed(&self, key: &str, most: usize) -> String {
        let text = self.text(key, most);
        let missing = match self.value(key) {
            None => true,
            Some(value) => value.as_str().is_some_and(|text| text.trim().is_empty()),
        };
        if missing {
            self.fault(key, "required", "this is needed");
        }
        text
    }

    /// An id or a code: short text without spaces around it.
    pub(crate) fn id(&self, key: &str) -> String {
        let id = self.needed(key, 200);
        if id.trim() != id {
            self.fault(key, "bad_id", "an id has no spaces around it");
        }
        id
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        match self.value(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.fault(key, "not_a_flag", "true or false is needed here");
                false
            }
        }
    }

    pub(crate) fn count(&self, key: &str) -> Option<u32> {
        let value = self.value(key)?;
        let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
        if count.is_none() {
            self.fault(key, "not_a_count", "a whole number from 0 is needed here");
        }
        count
    }

    /// An uncertain date with the words of `words_key`, if that is given.
    pub(crate) fn date(&self, key: &str, words_key: Option<&str>) -> Option<UncertainDate> {
        let value = self.value(key)?;
        let Some(text) = value.as_str() else {
            self.fault(key, "bad_date", "a date is text (EDTF)");
            return None;
        };
        let Ok(date) = UncertainDate::parse(text) else {
            self.fault(
                key,
                "bad_date",
                "this is not a date (EDTF level 0 or 1, or one of a set)",
            );
            return None;
        };
        let Some(words_key) = words_key else {
            return Some(date);
        };
        match date
            .clone()
            .with_words(&self.text(words_key, crate::date::MAX_WORDS))
        {
            Ok(date) => Some(date),
            Err(_) => Some(date),
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, key: &str, most: usize) -> Vec<String> {
        self.list(key)
            .map(|(path, value)| checked_text(value, &path, most, self.faults))
            .collect()
    }

    /// A list of objects, each read by `read`.
    pub(crate) fn objects<T>(&self, key: &str, read: impl Fn(&Reader<'f>) -> T) -> Vec<T> {
        self.list(key)
            .filter_map(|(path, value)| Reader::new(value, path, self.faults))
            .map(|reader| read(&reader))
            .collect()
    }

    /// An object under a key.
    pub(crate) fn object(&self, key: &str) -> Option<Reader<'f>> {
        Reader::new(self.value(key)?, self.at(key), self.faults)
    }

    /// The keys and values themselves.
    pub(crate) fn entries(&self) -> &'f Map<String, Value> {
        self.object
    }

    fn list(&self, key: &str) -> impl Iterator<Item = (String, &'f Value)> + use<'f> {
        let path = self.at(key);
        let items = match self.value(key) {
            None => [].iter(),
            Some(Value::Array(items)) => items.iter(),
            Some(_) => {
                self.fault(key, "not_a_list", "a list is needed here");
                [].iter()
            }
        };
        items
            .enumerate()
            .map(move |(at, value)| (format!("{path}[{at}]"), value))
    }
}

fn checked_text(value: &Value, path: &str, most: usize, faults: &Faults) -> String {
    let Some(text) = value.as_str() else {
        faults.add(path, "not_text", "text is needed here");
        return String::new();
    };
    if text.len() > most && text.chars().count() > most {
        faults.add(path, "too_long", &format!("longer than {most} characters"));
        return String::new();
    }
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        faults.add(path, "control_character", "holds a control character");
        return String::new();
    }
    text.to_owned()
}
