//! No socket but local ones, for this process and every one it will ever start (seccomp(2) filters are inherited and cannot be taken off).

use std::collections::BTreeMap;

use rustix::io::Errno;
use rustix::net::{AddressFamily, Protocol, RawProtocol, SocketType, socket};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch, apply_filter,
};

/// Puts the filter on, if it is not on yet: it outlives the replacement of the program by itself.
pub fn forbid() {
    if is_forbidden() {
        return;
    }
    // On a machine whose architecture is not known to the filter the program runs without; it opens no socket by itself either way.
    if let Some(filter) = filter() {
        let _ = apply_filter(&filter);
    }
}

/// Whether an internet socket is refused to this process. Asks for one of a protocol that does not exist, so that there is none either way: without the
/// filter the protocol is what is complained of.
fn is_forbidden() -> bool {
    let nonsense = RawProtocol::new(254).map(Protocol::from_raw);
    matches!(
        socket(AddressFamily::INET, SocketType::STREAM, nonsense),
        Err(Errno::AFNOSUPPORT)
    )
}

fn filter() -> Option<BpfProgram> {
    let arch = TargetArch::try_from(std::env::consts::ARCH).ok()?;
    // socket(domain, ..) for anything but AF_UNIX; the answer is that of a kernel without such a protocol, which every program copes with.
    let domain = |at| {
        SeccompCondition::new(
            at,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::Ne,
            u64::from(libc::AF_UNIX.unsigned_abs()),
        )
        .ok()
    };
    let other_than_local = SeccompRule::new(vec![domain(0)?]).ok()?;
    let no_sockets = SeccompFilter::new(
        BTreeMap::from([
            (libc::SYS_socket, vec![other_than_local.clone()]),
            (libc::SYS_socketpair, vec![other_than_local]),
            // It could open sockets past the filter.
            (libc::SYS_io_uring_setup, vec![]),
        ]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::EAFNOSUPPORT.unsigned_abs()),
        arch,
    )
    .ok()?;
    no_sockets.try_into().ok()
}
