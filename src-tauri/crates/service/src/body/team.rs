//! Exchange within a team, through a folder that something else carries about.

use std::path::{Path, PathBuf};

use ::handover::exchange::{self, Circle, Looked, OnDisk, Refused, Side, Team};
use ::handover::{Draft, Keys};

use super::partner::{own, sender, tables};
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::session::{Open, Service};
use crate::work::identity;

const EXCHANGE: &str = "team_exchange";

pub fn team_get(open: &mut Open<'_>, _: Nothing) -> Result<TeamState> {
    let Team {
        folder,
        members,
        automatic,
        last,
        ..
    } = exchange::team(tables(open)?)?;
    Ok(TeamState {
        folder,
        members,
        automatic,
        last,
        problem: open
            .session
            .upkeep
            .team_problem
            .map(|code| code.text().to_owned()),
    })
}

/// Whether the team exchanges by itself.
pub fn team_is_automatic(open: &mut Open<'_>) -> bool {
    let team = tables(open).and_then(|conn| Ok(exchange::team(conn)?));
    team.is_ok_and(|team| team.automatic && !team.folder.is_empty())
}

pub fn team_save(open: &mut Open<'_>, request: TeamWish) -> Result<TeamState> {
    let folder = request.folder.trim().to_owned();
    if !folder.is_empty() {
        let path = Path::new(&folder);
        if !path.is_absolute() || !path.is_dir() {
            let none = std::io::Error::from(std::io::ErrorKind::NotADirectory);
            return Err(Error::io(path, &none).at("folder"));
        }
        // Within the vault the files would be taken for its own, and the vault carried about with them.
        crate::files::outside(open.path(), &path.join("x")).map_err(|error| error.at("folder"))?;
    }
    let known = ::handover::partner::list(tables(open)?)?;
    if let Some(stranger) = request
        .members
        .iter()
        .find(|id| !known.iter().any(|partner| partner.id == **id))
    {
        return Err(Error::new(Code::NotFound)
            .with("partner", stranger)
            .at("members"));
    }
    let team = Team::new(folder, request.members, request.automatic);
    exchange::keep(tables(open)?, &team)?;
    open.session.upkeep.team_problem = None;
    team_get(open, Nothing {})
}

pub fn team_exchange(service: &Service, _: Nothing) -> Result<TeamExchanged> {
    let job = {
        let mut state = service.state();
        // Under the lock of the state: a vault that is being locked waits for what was begun before.
        Open::of(service, &mut state)?;
        service.jobs.begin(EXCHANGE, true, &*service.host)?
    };
    run(service, &job, false)
}

/// An exchange that nobody asked for: what it brings is news, also if it fails half way.
pub fn by_itself(service: &Service, job: &Job<'_>) -> Result<()> {
    run(service, job, true).map(drop)
}

pub fn team_news(open: &mut Open<'_>, request: TeamNewsWish) -> Result<TeamNews> {
    let came = &mut open.session.came;
    let told = came.clone();
    if request.seen {
        came.clear();
    }
    Ok(TeamNews { came: told })
}

/// Adds what a file brought to what its sender has brought already.
fn add(came: &mut Vec<TeamTaken>, one: &TeamTaken) {
    if one.added + one.updated + one.conflicts == 0 {
        return;
    }
    match came.iter_mut().find(|old| old.sender == one.sender) {
        Some(old) => {
            old.added += one.added;
            old.updated += one.updated;
            old.conflicts += one.conflicts;
        }
        None => came.push(one.clone()),
    }
}

