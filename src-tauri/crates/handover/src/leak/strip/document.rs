//! What documents of word processors, tables and slides say of themselves, and where (ISO/IEC 29500 with the additions of Microsoft 365; ISO/IEC 26300).
//!
//! Parts that tell nothing but that are left out with everything that points at them. In the others the names of those who commented and changed become
//! `Author 1`, `Author 2`, so that one still sees who answers whom. Words that people read stay.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::{Attribute, Element, Name, Rules, Tag, rewrite};
use super::{Clean, Taken};
use crate::leak::read::Budget;

/// A time that says nothing, where a document must have one.
const NO_TIME: &str = "2000-01-01T00:00:00";
const TYPES: &str = "[content_types].xml";
const MANIFEST: &str = "meta-inf/manifest.xml";

/// What sort of archive it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// docx, xlsx, pptx.
    Office,
    /// odt, ods, odp.
    Open,
    /// No document.
    Plain,
}

/// A document, and what of it is left out.
pub(super) struct Document {
    sort: Sort,
    /// By name in small letters.
    left_out: BTreeMap<String, Taken>,
    authors: BTreeMap<String, usize>,
}

impl Document {
    /// Of the parts with these names; `read` unpacks one. None if it is signed: without what it says of itself the signature would be wrong.
    pub fn of(names: &[String], read: &mut dyn FnMut(usize) -> Option<Vec<u8>>) -> Option<Self> {
        let small: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let find = |name: &str| small.iter().position(|small| small == name);
        let mut document = Self {
            sort: Sort::Plain,
            left_out: BTreeMap::new(),
            authors: BTreeMap::new(),
        };
        if find(TYPES).is_some() {
            document.sort = Sort::Office;
        } else if let Some(at) = find("mimetype") {
            let kind = read(at)?;
            if kind.starts_with(b"application/vnd.oasis.opendocument") {
                document.sort = Sort::Open;
            }
        }
        match document.sort {
            Sort::Office => document.office(&small, read)?,
            Sort::Open => document.open(&small)?,
            Sort::Plain => {}
        }
        Some(document)
    }

    fn office(
        &mut self,
        names: &[String],
        read: &mut dyn FnMut(usize) -> Option<Vec<u8>>,
    ) -> Option<()> {
        for (at, name) in names.iter().enumerate() {
            if name.starts_with("_xmlsignatures/") {
                return None;
            }
            if name.starts_with("docprops/") {
                let thumbnail = name.contains("thumbnail");
                let what = if thumbnail {
                    Taken::Thumbnail
                } else {
                    Taken::Author
                };
                self.left_out.insert(name.clone(), what);
            }
            let Some(base) = base(name) else { continue };
            let mut pointers = Pointers {
                base,
                found: Vec::new(),
                signed: false,
            };
            rewrite(&read(at)?, &mut pointers, &mut Budget::default())?;
            if pointers.signed {
                return None;
            }
            self.left_out.extend(pointers.found);
        }
        let of_left: Vec<(String, Taken)> = (self.left_out.iter())
            .map(|(name, what)| (pointers_of(name), *what))
            .collect();
        self.left_out.extend(of_left);
        Some(())
    }

    fn open(&mut self, names: &[String]) -> Option<()> {
        for name in names {
            let file = name.rsplit('/').next().unwrap_or_default();
            if name.starts_with("meta-inf/") && file.contains("signature") {
                return None;
            }
            if file == "meta.xml" {
                self.left_out.insert(name.clone(), Taken::Author);
            } else if name.starts_with("thumbnails/") {
                self.left_out.insert(name.clone(), Taken::Thumbnail);
            }
        }
        Some(())
    }

    /// What is taken off by leaving this part out; none if it stays.
    pub fn leaves_out(&self, name: &str) -> Option<Taken> {
        self.left_out.get(&name.to_lowercase()).copied()
    }

    /// The part without; `Some(None)` if it is none of those that are rewritten.
    #[expect(clippy::option_option, reason = "it cannot be, and it need not be")]
    pub fn rewritten(
        &mut self,
        name: &str,
        content: &[u8],
        budget: &mut Budget,
        clean: &mut Clean,
    ) -> Option<Option<Vec<u8>>> {
        let small = name.to_lowercase();
        let file = small.rsplit('/').next().unwrap_or_default();
        let (left_out, authors) = (&self.left_out, &mut self.authors);
        let mut out = |rules: &mut dyn Rules| rewrite(content, rules, budget).map(Some);
        match self.sort {
            Sort::Office if small == TYPES => out(&mut Listed { left_out }),
            Sort::Office if base(&small).is_some() => out(&mut Unpointed { clean }),
            // What an organisation keeps in a document is the document's, whoever's program made it.
            Sort::Office if small.starts_with("customxml/") => Some(None),
            Sort::Office if ending(file) == "xml" => out(&mut Office {
                settings: matches!(file, "settings.xml" | "workbook.xml"),
                authors,
                clean,
            }),
            Sort::Open if small == MANIFEST => {
                // A locked one says so here.
                let locked = content
                    .windows(15)
                    .any(|window| window == b"encryption-data");
                (!locked).then(|| out(&mut Listed { left_out })).flatten()
            }
            Sort::Open if matches!(file, "content.xml" | "styles.xml" | "settings.xml") => {
                out(&mut Open { authors, clean })
            }
            _ => Some(None),
        }
    }
}

