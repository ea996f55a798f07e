//! What the program forbids itself, and every process it starts, before anything else runs.

mod environment;
mod network;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Refuses ptrace and `/proc/PID/mem` to other programs of the same user, forbids core files and internet sockets, and sets the environment of what
/// is started later.
///
/// Call it first in `main`: it changes the environment, which is only sound while there is one thread.
pub fn process() {
    // A failure leaves the program usable and less protected; the tests and the device check-up look at the result.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    // Begun anew the program is known to the system by the link it was started through.
    let _ = rustix::thread::set_name(c"sandyq-desktop");
    environment::set();
    network::forbid();
}
