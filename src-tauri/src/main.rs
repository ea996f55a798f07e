//! The window of Sandyq: a thin host around the service. It opens one window, shows file dialogs, and locks when nobody is there.
#![cfg_attr(windows, windows_subsystem = "windows")]

mod dialogs;
mod harden;
mod ipc;
mod lock;

use std::sync::Arc;

use service::Service;
use tauri::{Manager, RunEvent, WebviewUrl, WebviewWindowBuilder};

fn main() {
    harden::process();
    service::quiet_panics();
    if std::env::args_os().len() > 1 {
        // Nothing on the command line may steer the window; `sandyq` is the command line.
        eprintln!("Sandyq takes no arguments. For the command line use `sandyq --help`.");
        std::process::exit(2);
    }
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(ipc::handle)
        .setup(|app| {
            let service = Service::desktop(
                app.path().app_data_dir()?,
                app.path()
                    .document_dir()
                    .or_else(|_| app.path().home_dir())?,
            );
            app.manage(Arc::new(service));
            app.manage(lock::Activity::new());
            open_window(app)?;
            tauri::async_runtime::spawn(lock::when_idle(app.handle().clone()));
            tauri::async_runtime::spawn(lock::when_told(app.handle().clone()));
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the window can be made: a display is there and WebKitGTK is installed");
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<Arc<Service>>().lock();
        }
    });
}

/// Opens the one window. Its title says nothing; its browser context keeps nothing; it can go nowhere and open nothing.
fn open_window(app: &tauri::App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Sandyq")
        .inner_size(1280.0, 860.0)
        .min_inner_size(640.0, 480.0)
        .incognito(!cfg!(feature = "e2e"))
        .devtools(false)
        .disable_drag_drop_handler()
        .on_navigation(|url| url.scheme() == "tauri")
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    Ok(())
}
