//! The same statements on a store and on plain `SQLite` have the same outcome.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::sync::Arc;

use agevfs::fs::sim::SimFs;
use agevfs::{Database, Entropy, Options};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use rusqlite::Connection;
use support::{KEY, create, dir, integrity, options};

#[derive(Clone, Debug)]
enum Op {
    Insert {
        table: u8,
        id: i64,
        size: u32,
    },
    Update {
        table: u8,
        low: i64,
        size: u32,
    },
    Delete {
        table: u8,
        low: i64,
        high: i64,
    },
    Fill {
        table: u8,
        rows: u16,
    },
    Index {
        table: u8,
        make: bool,
    },
    Drop {
        table: u8,
    },
    Begin,
    Commit,
    Rollback,
    Savepoint,
    RollbackTo,
    Release,
    Vacuum,
    IncrementalVacuum {
        pages: u8,
    },
    /// Only on the store.
    Reopen,
    Compact,
}

fn op() -> impl Strategy<Value = Op> {
    let table = 0..3_u8;
    let id = 0..60_i64;
    let size = prop_oneof![6 => 0..300_u32, 2 => 3000..9000_u32, 1 => 50_000..150_000_u32];
    prop_oneof![
        12 => (table.clone(), id.clone(), size.clone()).prop_map(|(table, id, size)| Op::Insert { table, id, size }),
        4 => (table.clone(), id.clone(), size).prop_map(|(table, low, size)| Op::Update { table, low, size }),
        4 => (table.clone(), id.clone(), id).prop_map(|(table, low, high)| Op::Delete { table, low, high }),
        2 => (table.clone(), 1..400_u16).prop_map(|(table, rows)| Op::Fill { table, rows }),
        2 => (table.clone(), any::<bool>()).prop_map(|(table, make)| Op::Index { table, make }),
        1 => table.prop_map(|table| Op::Drop { table }),
        3 => Just(Op::Begin),
        3 => Just(Op::Commit),
        2 => Just(Op::Rollback),
        2 => Just(Op::Savepoint),
        2 => Just(Op::RollbackTo),
        1 => Just(Op::Release),
        1 => Just(Op::Vacuum),
        2 => (0..20_u8).prop_map(|pages| Op::IncrementalVacuum { pages }),
        2 => Just(Op::Reopen),
        2 => Just(Op::Compact),
    ]
}

impl Op {
    fn sql(&self) -> String {
        match self {
            Self::Insert { table, id, size } => format!(
                "CREATE TABLE IF NOT EXISTS t{table}(id INTEGER PRIMARY KEY, body BLOB);
                 INSERT OR REPLACE INTO t{table} VALUES({id}, CAST(printf('%.{size}c', '{id}') AS BLOB));"
            ),
            Self::Update { table, low, size } => {
                format!("UPDATE t{table} SET body = CAST(printf('%.{size}c', 'u') AS BLOB) WHERE id >= {low};")
            }
            Self::Delete { table, low, high } => {
                format!("DELETE FROM t{table} WHERE id BETWEEN {low} AND {high};")
            }
            Self::Fill { table, rows } => format!(
                "CREATE TABLE IF NOT EXISTS t{table}(id INTEGER PRIMARY KEY, body BLOB);
                 WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c LIMIT {rows})
                 INSERT OR IGNORE INTO t{table} SELECT i + 100, CAST(printf('%.700c', 'f') AS BLOB) FROM c;"
            ),
            Self::Index { table, make: true } => {
                format!("CREATE INDEX IF NOT EXISTS i{table} ON t{table}(length(body), body);")
            }
            Self::Index { table, make: false } => format!("DROP INDEX IF EXISTS i{table};"),
            Self::Drop { table } => format!("DROP TABLE IF EXISTS t{table};"),
            Self::Begin => "BEGIN".into(),
            Self::Commit => "COMMIT".into(),
            Self::Rollback => "ROLLBACK".into(),
            Self::Savepoint => "SAVEPOINT s".into(),
            Self::RollbackTo => "ROLLBACK TO s".into(),
            Self::Release => "RELEASE s".into(),
            Self::Vacuum => "VACUUM".into(),
            Self::IncrementalVacuum { pages } => format!("PRAGMA incremental_vacuum({pages})"),
            Self::Reopen | Self::Compact => String::new(),
        }
    }
}

type Rows = Vec<(i64, Vec<u8>)>;

/// Everything a database holds: tables in order, with their rows.
fn dump(conn: &Connection) -> Vec<(String, Rows)> {
    let mut names = conn
        .prepare("SELECT name || ' ' || type FROM sqlite_schema ORDER BY 1")
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let rows = |name: &String| {
        let Some(table) = name.strip_suffix(" table") else {
            return Vec::new();
        };
        let mut rows = conn
            .prepare(&format!("SELECT id, body FROM {table} ORDER BY id"))
            .unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    names
        .iter()
        .map(|name| (name.clone(), rows(name)))
        .collect()
}

struct Pair {
    fs: SimFs,
    store: Option<Database>,
    plain: Connection,
    options: Options,
}

impl Pair {
    fn new() -> Self {
        let fs = SimFs::new();
        drop(create(&fs).unwrap());
        let plain = Connection::open_in_memory().unwrap();
        plain
            .execute_batch("PRAGMA auto_vacuum = INCREMENTAL")
            .unwrap();
        // So little cache that pages are spilled in the middle of a transaction.
        let options = Options {
            sqlite_cache_kib: 40,
            max_deltas: 6,
            ..options()
        };
        let mut pair = Self {
            fs,
            store: None,
            plain,
            options,
        };
        pair.reopen();
        pair
    }

    fn reopen(&mut self) {
        self.store = None;
        let fs = Arc::new(self.fs.clone());
        self.store = Some(agevfs::open(fs, dir(), &KEY, &Entropy::os(), self.options).unwrap());
        if !self.plain.is_autocommit() {
            self.plain.execute_batch("ROLLBACK").unwrap();
        }
    }

    fn store(&mut self) -> &mut Database {
        self.store.as_mut().unwrap()
    }

    fn apply(&mut self, op: &Op) {
        match op {
            Op::Reopen => self.reopen(),
            Op::Compact => self.store().compact().unwrap(),
            _ => {
                let sql = op.sql();
                let plain = self.plain.execute_batch(&sql).map_err(|e| e.to_string());
                let store = self
                    .store()
                    .connection()
                    .execute_batch(&sql)
                    .map_err(|e| e.to_string());
                assert_eq!(store, plain, "{sql}");
            }
        }
    }

    fn check(&mut self) {
        let found = dump(self.store().connection());
        assert!(found == dump(&self.plain), "contents differ");
    }
}

fn run(ops: &[Op]) {
    let mut pair = Pair::new();
    for op in ops {
        pair.apply(op);
        pair.check();
    }
    pair.reopen();
    pair.check();
    let store = pair.store();
    assert_eq!(integrity(store), "ok");
    assert_eq!(store.verify().problems, []);
    store.compact().unwrap();
    let mut exported = Vec::new();
    store.export_plain(&mut exported).unwrap();
    let pages = pair.store().stats().pages;
    assert_eq!(exported.len() as u64, u64::from(pages) * 4096);
    pair.reopen();
    pair.check();
    assert_eq!(integrity(pair.store()), "ok");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        max_shrink_iters: 300,
        // A case that failed once stays.
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/differential.seeds"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_store_does_what_sqlite_does(ops in prop::collection::vec(op(), 1..60)) {
        run(&ops);
    }
}
