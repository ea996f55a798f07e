//! Articles of laws as people look after them: what names each, and a code that stays.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::record::Kind;
use crate::store::{self, Fields, text};
use crate::view::ProvisionRow;
use crate::{Book, Error, Result};

/// What names an article, each record once, however often it names it.
const USES: &str = "SELECT code, count(*), count(DISTINCT case_id) FROM (
    SELECT j.value AS code, a.id, a.case_id FROM act a, json_each(a.provisions) j WHERE a.provisions <> '[]'
    UNION SELECT j.value, m.id, m.case_id FROM measure m, json_each(m.provisions) j WHERE m.provisions <> '[]'
    UNION SELECT j.value, p.id, p.case_id FROM proceeding p, json_each(p.provisions) j WHERE p.provisions <> '[]'
    UNION SELECT json_extract(j.value, '$.provision'), p.id, p.case_id FROM proceeding p, json_each(p.charges) j WHERE p.charges <> '[]')
    GROUP BY code";

impl Book<'_> {
    /// Every article with what names it, by code.
    pub fn provision_rows(&self) -> Result<Vec<ProvisionRow>> {
        let mut uses: HashMap<String, (u32, u32)> = HashMap::new();
        let mut statement = self.conn.prepare_cached(USES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // A charge may be in words alone.
            if let Some(code) = row.get::<_, Option<String>>(0)? {
                uses.insert(code, (row.get(1)?, row.get(2)?));
            }
        }
        let provisions = self.provisions()?;
        let heads = self.heads(&provisions.iter().map(|one| one.id.0).collect())?;
        let rows = provisions.into_iter().map(|provision| {
            let (uses, cases) = uses.get(&provision.code).copied().unwrap_or_default();
            ProvisionRow {
                revision: heads.get(&provision.id.0).copied(),
                provision,
                uses,
                cases,
            }
        });
        Ok(rows.collect())
    }
}

/// Records name an article by its code, so that stays.
///
/// # Errors
/// [`Error::Invalid`] at `code`: it is another one than before.
pub(crate) fn ready(conn: &Connection, new: &Fields) -> Result<()> {
    let current = store::read(conn, Kind::Provision, store::id_of(new))?;
    match current {
        Some(current) if text(&current, "code") != text(new, "code") => {
            Err(Error::invalid("code", "code_stays"))
        }
        _ => Ok(()),
    }
}
