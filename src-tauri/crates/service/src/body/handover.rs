//! The log of what went and came.

use ::handover::log;

use super::partner::tables;
use crate::contract::*;
use crate::error::Result;
use crate::session::Open;

pub fn handover_log(open: &mut Open<'_>, _: Nothing) -> Result<HandoverLog> {
    let replies = super::incoming::replies(open)?;
    let arrivals = super::incoming::arrivals(open)?;
    let conn = tables(open)?;
    let entry = |entry: log::Entry| {
        let accepted = super::leaks::accepted(conn, &entry)?;
        let told = super::disclosure::told(conn, &entry)?;
        let log::Entry {
            direction,
            at,
            who,
            cases,
            readers,
            profile,
            since,
            counts,
            withheld,
            sha256,
            ..
        } = entry;
        let about = |reply: &&HandoverReply| direction == "out" && reply.sha256 == sha256;
        Ok(HandoverEntry {
            replies: replies.iter().filter(about).cloned().collect(),
            accepted,
            told,
            direction,
            at,
            who,
            cases,
            readers,
            profile,
            since,
            counts,
            withheld,
            sha256,
        })
    };
    let entries = log::list(conn)?.into_iter().map(entry);
    Ok(HandoverLog {
        entries: entries.collect::<Result<_>>()?,
        arrivals,
    })
}
