//! A process that other programs of the same user can neither trace nor read through `/proc/PID/mem`, and that leaves no core file.
//!
//! `PR_SET_DUMPABLE` (prctl(2)) covers the process that asks for it and is undone by execve(2). The processes of the web engine are programs of their own, so
//! the window has this library loaded into each of them (`LD_PRELOAD`) before their own first line runs; the window and the command line are linked with it.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Forbids it for this process. Runs by itself before `main` wherever this library is; a program that is linked with it calls it all the same, so that the
/// linker keeps it. Failures are left to whoever looks at the result: the process works without it.
pub fn stand_apart() {
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
}

extern "C" fn first() {
    stand_apart();
}

#[used]
#[expect(
    unsafe_code,
    reason = "the one way to run before `main` of a program that is not ours (System V ABI, .init_array)"
)]
// SAFETY: the section holds pointers to `extern "C"` functions, and `first` needs nothing that `main` would have set up.
#[unsafe(link_section = ".init_array")]
static FIRST: extern "C" fn() = first;
