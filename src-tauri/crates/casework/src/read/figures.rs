//! Counting acts.

use rusqlite::params;
use serde_json::json;

use crate::view::{Figure, FigureFilter, Figures};
use crate::{Book, Result};

/// The acts that pass a filter: ?1 first day, ?2 last day, ?3 spaces as JSON. A date that may lie inside counts, an unknown one only if no
/// day was asked for.
const CHOSEN: &str = "WITH chosen AS (
    SELECT a.* FROM act a JOIN \"case\" c ON c.id = a.case_id
    WHERE (?1 IS NULL OR (a.start IS NOT NULL AND (a.start_latest IS NULL OR a.start_latest >= ?1)))
      AND (?2 IS NULL OR (a.start IS NOT NULL AND (a.start_earliest IS NULL OR a.start_earliest <= ?2)))
      AND (?3 = '[]' OR EXISTS (SELECT 1 FROM json_each(c.space) s WHERE s.value IN (SELECT value FROM json_each(?3)))))";

/// The month of a date if it is known, else its year, else nothing.
const MONTH: &str = "CASE WHEN substr(start_earliest, 1, 7) = substr(start_latest, 1, 7) THEN substr(start_earliest, 1, 7)
    WHEN substr(start_earliest, 1, 4) = substr(start_latest, 1, 4) THEN substr(start_earliest, 1, 4) ELSE '' END";

impl Book<'_> {
    /// How many acts there are, by type, month, place and civic space.
    pub fn figures(&self, filter: &FigureFilter) -> Result<Figures> {
        let bars = |code: &str, from: &str, order: &str| -> Result<Vec<Figure>> {
            let sql = format!(
                "{CHOSEN} SELECT {code} AS code, count(*) AS acts FROM {from} GROUP BY 1 ORDER BY {order}"
            );
            self.counted(&sql, filter, |row| {
                Ok(Figure {
                    code: row.get(0)?,
                    acts: row.get(1)?,
                })
            })
        };
        let most = "acts DESC, code";
        let sql = format!(
            "{CHOSEN} SELECT count(*), count(DISTINCT case_id), count(*) FILTER (WHERE coalesce(count_min, 0) > 1 OR coalesce(count_max, 0) > 1
             OR EXISTS (SELECT 1 FROM party p WHERE p.id = chosen.victim AND p.kind = 'group')) FROM chosen"
        );
        let sums = self.counted(&sql, filter, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let (acts, cases, to_groups) = sums.into_iter().next().unwrap_or_default();
        Ok(Figures {
            acts,
            cases,
            to_groups,
            by_type: bars("act_type", "chosen", most)?,
            by_month: bars(MONTH, "chosen", "code = '', code")?,
            by_place: bars(
                "coalesce(p.name, '')",
                "chosen LEFT JOIN place p ON p.id = chosen.place",
                most,
            )?,
            by_space: bars(
                "coalesce(s.value, '')",
                "chosen JOIN \"case\" c ON c.id = chosen.case_id LEFT JOIN json_each(c.space) s",
                most,
            )?,
        })
    }

    fn counted<T>(
        &self,
        sql: &str,
        filter: &FigureFilter,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let space = json!(filter.space).to_string();
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows =
            statement.query_map(params![day(filter.from), day(filter.until), space], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
