//! From bytes to [`Casebook`], strictly: every fault by path.

use std::collections::HashSet;

use serde_json::Value;

use super::model::{
    AboutItem, ActItem, ActTypeItem, CaseItem, Casebook, ClaimItem, CountItem, InterventionItem,
    InvolvedItem, LinkItem, MeasureItem, MoneyItem, More, NameItem, Number, PartyItem,
    ProceedingItem, ProvisionItem, SourceItem,
};
use super::reader::{Faults, Reader};
use super::{MAX_BYTES, path};
use crate::schema::field::{LINE, PARAGRAPH};
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

    fn references(&self, faults: &Faults) {
        let parties = ids(
            faults,
            "parties",
            "id",
            self.parties.iter().map(|party| party.id.as_str()),
        );
        let sources = ids(
            faults,
            "sources",
            "id",
            self.sources.iter().map(|source| source.id.as_str()),
        );
        let cases = ids(
            faults,
            "cases",
            "id",
            self.cases.iter().map(|case| case.id.as_str()),
        );
        ids(
            faults,
            "provisions",
            "code",
            self.provisions
                .iter()
                .map(|provision| provision.code.as_str()),
        );
        ids(
            faults,
            "act_types",
            "code",
            self.act_types.iter().map(|act_type| act_type.code.as_str()),
        );
        let mut claims = HashSet::new();
        let mut acts = HashSet::new();
        for (at, case) in self.cases.iter().enumerate() {
            for (n, act) in case.acts.iter().enumerate() {
                unique(faults, &mut acts, &act.id, || {
                    format!("cases[{at}].acts[{n}].id")
                });
            }
            for (n, claim) in case.claims.iter().enumerate() {
                unique(faults, &mut claims, &claim.id, || {
                    format!("cases[{at}].claims[{n}].id")
                });
            }
        }
        let known = Known {
            parties,
            sources,
            cases,
            claims,
        };
        for (at, case) in self.cases.iter().enumerate() {
            known.check(faults, at, case);
        }
    }

    fn codes(&self, faults: &Faults) {
        let provisions: HashSet<&str> = self
            .provisions
            .iter()
            .map(|provision| provision.code.as_str())
            .collect();
        let seeded: HashSet<String> = crate::vocabulary::seeded()
            .filter(|term| term.vocabulary == "act_type")
            .map(|term| term.code)
            .collect();
        let types: HashSet<&str> = self
            .act_types
            .iter()
            .map(|act_type| act_type.code.as_str())
            .chain(seeded.iter().map(String::as_str))
            .collect();
        let listed = |codes: &[String], path: String| {
            if codes.iter().any(|code| !provisions.contains(code.as_str())) {
                faults.add(path, "unknown_provision", "no provision has this code");
            }
        };
        for (at, case) in self.cases.iter().enumerate() {
            for (n, act) in case.acts.iter().enumerate() {
                if !act.act_type.is_empty() && !types.contains(act.act_type.as_str()) {
                    faults.add(
                        format!("cases[{at}].acts[{n}].type"),
                        "unresolved",
                        "no act type has this code",
                    );
                }
                listed(&act.provisions, format!("cases[{at}].acts[{n}].provisions"));
            }
            for (n, measure) in case.measures.iter().enumerate() {
                listed(
                    &measure.provisions,
                    format!("cases[{at}].measures[{n}].provisions"),
                );
            }
            for (n, proceeding) in case.proceedings.iter().enumerate() {
                listed(
                    &proceeding.provisions,
                    format!("cases[{at}].proceedings[{n}].provisions"),
                );
            }
        }
    }
}

struct Known<'c> {
    parties: HashSet<&'c str>,
    sources: HashSet<&'c str>,
    cases: HashSet<&'c str>,
    claims: HashSet<&'c str>,
}

