//! The same database in another store, under another key.

use super::Store;
use super::compact::ASK_EVERY;
use super::generation::{Moment, write_manifest, write_snapshot};
use super::open::{Place, SNAPSHOT_NUMBER, names};
use crate::Error;

impl Store {
    /// Writes the state of the last commit as the first generation of a store in the folder `to.dir`, which exists and
    /// holds no store. Commit numbers go on; the chain begins anew, so that nothing of it is known from the old key.
    pub fn copy_to(
        &mut self,
        to: &Place<'_>,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), Error> {
        if !names(&*to.fs, to.dir)?.is_empty() {
            return Err(Error::Exists {
                dir: to.dir.to_owned(),
            });
        }
        let moment = Moment {
            page_size: self.page_size(),
            seq: self.head.seq,
            chain: *to.entropy.bytes::<32>(),
            pages: self.layers.pages(),
            points: Vec::new(),
        };
        let mut page = 0;
        let (manifest, _) = write_snapshot(to, &moment, SNAPSHOT_NUMBER, &mut |out| {
            page += 1;
            if page % ASK_EVERY == 0 && !go_on() {
                return Err(Error::Cancelled);
            }
            self.read_committed(page, 0, out)
        })?;
        write_manifest(to, &manifest)
    }
}
