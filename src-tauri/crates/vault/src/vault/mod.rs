//! A vault, locked or unlocked. What needs the key exists on [`Vault<Unlocked>`] only.

mod check;
mod create;
mod destroy;
mod drill;
mod keys;
mod locked;
mod recover;
mod rotate;
mod unlocked;
mod upkeep;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use agevfs::fs::Lock;
use uuid::Uuid;

pub use check::Check;
pub use create::create;
pub(crate) use create::discard;
pub use destroy::Destruction;
pub use drill::{Drill, Proof};
pub use locked::{Info, Locked};
pub use recover::{Opener, Remains, recover, salvage};
pub use rotate::{Next, Renewal, Rotation, Turned};
pub use unlocked::{SealState, Stats, Unlocked};
pub use upkeep::Compaction;

use crate::Env;
use crate::error::{Error, LOCKING, Result};
use crate::layout::{Format, LOCK_NAME};

/// A vault in state `S`: [`Locked`] or [`Unlocked`].
pub struct Vault<S> {
    pub(crate) root: PathBuf,
    pub(crate) env: Env,
    pub(crate) format: Format,
    pub(crate) state: S,
}

impl<S> Vault<S> {
    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Its random id.
    pub fn id(&self) -> Uuid {
        self.format.id
    }

    /// The version of its format.
    pub fn format(&self) -> u32 {
        self.format.version
    }

    /// The outside world it was given.
    pub fn env(&self) -> &Env {
        &self.env
    }
}

/// Takes the lock that keeps other processes out. The system gives it back when the holder goes, however it goes, so a
/// lock is never stale.
fn hold(env: &Env, root: &Path) -> Result<Arc<dyn Lock>> {
    let path = root.join(LOCK_NAME);
    match env.fs.lock(&path) {
        Ok(Some(lock)) => Ok(Arc::from(lock)),
        Ok(None) => Err(Error::InUse { pid: None }),
        Err(e) => Err(Error::io(LOCKING, &path, e)),
    }
}
