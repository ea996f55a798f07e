//! The clipboard: what is copied out of the window is marked as a secret for clipboard managers, and taken back after 20 seconds and at every lock,
//! if it is still ours.

use std::cell::Cell;
use std::time::Duration;

use gtk::{Clipboard, TargetEntry, TargetFlags, gdk};
use tauri::AppHandle;
use zeroize::Zeroizing;

use crate::window;

/// How long a copied text stays.
const STAYS: Duration = Duration::from_secs(20);
/// The longest text that is taken, in bytes.
const LONGEST: usize = 4 << 20;
/// Clipboard managers that know it (KDE's Klipper, KeePassXC's convention, and those that follow them) do not keep what bears it.
const SECRET: &str = "x-kde-passwordManagerHint";
const SAYS: &[u8] = b"secret";

thread_local! {
    // Only the window's own thread touches the clipboard. How often something was put there, and which of them is there; 0: none.
    static TURNS: Cell<u64> = const { Cell::new(0) };
    static OURS: Cell<u64> = const { Cell::new(0) };
}

/// Puts `text` there, from any thread. False if it is too long or the window does not answer.
pub async fn put(app: &AppHandle, text: Zeroizing<String>) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    window::on_its_thread(app, move || set(text))
        .await
        .unwrap_or(false)
}

fn set(text: Zeroizing<String>) -> bool {
    let targets = [
        "UTF8_STRING",
        "text/plain;charset=utf-8",
        "text/plain",
        "STRING",
        SECRET,
    ]
    .map(|name| TargetEntry::new(name, TargetFlags::empty(), u32::from(name == SECRET)));
    let turn = TURNS.get() + 1;
    TURNS.set(turn);
    let put = Put { text, turn };
    let set = board().set_with_data(&targets, move |_, selection, info| {
        if info == 1 {
            selection.set(&selection.target(), 8, SAYS);
        } else {
            selection.set_text(&put.text);
        }
    });
    if set {
        OURS.set(turn);
        glib::timeout_add_local_once(STAYS, move || clear_if(|now| now == turn));
    }
    set
}

/// What we put there. GTK drops it when somebody else puts something there; from then on the clipboard is not ours to empty.
struct Put {
    text: Zeroizing<String>,
    turn: u64,
}

impl Drop for Put {
    fn drop(&mut self) {
        if OURS.get() == self.turn {
            OURS.set(0);
        }
    }
}

/// Empties it, if what is there is ours.
pub async fn clear_now(app: &AppHandle) {
    window::on_its_thread(app, || clear_if(|turn| turn > 0)).await;
}

/// `gtk_clipboard_clear` would empty what another program has put there since, too.
fn clear_if(ours: impl FnOnce(u64) -> bool) {
    if ours(OURS.get()) {
        board().clear();
        OURS.set(0);
    }
}

fn board() -> Clipboard {
    Clipboard::get(&gdk::SELECTION_CLIPBOARD)
}
