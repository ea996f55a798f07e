//! What the system and the desktop say on their buses: the computer goes to sleep, the screen is locked, another user takes over, the lid closes.
//!
//! Interfaces: org.freedesktop.login1 (systemd-logind), org.freedesktop.UPower, and the screen savers of the desktops. A machine without one of
//! them is one on which that cannot be seen; [`Watched`] tells the device check-up which.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use gio::prelude::*;
use gio::{BusType, DBusCallFlags, DBusConnection, DBusSignalFlags};
use glib::{Variant, VariantTy};
use serde::Serialize;
use service::Service;
use tauri::{AppHandle, Manager};

use super::{Why, begin};

const LOGIN: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";
const UPOWER: &str = "org.freedesktop.UPower";
const UPOWER_PATH: &str = "/org/freedesktop/UPower";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
/// The same signal, `ActiveChanged(b)`, under the name of each desktop.
const SCREEN_SAVERS: [&str; 6] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.kde.screensaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];
/// Answers that take longer are not waited for, in milliseconds.
const PATIENCE: i32 = 5_000;
/// How often to look at the lid, and whether a vault is open.
const LOOK: Duration = Duration::from_secs(2);

/// What this machine lets us see.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Watched {
    /// Sleep can be put off until the keys are gone.
    pub sleep: bool,
    /// The session can be seen to be locked or left to another user.
    pub session: bool,
    /// The desktop's own screen saver can be heard.
    pub desktop: bool,
    /// The lid can be seen.
    pub lid: bool,
}

/// The same, shared with the window.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Watched>>);

