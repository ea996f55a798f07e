//! The words of the command line. A passphrase is never one of them: arguments and environment are readable by other programs.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

/// Case notes and source contacts in an encrypted vault: the command line of Sandyq.
#[derive(Parser)]
#[command(
    name = "sandyq",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
#[command(after_help = "Exit status: 1 refused or failed, 2 usage, 3 wrong key, 4 damaged vault.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What every command takes.
#[derive(Args)]
#[command(group = ArgGroup::new("key").multiple(false))]
pub struct Common {
    /// One JSON document on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of messages: en, ru or kk [default: that of the system]
    #[arg(long, global = true, value_name = "LANG", value_parser = ["en", "ru", "kk"])]
    pub lang: Option<String>,
    /// Read the passphrase from this file; a line break at its end does not count
    #[arg(long, global = true, value_name = "FILE", group = "key")]
    pub passphrase_file: Option<PathBuf>,
    /// Read the passphrase from this open file descriptor
    #[arg(long, global = true, value_name = "N", group = "key")]
    pub passphrase_fd: Option<i32>,
    /// Open with the recovery kit in this file (its page, its key line or its words); of a kit in shares, one file for each
    #[arg(long, global = true, value_name = "FILE", group = "key")]
    pub identity: Vec<PathBuf>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new vault
    Init(New),
    /// Make a new vault that holds the example casebook (public facts)
    Demo(New),
    /// Say what can be said: without a key format, keys and size; with one the counts too
    Status(VaultArg),
    /// Take in a casebook (JSON) or a received handover
    Import {
        /// The vault
        vault: PathBuf,
        /// The file; its kind is found in its bytes
        file: PathBuf,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Cases
    #[command(subcommand)]
    Case(CaseCommand),
    /// Notes
    #[command(subcommand)]
    Note(NoteCommand),
    /// Where things happened and people are held
    #[command(subcommand)]
    Place(PlaceCommand),
    /// Articles of laws
    #[command(subcommand)]
    Provision(ProvisionCommand),
    /// The vocabularies: kinds of acts, measures, roles and so on
    #[command(subcommand)]
    Vocabulary(VocabularyCommand),
    /// People and organisations: who is the same, who is not
    #[command(subcommand)]
    Party(PartyCommand),
    /// Look whether anybody of a new matter stands in the vault already, on any side. Exit status 1: somebody may
    Conflicts {
        /// The vault
        vault: PathBuf,
        /// The names, each in quotes, or - to read them from standard input, one a line, where no process list shows them
        #[arg(required = true)]
        names: Vec<String>,
    },
    /// Find words in any script and spelling
    Search {
        /// The vault
        vault: PathBuf,
        /// The words, or - to read them from standard input, where no process list shows them
        #[arg(required = true)]
        words: Vec<String>,
        /// At most so many
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
        /// Look into privileged notes too
        #[arg(long)]
        privileged: bool,
    },
    /// Mark what stands in a report: dates, people, places, articles, acts. Writes nothing
    Read {
        /// The vault
        vault: PathBuf,
        /// The report: a file, or - for standard input
        #[arg(long, value_name = "FILE")]
        text: PathBuf,
        /// The day it was written, YYYY-MM-DD [default: today]
        #[arg(long, value_name = "DATE")]
        on: Option<chrono::NaiveDate>,
    },
    /// Who is held where, under what, until when
    Held {
        /// The vault
        vault: PathBuf,
        /// On this day, as YYYY-MM-DD or in words ("24 December", "yesterday") [default: today]
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// Hearings, expiries, reviews and deadlines: what is overdue, and what is to come
    Calendar {
        /// The vault
        vault: PathBuf,
        /// From this day, as YYYY-MM-DD or in words [default: today]
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Until this day, at most 400 days later [default: 60 days after the first]
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Write a file for another calendar, whose titles name nobody; in clear, and the chosen days alone
        #[arg(long, value_name = "FILE")]
        ics: Option<PathBuf>,
        /// With --ics: the references of cases stand in the titles
        #[arg(long, requires = "ics")]
        references: bool,
    },
    /// Write the whole casebook out as JSON, in clear
    Export {
        /// The vault
        vault: PathBuf,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Yes, in clear
        #[arg(long)]
        yes: bool,
    },
    /// Sealed bundles for others, and from them
    #[command(subcommand)]
    Handover(HandoverCommand),
    /// The keys of a vault
    #[command(subcommand)]
    Key(KeyCommand),
    /// The history of changes
    #[command(subcommand)]
    Log(LogCommand),
    /// People one exchanges handovers with
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// Who sources are: told to one partner, taken in from one. Opens the seal with the same passphrase
    #[command(subcommand)]
    Source(SourceCommand),
    /// This vault's contact card, to be given to partners
    Card {
        /// The vault
        vault: PathBuf,
        /// Write it to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Read and authenticate every byte
    Verify(VaultArg),
    /// Fold all commits into one snapshot
    Compact(VaultArg),
    /// Get the content out of a vault that does not open: as an ordinary SQLite database, or into a new vault
    Recover(Recover),
    /// What of this computer matters to a vault: disk encryption, swap, screen lock, other users (needs no key)
    Device {
        /// The vault [default: the last one that was opened]
        vault: Option<PathBuf>,
    },
    /// Destroy a vault: every key of it goes, and nothing opens it any more
    Destroy {
        /// The vault
        vault: PathBuf,
        /// Folder with a backup of it, whose keys go too; may be given several times
        #[arg(long, value_name = "FOLDER")]
        backups: Vec<PathBuf>,
        /// A recovery kit to prove it with
        #[arg(long, value_name = "FILE")]
        prove_with: Option<PathBuf>,
        /// The name of the vault, instead of typing it when asked
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Back the vault up into a folder, still encrypted: copies what is new there, reads it back, decrypts it
    Backup {
        /// The vault
        vault: PathBuf,
        /// The folder to put it in, on another disk
        folder: PathBuf,
    },
    /// Make a vault out of a backup; nothing is ever written over
    #[command(group = ArgGroup::new("what").required(true).multiple(false))]
    Restore {
        /// The folder of backups (its name ends in .backup), or the folder that holds it
        backup: PathBuf,
        /// The vault to make
        #[arg(group = "what")]
        vault: Option<PathBuf>,
        /// Which state, by its name or a beginning of it, such as 2026-01-31 [default: the newest]
        #[arg(long, value_name = "STAMP")]
        generation: Option<String>,
        /// Only list what there is
        #[arg(long, group = "what", conflicts_with = "generation")]
        list: bool,
        /// Only read all of it, to prove that it can be restored; with --passphrase-file or --identity it is decrypted too
        #[arg(long, group = "what")]
        check: bool,
    },
    /// Compare two names (no vault needed)
    NameMatch {
        /// One
        left: String,
        /// The other
        right: String,
    },
    /// Read a date in plain words or EDTF (no vault needed)
    Date {
        /// The date
        words: String,
    },
}

/// A new vault.
#[derive(Args)]
pub struct New {
    /// The folder to make
    pub vault: PathBuf,
    /// Write the recovery kit to this file
    #[arg(long, value_name = "FILE")]
    pub kit: Option<PathBuf>,
}

/// What to get out of a vault, and where to.
#[derive(Args)]
#[command(group = ArgGroup::new("to").required(true))]
pub struct Recover {
    /// The vault
    pub vault: PathBuf,
    /// Write the cases to this file, in clear, with nothing but the recovery kit (--identity)
    #[arg(long, value_name = "DB", group = "to")]
    pub out: Option<PathBuf>,
    /// With --out: the vault is damaged; write what is still whole, and say what is not
    #[arg(long, requires = "out")]
    pub salvage: bool,
    /// The vault is damaged: save everything that can be read into this new vault, and say what is lost
    #[arg(long, value_name = "VAULT", group = "to")]
    pub into: Option<PathBuf>,
    /// With --into: read the passphrase of the new vault from this file
    #[arg(long, value_name = "FILE", requires = "into")]
    pub new_passphrase_file: Option<PathBuf>,
    /// With --into: write the new vault's recovery kit to this file
    #[arg(long, value_name = "FILE", requires = "into")]
    pub kit: Option<PathBuf>,
}

/// A vault.
#[derive(Args)]
pub struct VaultArg {
    /// The vault
    pub vault: PathBuf,
}

/// Cases.
#[derive(Subcommand)]
pub enum CaseCommand {
    /// List them
    List {
        /// The vault
        vault: PathBuf,
    },
    /// Everything about one
    Show {
        /// The vault
        vault: PathBuf,
        /// Its reference or id
        case: String,
    },
    /// Add one
    Add {
        /// The vault
        vault: PathBuf,
        /// One line, or - to read it from standard input; further lines become the summary
        #[arg(
            long,
            value_name = "TEXT",
            required_unless_present = "file",
            conflicts_with = "file"
        )]
        title: Option<String>,
        /// Read title and summary from this file
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// Its reference [default: the next free one]
        #[arg(long = "ref", value_name = "REF")]
        reference: Option<String>,
        /// Why it is kept
        #[arg(long, value_enum, default_value_t = CaseKind::Monitoring)]
        kind: CaseKind,
    },
}

/// Places.
#[derive(Subcommand)]
pub enum PlaceCommand {
    /// List the places: id, name, area, how many records name it, whether it never leaves the vault
    List {
        /// The vault
        vault: PathBuf,
        /// Only those with these words in their name or area
        words: Vec<String>,
    },
    /// Everything about one
    Show {
        /// The vault
        vault: PathBuf,
        /// Its id, or its name exactly
        place: String,
    },
    /// Add a place; names spelt alike are shown
    Add {
        /// The vault
        vault: PathBuf,
        /// What it is called
        name: String,
        #[command(flatten)]
        facts: PlaceFacts,
    },
    /// Change a place; what is not given stays
    Edit {
        /// The vault
        vault: PathBuf,
        /// Its id, or its name exactly
        place: String,
        /// What it is called from now on
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        #[command(flatten)]
        facts: PlaceFacts,
        /// Forget where it lies
        #[arg(long, conflicts_with = "latitude")]
        no_coordinates: bool,
        /// It may leave the vault after all
        #[arg(long, conflicts_with = "never_export")]
        may_export: bool,
    },
}

/// What can be said of a place.
#[derive(Args)]
pub struct PlaceFacts {
    /// District, region, country
    #[arg(long, value_name = "TEXT")]
    pub area: Option<String>,
    /// Degrees north, for example 43.238
    #[arg(
        long,
        value_name = "DEGREES",
        allow_negative_numbers = true,
        requires = "longitude"
    )]
    pub latitude: Option<f64>,
    /// Degrees east
    #[arg(
        long,
        value_name = "DEGREES",
        allow_negative_numbers = true,
        requires = "latitude"
    )]
    pub longitude: Option<f64>,
    /// It never leaves the vault: a shelter, a home
    #[arg(long)]
    pub never_export: bool,
}

