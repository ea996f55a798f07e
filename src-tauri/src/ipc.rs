//! From the window to the service. Tauri has already checked that the command is granted to this window; the service checks everything else.

use serde_json::Value;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::{Manager, Wry};

use crate::{dialogs, lock::Activity};
use service::Service;

/// The window's word that somebody is there, while nothing is asked of the service: reading counts as being there.
const PRESENT: &str = "present";
/// The window asks this by itself while long work is under way: no sign that somebody is there.
const WATCHING: &str = "job_state";

/// Answers one call of the window. Returns false for a command nobody knows, which Tauri turns into a refusal.
pub fn handle(invoke: Invoke<Wry>) -> bool {
    let Invoke {
        message, resolver, ..
    } = invoke;
    let name = message.command().to_owned();
    let app = message.webview_ref().app_handle().clone();
    let request = match message.payload() {
        InvokeBody::Json(Value::Object(fields)) => fields
            .get("request")
            .cloned()
            .unwrap_or_else(|| Value::Object(serde_json::Map::new())),
        // Raw bodies are not part of the contract.
        _ => return false,
    };
    if name == PRESENT {
        app.state::<Activity>().touch();
        resolver.resolve(());
        return true;
    }
    if dialogs::answers(&name) {
        dialogs::pick(&app, &name, &request, move |path| resolver.resolve(path));
        return true;
    }
    if !Service::knows(&name) {
        return false;
    }
    // Bodies read disks and derive keys; the window's own thread must stay free.
    tauri::async_runtime::spawn_blocking(move || {
        if name != WATCHING {
            app.state::<Activity>().touch();
        }
        match app.state::<std::sync::Arc<Service>>().call(&name, request) {
            Ok(response) => resolver.resolve(response),
            Err(error) => resolver.reject(error),
        }
    });
    true
}
