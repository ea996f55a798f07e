//! The one window.

use tauri::{
    AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder,
};
use tokio::sync::oneshot;

use crate::afresh::{Frame, Handed};

const NAME: &str = "main";

/// Opens it, where the one before was. Its title says nothing; its browser context keeps nothing; it can go nowhere and open nothing.
pub fn open(app: &tauri::App, handed: &Handed) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, NAME, WebviewUrl::default())
        .title("Sandyq")
        .inner_size(1280.0, 860.0)
        .min_inner_size(640.0, 480.0)
        .visible(handed.frame.is_none())
        .incognito(!cfg!(feature = "e2e"))
        .devtools(false)
        .disable_drag_drop_handler()
        .on_navigation(|url| url.scheme() == "tauri")
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    if let Some(frame) = handed.frame {
        place(&window, frame)?;
        window.show()?;
    }
    Ok(())
}

fn place(window: &WebviewWindow, frame: Frame) -> tauri::Result<()> {
    window.set_size(PhysicalSize::new(frame.width, frame.height))?;
    window.set_position(PhysicalPosition::new(frame.x, frame.y))?;
    if frame.maximized {
        window.maximize()?;
    }
    Ok(())
}

/// Where it is now; nothing if it does not answer soon enough.
pub async fn frame(app: &AppHandle) -> Option<Frame> {
    let window = app.get_webview_window(NAME)?;
    let ask = tauri::async_runtime::spawn_blocking(move || {
        let (size, position) = (window.inner_size().ok()?, window.outer_position().ok()?);
        Some(Frame {
            x: position.x,
            y: position.y,
            width: size.width,
            height: size.height,
            maximized: window.is_maximized().unwrap_or(false),
        })
    });
    tokio::time::timeout(std::time::Duration::from_millis(30), ask)
        .await
        .ok()?
        .ok()?
}

/// Takes the page off the screen, whatever the page itself is doing.
pub fn blank(app: &AppHandle) {
    let Some(window) = app.get_webview_window(NAME) else {
        return;
    };
    let _ = window.with_webview(|page| {
        use gtk::prelude::WidgetExt;
        page.inner().hide();
    });
}

/// Runs `work` on the window's own thread and gives what it gave; nothing if it does not get there in time.
pub async fn on_its_thread<T: Send + 'static>(
    app: &AppHandle,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (send, receive) = oneshot::channel();
    app.run_on_main_thread(move || {
        let _ = send.send(work());
    })
    .ok()?;
    tokio::time::timeout(std::time::Duration::from_millis(30), receive)
        .await
        .ok()?
        .ok()
}
