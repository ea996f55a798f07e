//! The evidence of a case on the page. Each item has its own sheet: what it is, who took it and when, the hash of the original and of the file that left, what
//! was taken off that one, and its chain of custody as far as it may leave.

use casework::record::{Case, CustodyEvent, CustodyEventKind, Evidence};

use super::html::Html;
use super::{View, joined};
use crate::leak::taken;

pub(super) fn section(html: &mut Html, view: &View<'_>, case: &Case) {
    let items: Vec<&Evidence> = (view.chosen.evidence.iter())
        .filter(|item| item.case_id == case.id)
        .collect();
    if items.is_empty() {
        return;
    }
    html.element("h3", view.words.get("evidence"));
    for item in items {
        sheet(html, view, item);
    }
}

/// The hashes of an item: of the original, and of the file that left where that is another one.
struct Hashes<'a> {
    original: &'a str,
    copy: &'a str,
}

impl Hashes<'_> {
    /// Which of the two files a hash is of, in words; a third one as it is.
    fn named(&self, view: &View<'_>, hash: &str) -> String {
        if hash.is_empty() {
            String::new()
        } else if hash == self.original {
            view.words.get("of-original").to_owned()
        } else if hash == self.copy {
            view.words.get("of-copy").to_owned()
        } else {
            hash.to_owned()
        }
    }
}

fn sheet(html: &mut Html, view: &View<'_>, item: &Evidence) {
    let w = |key: &str| view.words.get(key);
    let title = [&item.title, &item.file_name].into_iter();
    let title = title.map(String::as_str).find(|text| !text.is_empty());
    html.raw("<article class=\"item\">");
    html.element("h4", title.unwrap_or_default());
    html.raw("<dl>");
    let mut files = view.head.files.iter();
    let file = files.find(|file| file.evidence == Some(item.id));
    match file {
        Some(file) => {
            // The name is one of ours: plain ASCII inside the folder of evidence.
            html.element("dt", w("file"))
                .raw("<dd><a href=\"")
                .text(&file.name)
                .raw("\">")
                .text(&file.name)
                .raw("</a></dd>\n");
        }
        None => {
            html.term(w("file"), w("no-file"));
        }
    }
    html.term(w("file-name"), &item.file_name);
    let size = format!("{} {}", item.size, w("bytes"));
    html.term(w("what"), &joined(&[&item.media_type, &size], ", "));
    html.term(w("obtained"), &view.date(item.obtained.as_ref()));
    html.term(w("obtained-by"), &item.obtained_by);
    html.term(w("how"), &item.how);
    html.term(w("device"), &item.device);
    let source = (view.chosen.sources.iter()).find(|source| Some(source.id) == item.source);
    html.term(w("source"), source.map_or("", |source| &source.code));
    html.term(w("address"), &item.url);
    html.term(w("original-at"), &item.physical);
    let mut others = view.chosen.evidence.iter();
    let made_of = others.find(|other| Some(other.id) == item.original);
    let made_of = made_of.map_or("", |other| &other.file_name);
    html.term(
        w("working-copy"),
        &joined(&[made_of, &item.transformation], "\n"),
    );
    let copy = view.chosen.copies.get(&item.id.0);
    let hashes = Hashes {
        original: copy.map_or(&item.sha256, |copy| &copy.original),
        copy: &item.sha256,
    };
    if let Some(copy) = copy {
        hash(html, w("hash-original"), hashes.original);
        hash(html, w("hash-copy"), hashes.copy);
        html.term(w("taken"), &taken(&copy.taken, &view.words));
    } else {
        hash(html, w("hash"), hashes.original);
    }
    html.raw("</dl>\n");
    custody(html, view, item, &hashes, file.is_some());
    html.raw("</article>\n");
}

fn hash(html: &mut Html, label: &str, hash: &str) {
    if !hash.is_empty() {
        html.element("dt", label)
            .raw("<dd class=\"hash\">")
            .text(hash)
            .raw("</dd>\n");
    }
}

/// Everything that is known to have happened to an item, and last that it went with this handover.
fn custody(
    html: &mut Html,
    view: &View<'_>,
    item: &Evidence,
    hashes: &Hashes<'_>,
    with_file: bool,
) {
    let w = |key: &str| view.words.get(key);
    let mut events: Vec<&CustodyEvent> = (view.chosen.custody.iter())
        .filter(|event| event.evidence == item.id)
        .collect();
    if events.is_empty() {
        return;
    }
    // Of one second: nothing happens to an item before it is there.
    events.sort_by_key(|event| {
        let later = event.event != CustodyEventKind::Received;
        (event.at.as_str(), later, event.id)
    });
    let hash = |event: &CustodyEvent| {
        let (before, after) = (
            hashes.named(view, &event.hash_before),
            hashes.named(view, &event.hash_after),
        );
        if before == after {
            after
        } else {
            joined(&[&before, &after], " → ")
        }
    };
    let row = |event: &&CustodyEvent| {
        vec![
            event.at.replace('T', " "),
            w(event_key(event)).to_owned(),
            event.by.clone(),
            hash(event),
            event.note.clone(),
        ]
    };
    let mut rows: Vec<Vec<String>> = events.iter().map(row).collect();
    if with_file {
        rows.push(vec![
            view.head.created.replace('T', " "),
            w("custody-here").to_owned(),
            view.head.sender.to_owned(),
            hashes.named(view, hashes.copy),
            String::new(),
        ]);
    }
    html.element("h5", w("custody"));
    let heads = [w("when-utc"), w("what"), w("who"), w("hash"), w("details")];
    html.table(&heads, &rows);
}

fn event_key(event: &CustodyEvent) -> &'static str {
    match event.event {
        CustodyEventKind::Received => "custody-received",
        CustodyEventKind::Opened => "custody-opened",
        CustodyEventKind::Copied if event.hash_before != event.hash_after => "custody-cleaned",
        CustodyEventKind::Copied => "custody-copied",
        CustodyEventKind::Exported => "custody-exported",
        CustodyEventKind::Transferred => "custody-transferred",
        CustodyEventKind::Verified => "custody-verified",
        CustodyEventKind::Returned => "custody-returned",
        CustodyEventKind::Destroyed => "custody-destroyed",
    }
}
