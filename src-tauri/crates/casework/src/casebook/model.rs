//! The file as plain values. References are the file's own ids; [`super::import`] turns them into records.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::date::UncertainDate;

/// Fields of a record beyond the plain shape, by their own names.
pub(crate) type More = Map<String, Value>;

macro_rules! items {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty $(= $rename:literal)? $(as $with:literal)?),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Serialize)]
        pub struct $name {
            $($(#[$fdoc])* $(#[serde(rename = $rename)])? $(#[serde(serialize_with = $with)])? #[serde(skip_serializing_if = "Blank::is_blank")] pub $field: $type),*
        }
    )*};
}

/// What is not worth a key.
trait Blank {
    fn is_blank(&self) -> bool;
}
impl Blank for String {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}
impl<T> Blank for Vec<T> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}
impl<T> Blank for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}
impl Blank for bool {
    fn is_blank(&self) -> bool {
        false
    }
}
impl Blank for Map<String, Value> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}
impl Blank for AboutItem {
    fn is_blank(&self) -> bool {
        false
    }
}
impl Blank for Number {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

/// A decimal number kept as its digits, written as a JSON number.
#[derive(Clone, Default, PartialEq)]
pub struct Number(pub String);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.parse::<u64>(), self.0.parse::<f64>()) {
            (Ok(whole), _) if whole.to_string() == self.0 => serializer.serialize_u64(whole),
            (_, Ok(real)) if real.to_string() == self.0 => serializer.serialize_f64(real),
            // Digits a binary fraction would change stay text; reading takes both.
            _ => serializer.serialize_str(&self.0),
        }
    }
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
fn edtf<S: serde::Serializer>(
    date: &Option<UncertainDate>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(date.as_ref().map_or("", UncertainDate::edtf))
}

