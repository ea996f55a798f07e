//! Made-up computers: folders that look like `/` of one, and programs that say what they would say there.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};

use super::*;

struct Computer {
    dir: tempfile::TempDir,
    desktop: &'static str,
    run: fn(&str, &[&str]) -> Option<String>,
}

const VAULT: &str = "/home/aigerim/Cases.vault";

fn silent(_: &str, _: &[&str]) -> Option<String> {
    None
}

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 6, 1)
        .and_then(|day| day.and_hms_opt(9, 0, 0))
        .expect("a time")
}

impl Computer {
    fn new() -> Self {
        let computer = Self {
            dir: tempfile::tempdir().expect("a folder"),
            desktop: "",
            run: silent,
        };
        computer.folder(VAULT);
        computer
    }
    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path.trim_start_matches('/'))
    }
    fn folder(&self, path: &str) -> &Self {
        fs::create_dir_all(self.at(path)).expect("a folder");
        self
    }
    fn file(&self, path: &str, text: &str) -> &Self {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }
    fn mounts(&self, lines: &str) -> &Self {
        self.file("proc/self/mountinfo", lines)
    }
    fn look(&self, known: Known) -> Vec<DeviceFinding> {
        let device = Device {
            root: self.dir.path().to_owned(),
            home: Some("/home/aigerim".into()),
            desktop: self.desktop.into(),
            run: self.run,
        };
        device.check(Path::new(VAULT), known, now())
    }
    fn codes(&self) -> Vec<String> {
        let found = self.look(Known::default());
        found
            .iter()
            .map(|one| format!("{} {}", one.state, one.code))
            .collect()
    }
    fn says(&self, expect: &str) {
        let codes = self.codes();
        assert!(codes.iter().any(|one| one == expect), "{expect}: {codes:?}");
    }
}

#[test]
fn a_laptop_with_luks() {
    let computer = Computer::new();
    computer
        .mounts("28 1 253:1 / / rw - ext4 /dev/mapper/root rw\n30 28 8:1 / /boot rw - ext4 /dev/sda1 rw\n")
        .file("sys/dev/block/253:1/dm/uuid", "CRYPT-LUKS2-0123-root\n")
        .file("proc/swaps", "Filename Type Size Used Priority\n/dev/dm-1 partition 8388604 0 -2\n")
        .file("sys/class/block/dm-1/dm/uuid", "CRYPT-LUKS1-0123-swap\n")
        .file("sys/power/state", "freeze mem disk\n")
        .file("sys/power/disk", "[platform] shutdown\n")
        .file("sys/power/resume", "253:1\n");
    computer.says("good disk-encrypted");
    computer.says("good swap-encrypted");
    computer.says("care hibernation-encrypted");
}

#[test]
fn lvm_over_luks_and_luks_over_lvm() {
    let computer = Computer::new();
    computer
        .mounts("28 1 253:2 / / rw - ext4 /dev/mapper/vg-root rw\n")
        .file("sys/dev/block/253:2/dm/uuid", "LVM-abc\n")
        .file(
            "sys/dev/block/253:2/slaves/dm-0/dm/uuid",
            "CRYPT-LUKS2-0123\n",
        );
    computer.says("good disk-encrypted");
    // A volume over two disks of which one is open: not encrypted.
    computer.folder("sys/dev/block/253:2/slaves/sdb1");
    computer.says("bad disk-partly");
}

#[test]
fn a_plain_laptop() {
    let computer = Computer::new();
    computer
        .mounts("28 1 8:2 / / rw - ext4 /dev/sda2 rw\n")
        .folder("sys/dev/block/8:2")
        .file(
            "proc/swaps",
            "Filename Type Size Used Priority\n/swapfile file 2097148 0 -2\n",
        )
        .file("sys/power/state", "freeze mem disk\n")
        .file("proc/cmdline", "quiet resume=/dev/sda3\n");
    computer.says("bad disk-plain");
    computer.says("bad swap-plain");
    computer.says("bad hibernation-plain");
    computer.says("bad backup-none");
}

#[test]
fn plain_lvm_is_plain() {
    let computer = Computer::new();
    computer
        .mounts("28 1 253:0 / / rw - ext4 /dev/mapper/vg-root rw\n")
        .file("sys/dev/block/253:0/dm/uuid", "LVM-abc\n")
        .folder("sys/dev/block/253:0/slaves/sda3");
    computer.says("bad disk-plain");
}

#[test]
fn the_vault_on_another_disk_is_asked_of_that_disk() {
    let computer = Computer::new();
    computer
        .mounts("28 1 8:2 / / rw - ext4 /dev/sda2 rw\n31 28 253:0 / /home/aigerim/Cases.vault rw - ext4 /dev/mapper/x rw\n32 28 8:9 / /home/aigerim/Cases rw - ext4 /dev/sdb rw\n")
        .folder("sys/dev/block/8:2")
        .folder("sys/dev/block/8:9")
        .file("sys/dev/block/253:0/dm/uuid", "CRYPT-PLAIN-x\n");
    computer.says("good disk-encrypted");
}