/// Where a list of pointers counts from: `word/` of `word/_rels/document.xml.rels`; none if it is no such list.
fn base(name: &str) -> Option<String> {
    let whole = format!("/{name}");
    let (folder, file) = whole.rsplit_once("/_rels/")?;
    (ending(file) == "rels").then(|| format!("{folder}/").trim_start_matches('/').to_owned())
}

fn ending(file: &str) -> &str {
    file.rsplit('.').next().unwrap_or_default()
}

/// The list of pointers of a part.
fn pointers_of(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{name}.rels"),
    }
}

/// What is taken off by leaving out what such a pointer points at.
fn pointed(kind: &str) -> Option<Taken> {
    const KINDS: [(&str, Taken); 8] = [
        ("/core-properties", Taken::Author),
        ("/extended-properties", Taken::Author),
        ("/custom-properties", Taken::Author),
        ("/classificationlabels", Taken::Author),
        ("/thumbnail", Taken::Thumbnail),
        ("/people", Taken::Reviewers),
        ("/printersettings", Taken::Traces),
        ("/attachedtemplate", Taken::Traces),
    ];
    let kind = kind.to_lowercase();
    let known = KINDS.into_iter().find(|(end, _)| kind.ends_with(end));
    known.map(|(_, what)| what)
}

/// Looks for the parts that are left out, by who points at them and how.
struct Pointers {
    base: String,
    found: Vec<(String, Taken)>,
    signed: bool,
}

impl Rules for Pointers {
    fn element(&mut self, _: &str, tag: &Tag<'_>) -> Element {
        if tag.local == "Relationship" {
            let (kind, target) = (tag.get("Type"), tag.get("Target"));
            let kind = kind.unwrap_or_default();
            self.signed |= kind.contains("/digital-signature/");
            let outside = tag.get("TargetMode").is_some_and(|mode| mode == "External");
            if let (Some(what), Some(target), false) = (pointed(&kind), target, outside) {
                self.found.push((resolved(&self.base, &target), what));
            }
        }
        Element::Keep
    }

    fn attribute(&mut self, _: &str, _: &Name<'_>, _: &str) -> Attribute {
        Attribute::Keep
    }

    fn words(&mut self, _: &str, before: &str) -> String {
        before.to_owned()
    }
}

fn resolved(base: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(target) => target.to_owned(),
        None => format!("{base}{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").to_lowercase()
}

/// Takes the pointers to what is left out away.
struct Unpointed<'a> {
    clean: &'a mut Clean,
}

impl Rules for Unpointed<'_> {
    fn element(&mut self, _: &str, tag: &Tag<'_>) -> Element {
        let kind = tag.get("Type").unwrap_or_default();
        match pointed(&kind).filter(|_| tag.local == "Relationship") {
            Some(what) => {
                self.clean.take(true, what);
                Element::Drop
            }
            None => Element::Keep,
        }
    }

    fn attribute(&mut self, _: &str, _: &Name<'_>, _: &str) -> Attribute {
        Attribute::Keep
    }

    fn words(&mut self, _: &str, before: &str) -> String {
        before.to_owned()
    }
}

/// The list of parts without those that are left out.
struct Listed<'a> {
    left_out: &'a BTreeMap<String, Taken>,
}

impl Rules for Listed<'_> {
    fn element(&mut self, _: &str, tag: &Tag<'_>) -> Element {
        let name = tag.get("PartName").or_else(|| tag.get("full-path"));
        let name = name.unwrap_or_default().to_lowercase();
        if self.left_out.contains_key(name.trim_start_matches('/')) {
            Element::Drop
        } else {
            Element::Keep
        }
    }

    fn attribute(&mut self, _: &str, _: &Name<'_>, _: &str) -> Attribute {
        Attribute::Keep
    }

    fn words(&mut self, _: &str, before: &str) -> String {
        before.to_owned()
    }
}

/// What stands for a name: the same for the same one all through the document. One that stands for a name already stays.
fn author(authors: &mut BTreeMap<String, usize>, name: &str, clean: &mut Clean) -> String {
    if name.trim().is_empty() || is_stand_in(name) {
        return name.to_owned();
    }
    clean.take(true, Taken::Reviewers);
    let next = authors.len() + 1;
    let number = authors.entry(name.to_owned()).or_insert(next);
    format!("Author {number}")
}