items! {
    /// A whole file.
    Casebook {
        /// What the file is.
        about: AboutItem,
        /// Who.
        parties: Vec<PartyItem>,
        /// Cases.
        cases: Vec<CaseItem>,
        /// Sources.
        sources: Vec<SourceItem>,
        /// Law articles.
        provisions: Vec<ProvisionItem>,
        /// Kinds of act.
        act_types: Vec<ActTypeItem>,
        /// Rules by which deadlines are worked out.
        rules: Vec<RuleItem>,
        /// Terms that did not come with the program.
        terms: Vec<TermItem>,
        /// Who is not the same as whom.
        distinct: Vec<DistinctItem>,
    }
    /// What a file is; title and country are its identity.
    AboutItem {
        /// Title.
        title: String,
        /// Time it covers.
        period: String,
        /// Country.
        country: String,
        /// Where it comes from.
        citation: String,
        /// A word on it.
        note: String,
    }
    /// A party.
    PartyItem {
        /// Its id in the file.
        id: String,
        /// `person`, `organisation`, `group`, `unit`, `unknown`.
        kind: String,
        /// Name.
        name: String,
        /// Other names.
        aka: Vec<String>,
        /// A line on who this is.
        description: String,
        /// How many people.
        count: Option<CountItem>,
        /// Tags.
        tags: Vec<String>,
        /// Names with a kind, by parts.
        names: Vec<NameItem>,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A further name that is more than "also known as".
    NameItem {
        /// Kind of name.
        kind: String,
        /// In full.
        full: String,
        /// Given name.
        given: String,
        /// Patronymic.
        patronymic: String,
        /// Family name.
        family: String,
    }
    /// A number of people or things.
    CountItem {
        /// At least.
        min: Option<u32>,
        /// At most.
        max: Option<u32>,
    }
    /// A source. Title and publisher of a confidential one go under the seal.
    SourceItem {
        /// Its id in the file.
        id: String,
        /// Kind of source.
        kind: String,
        /// Title.
        title: String,
        /// Publisher.
        publisher: String,
        /// Date.
        date: Option<UncertainDate> as "edtf",
        /// A to F.
        reliability: String,
        /// A person to protect.
        confidential: bool,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A law article.
    ProvisionItem {
        /// Code.
        code: String,
        /// What it says.
        title: String,
        /// Law.
        law: String,
        /// Article.
        article: String,
        /// Part.
        part: String,
    }
    /// Two parties that are not one.
    DistinctItem {
        /// One ...
        party: String,
        /// ... and the other.
        other: String,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A rule by which deadlines are worked out.
    RuleItem {
        /// Its id, the same in every vault.
        id: String,
        /// Its fields, by their own names.
        more: More,
    }
    /// A term that people or a file added to a vocabulary.
    TermItem {
        /// Vocabulary.
        vocabulary: String,
        /// Code.
        code: String,
        /// Label in English.
        en: String,
        /// Label in Russian.
        ru: String,
        /// Label in Kazakh.
        kk: String,
        /// Group.
        group: String,
        /// Code in the lists of HURIDOCS.
        huridocs: String,
        /// No longer offered.
        retired: bool,
    }
    /// A kind of act.
    ActTypeItem {
        /// Code.
        code: String,
        /// Label.
        label: String,
        /// Group.
        group: String,
    }
    /// A case with all that is in it.
    CaseItem {
        /// Its id in the file.
        id: String,
        /// Title.
        title: String,
        /// Summary.
        summary: String,
        /// Civic spaces.
        space: Vec<String>,
        /// Places.
        places: Vec<String>,
        /// Tags.
        tags: Vec<String>,
        /// Who is in it.
        involved: Vec<InvolvedItem>,
        /// Acts.
        acts: Vec<ActItem>,
        /// Measures.
        measures: Vec<MeasureItem>,
        /// Proceedings.
        proceedings: Vec<ProceedingItem>,
        /// Interventions.
        interventions: Vec<InterventionItem>,
        /// Claims.
        claims: Vec<ClaimItem>,
        /// Links to other cases.
        links: Vec<LinkItem>,
        /// Money.
        money: Vec<MoneyItem>,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A party's part in a case.
    InvolvedItem {
        /// Who.
        party: String,
        /// Role.
        role: String,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// An act.
    ActItem {
        /// Its id in the file.
        id: String,
        /// Kind of act.
        act_type: String = "type",
        /// To whom.
        victim: String,
        /// By whom, as alleged.
        perpetrators: Vec<String>,
        /// When it began.
        start: Option<UncertainDate> as "edtf",
        /// The words the start was given in.
        start_words: String,
        /// When it ended.
        end: Option<UncertainDate> as "edtf",
        /// Where.
        place: String,
        /// Law articles.
        provisions: Vec<String>,
        /// Reason given.
        stated_reason: String,
        /// How many.
        count: Option<CountItem>,
        /// How it ended.
        outcome: String,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A measure.
    MeasureItem {
        /// Whose.
        party: String,
        /// Status.
        status: String,
        /// Since.
        from: Option<UncertainDate> as "edtf",
        /// Until.
        until: Option<UncertainDate> as "edtf",
        /// ISO 8601 duration.
        duration: String,
        /// By whom.
        authority: String,
        /// Law articles.
        provisions: Vec<String>,
        /// Where.
        place: String,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A proceeding.
    ProceedingItem {
        /// Kind.
        kind: String,
        /// Court.
        court: String,
        /// Date.
        date: Option<UncertainDate> as "edtf",
        /// Law articles.
        provisions: Vec<String>,
        /// Decision.
        decision: String,
        /// Sentence.
        sentence: String,
        /// Who is charged with what.
        charges: Vec<ChargeItem>,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// One charge of a proceeding.
    ChargeItem {
        /// Against whom.
        party: String,
        /// Law article.
        provision: String,
        /// In words.
        words: String,
    }
    /// An intervention.
    InterventionItem {
        /// By whom.
        by: Vec<String>,
        /// Kind.
        kind: String = "type",
        /// Addressee.
        to: String,
        /// Date.
        date: Option<UncertainDate> as "edtf",
        /// What it said.
        gist: String,
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A claim.
    ClaimItem {
        /// Its id in the file.
        id: String,
        /// An act's id, or a dotted path in the case.
        about: String,
        /// What the source says.
        says: String,
        /// Where it says so.
        locator: String,
        /// Source.
        source: String,
        /// Claims it stands against.
        conflicts_with: Vec<String> as "one_or_list",
        /// Fields beyond the plain shape.
        more: More,
    }
    /// A link to another case.
    LinkItem {
        /// Which.
        case: String,
        /// How.
        how: String,
    }
    /// Money.
    MoneyItem {
        /// Amount.
        amount: Number,
        /// Currency.
        currency: String,
        /// About.
        approx: bool,
        /// What for.
        what: String,
    }
}

/// One conflicting claim is written as text, as in the plain shape; several as a list.
fn one_or_list<S: serde::Serializer>(list: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    match list {
        [one] => serializer.serialize_str(one),
        _ => list.serialize(serializer),
    }
}
