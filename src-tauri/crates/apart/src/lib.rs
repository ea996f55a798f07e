//! A library that the window has loaded into each of its processes (`LD_PRELOAD`) before their own first line runs.
//!
//! `PR_SET_DUMPABLE` (prctl(2)) covers the process that asks for it and is undone by execve(2); the processes of the web engine are programs
//! of their own, so each of them has to ask for itself. Whoever is not dumpable can be neither traced nor read through `/proc/PID/mem` by
//! other programs of the same user, and leaves no core file.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

extern "C" fn stand_apart() {
    // There is no one to tell of a failure; the program that started this process looks at the result.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
}

#[used]
#[expect(
    unsafe_code,
    reason = "the one way to run before `main` of a program that is not ours (System V ABI, .init_array)"
)]
// SAFETY: the section holds pointers to `extern "C"` functions, and `stand_apart` needs nothing that `main` would have set up.
#[unsafe(link_section = ".init_array")]
static FIRST: extern "C" fn() = stand_apart;
