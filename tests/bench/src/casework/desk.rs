//! The program as the window drives it: commands by name, requests and answers as JSON.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use service::{Options, Service};
use vault::{Env, FixedClock, KdfParams};

use crate::{Failure, milliseconds};

const PASSPHRASE: &str = "amber kettle orchard window seven lark";

/// A service that keeps its settings nowhere, on a day in January 2026.
pub struct Desk(Service);

impl Desk {
    pub fn new(dir: &Path) -> Result<Self, Failure> {
        let noon =
            chrono::NaiveDate::from_ymd_opt(2026, 1, 31).and_then(|day| day.and_hms_opt(12, 0, 0));
        let clock = FixedClock::new(noon.ok_or("there is such a day")?);
        Ok(Self(Service::new(Options {
            env: Env {
                clock: Arc::new(clock),
                ..Env::real()
            },
            kdf: Some(KdfParams::floor()),
            pause: |_: Duration| {},
            local_offset: || 0,
            ..Options::real(dir.to_owned())
        })))
    }

    pub fn create(&self, dir: &Path) -> Result<(), Failure> {
        let request = json!({"path": vault(dir)?, "passphrase": PASSPHRASE, "demo": false});
        self.ask("vault_create", &request).map(drop)
    }

    pub fn open(&self, dir: &Path) -> Result<(), Failure> {
        let request = json!({"path": vault(dir)?, "passphrase": PASSPHRASE});
        self.ask("vault_open", &request).map(drop)
    }

    /// Runs a command.
    pub fn ask(&self, name: &str, request: &Value) -> Result<Value, Failure> {
        self.0
            .call(name, request.clone())
            .map_err(|error| format!("{name}: {:?}", error.kind()).into())
    }

    /// Runs a command and says how long that took, the answer written as text included.
    pub fn timed(&self, name: &str, request: &Value) -> Result<(Value, f64, usize), Failure> {
        let start = Instant::now();
        let answer = self.ask(name, request)?;
        let bytes = serde_json::to_vec(&answer)?.len();
        Ok((answer, milliseconds(start), bytes))
    }
}

fn vault(dir: &Path) -> Result<String, Failure> {
    Ok(dir
        .join("big.vault")
        .to_str()
        .ok_or("the path is not text")?
        .to_owned())
}
