//! The targets.

mod bundle;
mod casebook;
mod database;
mod delta;
mod manifest;
mod reading;
mod salvage;
mod slot;
mod stanza;
mod store;
mod stream;
mod texts;
mod world;

/// Something that takes any bytes.
pub struct Target {
    /// What it is called.
    pub name: &'static str,
    /// Takes bytes; panics if an answer is not right.
    pub run: fn(&[u8]),
    /// The first inputs: real ones, which get far.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 11] = [
    Target {
        name: "stream",
        run: stream::run,
        seeds: stream::seeds,
    },
    Target {
        name: "manifest",
        run: manifest::run,
        seeds: manifest::seeds,
    },
    Target {
        name: "delta",
        run: delta::run,
        seeds: delta::seeds,
    },
    Target {
        name: "slot",
        run: slot::run,
        seeds: slot::seeds,
    },
    Target {
        name: "stanza",
        run: stanza::run,
        seeds: stanza::seeds,
    },
    Target {
        name: "texts",
        run: texts::run,
        seeds: texts::seeds,
    },
    Target {
        name: "bundle",
        run: bundle::run,
        seeds: bundle::seeds,
    },
    Target {
        name: "database",
        run: database::run,
        seeds: database::seeds,
    },
    Target {
        name: "casebook",
        run: casebook::run,
        seeds: casebook::seeds,
    },
    Target {
        name: "salvage",
        run: salvage::run,
        seeds: salvage::seeds,
    },
    Target {
        name: "reading",
        run: reading::run,
        seeds: reading::seeds,
    },
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
