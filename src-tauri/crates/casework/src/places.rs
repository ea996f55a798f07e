//! Places as people look after them: what uses each, which may be the same, and two made one.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::json;
use uuid::Uuid;

use crate::name::{self, Band};
use crate::read::begins;
use crate::record::{Kind, Place};
use crate::schema::field::{Shape, fields};
use crate::store::{self, Fields, text};
use crate::view::{PlaceHint, PlaceRow, Replaced};
use crate::{Book, Error, Result, history, refer};

const USES: &str = "SELECT place, count(*), count(DISTINCT case_id) FROM (
    SELECT j.value AS place, c.id AS case_id FROM \"case\" c, json_each(c.places) j
    UNION ALL SELECT place, case_id FROM act WHERE place IS NOT NULL
    UNION ALL SELECT place, case_id FROM measure WHERE place IS NOT NULL) GROUP BY place";

impl Book<'_> {
    /// Every place with what uses it, by name.
    pub fn place_rows(&self) -> Result<Vec<PlaceRow>> {
        let mut uses: HashMap<String, (u32, u32)> = HashMap::new();
        let mut statement = self.conn.prepare_cached(USES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            uses.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
        let mut places: Vec<Place> = self.list()?;
        places.sort_by_cached_key(|place| (place.name.to_lowercase(), place.area.to_lowercase()));
        let heads = self.heads(&places.iter().map(|place| place.id.0).collect())?;
        let rows = places.into_iter().map(|place| {
            let (uses, cases) = uses.get(&place.id.to_string()).copied().unwrap_or_default();
            PlaceRow {
                revision: heads.get(&place.id.0).copied(),
                place,
                uses,
                cases,
            }
        });
        Ok(rows.collect())
    }

    /// Places whose names are spelt like what was typed, in any script, or begin so; the nearest first.
    pub fn suggest_places(&self, typed: &str, limit: usize) -> Result<Vec<PlaceHint>> {
        let typed: String = typed.trim().chars().take(name::MAX_NAME).collect();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let mut found: Vec<(f64, PlaceHint)> = Vec::new();
        for place in self.list::<Place>()? {
            let compared = name::compare(&typed, &place.name);
            let (band, score) = match compared.band {
                Band::Different if begins(&typed, &place.name) => (Band::Similar, 0.5),
                Band::Different => continue,
                band => (band, compared.score),
            };
            found.push((
                score,
                PlaceHint {
                    id: place.id,
                    name: place.name,
                    area: place.area,
                    never_export: place.never_export,
                    band: band.code().to_owned(),
                },
            ));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
        found.truncate(limit);
        Ok(found.into_iter().map(|(_, hint)| hint).collect())
    }

    /// Makes two places one: everything at `gone` is at `keep` then, which takes over what it did not know itself. If either must
    /// never leave the vault, the one that stays must not either. One transaction, one undo.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] for a place and itself.
    pub fn merge_places(&mut self, keep: Uuid, gone: Uuid) -> Result<Replaced> {
        self.write(|pen| {
            let read = |id| {
                store::read(&pen.tx, Kind::Place, id)?.ok_or(Error::NotFound {
                    kind: Kind::Place,
                    id,
                })
            };
            if keep == gone {
                return Err(Error::invalid("gone", "same_record"));
            }
            let (stays, goes) = (read(keep)?, read(gone)?);
            let mut moved = 0;
            for referrer in refer::referrers(&pen.tx, Kind::Place, gone, &goes)? {
                let Some(mut record) = store::read(&pen.tx, referrer.kind, referrer.id)? else {
                    continue;
                };
                if repoint(referrer.kind, &mut record, gone, keep) {
                    pen.put(referrer.kind, record, "edit")?;
                    moved += 1;
                }
            }
            let whole = joined(&stays, &goes);
            if whole == stays {
                // So that the log says of every merge where the place went, see `merged_into`.
                pen.affirm(Kind::Place, &stays, "name")?;
            } else {
                pen.put(Kind::Place, whole, "edit")?;
            }
            pen.remove(Kind::Place, gone, "delete")?;
            Ok(Replaced {
                revisions: std::mem::take(&mut pen.revisions),
                moved,
                at: pen.at.clone(),
            })
        })
    }
}

/// What is known of both together; where they differ, the one that stays is right.
fn joined(stays: &Fields, goes: &Fields) -> Fields {
    let mut out = stays.clone();
    if text(stays, "area").trim().is_empty() {
        out.insert("area".into(), json!(text(goes, "area")));
    }
    let located = |place: &Fields| {
        ["latitude", "longitude"]
            .iter()
            .all(|field| place.get(*field).is_some_and(|value| !value.is_null()))
    };
    if !located(stays) && located(goes) {
        for field in ["latitude", "longitude"] {
            out.insert(field.into(), goes[field].clone());
        }
    }
    if goes.get("never_export") == Some(&json!(true)) {
        out.insert("never_export".into(), json!(true));
    }
    out
}

/// Points a record from one id to another, wherever it does; a list that had both keeps one.
fn repoint(kind: Kind, record: &mut Fields, from: Uuid, to: Uuid) -> bool {
    let mut any = false;
    for field in fields(kind) {
        let may = matches!(
            field.shape,
            Shape::Ref(_) | Shape::OptRef(_) | Shape::About | Shape::RefList(_) | Shape::List
        );
        let turned = record
            .get(field.name)
            .filter(|_| may)
            .and_then(|value| refer::turned(value, from, to));
        if let Some((value, _)) = turned {
            record.insert(field.name.into(), value);
            any = true;
        }
    }
    any
}

/// The place a merged one is part of now, by the log: a merge writes of both in one transaction, a deletion of one alone.
pub(crate) fn merged_into(conn: &Connection, gone: Uuid) -> Result<Option<Uuid>> {
    let mut at = gone;
    // A place may have gone into another that went into a third; a log made up by somebody may go round.
    for _ in 0..32 {
        let went = history::entries(
            conn,
            "WHERE record = ?1 AND kind = 'place' AND op = 'delete' ORDER BY seq DESC LIMIT 1",
            [at.to_string()],
        )?;
        let Some(went) = went.first() else {
            return Ok(None);
        };
        let other = history::entries(
            conn,
            "WHERE batch = ?1 AND kind = 'place' AND op = 'edit' ORDER BY seq DESC LIMIT 1",
            [went.batch.to_string()],
        )?;
        let Some(other) = other.first().map(|entry| entry.record) else {
            return Ok(None);
        };
        if store::read(conn, Kind::Place, other)?.is_some() {
            return Ok(Some(other));
        }
        at = other;
    }
    Ok(None)
}
