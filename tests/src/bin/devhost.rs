//! The development host: the page in an ordinary browser against the real engine, on the loopback interface only. Never shipped.
//!
//! `devhost --dir DIR --ui ui/dist [--port P] [--today YYYY-MM-DD] [--token T]` prints one line, the address to open. The token in it becomes
//! a cookie; without it, or with another `Host` or `Origin`, nothing is answered, so no other page of the same browser reaches the vault.
//!
//! | request | answer |
//! |---|---|
//! | `GET /?token=T` | sets the cookie and shows the page |
//! | `POST /call/NAME` with the request as JSON | the response, or with status 400 the error |
//! | `POST /pick` with `{"path": ...}` | queues what the next file dialog gives |
//! | `GET /pick` | takes it from the queue: `{"path": ...}`, null when there is none |
//! | `POST /gate` with `{"closed": true}` | holds the next long work half way, until it is `false` |
//! | `POST /upkeep` | does what the desktop host has the service do every few seconds: `{"changed": ...}`, whether something came in |
//! | `POST /clock` with `{"seconds": N}` | moves the clock on (with `--today` it stands still) |

use std::collections::VecDeque;
use std::io::{Cursor, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use sandyq_tests::gate::Gate;
use serde_json::{Value, json};
use service::{Options, Service};
use tiny_http::{Header, Method, Request, Response, Server};
use vault::{Clock, Env, FixedClock, KdfParams, SystemClock};

/// The same policy as the window's, with the loopback host in place of the window's own channel.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: data:; \
                   connect-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'self' blob:; object-src 'none'";
/// Longest request, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;
const THREADS: usize = 4;

type Answer = Response<Cursor<Vec<u8>>>;

struct Host {
    service: Service,
    clock: Option<Arc<FixedClock>>,
    gate: Arc<Gate>,
    picks: Mutex<VecDeque<Value>>,
    ui: PathBuf,
    token: String,
    port: u16,
}

fn main() {
    service::quiet_panics();
    if let Err(why) = start() {
        eprintln!("devhost: {why}");
        std::process::exit(2);
    }
}

fn start() -> Result<(), String> {
    let args = Args::read()?;
    let (clock, fixed): (Arc<dyn Clock>, _) = match args.today {
        Some(today) => {
            let fixed = Arc::new(FixedClock::new(morning(today)));
            (fixed.clone(), Some(fixed))
        }
        None => (Arc::new(SystemClock), None),
    };
    let env = Env {
        clock,
        ..Env::real()
    };
    let token = args.token.unwrap_or_else(|| env.entropy.hex(16));
    let dir = std::path::absolute(&args.dir).map_err(|error| error.to_string())?;
    std::fs::create_dir_all(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let gate = Arc::new(Gate::default());
    let service = Service::new(Options {
        env,
        app_dir: Some(dir.join("app")),
        host: gate.clone(),
        kdf: Some(KdfParams::for_tests()),
        local_offset: || 0,
        ..Options::real(dir)
    });
    let server = Server::http(("127.0.0.1", args.port)).map_err(|error| error.to_string())?;
    let port = server
        .server_addr()
        .to_ip()
        .map_or(args.port, |address| address.port());
    let host = Host {
        service,
        clock: fixed,
        gate,
        picks: Mutex::default(),
        ui: args.ui,
        token,
        port,
    };
    let mut out = std::io::stdout();
    writeln!(out, "http://127.0.0.1:{port}/?token={}", host.token)
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())?;
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(mut request) = server.recv() {
                    let answer = host.answer(&mut request);
                    // A browser that went away needs no answer.
                    let _ = request.respond(answer);
                }
            });
        }
    });
    Ok(())
}

fn morning(day: NaiveDate) -> NaiveDateTime {
    day.and_hms_opt(9, 0, 0)
        .expect("nine in the morning is a time")
}

struct Args {
    dir: PathBuf,
    ui: PathBuf,
    port: u16,
    today: Option<NaiveDate>,
    token: Option<String>,
}

impl Args {
    fn read() -> Result<Self, String> {
        let mut args = Self {
            dir: PathBuf::new(),
            ui: "ui/dist".into(),
            port: 0,
            today: None,
            token: None,
        };
        let mut words = std::env::args().skip(1);
        while let Some(name) = words.next() {
            let value = words
                .next()
                .ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--dir" => args.dir = value.into(),
                "--ui" => args.ui = value.into(),
                "--port" => args.port = value.parse().map_err(|_| "--port needs a number")?,
                "--today" => {
                    args.today = Some(value.parse().map_err(|_| "--today needs YYYY-MM-DD")?);
                }
                "--token" => args.token = Some(value),
                other => return Err(format!("unknown option {other}")),
            }
        }
        if args.dir.as_os_str().is_empty() {
            Err("--dir is missing".into())
        } else {
            Ok(args)
        }
    }
}

