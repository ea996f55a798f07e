//! What the program forbids itself, and every process it starts, before anything else runs.

mod environment;
mod network;

/// Refuses ptrace and `/proc/PID/mem` to other programs of the same user, forbids core files and internet sockets, and sets the environment of what
/// is started later.
///
/// Call it first in `main`: it changes the environment, which is only sound while there is one thread.
pub fn process() {
    sandyq_apart::stand_apart();
    // Begun anew the program is known to the system by the link it was started through.
    let _ = rustix::thread::set_name(c"sandyq-desktop");
    environment::set();
    // WebDriver reaches the web engine of a test build through a socket.
    if !cfg!(feature = "e2e") {
        network::forbid();
    }
}