#[test]
fn btrfs_zfs_and_encryption_on_top() {
    let btrfs = Computer::new();
    btrfs
        .mounts("28 1 0:25 /@ / rw - btrfs /dev/mapper/luks-1 rw\n")
        .folder("dev/mapper");
    std::os::unix::fs::symlink("../dm-0", btrfs.at("dev/mapper/luks-1")).expect("a link");
    btrfs.file("sys/class/block/dm-0/dm/uuid", "CRYPT-LUKS2-1\n");
    btrfs.says("good disk-encrypted");

    let mut zfs = Computer::new();
    zfs.mounts("28 1 0:30 / / rw - zfs rpool/home rw\n");
    zfs.says("unknown disk-unknown");
    zfs.run = |program, args| {
        (program == "zfs" && args.last() == Some(&"rpool/home")).then(|| "aes-256-gcm".into())
    };
    zfs.says("good disk-zfs");
    zfs.run = |program, _| (program == "zfs").then(|| "off".into());
    zfs.says("bad disk-plain");

    let stacked = Computer::new();
    stacked.mounts("28 1 8:2 / / rw - ext4 /dev/sda2 rw\n29 28 0:40 / /home/aigerim rw - ecryptfs /home/.ecryptfs rw\n");
    stacked.says("good disk-stacked");

    let mut fscrypt = Computer::new();
    fscrypt
        .mounts("28 1 8:2 / / rw - ext4 /dev/sda2 rw\n")
        .folder("sys/dev/block/8:2");
    fscrypt.run = |program, _| {
        (program == "lsattr").then(|| "----i-----E---- /home/aigerim/Cases.vault".into())
    };
    fscrypt.says("good disk-fscrypt");
    fscrypt.run = |program, _| {
        (program == "lsattr").then(|| "--------------e------- /home/aigerim/Encrypted.vault".into())
    };
    fscrypt.says("bad disk-plain");
}

#[test]
fn zram_and_no_swap() {
    let computer = Computer::new();
    computer.file("proc/swaps", "Filename Type Size Used Priority\n");
    computer.says("good swap-none");
    computer
        .file(
            "proc/swaps",
            "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 100\n",
        )
        .file("sys/block/zram0/backing_dev", "none\n");
    computer.says("good swap-zram");
    computer
        .file("sys/block/zram0/backing_dev", "/dev/sda4\n")
        .folder("sys/class/block/sda4")
        .folder("dev")
        .file("dev/sda4", "");
    computer.says("bad swap-plain");
}

#[test]
fn hibernation_that_nobody_set_up_is_none() {
    let computer = Computer::new();
    computer
        .file("sys/power/state", "freeze mem disk")
        .file("sys/power/resume", "0:0")
        .file("proc/cmdline", "quiet");
    computer.says("good hibernation-unset");
    computer.file("sys/power/state", "freeze mem");
    computer.says("good hibernation-off");
}

#[test]
fn a_computer_of_which_nothing_can_be_read_is_never_good() {
    let computer = Computer::new();
    fs::remove_dir_all(computer.at("home")).expect("gone");
    let codes = computer.codes();
    for what in [
        "disk",
        "swap",
        "hibernation",
        "screen",
        "here",
        "users",
        "folder",
    ] {
        assert!(
            codes.contains(&format!("unknown {what}-unknown")),
            "{what}: {codes:?}"
        );
    }
    assert!(
        !codes
            .iter()
            .any(|one| one.starts_with("good") && !one.contains("clock") && !one.contains("sync")),
        "{codes:?}"
    );
}