/// Takes in and drops, holding the state only for one file at a time: whoever types waits no longer than for that.
fn run(service: &Service, job: &Job<'_>, news: bool) -> Result<TeamExchanged> {
    let mut done = TeamExchanged {
        taken: Vec::new(),
        refused: Vec::new(),
        sent: None,
        more: false,
    };
    let (of, keys, folder, waiting) = {
        let mut state = service.state();
        let mut open = Open::of(service, &mut state)?;
        let team = exchange::team(tables(&mut open)?)?;
        if team.folder.is_empty() {
            return Err(Error::new(Code::NoTeam));
        }
        let folder = PathBuf::from(team.folder);
        let (waiting, more) = exchange::waiting(tables(&mut open)?, &OnDisk(&folder))
            .map_err(|error| Error::from(error).with("path", folder.display()))?;
        done.more = more;
        (identity(&open), own(&open), folder, waiting)
    };
    let all = waiting.len() as u64;
    for (number, file) in waiting.iter().enumerate() {
        if !job.step(number as u64, all + 1) {
            return Err(stopped(job));
        }
        let looked = with(service, &of, |open, circle| {
            let ctx = open.ctx();
            let (conn, blobs) = open.session.vault.cases_and_blobs();
            let mut side = Side {
                conn,
                ctx: &ctx,
                files: &blobs,
                keys: &keys,
                circle,
            };
            let looked = side.look(&OnDisk(&folder), file)?;
            Ok(match looked {
                Looked::Taken(taken) => {
                    let taken = TeamTaken {
                        sender: taken.sender,
                        added: taken.merged.added,
                        updated: taken.merged.updated,
                        conflicts: u32::try_from(taken.merged.conflicts.len()).unwrap_or(u32::MAX),
                    };
                    if news {
                        add(&mut open.session.came, &taken);
                    }
                    Ok(taken)
                }
                Looked::Refused(refused) => Err(refused),
            })
        })?;
        match looked {
            Ok(taken) => done.taken.push(taken),
            Err(Refused { name, why, sender }) => {
                done.refused.push(TeamRefused { name, why, sender });
            }
        }
    }
    if !job.step(all, all + 1) {
        return Err(stopped(job));
    }
    let news = with(service, &of, |open, circle| {
        let ctx = open.ctx();
        let held = open.session.vault.hold_blobs();
        let mut side = Side {
            conn: tables(open)?,
            ctx: &ctx,
            files: &held.blobs(),
            keys: &keys,
            circle,
        };
        let draft = side.news()?;
        Ok(draft.map(|draft| (draft, exchange::new_name(&ctx), held)))
    })?;
    if let Some((draft, name, blobs)) = news {
        let path = folder.join(&name);
        let written = write(&draft, &keys, &path, &blobs.blobs(), job)?;
        let kept = with(service, &of, |open, _| {
            let ctx = open.ctx();
            Ok(exchange::dropped(
                tables(open)?,
                &ctx,
                draft,
                name,
                written,
            )?)
        });
        if kept.is_err() {
            let _ = std::fs::remove_file(&path);
        }
        done.sent = Some(kept?);
    }
    job.step(all + 1, all + 1);
    Ok(done)
}

fn write(
    draft: &Draft,
    keys: &Keys,
    path: &Path,
    blobs: &dyn ::handover::Files,
    job: &Job<'_>,
) -> Result<::handover::seal::Written> {
    draft
        .write(blobs, keys, path, &mut |_| job.go_on())
        .map_err(|error| Error::from(error).with("path", path.display()))
}

/// One step on the same open vault, with the members as they are now.
fn with<T>(
    service: &Service,
    of: &(uuid::Uuid, PathBuf),
    step: impl FnOnce(&mut Open<'_>, &Circle) -> Result<T>,
) -> Result<T> {
    let mut state = service.state();
    let mut open = Open::of(service, &mut state)?;
    if identity(&open) != *of {
        return Err(Error::new(Code::Locked));
    }
    let name = sender(&open);
    let circle = Circle::of(tables(&mut open)?, name).map_err(|error| match error {
        ::handover::Error::NoRecipient => Error::new(Code::NoTeam),
        other => other.into(),
    })?;
    step(&mut open, &circle).map_err(|error| open.explained(error))
}

fn stopped(job: &Job<'_>) -> Error {
    Error::new(if job.locking() {
        Code::Locked
    } else {
        Code::Cancelled
    })
}
