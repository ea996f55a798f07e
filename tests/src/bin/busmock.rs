//! A computer that says what it is told to say: systemd-logind, `UPower` and a screen saver on a message bus of its own, for the tests of the window.
//!
//! The bus is the one in `DBUS_SYSTEM_BUS_ADDRESS`. One word a line on standard input makes it happen (`sleep`, `wake`, `shutdown`, `lock`, `hint`,
//! `leave`, `lid`, `lidpoll`, `lidopen`, `screensaver`); standard output says `ready`, `inhibit` when somebody asks to be waited for, and `released` when they let go.
#![expect(clippy::print_stdout, reason = "its answers")]

use std::io::{BufRead, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use gio::prelude::*;
use gio::{BusNameOwnerFlags, BusType, DBusConnection, DBusMethodInvocation, DBusNodeInfo};
use glib::Variant;

const LOGIN: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";
const SESSION_PATH: &str = "/org/freedesktop/login1/session/_31";
const UPOWER: &str = "org.freedesktop.UPower";
const UPOWER_PATH: &str = "/org/freedesktop/UPower";
const SCREEN_SAVER: &str = "org.freedesktop.ScreenSaver";

const SPOKEN: &str = r#"<node>
  <interface name="org.freedesktop.login1.Manager">
    <method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="h" direction="out"/></method>
    <method name="GetSession"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
    <method name="GetSessionByPID"><arg type="u" direction="in"/><arg type="o" direction="out"/></method>
    <property name="LidClosed" type="b" access="read"/>
  </interface>
  <interface name="org.freedesktop.UPower"><property name="LidIsPresent" type="b" access="read"/></interface>
</node>"#;

static LID: AtomicBool = AtomicBool::new(false);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let main = glib::MainLoop::new(None, false);
    let bus = gio::bus_get_sync(BusType::System, None::<&gio::Cancellable>)?;
    let node = DBusNodeInfo::for_xml(SPOKEN)?;
    for (path, interface) in [(MANAGER_PATH, MANAGER), (UPOWER_PATH, UPOWER)] {
        let info = node
            .lookup_interface(interface)
            .ok_or("the description has it")?;
        bus.register_object(
            path,
            &info,
            |_, _, _, _, method, args, call| answer(method, &args, call),
            |_, _, _, _, property| {
                (property == "LidIsPresent" || LID.load(Ordering::SeqCst)).to_variant()
            },
            |_, _, _, _, _, _| false,
        )?;
    }
    for name in [LOGIN, UPOWER, SCREEN_SAVER] {
        gio::bus_own_name_on_connection(
            &bus,
            name,
            BusNameOwnerFlags::NONE,
            move |_, _| {
                if name == SCREEN_SAVER {
                    println!("ready");
                }
            },
            |_, _| {},
        );
    }
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
        // Whoever started us is gone.
        std::process::exit(0);
    });
    glib::timeout_add_local(std::time::Duration::from_millis(2), move || {
        while let Ok(word) = receive.try_recv() {
            let _ = say(&bus, word.trim());
        }
        glib::ControlFlow::Continue
    });
    main.run();
    Ok(())
}

fn answer(method: &str, args: &Variant, call: DBusMethodInvocation) {
    if method != "Inhibit" {
        let path = glib::variant::ObjectPath::try_from(SESSION_PATH.to_owned());
        call.return_value(path.ok().map(|path| (path,).to_variant()).as_ref());
        return;
    }
    match UnixStream::pair() {
        Ok((theirs, ours)) => {
            println!("inhibit {}", args.child_value(0).str().unwrap_or_default());
            let files = gio::UnixFDList::from_array([OwnedFd::from(theirs)]);
            let handle = (glib::variant::Handle(0),).to_variant();
            call.return_value_with_unix_fd_list(Some(&handle), Some(&files));
            std::thread::spawn(move || {
                // Ends when the last copy of theirs is closed.
                let _ = (&ours).read(&mut [0]);
                println!("released");
            });
        }
        Err(error) => {
            call.return_gerror(glib::Error::new(
                gio::IOErrorEnum::Failed,
                &error.to_string(),
            ));
        }
    }
}

/// Makes happen what the word says.
fn say(bus: &DBusConnection, word: &str) -> Result<(), glib::Error> {
    let signal = |path: &str, interface: &str, name: &str, args: Variant| {
        bus.emit_signal(None, path, interface, name, Some(&args))
    };
    let changed = |path: &str, interface: &str, name: &str, value: bool| {
        let properties = glib::VariantDict::new(None);
        properties.insert(name, value);
        let args = (interface, properties.end(), Vec::<String>::new()).to_variant();
        // The dictionary must not stand in a box of its own.
        let args = Variant::tuple_from_iter([
            args.child_value(0),
            args.child_value(1)
                .as_variant()
                .unwrap_or(args.child_value(1)),
            args.child_value(2),
        ]);
        signal(
            path,
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            args,
        )
    };
    match word {
        "sleep" => signal(
            MANAGER_PATH,
            MANAGER,
            "PrepareForSleep",
            (true,).to_variant(),
        ),
        "wake" => signal(
            MANAGER_PATH,
            MANAGER,
            "PrepareForSleep",
            (false,).to_variant(),
        ),
        "shutdown" => signal(
            MANAGER_PATH,
            MANAGER,
            "PrepareForShutdown",
            (true,).to_variant(),
        ),
        "lock" => signal(SESSION_PATH, SESSION, "Lock", ().to_variant()),
        "hint" => changed(SESSION_PATH, SESSION, "LockedHint", true),
        "leave" => changed(SESSION_PATH, SESSION, "Active", false),
        "lid" => changed(UPOWER_PATH, UPOWER, "LidIsClosed", true),
        "lidpoll" => {
            LID.store(true, Ordering::SeqCst);
            Ok(())
        }
        "lidopen" => {
            LID.store(false, Ordering::SeqCst);
            Ok(())
        }
        "screensaver" => signal(
            "/org/freedesktop/ScreenSaver",
            SCREEN_SAVER,
            "ActiveChanged",
            (true,).to_variant(),
        ),
        _ => Ok(()),
    }
}