/// Articles of laws.
#[derive(Subcommand)]
pub enum ProvisionCommand {
    /// List the articles: code, how many records name it, law, article, title
    List {
        /// The vault
        vault: PathBuf,
        /// Only those with these words in them
        words: Vec<String>,
    },
    /// Add an article
    Add {
        /// The vault
        vault: PathBuf,
        /// The code records name it by, for example KZ-CC-274; it stays
        code: String,
        #[command(flatten)]
        facts: ProvisionFacts,
    },
    /// Change an article; what is not given stays, and the code always does
    Edit {
        /// The vault
        vault: PathBuf,
        /// The code
        code: String,
        #[command(flatten)]
        facts: ProvisionFacts,
    },
}

/// What can be said of an article.
#[derive(Args)]
pub struct ProvisionFacts {
    /// The law or code
    #[arg(long, value_name = "TEXT")]
    pub law: Option<String>,
    /// The article
    #[arg(long, value_name = "TEXT")]
    pub article: Option<String>,
    /// Its part
    #[arg(long, value_name = "TEXT")]
    pub part: Option<String>,
    /// What it forbids or says
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

/// Vocabularies.
#[derive(Subcommand)]
pub enum VocabularyCommand {
    /// List the terms: vocabulary, code, how many records use it, label
    List {
        /// The vault
        vault: PathBuf,
        /// Only this vocabulary, such as measure, role, proceeding
        #[arg(long = "of", value_name = "VOCABULARY")]
        vocabulary: Option<String>,
        /// The retired terms too
        #[arg(long)]
        all: bool,
    },
    /// Add a term; its code is made from the label, unless --code says one, and stays
    Add {
        /// The vault
        vault: PathBuf,
        /// The vocabulary
        vocabulary: String,
        #[command(flatten)]
        labels: TermLabels,
        /// Group within the vocabulary; for measures held, free or other
        #[arg(long, default_value = "")]
        group: String,
        /// Small Latin letters, digits, _ and -
        #[arg(long, default_value = "")]
        code: String,
        /// Code in the lists of HURIDOCS, if one fits
        #[arg(long, value_name = "CODE", default_value = "")]
        huridocs: String,
    },
    /// Change the labels of a term; those not given stay
    Rename {
        /// The vault
        vault: PathBuf,
        /// The vocabulary
        vocabulary: String,
        /// The code
        code: String,
        #[command(flatten)]
        labels: TermLabels,
        /// First put back the wording that came with the program
        #[arg(long)]
        shipped: bool,
    },
    /// No longer offer a term; it stays wherever it is said
    Retire {
        /// The vault
        vault: PathBuf,
        /// The vocabulary
        vocabulary: String,
        /// The code
        code: String,
        /// Offer it again
        #[arg(long)]
        back: bool,
    },
    /// Say another term wherever this one is said, and retire this one; one undo takes it back
    Replace {
        /// The vault
        vault: PathBuf,
        /// The vocabulary
        vocabulary: String,
        /// The code that goes
        code: String,
        /// The code said instead
        by: String,
    },
}

/// What a term is called.
#[derive(Args)]
pub struct TermLabels {
    /// Label in English
    #[arg(long, value_name = "TEXT")]
    pub en: Option<String>,
    /// Label in Russian
    #[arg(long, value_name = "TEXT")]
    pub ru: Option<String>,
    /// Label in Kazakh
    #[arg(long, value_name = "TEXT")]
    pub kk: Option<String>,
}

/// Why a case is kept.
#[derive(Clone, Copy, ValueEnum)]
pub enum CaseKind {
    /// Monitoring and documentation
    Monitoring,
    /// A client's legal matter
    Legal,
    /// Protection of a person at risk
    Protection,
}

/// Notes.
#[derive(Subcommand)]
pub enum NoteCommand {
    /// Add one; its text comes from standard input or a file, never from the command line
    #[command(group = ArgGroup::new("words").required(true).multiple(false))]
    Add {
        /// The vault
        vault: PathBuf,
        /// In this case (reference or id); otherwise it waits to be sorted
        #[arg(long = "case", value_name = "REF")]
        case: Option<String>,
        /// Only - : read the text from standard input
        #[arg(long, value_name = "-", group = "words", value_parser = ["-"])]
        text: Option<String>,
        /// Read the text from this file
        #[arg(long, value_name = "FILE", group = "words")]
        file: Option<PathBuf>,
        /// What kind of note
        #[arg(long, value_enum, default_value_t = NoteKind::FieldNote)]
        kind: NoteKind,
    },
    /// List those of a case, or those without one
    List {
        /// The vault
        vault: PathBuf,
        /// Of this case (reference or id)
        #[arg(long = "case", value_name = "REF")]
        case: Option<String>,
    },
}

/// What to do with people.
#[derive(Subcommand)]
pub enum PartyCommand {
    /// List them with their ids
    List {
        /// The vault
        vault: PathBuf,
        /// Only those of such a name
        words: Vec<String>,
    },
    /// List pairs that may be the same, and why
    Alike {
        /// The vault
        vault: PathBuf,
    },
    /// Two records are one person: everything of the second goes to the first. Can be taken back
    Merge {
        /// The vault
        vault: PathBuf,
        /// Who stays (id, or the very name)
        keep: String,
        /// Who goes (id, or the very name)
        other: String,
    },
    /// Take apart again what was merged; what came after stays, and is listed
    Separate {
        /// The vault
        vault: PathBuf,
        /// Who was merged (id, or the very name it had)
        party: String,
    },
    /// Two are not the same, and nobody asks again
    Distinct {
        /// The vault
        vault: PathBuf,
        /// One (id, or the very name)
        one: String,
        /// The other (id, or the very name)
        other: String,
        /// Only as far as is known
        #[arg(long)]
        unsure: bool,
    },
}

/// What kind of note it is.
#[derive(Clone, Copy, ValueEnum)]
pub enum NoteKind {
    /// What was seen or heard
    FieldNote,
    /// What the author makes of it
    Analysis,
    /// Something to do
    ToDo,
    /// Lawyer and client; never leaves unless picked
    Privileged,
}

/// The history of changes.
#[derive(Subcommand)]
pub enum LogCommand {
    /// Write a signed copy of the history, in clear, as JSON lines; its signature goes beside it and is checked with
    /// minisign -V. The name of who is behind a code name is never in it
    Export {
        /// The vault
        vault: PathBuf,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Of this case alone (reference or id)
        #[arg(long = "case", value_name = "REF")]
        case: Option<String>,
        /// Only who changed which fields, and when
        #[arg(long)]
        without_content: bool,
        /// With the words of privileged notes
        #[arg(long, conflicts_with = "without_content")]
        privileged: bool,
    },
}

/// What is done where something that must stay would show. Without a choice other words stand in its place.
#[derive(clap::Args)]
pub struct LeakArgs {
    /// Let it go as it is, with a reason that stays on the record; may be given again
    #[arg(long = "accept", value_name = "ID=REASON")]
    pub accept: Vec<String>,
    /// Leave the field, or the file, out; may be given again
    #[arg(long = "leave-out", value_name = "ID")]
    pub leave_out: Vec<String>,
    /// Let files go that could not be looked into, with a reason that stays on the record
    #[arg(long, value_name = "REASON")]
    pub accept_unlooked: Option<String>,
}

/// Partners.
#[derive(Subcommand)]
pub enum PartnerCommand {
    /// List them, with the number to compare by voice
    List {
        /// The vault
        vault: PathBuf,
    },
    /// Take in the card of somebody
    Add {
        /// The vault
        vault: PathBuf,
        /// A file with the card
        card: PathBuf,
        /// Keep them under this name [default: as on the card]
        #[arg(long, value_name = "NAME", default_value = "")]
        name: String,
        /// The number on the card was compared by voice, and is the same
        #[arg(long)]
        compared: bool,
        /// In the place of this partner, who made a new vault
        #[arg(long, value_name = "NAME")]
        instead_of: Option<String>,
    },
    /// Remove one; what was handed over stays readable for them
    Remove {
        /// The vault
        vault: PathBuf,
        /// Their name
        name: String,
    },
}

/// Who sources are.
#[derive(Subcommand)]
pub enum SourceCommand {
    /// Tell one partner who sources are, in a file of its own: no handover of cases holds it
    Give {
        /// The vault
        vault: PathBuf,
        /// The code name of a source; may be given again
        #[arg(required = true)]
        source: Vec<String>,
        /// The partner, whose number was compared by voice
        #[arg(long, value_name = "NAME")]
        to: String,
        /// Why: it goes on the record
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Say what such a file tells that is not known here; writes nothing
    Look {
        /// The file
        file: PathBuf,
        /// The vault it was sealed for
        #[arg(long)]
        vault: PathBuf,
    },
    /// Keep under the seal what such a file tells
    Take {
        /// The vault
        vault: PathBuf,
        /// The file
        file: PathBuf,
        /// Only of this source, by its code name; may be given again
        #[arg(long, value_name = "CODE NAME")]
        only: Vec<String>,
        /// Also in the place of other words that are kept here
        #[arg(long)]
        over: bool,
    },
}

/// Sealed bundles.
#[derive(Subcommand)]
pub enum HandoverCommand {
    /// Seal chosen cases for chosen people
    Create {
        #[command(flatten)]
        wish: HandoverWish,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// For --to-passphrase: read the passphrase from this file [default: six words are made and shown once]
        #[arg(long, value_name = "FILE", requires = "passphrase_for")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Say what would go and what would stay behind, and why; with --json the page the receiver will see, too. Writes nothing
    Preview {
        #[command(flatten)]
        wish: HandoverWish,
    },
    /// List where names, addresses and places that must stay would show, in records and in files
    Leaks {
        #[command(flatten)]
        wish: HandoverWish,
    },
    /// What somebody was ever given
    Given {
        /// The vault
        vault: PathBuf,
        /// The name of a partner, or what `handover log` tells under readers
        who: String,
    },
    /// Profiles: what may go to whom
    Profiles {
        /// The vault
        vault: PathBuf,
    },
    /// Exchange with a team through a folder that something else replicates; without options it says how that is set
    Team {
        /// The vault
        vault: PathBuf,
        /// Use this folder
        #[arg(long, value_name = "DIR", requires = "members")]
        folder: Option<PathBuf>,
        /// A partner who takes part, by name; may be given again
        #[arg(long = "member", value_name = "NAME", requires = "folder")]
        members: Vec<String>,
        /// Also by itself, while the window has the vault open
        #[arg(long, requires = "folder")]
        automatic: bool,
        /// Exchange now
        #[arg(long)]
        exchange: bool,
    },
    /// Say what a received file is, and whether it is whole and from whom
    Check {
        /// The file
        file: PathBuf,
        /// The vault it was sealed for
        #[arg(long)]
        vault: PathBuf,
        /// Read the passphrase it was sealed with from this file
        #[arg(long, value_name = "FILE")]
        sealed_with: Option<PathBuf>,
    },
    /// Open a received file into a new folder, in clear
    Open {
        /// The file
        file: PathBuf,
        /// The vault it was sealed for
        #[arg(long)]
        vault: PathBuf,
        /// The folder to make
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Read the passphrase it was sealed with from this file
        #[arg(long, value_name = "FILE")]
        sealed_with: Option<PathBuf>,
    },
    /// Say what a received file would change in the vault; writes nothing
    Diff {
        /// The file
        file: PathBuf,
        /// The vault it was sealed for
        #[arg(long)]
        vault: PathBuf,
        /// Only this case, by its reference in the file or its id
        #[arg(long, value_name = "REF")]
        case: Option<String>,
        /// Also what would stay as it is
        #[arg(long)]
        all: bool,
        /// Read the passphrase it was sealed with from this file
        #[arg(long, value_name = "FILE")]
        sealed_with: Option<PathBuf>,
    },
    /// Take the records of a received file into the vault, all or some; the others can be taken later from the same file
    Merge {
        /// The vault
        vault: PathBuf,
        /// The file
        file: PathBuf,
        /// Read the passphrase it was sealed with from this file
        #[arg(long, value_name = "FILE")]
        sealed_with: Option<PathBuf>,
        /// Only this: a case by its reference in the file, or the id of a record; may be given again
        #[arg(long, value_name = "WHAT")]
        only: Vec<String>,
        /// All but this; may be given again
        #[arg(long, value_name = "WHAT")]
        without: Vec<String>,
        /// Not these fields of a record, such as 0b5c...:title,summary; may be given again
        #[arg(long, value_name = "ID:FIELD,FIELD", value_parser = leave)]
        leave: Vec<(uuid::Uuid, Vec<String>)>,
    },
    /// Take a merge back: what came with it goes, what was changed since stays
    Undo {
        /// The vault
        vault: PathBuf,
        /// Which, by the id that merging said and the log says
        arrival: uuid::Uuid,
    },
    /// Say what went out and came in, and what receipts came back
    Log {
        /// The vault
        vault: PathBuf,
    },
    /// List what was changed on both sides and waits to be decided
    Conflicts {
        /// The vault
        vault: PathBuf,
    },
    /// Decide one of them, each of its fields
    Decide {
        /// The vault
        vault: PathBuf,
        /// The record
        record: uuid::Uuid,
        /// Their revision, if several stand against the record
        #[arg(long, value_name = "REVISION")]
        revision: Option<uuid::Uuid>,
        /// Fields in which yours stands
        #[arg(long, value_name = "FIELD,FIELD", value_delimiter = ',')]
        ours: Vec<String>,
        /// Fields in which theirs stands
        #[arg(long, value_name = "FIELD,FIELD", value_delimiter = ',')]
        theirs: Vec<String>,
    },
    /// Write a signed receipt for a received file, sealed to its sender
    Receipt {
        /// The received file
        file: PathBuf,
        /// The vault it was sealed for
        #[arg(long)]
        vault: PathBuf,
        /// How far you got with it
        #[arg(long, value_enum, default_value_t = ReceiptState::Read)]
        state: ReceiptState,
        /// The receipt to make
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Read the passphrase it was sealed with from this file
        #[arg(long, value_name = "FILE")]
        sealed_with: Option<PathBuf>,
    },
    /// Take in a receipt that came back
    TakeReceipt {
        /// The vault
        vault: PathBuf,
        /// The receipt
        file: PathBuf,
    },
}

/// How far somebody got with a handover.
#[derive(Clone, Copy, ValueEnum)]
pub enum ReceiptState {
    /// It arrived whole
    Received,
    /// Somebody looked at it
    Read,
    /// It was taken into the vault
    Merged,
}

/// Fields of a record: `id:field,field`.
fn leave(text: &str) -> Result<(uuid::Uuid, Vec<String>), String> {
    let wrong = || String::from("it must be the id of a record, a colon, and names of fields");
    let (id, fields) = text.split_once(':').ok_or_else(wrong)?;
    let id = id.parse().map_err(|_| wrong())?;
    let fields: Vec<String> = fields
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    if fields.iter().any(String::is_empty) {
        return Err(wrong());
    }
    Ok((id, fields))
}

/// What goes to whom.
#[derive(clap::Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true))]
#[command(group = ArgGroup::new("whom").multiple(true))]
pub struct HandoverWish {
    /// The vault
    pub vault: PathBuf,
    /// A case by reference or id; may be given again
    #[arg(long = "case", value_name = "REF", group = "what")]
    pub cases: Vec<String>,
    /// Every case
    #[arg(long, group = "what")]
    pub all: bool,
    /// The cases in which a kept search of this name finds something
    #[arg(long, value_name = "NAME", group = "what")]
    pub search: Option<String>,
    /// For whom: a card file, an age1... or ssh- recipient, or the name of a partner; may be given again
    #[arg(long, value_name = "WHO", group = "whom")]
    pub to: Vec<String>,
    /// For somebody of this name, who will be told a passphrase
    #[arg(
        long = "to-passphrase",
        id = "passphrase_for",
        value_name = "NAME",
        group = "whom",
        conflicts_with = "to"
    )]
    pub passphrase_for: Option<String>,
    /// How much of each record goes: the code of a profile
    #[arg(long, default_value = "partner", value_name = "CODE")]
    pub profile: String,
    /// Only what they do not have just so from handovers before
    #[arg(long)]
    pub since_last: bool,
    /// With the evidence files
    #[arg(long)]
    pub evidence: bool,
    /// A privileged note by id, to go in full; may be given again
    #[arg(long = "privileged", value_name = "NOTE")]
    pub privileged: Vec<uuid::Uuid>,
    /// A place by id that is marked never to leave, to go all the same; may be given again
    #[arg(long = "place", value_name = "PLACE")]
    pub places: Vec<uuid::Uuid>,
    /// A word to the receiver, from this file
    #[arg(long, value_name = "FILE")]
    pub message_file: Option<PathBuf>,
    #[command(flatten)]
    pub leaks: LeakArgs,
}

/// Keys.
#[derive(Subcommand)]
pub enum KeyCommand {
    /// List them; with a key also whose they are
    List {
        /// The vault
        vault: PathBuf,
    },
    /// Give somebody a key of their own: a passphrase, or a recovery kit. The history and the review then tell you apart
    #[command(group = ArgGroup::new("with").multiple(false))]
    Person {
        /// The vault
        vault: PathBuf,
        /// What they are called in the history, or - to read it from standard input
        #[arg(long, value_name = "NAME")]
        name: String,
        /// What you are called, if you never said: a second line of standard input, if the name is read from there
        #[arg(long, value_name = "NAME")]
        own_name: Option<String>,
        /// Read their passphrase from this file [default: asked for]
        #[arg(long, value_name = "FILE", group = "with")]
        new_passphrase_file: Option<PathBuf>,
        /// Make a recovery kit that is theirs instead, and write it to this file
        #[arg(long, value_name = "FILE", group = "with")]
        kit: Option<PathBuf>,
    },
    /// Say what the person is called who has a key
    Name {
        /// The vault
        vault: PathBuf,
        /// Its id, as listed
        id: String,
        /// The name, or - to read it from standard input
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// Make a further recovery kit
    Add {
        /// The vault
        vault: PathBuf,
        /// Write the kit to this file
        #[arg(long, value_name = "FILE")]
        kit: PathBuf,
    },
    /// Make a recovery kit in shares: enough of them together open the vault, fewer nothing
    Shares {
        /// The vault
        vault: PathBuf,
        /// 2 of three, or 3 of five
        #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(2..=3))]
        threshold: u8,
        /// Make this folder, and a file for each share in it
        #[arg(long, value_name = "FOLDER")]
        into: PathBuf,
    },
    /// Prove that you can restore: the kit alone opens this vault and its last backup, and both are read with it
    Prove {
        /// The vault
        vault: PathBuf,
        /// The kit's file; of a kit in shares, one for each
        #[arg(long, value_name = "FILE", required = true)]
        kit: Vec<PathBuf>,
    },
    /// Remove a key; copies of the vault made before still open with it
    Remove {
        /// The vault
        vault: PathBuf,
        /// Its id, as listed
        id: String,
    },
    /// Give the vault new keys, because somebody may have one: everything is sealed anew, and every kit and passphrase of
    /// before opens it no more. Copies made before still open with them. Your contact card changes, and handovers sealed to
    /// the old one can no longer be opened: take them in first
    Rotate {
        /// The vault
        vault: PathBuf,
        /// Read another passphrase for afterwards from this file [default: it stays]
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        /// Write the new recovery kit to this file; without it no kit opens the vault
        #[arg(long, value_name = "FILE")]
        kit: Option<PathBuf>,
        /// Leave missing or damaged evidence behind, and go on although the history does not hold
        #[arg(long)]
        even_if_damaged: bool,
        /// Make no new keys, only remove what an attempt left that was interrupted
        #[arg(long, conflicts_with_all = ["new_passphrase_file", "kit", "even_if_damaged"])]
        drop: bool,
    },
    /// Change your passphrase; with --identity for who forgot it
    Passphrase {
        /// The vault
        vault: PathBuf,
        /// Whose, by the id of the key: needed with --identity if several people have passphrases
        #[arg(long, value_name = "ID")]
        id: Option<String>,
        /// Read the new passphrase from this file
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}
