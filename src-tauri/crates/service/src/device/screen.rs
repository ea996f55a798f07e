//! When the screen locks by itself, as far as the desktop's settings say.

use super::{Device, State, finding, small};
use crate::contract::DeviceFinding;

/// Minutes after which a lock is late.
const LATE: u64 = 10;

/// What the settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lock {
    /// After so many seconds.
    After(u64),
    Never,
    Unknown,
}

impl Device {
    pub(super) fn screen(&self) -> DeviceFinding {
        let desktop = self.desktop.to_lowercase();
        let is = |name: &str| desktop.split(':').any(|one| one.contains(name));
        let lock = if is("cinnamon") {
            self.gnome_like("org.cinnamon.desktop")
        } else if is("mate") {
            self.mate()
        } else if is("kde") {
            self.kde()
        } else if is("xfce") {
            self.xfce()
        } else if is("gnome") || is("unity") || is("budgie") {
            self.gnome_like("org.gnome.desktop")
        } else {
            Lock::Unknown
        };
        let desktop = ("desktop", self.desktop.clone());
        match lock {
            Lock::Unknown => finding("screen", State::Unknown, "unknown", &[desktop]),
            Lock::Never => finding("screen", State::Bad, "never", &[desktop]),
            Lock::After(seconds) => {
                let minutes = seconds.div_ceil(60);
                let args = [("minutes", minutes.to_string()), desktop];
                if minutes > LATE {
                    finding("screen", State::Care, "late", &args)
                } else {
                    finding("screen", State::Good, "locks", &args)
                }
            }
        }
    }

    fn setting(&self, schema: &str, key: &str) -> Option<String> {
        (self.run)("gsettings", &["get", schema, key])
    }

    fn seconds(&self, schema: &str, key: &str) -> Option<u64> {
        let value = self.setting(schema, key)?;
        value.split_whitespace().last()?.parse().ok()
    }

    /// GNOME, and Cinnamon, which grew out of it: dark after `idle-delay` seconds, locked `lock-delay` seconds later.
    fn gnome_like(&self, schema: &str) -> Lock {
        let saver = format!("{schema}.screensaver");
        match self.setting(&saver, "lock-enabled").as_deref() {
            Some("true") => {}
            Some("false") => return Lock::Never,
            _ => return Lock::Unknown,
        }
        let idle = self.seconds(&format!("{schema}.session"), "idle-delay");
        match (idle, self.seconds(&saver, "lock-delay")) {
            (Some(0), _) => Lock::Never,
            (Some(idle), Some(delay)) => Lock::After(idle + delay),
            _ => Lock::Unknown,
        }
    }

    /// Minutes here.
    fn mate(&self) -> Lock {
        let saver = "org.mate.screensaver";
        let on = |key| self.setting(saver, key);
        match (
            on("lock-enabled").as_deref(),
            on("idle-activation-enabled").as_deref(),
        ) {
            (Some("true"), Some("true")) => {}
            (Some("false"), _) | (_, Some("false")) => return Lock::Never,
            _ => return Lock::Unknown,
        }
        let delay = self.seconds(saver, "lock-delay").unwrap_or(0);
        match self.seconds("org.mate.session", "idle-delay") {
            Some(0) => Lock::Never,
            Some(minutes) => Lock::After((minutes + delay) * 60),
            None => Lock::Unknown,
        }
    }

    /// `kscreenlockerrc`; what it does not say is as KDE has it: on, after five minutes.
    fn kde(&self) -> Lock {
        let Some(folder) = self.home.as_ref().map(|home| self.at(home).join(".config")) else {
            return Lock::Unknown;
        };
        if !folder.is_dir() {
            return Lock::Unknown;
        }
        let text = small(&folder.join("kscreenlockerrc")).unwrap_or_default();
        let mut daemon = false;
        let (mut on, mut minutes) = (true, 5_u64);
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                daemon = line == "[Daemon]";
            } else if let Some((name, value)) = line.split_once('=').filter(|_| daemon) {
                match name.trim() {
                    "Autolock" => on = value.trim() != "false",
                    "Timeout" => minutes = value.trim().parse().unwrap_or(minutes),
                    _ => {}
                }
            }
        }
        if on && minutes > 0 {
            Lock::After(minutes * 60)
        } else {
            Lock::Never
        }
    }

    /// The settings of xfce4-screensaver; another locker says nothing here.
    fn xfce(&self) -> Lock {
        let file = self.home.as_ref().map(|home| {
            self.at(home)
                .join(".config/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml")
        });
        let Some(text) = file.and_then(|file| small(&file)) else {
            return Lock::Unknown;
        };
        let Some((saver, lock)) = text.split_once("name=\"lock\"") else {
            return Lock::Unknown;
        };
        if is_off(saver) || is_off(lock) {
            return Lock::Never;
        }
        let minutes = property(saver, "delay").unwrap_or(5);
        Lock::After((minutes + property(lock, "delay").unwrap_or(0)) * 60)
    }
}

fn is_off(xml: &str) -> bool {
    xml.split('<')
        .any(|tag| tag.contains("name=\"enabled\"") && tag.contains("value=\"false\""))
}

fn property(xml: &str, name: &str) -> Option<u64> {
    let tag = xml
        .split('<')
        .find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
    tag.split_once("value=\"")?
        .1
        .split('"')
        .next()?
        .parse()
        .ok()
}
