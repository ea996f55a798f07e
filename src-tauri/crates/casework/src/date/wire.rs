//! Reading a date that travelled: a JSON object in which only `edtf` and `words` are trusted, or a bare EDTF string.

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::UncertainDate;

impl<'de> Deserialize<'de> for UncertainDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = UncertainDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an EDTF date as text, or an object with `edtf`")
    }

    fn visit_str<E: Error>(self, edtf: &str) -> Result<UncertainDate, E> {
        UncertainDate::parse(edtf).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UncertainDate, A::Error> {
        let mut edtf: Option<String> = None;
        let mut words: Option<String> = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "edtf" => edtf = Some(map.next_value()?),
                "words" => words = map.next_value()?,
                // Everything else follows from the EDTF text; a value that disagrees with it must not win.
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let edtf = edtf.ok_or_else(|| A::Error::missing_field("edtf"))?;
        let date = UncertainDate::parse(&edtf).map_err(A::Error::custom)?;
        date.with_words(&words.unwrap_or_default())
            .map_err(A::Error::custom)
    }
}
