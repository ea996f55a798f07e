//! The shape of every field of every record: how it lies in the database, how long it may be, what it refers to.
//!
//! One table instead of code for each of the 27 kinds. A test holds it against the structs (by their JSON) and against the
//! database (by its columns), so the three cannot drift apart.

use crate::record::Kind;

/// One field of a record; its name is that of the struct field and of the column.
pub(crate) struct Field {
    pub name: &'static str,
    pub shape: Shape,
}

/// How a field looks in JSON and in SQL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text of at most so many characters; empty when not known.
    Text(usize),
    /// A code of the named vocabulary, or empty.
    Code(&'static str),
    /// A short code without a list behind it, or empty.
    FreeCode,
    /// One value of a closed list; the struct itself refuses others.
    Choice,
    /// The same, or none.
    OptChoice,
    /// A whole number.
    Count,
    /// A whole number or none.
    OptCount,
    /// A number or none.
    OptReal,
    /// Yes or no.
    Flag,
    /// A plain day or none.
    Day,
    /// An uncertain date or none: four columns.
    When,
    /// Another record.
    Ref(Kind),
    /// Another record or none.
    OptRef(Kind),
    /// A record of the kind that stands in field `about_kind`.
    About,
    /// The id of a record it came from, which may be gone, or none.
    Trace,
    /// Ids of other records, as JSON.
    RefList(Kind),
    /// Codes of a vocabulary, as JSON.
    CodeList(&'static str),
    /// Codes of provisions, as JSON.
    Provisions,
    /// Free words, as JSON.
    Words,
    /// A list of small structs, as JSON.
    List,
    /// A map, as JSON.
    Map,
}

impl Shape {
    /// Kept as JSON text.
    pub(crate) const fn is_json(self) -> bool {
        matches!(
            self,
            Self::RefList(_)
                | Self::CodeList(_)
                | Self::Provisions
                | Self::Words
                | Self::List
                | Self::Map
        )
    }
}

/// Longest single line: titles, names, codes in words.
pub(crate) const LINE: usize = 500;
/// Longest paragraph: summaries, what a source says.
pub(crate) const PARAGRAPH: usize = 20_000;
/// Longest text: a note.
pub(crate) const TEXT: usize = 1_000_000;

const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape }
}
const fn line(name: &'static str) -> Field {
    field(name, Shape::Text(LINE))
}
const fn paragraph(name: &'static str) -> Field {
    field(name, Shape::Text(PARAGRAPH))
}
const fn choice(name: &'static str) -> Field {
    field(name, Shape::Choice)
}
const fn case_id() -> Field {
    field("case_id", Shape::Ref(Kind::Case))
}
const fn opt_case_id() -> Field {
    field("case_id", Shape::OptRef(Kind::Case))
}
const fn sensitivity() -> Field {
    choice("sensitivity")
}

/// The vocabulary the codes of a field come from, also of the two fields that may hold plain words instead.
pub(crate) fn vocabulary_of(kind: Kind, field: &Field) -> Option<&'static str> {
    match (field.shape, kind, field.name) {
        (Shape::Code(list) | Shape::CodeList(list), ..) => Some(list),
        (_, Kind::Chain, "how") => Some("chain"),
        (_, Kind::Relationship, "kind") => Some("relationship"),
        _ => None,
    }
}

