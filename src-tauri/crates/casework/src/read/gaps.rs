//! What is missing before a review: set by set, so that one case and all cases cost the same few queries.

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::record::{CaseId, Kind};
use crate::view::Gap;
use crate::{Book, Result, label, store};

/// A gap without its label.
pub(crate) struct Missing {
    pub code: &'static str,
    pub kind: Kind,
    pub id: Uuid,
    pub field: &'static str,
}

/// Code, kind of record, field, and a query for ids of records and their cases.
const RULES: [(&str, Kind, &str, &str); 13] = [
    ("no_summary", Kind::Case, "summary", "SELECT id, id AS case_id FROM \"case\" WHERE trim(summary) = ''"),
    ("no_acts", Kind::Case, "acts", "SELECT id, id AS case_id FROM \"case\" c WHERE NOT EXISTS (SELECT 1 FROM act a WHERE a.case_id = c.id)"),
    (
        "no_place",
        Kind::Case,
        "places",
        "SELECT id, id AS case_id FROM \"case\" c WHERE places = '[]' AND NOT EXISTS (SELECT 1 FROM act a WHERE a.case_id = c.id AND a.place IS NOT NULL)",
    ),
    ("no_victim", Kind::Act, "victim", "SELECT id, case_id FROM act WHERE victim IS NULL"),
    ("no_date", Kind::Act, "start", "SELECT id, case_id FROM act WHERE start IS NULL"),
    (
        "no_source",
        Kind::Act,
        "claims",
        "SELECT id, case_id FROM act a WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.about_id = a.id AND c.status <> 'rejected')",
    ),
    (
        "single_source",
        Kind::Act,
        "claims",
        "SELECT id, case_id FROM act a WHERE (SELECT count(DISTINCT c.source) FROM claim c WHERE c.about_id = a.id AND c.status <> 'rejected') = 1",
    ),
    (
        "sums",
        Kind::Act,
        "sub_counts",
        "SELECT id, case_id FROM (SELECT id, case_id, count_min, count_max, (SELECT sum(json_extract(value, '$.count')) FROM json_each(sub_counts)) AS total
         FROM act WHERE sub_counts <> '[]') WHERE total < count_min OR total > count_max",
    ),
    ("no_date", Kind::Measure, "from", "SELECT id, case_id FROM measure WHERE \"from\" IS NULL"),
    (
        "no_authority",
        Kind::Measure,
        "authority",
        "SELECT m.id, m.case_id FROM measure m JOIN term t ON t.vocabulary = 'measure' AND t.code = m.status WHERE t.\"group\" = 'held' AND trim(m.authority) = ''",
    ),
    (
        "no_expiry",
        Kind::Measure,
        "expires_on",
        "SELECT m.id, m.case_id FROM measure m JOIN term t ON t.vocabulary = 'measure' AND t.code = m.status
         WHERE t.\"group\" = 'held' AND m.until IS NULL AND m.expires_on IS NULL AND m.duration = ''",
    ),
    ("no_locator", Kind::Claim, "locator", "SELECT c.id, c.case_id FROM claim c JOIN source s ON s.id = c.source WHERE s.confidential = 0 AND trim(c.locator) = ''"),
    ("unresolved_conflict", Kind::Claim, "status", "SELECT id, case_id FROM claim WHERE status = 'conflict'"),
];

/// People whose consent is needed before anybody approves: clients and people under protection, people with a vulnerability, and cases
/// a confidential source speaks in. Public monitoring of public facts asks at the export.
const CONSENT: &str = "SELECT DISTINCT p.id, i.case_id FROM involved i JOIN party p ON p.id = i.party JOIN \"case\" c ON c.id = i.case_id
    WHERE i.role IN ('victim', 'client') AND p.kind = 'person'
    AND (c.kind <> 'monitoring' OR p.flags <> '[]' OR EXISTS (SELECT 1 FROM claim cl JOIN source s ON s.id = cl.source WHERE cl.case_id = c.id AND s.confidential = 1))
    AND NOT EXISTS (SELECT 1 FROM consent k WHERE k.party = p.id AND (k.case_id IS NULL OR k.case_id = c.id) AND k.withdrawn_on IS NULL
                    AND (k.valid_until IS NULL OR k.valid_until >= ?2))";

/// Gaps of one case or of all.
pub(crate) fn find(
    conn: &Connection,
    case: Option<CaseId>,
    today: NaiveDate,
) -> Result<Vec<Missing>> {
    let mut out = Vec::new();
    let case = case.map(|case| case.to_string());
    let mut run = |code: &'static str, kind: Kind, field: &'static str, sql: &str| -> Result<()> {
        // Not `?1 IS NULL OR ...`: for one case the index of its records must be usable.
        let which = if case.is_some() {
            "case_id = ?1"
        } else {
            "?1 IS NULL"
        };
        let sql = format!("SELECT id, case_id FROM ({sql}) WHERE {which} AND (?2 IS NOT NULL)");
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params![case, today.to_string()])?;
        while let Some(row) = rows.next()? {
            let id = Uuid::parse_str(&row.get::<_, String>(0)?).ok();
            out.extend(id.map(|id| Missing {
                code,
                kind,
                id,
                field,
            }));
        }
        Ok(())
    };
    for (code, kind, field, sql) in RULES {
        run(code, kind, field, sql)?;
    }
    run("no_consent", Kind::Party, "consent", CONSENT)?;
    Ok(out)
}

impl Book<'_> {
    /// What is missing in a case, in the order a person would fill it in.
    pub fn gaps(&self, case: CaseId, today: NaiveDate) -> Result<Vec<Gap>> {
        let missing = find(self.conn, Some(case), today)?;
        missing
            .into_iter()
            .map(|gap| {
                let record = store::read(self.conn, gap.kind, gap.id)?.unwrap_or_default();
                let label = label::of(self.conn, self.ctx.lang, gap.kind, &record)?;
                Ok(Gap {
                    code: gap.code.into(),
                    kind: gap.kind,
                    id: gap.id,
                    field: gap.field.into(),
                    label,
                })
            })
            .collect()
    }
}