#[test]
fn the_screen_lock_of_five_desktops() {
    let check = |desktop: &'static str, run: fn(&str, &[&str]) -> Option<String>, expect: &str| {
        let mut computer = Computer::new();
        (computer.desktop, computer.run) = (desktop, run);
        computer.says(expect);
    };
    let gnome = |_: &str, args: &[&str]| {
        Some(match args[2] {
            "lock-enabled" => "true".to_owned(),
            "idle-delay" => "uint32 300".to_owned(),
            "lock-delay" => "uint32 30".to_owned(),
            _ => return None,
        })
    };
    check("ubuntu:GNOME", gnome, "good screen-locks");
    check("ubuntu:GNOME", silent, "unknown screen-unknown");
    check(
        "GNOME",
        |_, args| {
            Some(
                if args[2] == "lock-enabled" {
                    "false"
                } else {
                    "uint32 300"
                }
                .into(),
            )
        },
        "bad screen-never",
    );
    check(
        "GNOME",
        |_, args| {
            Some(
                if args[2] == "lock-enabled" {
                    "true"
                } else {
                    "uint32 0"
                }
                .into(),
            )
        },
        "bad screen-never",
    );
    check(
        "X-Cinnamon",
        |_, args| {
            Some(
                if args[2] == "lock-enabled" {
                    "true"
                } else {
                    "uint32 900"
                }
                .into(),
            )
        },
        "care screen-late",
    );
    check(
        "MATE",
        |_, args| {
            Some(match args[2] {
                "idle-delay" => "5".to_owned(),
                "lock-delay" => "0".into(),
                _ => "true".into(),
            })
        },
        "good screen-locks",
    );
    check("sway", gnome, "unknown screen-unknown");

    let mut kde = Computer::new();
    kde.desktop = "KDE";
    kde.says("unknown screen-unknown");
    kde.folder("home/aigerim/.config");
    kde.says("good screen-locks");
    kde.file(
        "home/aigerim/.config/kscreenlockerrc",
        "[Daemon]\nTimeout=30\n",
    );
    kde.says("care screen-late");
    kde.file(
        "home/aigerim/.config/kscreenlockerrc",
        "[Greeter]\nAutolock=true\n[Daemon]\nAutolock=false\n",
    );
    kde.says("bad screen-never");

    let mut xfce = Computer::new();
    xfce.desktop = "XFCE";
    xfce.says("unknown screen-unknown");
    let file = "home/aigerim/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml";
    let xml = |enabled: bool| {
        format!(
            "<channel><property name=\"saver\"><property name=\"enabled\" value=\"{enabled}\"/><property name=\"idle-activation\"><property name=\"delay\" type=\"int\" value=\"4\"/></property></property><property name=\"lock\"><property name=\"enabled\" value=\"true\"/></property></channel>"
        )
    };
    xfce.file(file, &xml(true));
    xfce.says("good screen-locks");
    xfce.file(file, &xml(false));
    xfce.says("bad screen-never");
}

#[test]
fn other_people() {
    let computer = Computer::new();
    computer
        .file("proc/self/status", "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n")
        .file("etc/passwd", "root:x:0:0::/root:/bin/bash\naigerim:x:1000:1000::/home/aigerim:/bin/bash\nftp:x:1500:1::/:/usr/sbin/nologin\n")
        .file("run/systemd/sessions/2", "UID=1000\nUSER=aigerim\nCLASS=user\nSTATE=active\n");
    computer.says("good here-alone");
    computer.says("good users-alone");
    computer
        .file("etc/passwd", "aigerim:x:1000:1000::/home/aigerim:/bin/bash\nguest:x:1001:1001::/home/guest:/bin/sh\n")
        .file("run/systemd/sessions/3", "UID=1001\nUSER=guest\nCLASS=user\nSTATE=online\n");
    let found = computer.look(Known::default());
    let others: Vec<&DeviceFinding> = found
        .iter()
        .filter(|one| one.code.ends_with("-others"))
        .collect();
    assert_eq!(others.len(), 2);
    assert!(others.iter().all(|one| one.args["names"] == "guest"));
    computer.file(
        "run/systemd/sessions/3",
        "UID=1001\nUSER=guest\nCLASS=user\nSTATE=closing\n",
    );
    computer.says("good here-alone");
}

#[test]
fn the_folder_and_what_carries_it_elsewhere() {
    use std::os::unix::fs::PermissionsExt;
    let computer = Computer::new();
    computer.folder("proc/self");
    let mode = |mode| {
        fs::set_permissions(computer.at(VAULT), fs::Permissions::from_mode(mode)).expect("a mode");
    };
    for (bits, expect) in [
        (0o700, "good folder-private"),
        (0o755, "care folder-open"),
        (0o770, "bad folder-writable"),
    ] {
        mode(bits);
        computer.says(expect);
    }
    computer.says("good sync-none");
    computer.folder("home/aigerim/.stfolder");
    let found = computer.look(Known::default());
    let sync = found
        .iter()
        .find(|one| one.code == "sync-seen")
        .expect("a mark");
    assert_eq!(
        (&*sync.args["program"], &*sync.args["folder"]),
        ("Syncthing", "/home/aigerim")
    );
    fs::remove_dir(computer.at("home/aigerim/.stfolder")).expect("gone");
    computer.file("home/aigerim/.sync_1a2b.db", "");
    computer.says("care sync-seen");
}

#[test]
fn backup_and_clock() {
    let check = |known: Known, at: NaiveDateTime, expect: &str| {
        let found = [backup(known.backup, at), clock(known.newest, at)];
        assert!(
            found
                .iter()
                .any(|one| format!("{} {}", one.state, one.code) == expect),
            "{expect}"
        );
    };
    let days = |days| now() - chrono::TimeDelta::days(days);
    let with = |backup, newest| Known { backup, newest };
    check(with(Some(days(2)), None), now(), "good backup-recent");
    check(with(Some(days(8)), None), now(), "care backup-old");
    check(Known::default(), now(), "good clock-plausible");
    check(with(None, Some(now())), days(1), "bad clock-behind");
    check(Known::default(), days(400), "bad clock-before");
    check(Known::default(), days(-20 * 365), "care clock-ahead");
}