fn is_stand_in(name: &str) -> bool {
    let number = name.strip_prefix("Author ");
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Parts of docx, xlsx and pptx.
struct Office<'a> {
    settings: bool,
    authors: &'a mut BTreeMap<String, usize>,
    clean: &'a mut Clean,
}

impl Office<'_> {
    fn put(&mut self, value: &str, with: &str, what: Taken) -> Attribute {
        self.clean.take(value != with, what);
        Attribute::Put(with.to_owned())
    }
}

impl Rules for Office<'_> {
    fn element(&mut self, parent: &str, tag: &Tag<'_>) -> Element {
        const TRACES: [&str; 8] = [
            "rsids",
            "attachedTemplate",
            "docId",
            "docVars",
            "mailMerge",
            "absPath",
            "revisionPtr",
            "fileSharing",
        ];
        if self.settings && TRACES.contains(&tag.local) || tag.local == "rsid" {
            self.clean.take(true, Taken::Traces);
            Element::Drop
        } else if tag.local == "author" && parent == "authors" {
            Element::Words
        } else {
            Element::Keep
        }
    }

    fn attribute(&mut self, element: &str, name: &Name<'_>, value: &str) -> Attribute {
        let person = matches!(element, "cmAuthor" | "author" | "person" | "userInfo");
        let remark = matches!(element, "cm" | "reply" | "threadedComment");
        match name.local {
            "rsid" | "rsidR" | "rsidRPr" | "rsidRDefault" | "rsidP" | "rsidTr" | "rsidSect"
            | "rsidDel" => {
                self.clean.take(true, Taken::Traces);
                Attribute::Drop
            }
            "author" if name.prefixed => Attribute::Put(author(self.authors, value, self.clean)),
            "userName" => Attribute::Put(author(self.authors, value, self.clean)),
            "name" | "displayName" if person => {
                Attribute::Put(author(self.authors, value, self.clean))
            }
            "initials" => self.put(value, "A", Taken::Reviewers),
            "userId" if person => self.put(value, "A", Taken::Reviewers),
            "providerId" if person => self.put(value, "None", Taken::Reviewers),
            "date" | "dateUtc" if name.prefixed => {
                self.clean.take(true, Taken::Reviewers);
                Attribute::Drop
            }
            "dt" | "dT" | "created" if remark => self.put(value, NO_TIME, Taken::Reviewers),
            "dateTime" if matches!(element, "header" | "userInfo") => {
                self.put(value, NO_TIME, Taken::Reviewers)
            }
            // What it points at is left out.
            "id" if name.prefixed && element == "pageSetup" => {
                self.clean.take(true, Taken::Traces);
                Attribute::Drop
            }
            _ => Attribute::Keep,
        }
    }

    fn words(&mut self, _: &str, before: &str) -> String {
        author(self.authors, before, self.clean)
    }

    fn remark(&mut self) {
        self.clean.take(true, Taken::Traces);
    }
}

/// Parts of odt, ods and odp.
struct Open<'a> {
    authors: &'a mut BTreeMap<String, usize>,
    clean: &'a mut Clean,
}

impl Rules for Open<'_> {
    fn element(&mut self, parent: &str, tag: &Tag<'_>) -> Element {
        let remark = matches!(parent, "annotation" | "change-info");
        match tag.local {
            "config-item" => {
                let name = tag.get("name").unwrap_or_default();
                let traces = BTreeSet::from([
                    "PrinterName",
                    "PrinterSetup",
                    "Rsid",
                    "RsidRoot",
                    "CurrentDatabaseDataSource",
                    "CurrentDatabaseCommand",
                ]);
                if traces.contains(&*name) {
                    self.clean.take(true, Taken::Traces);
                    Element::Drop
                } else {
                    Element::Keep
                }
            }
            "creator" | "date" | "date-string" | "creator-initials" | "sender-initials"
                if remark =>
            {
                Element::Words
            }
            _ => Element::Keep,
        }
    }

    fn attribute(&mut self, _: &str, name: &Name<'_>, _: &str) -> Attribute {
        if matches!(name.local, "rsid" | "paragraph-rsid") {
            self.clean.take(true, Taken::Traces);
            Attribute::Drop
        } else {
            Attribute::Keep
        }
    }

    fn words(&mut self, element: &str, before: &str) -> String {
        let with = match element {
            "creator" => return author(self.authors, before, self.clean),
            "date" => NO_TIME,
            "date-string" => "",
            _ => "A",
        };
        self.clean.take(before != with, Taken::Reviewers);
        with.to_owned()
    }

    fn remark(&mut self) {
        self.clean.take(true, Taken::Traces);
    }
}
