//! What the process forbids itself before anything else runs: being read by other programs of the same user, and leaving core files.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Refuses ptrace and `/proc/<pid>/mem` to the same user, forbids core files (inherited by WebKit's processes), and steers WebKitGTK away
/// from a renderer that shows a blank window on some graphics cards.
///
/// Call it first in `main`: it changes the environment, which is only sound while there is one thread.
pub fn process() {
    // A failure leaves the program usable and less protected; there is no one to tell yet, and the tests look at the result.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    );
    if std::env::var_os("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        #[expect(
            unsafe_code,
            reason = "set before GTK starts any thread; the variable is read by WebKitGTK at start"
        )]
        // SAFETY: first statement of `main`, so no other thread can read the environment at the same time.
        unsafe {
            std::env::set_var("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        }
    }
}
