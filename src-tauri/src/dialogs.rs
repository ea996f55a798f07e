//! File dialogs. The window may ask for one and gets the path a person chose, or nothing; it cannot name a start folder or read a directory.

use serde_json::Value;
use tauri::AppHandle;

/// Whether `name` is one of the host's own commands.
pub fn answers(name: &str) -> bool {
    matches!(name, "pick_open" | "pick_save" | "pick_folder")
}

/// Shows the dialog `name` and gives `done` the chosen path, or `None` when the person thought better of it.
///
/// `request`: `{"title": text, "name": suggested file name, "filters": [{"name": text, "extensions": ["pdf"]}]}`, all optional.
#[cfg(not(feature = "e2e"))]
pub fn pick(
    app: &AppHandle,
    name: &str,
    request: &Value,
    done: impl FnOnce(Option<String>) + Send + 'static,
) {
    use tauri_plugin_dialog::{DialogExt, FilePath};
    let text = |key: &str| request.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut dialog = app.dialog().file();
    if let Some(title) = text("title") {
        dialog = dialog.set_title(title);
    }
    for filter in request
        .get("filters")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let extensions: Vec<&str> = filter["extensions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if let (Some(name), false) = (filter["name"].as_str(), extensions.is_empty()) {
            dialog = dialog.add_filter(name, &extensions);
        }
    }
    let app = app.clone();
    let answer = move |path: Option<FilePath>| {
        let path = path.and_then(|path| path.into_path().ok());
        if let Some(path) = path.clone() {
            let _ = app.run_on_main_thread(move || forget(&path));
        }
        done(path.and_then(|path| path.into_os_string().into_string().ok()));
    };
    match name {
        "pick_save" => {
            // A suggestion, not a path: the last component only.
            if let Some(file) = text("name")
                .as_deref()
                .and_then(|file| file.rsplit(['/', '\\']).next())
            {
                dialog = dialog.set_file_name(file);
            }
            dialog.save_file(answer);
        }
        "pick_folder" => dialog.pick_folder(answer),
        _ => dialog.pick_file(answer),
    }
}

/// How often, and for how long after a dialog, to look whether the toolkit remembered its answer.
#[cfg(not(feature = "e2e"))]
const LOOK: (std::time::Duration, u32) = (std::time::Duration::from_millis(10), 200);

/// GTK puts every chosen file into the list of recently used files of the whole desktop. It does so a moment after the dialog, and writes the list a
/// quarter of a second later (`gtk_recent_manager_add_item`, `gtk_recent_manager_changed`); we take it out in between, so that it never reaches the disk.
/// Switching the list off in GTK's settings would empty the person's own.
#[cfg(not(feature = "e2e"))]
fn forget(path: &std::path::Path) {
    use gtk::prelude::RecentManagerExt;
    let (Ok(address), Some(recent)) = (
        glib::filename_to_uri(path, None),
        gtk::RecentManager::default(),
    ) else {
        return;
    };
    let mut looks = LOOK.1;
    glib::timeout_add_local(LOOK.0, move || {
        if recent.has_item(&address) {
            let _ = recent.remove_item(&address);
        }
        looks -= 1;
        if looks == 0 {
            glib::ControlFlow::Break
        } else {
            glib::ControlFlow::Continue
        }
    });
}

/// In the test build a dialog's answer is the first line of the file named by `SANDYQ_E2E_PICK`, which is then removed from it.
#[cfg(feature = "e2e")]
pub fn pick(
    _app: &AppHandle,
    _name: &str,
    _request: &Value,
    done: impl FnOnce(Option<String>) + Send + 'static,
) {
    let queue = std::env::var_os("SANDYQ_E2E_PICK").map(std::path::PathBuf::from);
    let text = queue
        .as_ref()
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default();
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    if let Some(path) = &queue {
        let _ = std::fs::write(path, rest);
    }
    done((!first.is_empty()).then(|| first.to_owned()));
}
