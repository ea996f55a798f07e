//! Where a passphrase or a recovery kit comes from: a terminal, a file or an open descriptor. Never from an argument or the environment.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use service::contract::PassphraseWish;
use service::{Code, Error, Result, Service, Text};
use zeroize::Zeroizing;

use crate::args::Common;

/// Longest passphrase or kit page that is read, in bytes.
const LIMIT: u64 = 64 * 1024;
/// Words of a passphrase made here.
const WORDS: u8 = 6;

/// What opens a vault.
pub enum Secret {
    /// A passphrase.
    Passphrase(Zeroizing<String>),
    /// The text of a recovery kit.
    Kit(Zeroizing<String>),
}

impl Secret {
    /// The text, for a command that takes either.
    pub fn text(&self) -> &str {
        match self {
            Self::Passphrase(text) | Self::Kit(text) => text,
        }
    }
}

/// Whether a key was named on the command line.
pub fn named(common: &Common) -> bool {
    common.passphrase_file.is_some()
        || common.passphrase_fd.is_some()
        || !common.identity.is_empty()
}

/// What opens an existing vault: as named, otherwise asked for on the terminal.
pub fn existing(common: &Common, text: &Text) -> Result<Secret> {
    if !common.identity.is_empty() {
        return Ok(Secret::Kit(kit(&common.identity)?));
    }
    match given(common)? {
        Some(passphrase) => Ok(Secret::Passphrase(passphrase)),
        None => Ok(Secret::Passphrase(ask(
            &text.get("cli-ask-passphrase", &[])
        )?)),
    }
}

/// A kit out of its file, or shares out of theirs.
pub fn kit(files: &[PathBuf]) -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(
        files.len() * (usize::try_from(LIMIT).unwrap_or(0) + 2),
    ));
    for file in files {
        text.push_str(&read(file)?);
        // An empty line between them, so that the words of one share do not run into those of the next.
        text.push_str("\n\n");
    }
    Ok(text)
}

/// A passphrase for something new: as named, otherwise asked for twice; an empty answer makes one.
pub fn new(common: &Common, service: &Service, text: &Text) -> Result<Zeroizing<String>> {
    match given(common)? {
        Some(passphrase) => Ok(passphrase),
        None => ask_new(service, text),
    }
}

/// The new passphrase in `file`, otherwise asked for twice.
pub fn replacement(
    file: Option<&Path>,
    service: &Service,
    text: &Text,
) -> Result<Zeroizing<String>> {
    match file {
        Some(path) => line(read(path)?),
        None => ask_new(service, text),
    }
}

/// A passphrase that stands in a file.
pub fn of_file(path: &Path) -> Result<Zeroizing<String>> {
    line(read(path)?)
}

fn given(common: &Common) -> Result<Option<Zeroizing<String>>> {
    if let Some(path) = &common.passphrase_file {
        return line(read(path)?).map(Some);
    }
    let Some(descriptor) = common.passphrase_fd else {
        return Ok(None);
    };
    // The descriptor is opened anew by its name: taking it over by number would need unsafe code.
    let name = format!("/dev/fd/{descriptor}");
    line(read(Path::new(&name))?).map(Some)
}

/// Without the line break at its end.
fn line(text: Zeroizing<String>) -> Result<Zeroizing<String>> {
    let text = Zeroizing::new(
        text.strip_suffix('\n')
            .map_or(&**text, |text| text.strip_suffix('\r').unwrap_or(text))
            .to_owned(),
    );
    if text.is_empty() {
        Err(Error::new(Code::NoPassphrase))
    } else {
        Ok(text)
    }
}

fn read(path: &Path) -> Result<Zeroizing<String>> {
    let error = |error: std::io::Error| Error::io(path, &error);
    // Room for all of it at once, so that no shorter copy stays behind while it grows.
    let mut bytes = Zeroizing::new(Vec::with_capacity(
        usize::try_from(LIMIT).unwrap_or(usize::MAX) + 1,
    ));
    File::open(path)
        .map_err(error)?
        .take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(error)?;
    if bytes.len() as u64 > LIMIT {
        return Err(Error::new(Code::BadPassphrase));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Error::new(Code::BadPassphrase))?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn ask_new(service: &Service, text: &Text) -> Result<Zeroizing<String>> {
    let mut typed = ask(&text.get("cli-ask-new", &[]))?;
    if typed.trim().is_empty() {
        let offer = service.passphrase_generate(PassphraseWish {
            language: text.language().tag().into(),
            words: WORDS,
        })?;
        typed = Zeroizing::new(offer.passphrase);
        let bits = format!("{:.0}", offer.bits);
        eprintln!(
            "{}\n\n  {}\n",
            text.get(
                "cli-made-passphrase",
                &[("words", &WORDS.to_string()), ("bits", &bits)]
            ),
            typed.as_str()
        );
    }
    if *ask(&text.get("cli-ask-again", &[]))? == *typed {
        return Ok(typed);
    }
    eprintln!("sandyq: {}", text.get("cli-ask-differs", &[]));
    Err(Error::new(Code::NoPassphrase))
}

/// Asks on the terminal without showing what is typed.
fn ask(prompt: &str) -> Result<Zeroizing<String>> {
    rpassword::prompt_password(format!("{prompt} "))
        .map(Zeroizing::new)
        .map_err(|_| Error::new(Code::NoPassphrase))
}

/// Asks for a word on the terminal; nobody there means no.
pub fn confirmed(question: &str) -> bool {
    typed(question).is_some_and(|answer| answer == "yes")
}

/// What somebody types on the terminal; none if nobody is there.
pub fn typed(question: &str) -> Option<String> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    eprint!("{question} ");
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    let _ = BufReader::new(std::io::stdin()).read_line(&mut answer);
    Some(answer.trim().to_owned())
}
