//! Who else uses this computer.

use std::collections::BTreeSet;

use super::{Device, State, finding, small};
use crate::contract::DeviceFinding;

/// User ids of people, as Linux distributions give them (login.defs(5)).
const PEOPLE: std::ops::Range<u32> = 1000..60_000;
/// Shells of users that nobody logs in as.
const NO_SHELL: [&str; 4] = ["nologin", "false", "sync", "halt"];

impl Device {
    pub(super) fn people(&self) -> [DeviceFinding; 2] {
        let own = self.own_id();
        let here = match (self.logged_in(), own) {
            (Some(here), Some(own)) => {
                let others: BTreeSet<String> = here
                    .into_iter()
                    .filter(|one| one.1 != own)
                    .map(|one| one.0)
                    .collect();
                said(&others, "here", "alone", State::Bad)
            }
            _ => finding("here", State::Unknown, "unknown", &[]),
        };
        let users = match (self.can_log_in(), own) {
            (Some(users), Some(own)) => {
                let others: BTreeSet<String> = users
                    .into_iter()
                    .filter(|one| one.1 != own)
                    .map(|one| one.0)
                    .collect();
                said(&others, "users", "alone", State::Care)
            }
            _ => finding("users", State::Unknown, "unknown", &[]),
        };
        [here, users]
    }

    /// Whose process this is.
    fn own_id(&self) -> Option<u32> {
        let status = self.text("proc/self/status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Sessions of people, as systemd keeps them.
    fn logged_in(&self) -> Option<Vec<(String, u32)>> {
        let folder = std::fs::read_dir(self.at("run/systemd/sessions")).ok()?;
        let mut found = Vec::new();
        for entry in folder.filter_map(Result::ok) {
            // Beside each session lies a pipe that must not be opened.
            if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            let text = small(&entry.path())?;
            let value = |name: &str| {
                text.lines()
                    .find_map(|line| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
            };
            let is_person = value("CLASS").is_some_and(|class| class.starts_with("user"));
            let gone = value("STATE").is_some_and(|state| state == "closing");
            if let (Some(user), Some(id)) =
                (value("USER"), value("UID").and_then(|id| id.parse().ok()))
                && is_person
                && !gone
            {
                found.push((user, id));
            }
        }
        Some(found)
    }

    /// Users who are people and have a shell.
    fn can_log_in(&self) -> Option<Vec<(String, u32)>> {
        let text = self.text("etc/passwd")?;
        let users = text.lines().filter_map(|line| {
            let parts: Vec<&str> = line.split(':').collect();
            let (name, id, shell) = (parts.first()?, parts.get(2)?.parse().ok()?, parts.get(6)?);
            let nobody = NO_SHELL.iter().any(|end| shell.ends_with(end)) || shell.is_empty();
            (PEOPLE.contains(&id) && !nobody).then(|| ((*name).to_owned(), id))
        });
        Some(users.collect())
    }
}

fn said(others: &BTreeSet<String>, what: &str, alone: &str, state: State) -> DeviceFinding {
    if others.is_empty() {
        return finding(what, State::Good, alone, &[]);
    }
    let names = others.iter().cloned().collect::<Vec<_>>().join(", ");
    let args = [("count", others.len().to_string()), ("names", names)];
    finding(what, state, "others", &args)
}
