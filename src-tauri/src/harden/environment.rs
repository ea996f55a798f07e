//! The environment that the toolkit and the web engine's processes find.

use std::env;
use std::path::PathBuf;

/// Loaded into every process that is started, see the crate `sandyq-apart`.
const APART: &str = "libsandyq_apart.so";

/// What is set, whatever was there before.
const ALWAYS: [(&str, &str); 4] = [
    // No daemon learns which folders a file dialog looks at, and none is asked to mount anything.
    ("GIO_USE_VFS", "local"),
    // These two would ask the network, which is forbidden; better not to try.
    ("GIO_USE_NETWORK_MONITOR", "base"),
    ("GIO_USE_PROXY_RESOLVER", "dummy"),
    // glibc writes over what is freed (mallopt(3), M_PERTURB), in the toolkit and the web engine's processes.
    ("GLIBC_TUNABLES", "glibc.malloc.perturb=165"),
];
/// What is set if nobody has decided otherwise.
const UNLESS_SET: [(&str, &str); 1] = [
    // WebKitGTK's other renderer shows a blank window on some graphics cards.
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
];

/// Sets it. Only while there is one thread.
pub fn set() {
    for (name, value) in ALWAYS {
        set_var(name, value);
    }
    for (name, value) in UNLESS_SET {
        if env::var_os(name).is_none() {
            set_var(name, value);
        }
    }
    if let Some(path) = apart() {
        set_var("LD_PRELOAD", &path);
    }
}

/// Where the library lies: beside the program, or where a package puts it. The loader splits its list at colons and spaces, so a path
/// with one cannot be named.
fn apart() -> Option<String> {
    let program = env::current_exe().ok()?;
    let beside = program.parent()?;
    let places: [PathBuf; 2] = [beside.join(APART), beside.join("../lib/sandyq").join(APART)];
    let found = places.into_iter().find(|path| path.is_file())?;
    let text = found
        .canonicalize()
        .ok()?
        .into_os_string()
        .into_string()
        .ok()?;
    (!text.contains([':', ' '])).then_some(text)
}

fn set_var(name: &str, value: &str) {
    #[expect(
        unsafe_code,
        reason = "the environment is what other programs and GTK read at their start"
    )]
    // SAFETY: called from the first statement of `main`, so no other thread can read the environment at the same time.
    unsafe {
        env::set_var(name, value);
    }
}