impl Seen {
    /// As of now.
    pub fn get(&self) -> Watched {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn set(&self, change: impl FnOnce(&mut Watched)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Starts listening, on the window's own thread.
pub fn watch(app: &AppHandle) {
    let context = glib::MainContext::default();
    context.spawn_local(system(app.clone()));
    context.spawn_local(desktop(app.clone()));
}

async fn system(app: AppHandle) {
    let Some(bus) = connect(BusType::System).await else {
        return;
    };
    let here = app.clone();
    listen(
        &bus,
        Some(LOGIN),
        MANAGER,
        "PrepareForSleep",
        Some(MANAGER_PATH),
        move |args| {
            if flag(args) == Some(true) {
                begin(&here, Why::Sleep);
            }
        },
    );
    let here = app.clone();
    listen(
        &bus,
        Some(LOGIN),
        MANAGER,
        "PrepareForShutdown",
        Some(MANAGER_PATH),
        move |args| {
            if flag(args) == Some(true) {
                begin(&here, Why::Sleep);
            }
        },
    );
    if let Some(path) = own_session(&bus).await {
        session(&app, &bus, &path);
        app.state::<Seen>().set(|seen| seen.session = true);
    }
    lid(&app, &bus).await;
    hold_off_sleep(app, bus).await;
}

/// The session this program belongs to, as logind names it.
async fn own_session(bus: &DBusConnection) -> Option<String> {
    let path = |answer: Variant| answer.try_child_value(0)?.str().map(str::to_owned);
    let asked = async |method: &str, args: Variant| {
        let answer = call(bus, LOGIN, MANAGER_PATH, MANAGER, method, Some(args)).await;
        answer.and_then(path)
    };
    if let Some(id) = std::env::var("XDG_SESSION_ID")
        .ok()
        .filter(|id| !id.is_empty())
        && let Some(found) = asked("GetSession", (id,).to_variant()).await
    {
        return Some(found);
    }
    match asked("GetSessionByPID", (std::process::id(),).to_variant()).await {
        Some(found) => Some(found),
        // A program that the desktop started as a service of the user belongs to no session; this is the one it is shown in.
        None => asked("GetSession", ("auto",).to_variant()).await,
    }
}

fn session(app: &AppHandle, bus: &DBusConnection, path: &str) {
    let here = app.clone();
    listen(bus, Some(LOGIN), SESSION, "Lock", Some(path), move |_| {
        begin(&here, Why::Screen);
    });
    let here = app.clone();
    changed(bus, LOGIN, path, SESSION, move |name, value| {
        match (name, value) {
            ("Active", Some(false)) => begin(&here, Why::Switch),
            ("LockedHint", Some(true)) => begin(&here, Why::Screen),
            _ => {}
        }
    });
}

async fn lid(app: &AppHandle, bus: &DBusConnection) {
    let here = app.clone();
    changed(bus, UPOWER, UPOWER_PATH, UPOWER, move |name, value| {
        if (name, value) == ("LidIsClosed", Some(true)) {
            begin(&here, Why::Lid);
        }
    });
    let by_signal = get(bus, UPOWER, UPOWER_PATH, UPOWER, "LidIsPresent").await == Some(true);
    let by_asking = get(bus, LOGIN, MANAGER_PATH, MANAGER, "LidClosed")
        .await
        .is_some();
    app.state::<Seen>()
        .set(|seen| seen.lid = by_signal || by_asking);
}

/// While a vault is open, logind waits for us before it lets the computer sleep. The file it gave is the promise: it closes with the program that
/// had the keys, and not before.
async fn hold_off_sleep(app: AppHandle, bus: DBusConnection) {
    let held: Rc<RefCell<Option<gio::UnixFDList>>> = Rc::default();
    let mut lid_was = None;
    loop {
        let open = app.state::<Arc<Service>>().may_be_open();
        if open && held.borrow().is_none() {
            let got = inhibit(&bus).await;
            app.state::<Seen>().set(|seen| seen.sleep = got.is_some());
            *held.borrow_mut() = got;
        } else if !open {
            held.borrow_mut().take();
        }
        if open {
            // logind tells nobody when its property changes.
            let lid = get(&bus, LOGIN, MANAGER_PATH, MANAGER, "LidClosed").await;
            if lid == Some(true) && lid_was == Some(false) {
                begin(&app, Why::Lid);
            }
            lid_was = lid;
        } else {
            lid_was = None;
        }
        glib::timeout_future(LOOK).await;
    }
}

async fn inhibit(bus: &DBusConnection) -> Option<gio::UnixFDList> {
    let args = ("sleep:shutdown", "Sandyq", "Locking", "delay").to_variant();
    let answer = bus
        .call_with_unix_fd_list_future(
            Some(LOGIN),
            MANAGER_PATH,
            MANAGER,
            "Inhibit",
            Some(&args),
            Some(VariantTy::new("(h)").ok()?),
            DBusCallFlags::NO_AUTO_START,
            PATIENCE,
            None::<&gio::UnixFDList>,
        )
        .await;
    answer.ok().map(|(_, files)| files)
}

async fn desktop(app: AppHandle) {
    let Some(bus) = connect(BusType::Session).await else {
        return;
    };
    for interface in SCREEN_SAVERS {
        let here = app.clone();
        // From whoever says it: somebody who only pretends can do no more than lock us.
        listen(&bus, None, interface, "ActiveChanged", None, move |args| {
            if flag(args) == Some(true) {
                begin(&here, Why::Screen);
            }
        });
    }
    app.state::<Seen>().set(|seen| seen.desktop = true);
}

async fn connect(kind: BusType) -> Option<DBusConnection> {
    let bus = gio::bus_get_future(kind).await.ok()?;
    // A bus that goes away must not take the program with it.
    bus.set_exit_on_close(false);
    Some(bus)
}

fn listen(
    bus: &DBusConnection,
    sender: Option<&str>,
    interface: &str,
    signal: &str,
    path: Option<&str>,
    then: impl Fn(&Variant) + 'static,
) {
    // For as long as the program runs.
    let _ = bus.signal_subscribe(
        sender,
        Some(interface),
        Some(signal),
        path,
        None,
        DBusSignalFlags::NONE,
        move |_, _, _, _, _, args| {
            then(args);
        },
    );
}

/// Calls `then` with the name and the truth of every property of `interface` that changes.
fn changed(
    bus: &DBusConnection,
    sender: &str,
    path: &str,
    interface: &str,
    then: impl Fn(&str, Option<bool>) + 'static,
) {
    let wanted = interface.to_owned();
    listen(
        bus,
        Some(sender),
        PROPERTIES,
        "PropertiesChanged",
        Some(path),
        move |args| {
            if args
                .try_child_value(0)
                .and_then(|name| name.str().map(|name| name == wanted))
                != Some(true)
            {
                return;
            }
            let Some(properties) = args.try_child_value(1) else {
                return;
            };
            for entry in properties.iter() {
                let name = entry.try_child_value(0);
                let value = entry
                    .try_child_value(1)
                    .and_then(|boxed| boxed.as_variant())
                    .and_then(|value| value.get());
                if let Some(name) = name.as_ref().and_then(Variant::str) {
                    then(name, value);
                }
            }
        },
    );
}

async fn get(
    bus: &DBusConnection,
    name: &str,
    path: &str,
    interface: &str,
    property: &str,
) -> Option<bool> {
    let args = (interface, property).to_variant();
    let answer = call(bus, name, path, PROPERTIES, "Get", Some(args)).await?;
    answer.try_child_value(0)?.as_variant()?.get()
}

async fn call(
    bus: &DBusConnection,
    name: &str,
    path: &str,
    interface: &str,
    method: &str,
    args: Option<Variant>,
) -> Option<Variant> {
    let flags = DBusCallFlags::NO_AUTO_START;
    bus.call_future(
        Some(name),
        path,
        interface,
        method,
        args.as_ref(),
        None,
        flags,
        PATIENCE,
    )
    .await
    .ok()
}

/// The first argument of a signal, if it is a truth.
fn flag(args: &Variant) -> Option<bool> {
    args.try_child_value(0)?.get()
}
