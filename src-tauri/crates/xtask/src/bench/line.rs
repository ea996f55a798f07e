//! What was measured, line by line, and what each line is to reach.

use std::collections::BTreeMap;

/// Every value of every line and engine.
#[derive(Default)]
pub struct Samples(BTreeMap<(String, String), Vec<f64>>);

impl Samples {
    /// One more value: that of a round.
    pub fn add(&mut self, line: &str, who: &str, value: f64) {
        self.0
            .entry((line.to_owned(), who.to_owned()))
            .or_default()
            .push(value);
    }

    /// The median of the rounds.
    pub fn median(&self, line: &str, who: &str) -> Option<f64> {
        self.0
            .get(&(line.to_owned(), who.to_owned()))
            .map(|values| nth(values, 50))
    }
}

/// The value that `percent` of all are not above. There is at least one.
pub fn nth(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() - 1) * percent).div_ceil(100)]
}

/// The arithmetic mean.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).expect("few values"))
}

/// What a line is to reach.
pub enum Target {
    /// It is there to be compared, or to explain another.
    None,
    /// A number.
    AtMost(f64),
    /// So many times the best of the peers whose name begins like this.
    AtMostTimes(f64, &'static str),
    /// The same where more is better.
    AtLeastTimes(f64, &'static str),
}

/// One line of the results.
pub struct Line {
    /// Its name. Scripts know it.
    pub name: &'static str,
    /// Of its numbers.
    pub unit: &'static str,
    /// Whether more is better.
    pub higher: bool,
    /// What ours is to reach.
    pub target: Target,
}

const fn lower(name: &'static str, unit: &'static str, target: Target) -> Line {
    Line {
        name,
        unit,
        higher: false,
        target,
    }
}

const fn higher(name: &'static str, unit: &'static str, target: Target) -> Line {
    Line {
        name,
        unit,
        higher: true,
        target,
    }
}

/// All lines, in the order of the report. Lines nothing was measured for are left out.
pub const LINES: &[Line] = &[
    lower("open_after_key", "ms", Target::AtMost(10.0)),
    lower("open_32_deltas", "ms", Target::AtMost(10.0)),
    lower("open_32_deltas_count", "deltas", Target::None),
    lower(
        "durable_insert",
        "ms",
        Target::AtMostTimes(1.0, "sqlcipher_delete"),
    ),
    lower("durable_insert_median", "ms", Target::None),
    lower("durable_insert_p99", "ms", Target::None),
    lower("durable_insert_cpu", "ms", Target::None),
    lower("background_save_p99", "ms", Target::AtMost(50.0)),
    lower("background_save_median", "ms", Target::None),
    lower("commit_overhead", "ms", Target::AtMostTimes(2.0, "bare")),
    lower("commit_overhead_mean", "ms", Target::None),
    lower("point_read", "us", Target::AtMostTimes(1.0, "sqlcipher")),
    lower("point_read_cpu", "us", Target::None),
    lower("fts_query", "ms", Target::AtMostTimes(1.0, "sqlcipher")),
    lower("fts_query_cpu", "ms", Target::None),
    lower("full_scan", "s", Target::AtMostTimes(0.35, "sqlcipher")),
    lower("full_scan_cpu", "s", Target::None),
    lower("resident_after_scan", "MB", Target::AtMost(100.0)),
    lower("snapshot", "s", Target::None),
    higher("snapshot_rate", "MB/s", Target::None),
    lower("fill", "s", Target::None),
    lower("size", "MB", Target::None),
    higher("stream_encrypt", "MB/s", Target::AtLeastTimes(1.0, "age")),
    higher("stream_decrypt", "MB/s", Target::AtLeastTimes(1.0, "age")),
    higher("stream_encrypt_file", "MB/s", Target::None),
    higher("stream_decrypt_file", "MB/s", Target::None),
    lower("stream_encrypt_cpu", "s/GB", Target::None),
    lower("stream_decrypt_cpu", "s/GB", Target::None),
    higher("evidence_in", "MB/s", Target::None),
    higher("evidence_out", "MB/s", Target::None),
    lower("evidence_range", "ms", Target::AtMost(5.0)),
    lower("evidence_range_cold", "ms", Target::None),
    lower("evidence_resident", "MB", Target::AtMost(100.0)),
    lower("blobs_100k_add", "ms", Target::AtMostTimes(1.5, "among_1")),
    lower("blobs_100k_open", "ms", Target::AtMostTimes(1.5, "among_1")),
    lower("blobs_100k_stats", "ms", Target::AtMost(10.0)),
    lower("blobs_100k_stats_first", "ms", Target::None),
    lower("blobs_100k_verify", "s", Target::None),
    lower("blobs_100k_backup", "s", Target::None),
    lower("argon2id", "s", Target::AtMostTimes(1.15, "argon2")),
    lower("argon2id_cpu", "s", Target::None),
];

/// Whom ours is compared with, in the order of the report.
pub const PEERS: &[&str] = &[
    "sqlite_wal",
    "sqlite_delete",
    "sqlcipher_wal",
    "sqlcipher_delete",
    "bare_fsync_rename",
    "bare_copy_fsync",
    "among_1",
    "age_cli",
    "argon2_c",
];

impl Line {
    /// Whether `ours` reaches the target, and the target in words. `None` without a target, or without the peer it names.
    pub fn judge(&self, ours: f64, peers: &[(&str, f64)]) -> Option<(bool, String)> {
        let best = |prefix: &str| {
            let named = peers
                .iter()
                .filter(|(name, _)| name.starts_with(prefix))
                .map(|(_, value)| *value);
            if self.higher {
                named.reduce(f64::max)
            } else {
                named.reduce(f64::min)
            }
        };
        match self.target {
            Target::None => None,
            Target::AtMost(most) => Some((ours <= most, format!("at most {most} {}", self.unit))),
            Target::AtMostTimes(times, prefix) => best(prefix)
                .map(|peer| (ours <= peer * times, format!("at most {times} x {prefix}"))),
            Target::AtLeastTimes(times, prefix) => best(prefix)
                .map(|peer| (ours >= peer * times, format!("at least {times} x {prefix}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LINES, Samples, mean, nth};

    #[test]
    fn statistics() {
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        for (values, percent, expect) in [
            (&[3.0, 1.0, 2.0][..], 50, 2.0),
            (&[5.0][..], 99, 5.0),
            (&hundred, 99, 100.0),
            (&hundred, 50, 51.0),
        ] {
            assert!((nth(values, percent) - expect).abs() < 1e-9, "{percent}");
        }
        assert!((mean(&[1.0, 2.0, 6.0]) - 3.0).abs() < 1e-9);
        let mut samples = Samples::default();
        for value in [9.0, 1.0, 2.0] {
            samples.add("a", "ours", value);
        }
        assert_eq!(samples.median("a", "ours"), Some(2.0));
        assert_eq!(samples.median("a", "other"), None);
    }

    #[test]
    fn targets_are_judged_by_the_best_peer() {
        let check = |name: &str, ours, peers: &[(&str, f64)], expect: Option<bool>| {
            let line = LINES.iter().find(|line| line.name == name).expect("a line");
            assert_eq!(
                line.judge(ours, peers).map(|(met, _)| met),
                expect,
                "{name} {ours}"
            );
        };
        let both = [
            ("sqlcipher_wal", 30.0),
            ("sqlcipher_delete", 40.0),
            ("sqlite_wal", 1.0),
        ];
        check("point_read", 30.0, &both, Some(true));
        check("point_read", 35.0, &both, Some(false));
        check("durable_insert", 35.0, &both, Some(true));
        check("point_read", 35.0, &[("sqlite_wal", 1.0)], None);
        check("resident_after_scan", 101.0, &[], Some(false));
        check("stream_encrypt", 1000.0, &[("age_cli", 900.0)], Some(true));
        check("stream_encrypt", 800.0, &[("age_cli", 900.0)], Some(false));
        check("fill", 1.0, &both, None);
    }
}
