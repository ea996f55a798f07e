//! Each item of a file, key by key.

use serde_json::Value;

use crate::casebook::model::{
    AboutItem, ActItem, ActTypeItem, CaseItem, ChargeItem, ClaimItem, CountItem, DistinctItem,
    InterventionItem, InvolvedItem, LinkItem, MeasureItem, MoneyItem, More, NameItem, Number,
    PartyItem, ProceedingItem, ProvisionItem, RuleItem, SourceItem, TermItem,
};
use crate::casebook::reader::Reader;
use crate::schema::field::{LINE, PARAGRAPH};

fn more(reader: &Reader<'_>) -> More {
    reader
        .object("more")
        .map(|more| more.entries().clone())
        .unwrap_or_default()
}

pub(super) fn about_item(reader: &Reader<'_>) -> AboutItem {
    AboutItem {
        title: reader.text("title", LINE),
        period: reader.text("period", LINE),
        country: reader.text("country", LINE),
        citation: reader.text("citation", PARAGRAPH),
        note: reader.text("note", PARAGRAPH),
    }
}

/// One of a few words; a fault for any other, which counts as not given.
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
        return default.to_owned();
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
        return None;
    }
    Some(item)
}

pub(super) fn party(reader: &Reader<'_>) -> PartyItem {
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

pub(super) fn source(reader: &Reader<'_>) -> SourceItem {
    SourceItem {
        id: reader.id("id"),
        kind: optional_code(reader, "kind"),
        title: reader.text("title", LINE),
        publisher: reader.text("publisher", LINE),
        date: reader.date("date", None),
        reliability: one_of(reader, "reliability", &["A", "B", "C", "D", "E", "F"], "F"),
        confidential: reader.flag("confidential"),
        more: more(reader),
    }
}

pub(super) fn provision(reader: &Reader<'_>) -> ProvisionItem {
    ProvisionItem {
        code: code(reader, "code"),
        title: reader.text("title", LINE),
        law: reader.text("law", LINE),
        article: reader.text("article", LINE),
        part: reader.text("part", LINE),
    }
}

pub(super) fn rule(reader: &Reader<'_>) -> RuleItem {
    RuleItem {
        id: reader.id("id"),
        more: more(reader),
    }
}

pub(super) fn term(reader: &Reader<'_>) -> TermItem {
    TermItem {
        vocabulary: code(reader, "vocabulary"),
        code: code(reader, "code"),
        en: reader.text("en", LINE),
        ru: reader.text("ru", LINE),
        kk: reader.text("kk", LINE),
        group: optional_code(reader, "group"),
        huridocs: optional_code(reader, "huridocs"),
        retired: reader.flag("retired"),
    }
}

pub(super) fn distinct(reader: &Reader<'_>) -> DistinctItem {
    DistinctItem {
        party: reader.id("party"),
        other: reader.id("other"),
        more: more(reader),
    }
}

pub(super) fn act_type(reader: &Reader<'_>) -> ActTypeItem {
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
        return String::new();
    }
    code
}

pub(super) fn case(reader: &Reader<'_>) -> CaseItem {
    let mut item = CaseItem {
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
    let known = ["expression", "association", "assembly", "other"];
    for (at, space) in item.space.iter().enumerate() {
        if !known.contains(&space.as_str()) {
            reader.fault(
                &format!("space[{at}]"),
                "unknown_code",
                "expression, association, assembly or other is needed here",
            );
        }
    }
    item.space.retain(|space| known.contains(&space.as_str()));
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
        charges: reader.objects("charges", |reader| ChargeItem {
            party: reader.id("party"),
            provision: optional_code(reader, "provision"),
            words: reader.text("words", PARAGRAPH),
        }),
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

fn is_decimal(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.matches('.').count() <= 1
}

fn money(reader: &Reader<'_>) -> MoneyItem {
    let amount = match reader.value("amount") {
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::String(_)) => Some(reader.text("amount", 40)),
        _ => None,
    };
    let amount = amount.filter(|text| is_decimal(text)).unwrap_or_default();
    if amount.is_empty() {
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