impl Known<'_> {
    fn check(&self, faults: &Faults, at: usize, case: &CaseItem) {
        let need = |set: &HashSet<&str>, id: &str, path: String| {
            if !id.is_empty() && !set.contains(id) {
                faults.add(
                    format!("cases[{at}].{path}"),
                    "unresolved",
                    "nothing in the file has this id",
                );
            }
        };
        let own = |id: &str, path: String| {
            if id == case.id {
                faults.add(
                    format!("cases[{at}].{path}"),
                    "same_record",
                    "a case cannot be linked to itself",
                );
            }
        };
        for (n, involved) in case.involved.iter().enumerate() {
            need(
                &self.parties,
                &involved.party,
                format!("involved[{n}].party"),
            );
        }
        for (n, act) in case.acts.iter().enumerate() {
            need(&self.parties, &act.victim, format!("acts[{n}].victim"));
            for (m, perpetrator) in act.perpetrators.iter().enumerate() {
                need(
                    &self.parties,
                    perpetrator,
                    format!("acts[{n}].perpetrators[{m}]"),
                );
            }
        }
        for (n, measure) in case.measures.iter().enumerate() {
            need(
                &self.parties,
                &measure.party,
                format!("measures[{n}].party"),
            );
        }
        for (n, intervention) in case.interventions.iter().enumerate() {
            for (m, party) in intervention.by.iter().enumerate() {
                need(&self.parties, party, format!("interventions[{n}].by[{m}]"));
            }
        }
        for (n, link) in case.links.iter().enumerate() {
            need(&self.cases, &link.case, format!("links[{n}].case"));
            own(&link.case, format!("links[{n}].case"));
        }
        for (n, claim) in case.claims.iter().enumerate() {
            need(&self.sources, &claim.source, format!("claims[{n}].source"));
            for other in &claim.conflicts_with {
                need(&self.claims, other, format!("claims[{n}].conflicts_with"));
            }
            if !claim.about.is_empty() && path::resolve(case, &claim.about).is_none() {
                faults.add(
                    format!("cases[{at}].claims[{n}].about"),
                    "unresolved",
                    "neither an act of this case nor a path in it",
                );
            }
        }
    }
}

/// All ids of a list; a fault for each that comes twice.
fn ids<'c>(
    faults: &Faults,
    list: &str,
    key: &str,
    ids: impl Iterator<Item = &'c str>,
) -> HashSet<&'c str> {
    let mut seen = HashSet::new();
    for (at, id) in ids.enumerate() {
        unique(faults, &mut seen, id, || format!("{list}[{at}].{key}"));
    }
    seen
}

fn unique<'c>(
    faults: &Faults,
    seen: &mut HashSet<&'c str>,
    id: &'c str,
    path: impl Fn() -> String,
) {
    // An id that is missing has been told of already.
    if !id.is_empty() && !seen.insert(id) {
        faults.add(path(), "duplicate_id", "this id is there already");
    }
}

fn more(reader: &Reader<'_>) -> More {
    reader
        .object("more")
        .map(|more| more.entries().clone())
        .unwrap_or_default()
}

fn about_item(reader: &Reader<'_>) -> AboutItem {
    AboutItem {
        title: reader.text("title", LINE),
        period: reader.text("period", LINE),
        country: reader.text("country", LINE),
        citation: reader.text("citation", PARAGRAPH),
        note: reader.text("note", PARAGRAPH),
    }
}

/// One of a few words; a fault for any other.
fn one_of(reader: &Reader<'_>, key: &str, words: &[&str], default: &str) -> String {
    let word = reader.text(key, LINE);
    if word.is_empty() {
        return default.to_owned();
    }
    if !words.contains(&word.as_str()) {
        reader.fault(
            key,
            "unknown_code",
            &format!("one of {} is needed here", words.join(", ")),
        );
    }
    word
}

fn count(reader: &Reader<'_>) -> Option<CountItem> {
    let count = reader.object("count")?;
    let item = CountItem {
        min: count.count("min"),
        max: count.count("max"),
    };
    if matches!((item.min, item.max), (Some(min), Some(max)) if min > max) {
        count.fault("max", "min_above_max", "the least is more than the most");
    }
    Some(item)
}

