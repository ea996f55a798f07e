//! Getting the content out of a vault that is not opened the usual way.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use agevfs::Options;

use crate::Env;
use crate::compartment::store;
use crate::error::{Error, Result};
use crate::kit::parse_identity;
use crate::layout::Compartment;
use crate::slot::{self, Credential};

/// Writes one compartment's database to `out` as an ordinary `SQLite` file, plain, with a recovery kit or the compartment's
/// own identity. Reads only: no lock is taken, nothing in the folder changes, and a lost `format` file does not matter.
///
/// # Errors
/// [`Error::BadIdentity`], [`Error::WrongKey`], [`Error::Damaged`], [`Error::Newer`], [`Error::Io`].
pub fn recover(
    path: &Path,
    identity: &str,
    which: Compartment,
    env: &Env,
    out: &mut dyn Write,
) -> Result<()> {
    let offered = parse_identity(identity)?;
    let key = match slot::open_any(env, path, which, Credential::Identity(&offered)) {
        Ok(opened) => opened.key,
        // No slot for it: it may be the compartment's own identity, and then the slots do not matter.
        Err(_) => offered,
    };
    let options = Options {
        read_only: true,
        ..Options::default()
    };
    let db = agevfs::open(
        Arc::clone(&env.fs),
        &path.join(which.store()),
        &key,
        &env.entropy,
        options,
    )
    .map_err(|e| match e {
        agevfs::Error::WrongKey => Error::WrongKey,
        other => store(which, other),
    })?;
    db.export_plain(out).map_err(|e| store(which, e))
}
