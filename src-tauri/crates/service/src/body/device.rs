//! What of this computer matters to a vault.

use std::path::PathBuf;

use chrono::NaiveDateTime;
use vault::Vault;

use crate::contract::*;
use crate::device::Known;
use crate::error::Result;
use crate::session::{Open, Service};

pub fn device_check(service: &Service, request: DeviceWish) -> Result<DeviceReport> {
    let (path, known) = {
        let mut state = service.state();
        let path = request
            .path
            .map(PathBuf::from)
            .or_else(|| Some(state.open.as_ref()?.path.clone()))
            .or_else(|| Some(state.app.last()?.to_owned()))
            .unwrap_or_else(|| service.documents.clone());
        // The id of a vault can be read without its keys.
        let id = Vault::at(&path, service.env.clone())
            .ok()
            .map(|vault| vault.id());
        let backup = id.and_then(|id| state.app.last_backup(id));
        let newest = match Open::of(service, &mut state) {
            Ok(mut open) if open.path() == path => open.book()?.latest_revisions(1)?.pop(),
            _ => None,
        };
        let moment = |text: String| NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S").ok();
        let known = Known {
            backup: backup.and_then(|backup| moment(backup.at.trim_end_matches('Z').to_owned())),
            newest: newest.and_then(|revision| moment(revision.at)),
        };
        (path, known)
    };
    // Programs are asked, which may take a moment: the vault is not held up by it.
    let findings = service.device.check(&path, known, service.now());
    Ok(DeviceReport {
        path: path.to_string_lossy().into_owned(),
        findings,
    })
}