impl Host {
    fn answer(&self, request: &mut Request) -> Answer {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        if !self.is_from_here(request) {
            return plain(403, "not for this host");
        }
        if query.strip_prefix("token=") == Some(&self.token)
            && *request.method() == Method::Get
            && path == "/"
        {
            let cookie = format!("token={}; HttpOnly; SameSite=Strict; Path=/", self.token);
            return self
                .file("/index.html")
                .with_header(header("Set-Cookie", &cookie));
        }
        if !self.knows(request) {
            return plain(403, "open the address that devhost printed");
        }
        match (request.method(), path) {
            (Method::Get, "/pick") => {
                let path = self
                    .picks
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .pop_front();
                json_answer(200, &json!({"path": path}))
            }
            (Method::Get, path) => self.file(if path == "/" { "/index.html" } else { path }),
            (Method::Post, _) => match body(request) {
                Some(body) => self.post(path, body),
                None => plain(400, "not JSON, or too long"),
            },
            _ => plain(405, "GET and POST only"),
        }
    }

    fn post(&self, path: &str, body: Value) -> Answer {
        if let Some(name) = path.strip_prefix("/call/") {
            return match self.service.call(name, body) {
                Ok(response) => json_answer(200, &response),
                Err(error) => json_answer(400, &json!(error)),
            };
        }
        match (path, &self.clock) {
            ("/pick", _) => {
                self.picks
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push_back(body["path"].clone());
                json_answer(200, &json!({}))
            }
            ("/gate", _) => {
                if body["closed"] == true {
                    self.gate.close();
                } else {
                    self.gate.open();
                }
                json_answer(200, &json!({}))
            }
            ("/upkeep", _) => json_answer(200, &json!({"changed": self.service.upkeep(false)})),
            ("/clock", Some(clock)) => {
                clock.set(clock.now() + TimeDelta::seconds(body["seconds"].as_i64().unwrap_or(0)));
                json_answer(200, &json!({"now": clock.now().to_string()}))
            }
            _ => plain(404, "nothing there"),
        }
    }

    /// Another site's page, or a name that was made to point at this computer, must not get through.
    fn is_from_here(&self, request: &Request) -> bool {
        let names = [
            format!("127.0.0.1:{}", self.port),
            format!("localhost:{}", self.port),
        ];
        let host = value(request, "Host").is_some_and(|host| names.contains(&host));
        let origin = value(request, "Origin")
            .is_none_or(|origin| names.iter().any(|name| origin == format!("http://{name}")));
        host && origin
    }

    fn knows(&self, request: &Request) -> bool {
        let cookie = value(request, "Cookie").is_some_and(|cookies| {
            cookies
                .split("; ")
                .any(|one| one.strip_prefix("token=") == Some(&self.token))
        });
        cookie || value(request, "X-Token").is_some_and(|token| token == self.token)
    }

    fn file(&self, path: &str) -> Answer {
        let relative = Path::new(path.trim_start_matches('/'));
        // Ordinary names only: nothing that climbs out of the folder.
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return plain(404, "nothing there");
        }
        let Ok(bytes) = std::fs::read(self.ui.join(relative)) else {
            return plain(404, "nothing there");
        };
        answer(200, kind(relative), bytes)
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

fn body(request: &mut Request) -> Option<Value> {
    let mut bytes = Vec::new();
    request
        .as_reader()
        .take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .ok()?;
    if bytes.len() as u64 > LIMIT {
        None
    } else {
        serde_json::from_slice(if bytes.is_empty() { b"{}" } else { &bytes }).ok()
    }
}

fn value(request: &Request, name: &'static str) -> Option<String> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str().to_owned())
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are plain text")
}

fn answer(status: u16, kind: &str, bytes: Vec<u8>) -> Answer {
    [
        ("Content-Type", kind),
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ]
    .into_iter()
    .fold(
        Response::from_data(bytes).with_status_code(status),
        |answer, (name, value)| answer.with_header(header(name, value)),
    )
}

fn plain(status: u16, text: &str) -> Answer {
    answer(
        status,
        "text/plain; charset=utf-8",
        text.as_bytes().to_vec(),
    )
}

fn json_answer(status: u16, value: &Value) -> Answer {
    answer(status, "application/json", value.to_string().into_bytes())
}
