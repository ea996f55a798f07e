//! `index.html`: the chosen cases as one page, for a browser without network and for paper.
//!
//! Everything that people wrote goes through [`Html::text`], which escapes it. There is no script, no link to elsewhere and no
//! way to load anything: the policy of the page allows its own style, by hash, and nothing more.

mod case;
mod evidence;
mod html;

use base64::Engine as _;
use casework::date::{Lang, Precision, UncertainDate};
use casework::record::Case;
use sha2::{Digest as _, Sha256};

use crate::manifest::{FileEntry, Manifest};
use crate::select::Chosen;
use crate::words::Words;
use html::Html;

const STYLE: &str = include_str!("dossier/style.css");

/// What else stands on the page.
pub struct Head<'a> {
    /// Name of the sender.
    pub sender: &'a str,
    /// When it was made, UTC.
    pub created: &'a str,
    /// What the profile is called.
    pub profile: &'a str,
    /// A word to the receiver.
    pub message: &'a str,
    /// Evidence files, to link to.
    pub files: &'a [FileEntry],
}

impl<'a> Head<'a> {
    /// Of a manifest; `profile` is what its profile is called.
    pub fn of(manifest: &'a Manifest, profile: &'a str) -> Self {
        let Manifest {
            sender,
            created,
            message,
            files,
            ..
        } = manifest;
        Self {
            sender: &sender.name,
            created,
            profile,
            message,
            files,
        }
    }
}

/// What a Content-Security-Policy must allow for the page to have its style: `sha256-...`. A window that shows the page in a
/// frame without a policy of its own hands its policy down, so it needs this too.
pub fn style_source() -> String {
    format!(
        "sha256-{}",
        base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE))
    )
}

/// The page.
pub fn page(chosen: &Chosen, head: &Head<'_>, lang: Lang) -> String {
    let view = View {
        chosen,
        words: Words::of(lang),
        head,
    };
    let mut html = Html::default();
    let title = match chosen.cases.as_slice() {
        [case] => format!("{} {}", case.reference, case.title),
        _ => view.words.get("title").to_owned(),
    };
    html.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        lang.tag(),
        style_source()
    ));
    html.element("title", &title);
    html.raw("<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n");
    view.header(&mut html);
    html.raw("<main>\n");
    for case in view.cases() {
        case::section(&mut html, &view, case);
    }
    html.raw("</main>\n<footer><p>")
        .text(view.words.get("end"))
        .raw("</p></footer>\n</body>\n</html>\n");
    html.finish()
}

/// What all parts of the page look things up in.
struct View<'a> {
    chosen: &'a Chosen,
    words: Words,
    head: &'a Head<'a>,
}

impl View<'_> {
    fn header(&self, html: &mut Html) {
        let (w, head) = (|key: &str| self.words.get(key), self.head);
        html.raw("<header>\n");
        html.element("h1", w("title"));
        html.raw("<dl>");
        html.term(w("from"), head.sender);
        let made = format!("{} UTC", head.created.replace('T', " "));
        html.term(w("made"), &made);
        html.term(w("profile"), head.profile);
        html.raw("</dl>\n");
        html.raw("<p class=\"notice\">")
            .text(w("notice"))
            .raw("</p>\n");
        if !head.message.is_empty() {
            html.element("h2", w("message"));
            html.prose(head.message);
        }
        if self.chosen.cases.len() > 1 {
            html.raw("<nav>");
            html.element("h2", w("contents"));
            html.raw("<ol>");
            for case in self.cases() {
                html.raw(&format!("<li><a href=\"#c-{}\" dir=\"auto\">", case.id));
                html.text(&case.reference)
                    .raw(" ")
                    .text(&case.title)
                    .raw("</a></li>");
            }
            html.raw("</ol></nav>\n");
        }
        html.raw("</header>\n");
    }

    /// Cases as people look for them: by reference.
    fn cases(&self) -> Vec<&Case> {
        let mut cases: Vec<&Case> = self.chosen.cases.iter().collect();
        cases.sort_by(|a, b| a.reference.cmp(&b.reference));
        cases
    }

    /// The label of a code in the language of the page, or the code.
    fn label(&self, vocabulary: &str, code: &str) -> String {
        let term = self
            .chosen
            .terms
            .iter()
            .find(|term| term.vocabulary == vocabulary && term.code == code);
        let label = term.map(|term| match self.words.lang() {
            Lang::En => term.en.as_str(),
            Lang::Ru => term.ru.as_str(),
            Lang::Kk => term.kk.as_str(),
        });
        label
            .filter(|label| !label.is_empty())
            .unwrap_or(code)
            .to_owned()
    }

    fn labels(&self, vocabulary: &str, codes: &[String]) -> String {
        codes
            .iter()
            .map(|code| self.label(vocabulary, code))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn party(&self, id: impl Into<Option<casework::record::PartyId>>) -> &str {
        let Some(id) = id.into() else { return "" };
        self.chosen
            .parties
            .iter()
            .find(|party| party.id == id)
            .map_or("", |party| &party.name)
    }

    fn place(&self, id: impl Into<Option<casework::record::PlaceId>>) -> String {
        let Some(id) = id.into() else {
            return String::new();
        };
        let place = self.chosen.places.iter().find(|place| place.id == id);
        place.map_or_else(String::new, |place| {
            joined(&[&place.name, &place.area], ", ")
        })
    }

    /// Law articles by their titles.
    fn provisions(&self, codes: &[String]) -> String {
        let shown = codes.iter().map(|code| {
            let known = self
                .chosen
                .provisions
                .iter()
                .find(|provision| &provision.code == code);
            known.map_or_else(
                || code.clone(),
                |provision| joined(&[code, &provision.title], " "),
            )
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    /// How long in words of the language of the page; what cannot be read as it stands.
    fn duration(&self, text: &str) -> String {
        let read = text.parse::<casework::duration::Duration>();
        read.map_or_else(|_| text.to_owned(), |long| long.display(self.words.lang()))
    }

    /// A date in words of the language of the page, with the person's own words where they say something else.
    fn date(&self, date: Option<&UncertainDate>) -> String {
        let Some(date) = date else {
            return String::new();
        };
        let shown = date.display(self.words.lang());
        // A plain day is what the words said, whatever they were.
        let plain = date.precision() == Precision::Day && !date.approximate() && !date.uncertain();
        match date.words() {
            Some(words) if !plain && !words.is_empty() && words != shown => {
                format!("{shown} ({words})")
            }
            _ => shown,
        }
    }
}

fn joined(parts: &[&str], with: &str) -> String {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(with)
}

#[cfg(test)]
mod tests;
