//! Writes the TypeScript side of the contract, and fails when the committed one is another.
//!
//! `SANDYQ_WRITE_TYPES=1 cargo nextest run -p service types` writes `ui/src/api/types.ts`.

#![allow(
    clippy::unwrap_used,
    clippy::wildcard_imports,
    reason = "a test stops where it fails"
)]

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use service::contract::*;
use ts_rs::{Config, TS, TypeVisitor};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/api/types.ts");

/// Declarations by name: one file, one order, whatever order the commands come in.
struct Types<'a> {
    config: &'a Config,
    seen: HashSet<std::any::TypeId>,
    declared: BTreeMap<String, String>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() || !self.seen.insert(std::any::TypeId::of::<T>()) {
            return;
        }
        let text = format!(
            "{}export {}\n",
            T::docs().unwrap_or_default(),
            tidy(&T::decl(self.config))
        );
        let before = self.declared.insert(T::ident(self.config), text.clone());
        assert!(
            before.is_none_or(|before| before == text),
            "two types are called {}",
            T::ident(self.config)
        );
        T::visit_dependencies(self);
    }
}

/// One field a line, where the generator puts them all on one.
fn tidy(declaration: &str) -> String {
    let mut out = String::new();
    let mut comment = false;
    for line in declaration.lines() {
        let line = line.trim();
        comment |= line.starts_with("/**");
        if comment {
            write!(
                out,
                "\n{}{line}",
                if line.starts_with('*') { "   " } else { "  " }
            )
            .unwrap();
            comment = !line.ends_with("*/");
            if !comment {
                out.push_str("\n  ");
            }
            continue;
        }
        out.push_str(line);
    }
    let out: Vec<&str> = out
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect();
    let out = out.join("\n");
    if out.contains('\n') {
        out.replace(", };", ";\n};").replace(",\n  /**", ";\n  /**")
    } else {
        out
    }
}

fn generate() -> String {
    let config = Config::default();
    let mut types = Types {
        config: &config,
        seen: HashSet::new(),
        declared: BTreeMap::new(),
    };
    let (mut table, mut names) = (String::new(), String::new());

    macro_rules! write_commands {
        ($($name:ident($request:ty) -> $response:ty, $scope:ident;)*) => {$(
            types.visit::<$request>();
            types.visit::<$response>();
            writeln!(table, "  {}: {{ request: {}; response: {} }};", stringify!($name), <$request>::name(&config), <$response>::name(&config)).unwrap();
            writeln!(names, "  '{}',", stringify!($name)).unwrap();
        )*};
    }
    service::commands!(write_commands);

    let declared: Vec<String> = types.declared.into_values().collect();
    let text = format!(
        "// Made from the contract in Rust by the test `types` of crate `service`; do not edit.\n// SANDYQ_WRITE_TYPES=1 cargo nextest run -p service types\n\n{}\n/** Every command: what it takes and what it gives. */\nexport interface Commands {{\n{table}}}\n\n/** Name of a command. */\nexport type CommandName = keyof Commands;\n\n/** Names of all commands. */\nexport const COMMANDS = [\n{names}] as const satisfies readonly CommandName[];\n\n/** What a host answers when a command is refused or fails. Message `error-<code>`, next step `error-<code>-next`. */\n{}",
        declared.join("\n"),
        format_args!("export {}\n", tidy(&service::Error::decl(&config)))
            .to_string()
            .replace("type Error ", "type ServiceError ")
    );
    short_comments(&text)
}

/// A comment of one line on one line.
fn short_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < lines.len() {
        let (indent, first) = lines[at].split_at(lines[at].len() - lines[at].trim_start().len());
        if first == "/**" && lines.get(at + 2).is_some_and(|line| line.trim() == "*/") {
            writeln!(
                out,
                "{indent}/** {} */",
                lines[at + 1].trim().trim_start_matches("* ")
            )
            .unwrap();
            at += 3;
        } else {
            writeln!(out, "{}", lines[at]).unwrap();
            at += 1;
        }
    }
    out
}

#[test]
fn types_of_the_window_are_those_of_the_contract() {
    let text = generate();
    if std::env::var_os("SANDYQ_WRITE_TYPES").is_some() {
        std::fs::create_dir_all(Path::new(FILE).parent().unwrap()).unwrap();
        std::fs::write(FILE, &text).unwrap();
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        committed == text,
        "ui/src/api/types.ts is not what the contract says; run with SANDYQ_WRITE_TYPES=1 and commit it"
    );
}