/// The fields of a kind after `id`, in the order of the struct.
pub(crate) const fn fields(kind: Kind) -> &'static [Field] {
    use Shape::{
        About, Code, CodeList, Count, Day, Flag, FreeCode, List, Map, OptChoice, OptCount, OptReal,
        OptRef, Provisions, Ref, RefList, Text, Trace, When, Words,
    };
    match kind {
        Kind::Term => {
            &const {
                [
                    field("vocabulary", FreeCode),
                    field("code", FreeCode),
                    line("en"),
                    line("ru"),
                    line("kk"),
                    field("group", FreeCode),
                    field("huridocs", FreeCode),
                    field("retired", Flag),
                ]
            }
        }
        Kind::Provision => {
            &const {
                [
                    field("code", FreeCode),
                    line("title"),
                    line("law"),
                    line("article"),
                    line("part"),
                ]
            }
        }
        Kind::Rule => {
            &const {
                [
                    line("en"),
                    line("ru"),
                    line("kk"),
                    choice("starts"),
                    field("measures", CodeList("measure")),
                    field("proceedings", CodeList("proceeding")),
                    field("acts", CodeList("act_type")),
                    field("offset", Text(40)),
                    field("before", Flag),
                    line("legal_basis"),
                    paragraph("note"),
                    field("checked", Flag),
                    field("retired", Flag),
                ]
            }
        }
        Kind::Place => {
            &const {
                [
                    line("name"),
                    line("area"),
                    field("latitude", OptReal),
                    field("longitude", OptReal),
                    field("never_export", Flag),
                ]
            }
        }
        Kind::Party => {
            &const {
                [
                    choice("kind"),
                    line("name"),
                    paragraph("description"),
                    field("sex", Code("sex")),
                    field("birth", When),
                    line("citizenship"),
                    line("occupation"),
                    field("flags", CodeList("flag")),
                    paragraph("contact"),
                    field("count_min", OptCount),
                    field("count_max", OptCount),
                    field("tags", Words),
                    sensitivity(),
                    field("merged_into", OptRef(Kind::Party)),
                    field("merge", Map),
                ]
            }
        }
        Kind::Name => {
            &const {
                [
                    field("party", Ref(Kind::Party)),
                    choice("kind"),
                    line("full"),
                    line("given"),
                    line("patronymic"),
                    line("family"),
                    field("confidential", Flag),
                ]
            }
        }
        Kind::Relationship => {
            &const {
                [
                    field("party", Ref(Kind::Party)),
                    field("other", Ref(Kind::Party)),
                    line("kind"),
                    field("from", When),
                    field("until", When),
                    paragraph("note"),
                ]
            }
        }
        Kind::Distinct => {
            &const {
                [
                    field("party", Ref(Kind::Party)),
                    field("other", Ref(Kind::Party)),
                    field("certain", Flag),
                    paragraph("note"),
                ]
            }
        }
        Kind::Source => {
            &const {
                [
                    field("code", FreeCode),
                    field("kind", Code("source")),
                    field("confidential", Flag),
                    line("title"),
                    line("publisher"),
                    field("url", Text(4_000)),
                    field("date", When),
                    choice("reliability"),
                ]
            }
        }
        Kind::Case => {
            &const {
                [
                    field("reference", Text(64)),
                    line("title"),
                    paragraph("summary"),
                    choice("kind"),
                    field("space", CodeList("space")),
                    choice("status"),
                    field("priority", Count),
                    sensitivity(),
                    line("owner"),
                    field("tags", Words),
                    field("places", RefList(Kind::Place)),
                    field("retention_review", Day),
                    paragraph("retention_reason"),
                ]
            }
        }
        Kind::Involved => {
            &const {
                [
                    case_id(),
                    field("party", Ref(Kind::Party)),
                    field("role", Code("role")),
                    paragraph("note"),
                ]
            }
        }
        Kind::Act => {
            &const {
                [
                    case_id(),
                    field("act_type", Code("act_type")),
                    field("victim", OptRef(Kind::Party)),
                    field("start", When),
                    field("end", When),
                    field("place", OptRef(Kind::Place)),
                    paragraph("stated_reason"),
                    field("provisions", Provisions),
                    field("attribution", Code("attribution")),
                    paragraph("outcome"),
                    field("count_min", OptCount),
                    field("count_max", OptCount),
                    line("count_unit"),
                    field("sub_counts", List),
                    paragraph("description"),
                    sensitivity(),
                ]
            }
        }
        Kind::Involvement => {
            &const {
                [
                    case_id(),
                    field("act", Ref(Kind::Act)),
                    field("perpetrator", Ref(Kind::Party)),
                    field("degree", Code("degree")),
                    line("unit"),
                    line("rank"),
                    paragraph("basis"),
                ]
            }
        }
        Kind::Chain => &const { [case_id(), field("to_case", Ref(Kind::Case)), line("how")] },
        Kind::Measure => {
            &const {
                [
                    case_id(),
                    field("party", Ref(Kind::Party)),
                    field("status", Code("measure")),
                    field("from", When),
                    field("until", When),
                    line("authority"),
                    field("place", OptRef(Kind::Place)),
                    field("provisions", Provisions),
                    field("duration", Text(40)),
                    field("expires_on", Day),
                    field("next_review", Day),
                    paragraph("note"),
                    sensitivity(),
                ]
            }
        }
        Kind::Proceeding => {
            &const {
                [
                    case_id(),
                    field("kind", Code("proceeding")),
                    line("court"),
                    line("number"),
                    line("stage"),
                    line("judge"),
                    line("prosecutor"),
                    line("counsel"),
                    field("date", When),
                    field("provisions", Provisions),
                    field("charges", List),
                    field("hearings", List),
                    paragraph("decision"),
                    paragraph("sentence"),
                    field("sentences", List),
                ]
            }
        }
        Kind::Intervention => {
            &const {
                [
                    case_id(),
                    field("by", RefList(Kind::Party)),
                    field("kind", Code("intervention")),
                    field("status", Code("intervention_status")),
                    line("addressee"),
                    field("date", When),
                    paragraph("gist"),
                    paragraph("response"),
                    paragraph("impact"),
                ]
            }
        }
        Kind::Money => {
            &const {
                [
                    case_id(),
                    field("amount", Text(40)),
                    field("currency", FreeCode),
                    field("approximate", Flag),
                    line("what"),
                ]
            }
        }
        Kind::Consent => {
            &const {
                [
                    opt_case_id(),
                    field("party", OptRef(Kind::Party)),
                    line("given_by"),
                    field("date", When),
                    choice("how"),
                    line("language"),
                    line("interpreter"),
                    field("risks_explained", Flag),
                    field("audiences", Map),
                    field("valid_until", Day),
                    field("withdrawn_on", Day),
                    paragraph("conditions"),
                ]
            }
        }
        Kind::Claim => {
            &const {
                [
                    case_id(),
                    choice("about_kind"),
                    field("about_id", About),
                    line("about_field"),
                    paragraph("says"),
                    paragraph("quote"),
                    line("locator"),
                    field("source", Ref(Kind::Source)),
                    field("date_given", When),
                    field("reliability", OptChoice),
                    choice("credibility"),
                    choice("status"),
                    field("conflicts_with", RefList(Kind::Claim)),
                    field("consent", OptRef(Kind::Consent)),
                ]
            }
        }
        Kind::Note => {
            &const {
                [
                    opt_case_id(),
                    choice("kind"),
                    field("text", Text(TEXT)),
                    field("links", List),
                    sensitivity(),
                ]
            }
        }
        Kind::Evidence => {
            &const {
                [
                    case_id(),
                    line("title"),
                    line("file_name"),
                    field("size", Count),
                    line("media_type"),
                    field("sha256", FreeCode),
                    line("blob"),
                    field("binding", FreeCode),
                    field("obtained", When),
                    line("obtained_by"),
                    field("source", OptRef(Kind::Source)),
                    paragraph("how"),
                    line("device"),
                    field("url", Text(4_000)),
                    field("original", OptRef(Kind::Evidence)),
                    paragraph("transformation"),
                    line("physical"),
                    sensitivity(),
                ]
            }
        }
        Kind::CustodyEvent => {
            &const {
                [
                    case_id(),
                    field("evidence", Ref(Kind::Evidence)),
                    line("at"),
                    choice("event"),
                    line("by"),
                    field("hash_before", FreeCode),
                    field("hash_after", FreeCode),
                    paragraph("note"),
                ]
            }
        }
        Kind::Task => {
            &const {
                [
                    opt_case_id(),
                    line("title"),
                    field("due", Day),
                    line("rule"),
                    line("legal_basis"),
                    field("done", Flag),
                    field("rule_id", OptRef(Kind::Rule)),
                    field("start_kind", OptChoice),
                    field("start_id", Trace),
                    field("start", When),
                ]
            }
        }
        Kind::Comment => {
            &const {
                [
                    case_id(),
                    field("text", Text(PARAGRAPH)),
                    field("resolved", Flag),
                ]
            }
        }
        Kind::SavedSearch => {
            &const {
                [
                    line("name"),
                    field("privileged", Flag),
                    field("text", Text(1_000)),
                    field("kinds", List),
                    field("years", List),
                    field("status", List),
                    field("sensitivity", List),
                ]
            }
        }
        Kind::Profile => {
            &const {
                [
                    field("code", FreeCode),
                    line("en"),
                    line("ru"),
                    line("kk"),
                    paragraph("note"),
                    choice("limit"),
                    field("audience", OptChoice),
                    field("unasked", Flag),
                    field("stand_in", Flag),
                    field("parts", List),
                    field("retired", Flag),
                ]
            }
        }
    }
}

/// The field of that name.
pub(crate) fn field_of(kind: Kind, name: &str) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.name == name)
}
