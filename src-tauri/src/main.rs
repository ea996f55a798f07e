//! The window of Sandyq: a thin host around the service. It opens one window, shows file dialogs, and locks when nobody is there.
#![cfg_attr(windows, windows_subsystem = "windows")]

mod afresh;
mod clipboard;
mod dialogs;
mod harden;
mod ipc;
mod lock;
mod window;

use std::sync::Arc;

use lock::Why;
use service::Service;
use tauri::{Manager, RunEvent, WindowEvent};

fn main() {
    harden::process();
    service::quiet_panics();
    if std::env::args_os().len() > 1 {
        // Nothing on the command line may steer the window; `sandyq` is the command line.
        eprintln!("Sandyq takes no arguments. For the command line use `sandyq --help`.");
        std::process::exit(2);
    }
    let handed = afresh::Handed::take();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(ipc::handle)
        .setup(move |app| {
            let service = Service::desktop(
                app.path().app_data_dir()?,
                app.path()
                    .document_dir()
                    .or_else(|_| app.path().home_dir())?,
            );
            if handed.private {
                service.hide_names();
            }
            app.manage(Arc::new(service));
            app.manage(lock::idle::Activity::new());
            app.manage(lock::Lock::default());
            app.manage(lock::bus::Seen::default());
            app.manage(handed.clone());
            window::open(app, &handed)?;
            tauri::async_runtime::spawn(lock::idle::watch(app.handle().clone()));
            tauri::async_runtime::spawn(lock::signals::watch(app.handle().clone()));
            lock::bus::watch(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the window can be made: a display is there and WebKitGTK is installed");
    app.run(|app, event| match event {
        // Closing the window keeps what was being written, as every lock does.
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } => {
            api.prevent_close();
            lock::begin(app, Why::End);
        }
        RunEvent::Exit => app.state::<Arc<Service>>().lock(),
        _ => {}
    });
}