fn party(reader: &Reader<'_>) -> PartyItem {
    let kind = one_of(
        reader,
        "kind",
        &["person", "organisation", "group", "unit", "unknown"],
        "unknown",
    );
    PartyItem {
        id: reader.id("id"),
        name: if kind == "unknown" {
            reader.text("name", LINE)
        } else {
            reader.needed("name", LINE)
        },
        kind,
        aka: reader.texts("aka", LINE),
        description: reader.text("description", PARAGRAPH),
        count: count(reader),
        tags: reader.texts("tags", LINE),
        names: reader.objects("names", name),
        more: more(reader),
    }
}

fn name(reader: &Reader<'_>) -> NameItem {
    let kinds = [
        "also_known_as",
        "maiden",
        "nickname",
        "pseudonym",
        "handle",
        "court_spelling",
        "transliteration",
    ];
    NameItem {
        kind: one_of(reader, "kind", &kinds, "also_known_as"),
        full: reader.needed("full", LINE),
        given: reader.text("given", LINE),
        patronymic: reader.text("patronymic", LINE),
        family: reader.text("family", LINE),
    }
}

fn source(reader: &Reader<'_>) -> SourceItem {
    SourceItem {
        id: reader.id("id"),
        kind: reader.text("kind", 100),
        title: reader.text("title", LINE),
        publisher: reader.text("publisher", LINE),
        date: reader.date("date", None),
        reliability: one_of(reader, "reliability", &["A", "B", "C", "D", "E", "F"], "F"),
        confidential: reader.flag("confidential"),
        more: more(reader),
    }
}

fn provision(reader: &Reader<'_>) -> ProvisionItem {
    ProvisionItem {
        code: code(reader, "code"),
        title: reader.text("title", LINE),
        law: reader.text("law", LINE),
        article: reader.text("article", LINE),
        part: reader.text("part", LINE),
    }
}

fn act_type(reader: &Reader<'_>) -> ActTypeItem {
    ActTypeItem {
        code: code(reader, "code"),
        label: reader.text("label", LINE),
        group: optional_code(reader, "group"),
    }
}

/// A code: ASCII, at most 100 characters.
fn code(reader: &Reader<'_>, key: &str) -> String {
    reader.id(key);
    optional_code(reader, key)
}

fn optional_code(reader: &Reader<'_>, key: &str) -> String {
    let code = if reader.value(key).is_some_and(Value::is_string) {
        reader.text(key, 100)
    } else {
        String::new()
    };
    if !code
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    {
        reader.fault(
            key,
            "not_ascii",
            "a code has letters, digits and signs of ASCII only",
        );
    }
    code
}

fn case(reader: &Reader<'_>) -> CaseItem {
    let item = CaseItem {
        id: reader.id("id"),
        title: reader.needed("title", LINE),
        summary: reader.text("summary", PARAGRAPH),
        space: reader.texts("space", 100),
        places: reader.texts("places", LINE),
        tags: reader.texts("tags", LINE),
        involved: reader.objects("involved", |reader| InvolvedItem {
            party: reader.id("party"),
            role: code(reader, "role"),
            more: more(reader),
        }),
        acts: reader.objects("acts", act),
        measures: reader.objects("measures", measure),
        proceedings: reader.objects("proceedings", proceeding),
        interventions: reader.objects("interventions", intervention),
        claims: reader.objects("claims", claim),
        links: reader.objects("links", |reader| LinkItem {
            case: reader.id("case"),
            how: reader.text("how", LINE),
        }),
        money: reader.objects("money", money),
        more: more(reader),
    };
    for (at, space) in item.space.iter().enumerate() {
        if !["expression", "association", "assembly", "other"].contains(&space.as_str()) {
            reader.fault(
                &format!("space[{at}]"),
                "unknown_code",
                "expression, association, assembly or other is needed here",
            );
        }
    }
    item
}

