//! From the window to the service. Tauri has already checked that the command is granted to this window; the service checks everything else.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};
use service::Service;
use tauri::ipc::{Invoke, InvokeBody, InvokeResolver};
use tauri::{AppHandle, Manager, Wry};
use zeroize::Zeroizing;

use crate::afresh::Handed;
use crate::lock::bus::{Seen, Watched};
use crate::lock::idle::Activity;
use crate::lock::{self, Lock, Why};
use crate::{clipboard, dialogs};

/// The window asks this by itself while long work is under way: no sign that somebody is there.
const WATCHING: &str = "job_state";
/// The window asks this when it has kept its drafts: the end of a lock, or the whole of one.
const LOCKS: &str = "vault_lock";
const SAVES_A_DRAFT: &str = "draft_save";

/// What the window may know of the program it runs in.
#[derive(Serialize)]
struct HostState {
    /// Why the program before this one locked; empty: it was started by a person.
    why: String,
    /// What of the computer can be seen from here.
    watched: Watched,
}

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
            .unwrap_or_else(|| Value::Object(Map::new())),
        // Raw bodies are not part of the contract.
        _ => return false,
    };
    if dialogs::answers(&name) {
        dialogs::pick(&app, &name, &request, move |path| resolver.resolve(path));
        return true;
    }
    match name.as_str() {
        // The window's word that somebody is there, while nothing is asked of the service: reading counts as being there.
        "present" => {
            app.state::<Activity>().touch();
            resolver.resolve(());
        }
        // A passphrase stands in a field, or stood there.
        "touched" => {
            app.state::<Lock>().touch();
            resolver.resolve(());
        }
        "host_state" => resolver.resolve(HostState {
            why: app.state::<Handed>().why.clone(),
            watched: app.state::<Seen>().get(),
        }),
        // Nobody waits for these two: the window that asked is gone before there could be an answer.
        "lock_begin" => begin(&app, &request),
        LOCKS => {
            begin(&app, &Value::Null);
            app.state::<Lock>().drafts_kept();
        }
        "copy" => copy(app, request, resolver),
        _ if Service::knows(&name) => call(app, name, request, resolver),
        _ => return false,
    }
    true
}

/// The page says why; anything it does not know means that it was asked for.
fn begin(app: &AppHandle, request: &Value) {
    let why = match request["why"].as_str() {
        Some("idle") => Why::Idle,
        Some("vanish") => Why::Vanish,
        _ => Why::Asked,
    };
    app.state::<Lock>().heard();
    lock::begin(app, why);
}

fn copy(app: AppHandle, request: Value, resolver: InvokeResolver<Wry>) {
    let text = match request {
        Value::Object(mut fields) => fields.remove("text"),
        _ => None,
    };
    tauri::async_runtime::spawn(async move {
        match text {
            Some(Value::String(text)) => {
                resolver.resolve(clipboard::put(&app, Zeroizing::new(text)).await);
            }
            _ => resolver.resolve(false),
        }
    });
}

/// Bodies read disks and derive keys; the window's own thread must stay free.
fn call(app: AppHandle, name: String, request: Value, resolver: InvokeResolver<Wry>) {
    tauri::async_runtime::spawn_blocking(move || {
        if name != WATCHING {
            app.state::<Activity>().asked();
        }
        let service = app.state::<Arc<Service>>();
        let answer = if name == SAVES_A_DRAFT {
            app.state::<Lock>().saving(|| service.call(&name, request))
        } else {
            service.call(&name, request)
        };
        match answer {
            Ok(response) => resolver.resolve(response),
            Err(error) => resolver.reject(error),
        }
    });
}