fn act(reader: &Reader<'_>) -> ActItem {
    let item = ActItem {
        id: reader.id("id"),
        act_type: code(reader, "type"),
        victim: reader.text("victim", 200),
        perpetrators: reader.texts("perpetrators", 200),
        start: reader.date("start", Some("start_words")),
        start_words: reader.text("start_words", crate::date::MAX_WORDS),
        end: reader.date("end", None),
        place: reader.text("place", LINE),
        provisions: reader.texts("provisions", 100),
        stated_reason: reader.text("stated_reason", PARAGRAPH),
        count: count(reader),
        outcome: reader.text("outcome", PARAGRAPH),
        more: more(reader),
    };
    order(reader, "end", item.start.as_ref(), item.end.as_ref());
    item
}

fn order(
    reader: &Reader<'_>,
    key: &str,
    from: Option<&crate::date::UncertainDate>,
    to: Option<&crate::date::UncertainDate>,
) {
    if let (Some(from), Some(to)) = (
        from.and_then(crate::date::UncertainDate::earliest),
        to.and_then(crate::date::UncertainDate::latest),
    ) && to < from
    {
        reader.fault(
            key,
            "ends_before_start",
            "this is over before it can have begun",
        );
    }
}

fn measure(reader: &Reader<'_>) -> MeasureItem {
    let item = MeasureItem {
        party: reader.id("party"),
        status: code(reader, "status"),
        from: reader.date("from", None),
        until: reader.date("until", None),
        duration: reader.text("duration", 40),
        authority: reader.text("authority", LINE),
        provisions: reader.texts("provisions", 100),
        place: reader.text("place", LINE),
        more: more(reader),
    };
    if !item.duration.is_empty() && item.duration.parse::<crate::duration::Duration>().is_err() {
        reader.fault(
            "duration",
            "bad_duration",
            "this is not a duration (ISO 8601, such as P2M)",
        );
    }
    order(reader, "until", item.from.as_ref(), item.until.as_ref());
    item
}

fn proceeding(reader: &Reader<'_>) -> ProceedingItem {
    ProceedingItem {
        kind: optional_code(reader, "kind"),
        court: reader.text("court", LINE),
        date: reader.date("date", None),
        provisions: reader.texts("provisions", 100),
        decision: reader.text("decision", PARAGRAPH),
        sentence: reader.text("sentence", PARAGRAPH),
        more: more(reader),
    }
}

fn intervention(reader: &Reader<'_>) -> InterventionItem {
    InterventionItem {
        by: reader.texts("by", 200),
        kind: optional_code(reader, "type"),
        to: reader.text("to", LINE),
        date: reader.date("date", None),
        gist: reader.text("gist", PARAGRAPH),
        more: more(reader),
    }
}

fn claim(reader: &Reader<'_>) -> ClaimItem {
    let conflicts_with = match reader.value("conflicts_with") {
        Some(Value::String(_)) => vec![reader.id("conflicts_with")],
        _ => reader.texts("conflicts_with", 200),
    };
    ClaimItem {
        id: reader.id("id"),
        about: reader.needed("about", LINE),
        says: reader.text("says", PARAGRAPH),
        locator: reader.text("locator", LINE),
        source: reader.id("source"),
        conflicts_with,
        more: more(reader),
    }
}

fn money(reader: &Reader<'_>) -> MoneyItem {
    let amount = match reader.value("amount") {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(_)) => reader.text("amount", 40),
        _ => {
            reader.fault("amount", "bad_amount", "a number is needed here");
            String::new()
        }
    };
    let decimal = amount
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && amount.matches('.').count() <= 1;
    if !decimal || amount.starts_with('.') || amount.ends_with('.') {
        reader.fault(
            "amount",
            "bad_amount",
            "a decimal number from 0 is needed here",
        );
    }
    let currency = reader.text("currency", 40);
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        reader.fault(
            "currency",
            "bad_currency",
            "three capital letters are needed here (ISO 4217)",
        );
    }
    MoneyItem {
        amount: Number(amount),
        currency,
        approx: reader.flag("approx"),
        what: reader.text("what", LINE),
    }
}
