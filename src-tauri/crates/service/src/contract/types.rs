//! Requests and responses. Paths are absolute and come from a file dialog of the host or from the command line, never from content.
//!
//! Types that carry a secret or case content have no `Debug`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use casework::date::UncertainDate;
use casework::record::{
    CaseId, EvidenceId, Kind, Note, PartyId, PlaceId, Provision, Record, ReviewState, RevisionId,
    Rule, RuleId, SavedSearch, SavedSearchId, Sensitivity, SourceId, Term,
};
use casework::view::{
    CaseRow, ClientRow, Counts, Draft, EntryKind, HeldRow, IdentityFinding, NameSuggestion,
    PartyRow, PlaceHint, PlaceRow, ProvisionRow, Revision, SearchFacets, SearchHit, SourceIdentity,
    SourceRow, TermRow, UndoOffer,
};

macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),* }
    )*};
}

/// Nothing in, or nothing to say.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "{ [key: string]: never }")]
pub struct Nothing {}

wire! {
    /// What a host shows before anything is open.
    AppState {
        /// Version of the program.
        version: String,
        /// A vault is open.
        open: bool,
        /// Folder of the open vault, or of the last one.
        vault: Option<String>,
        /// Vaults opened on this device before that still exist.
        known: Vec<String>,
        /// Where a new vault would go if nothing else is chosen.
        suggested: String,
        /// Preferences.
        settings: Settings,
        /// Today, by the device's clock.
        today: NaiveDate,
        /// The sealed compartment.
        seal: SealState,
        /// Names and addresses are hidden in everything that is shown.
        privacy: bool,
    }
    /// Whether names and addresses are to be hidden.
    PrivacyWish {
        /// They are.
        on: bool,
    }
    /// Whether they are.
    PrivacyState {
        /// They are.
        on: bool,
    }
    /// A text that hides names, or what it hides.
    VeiledText {
        /// The text.
        text: String,
    }

    /// Asks what of this computer matters to a vault.
    DeviceWish {
        /// The vault's folder; none: that of the open vault, or of the last one.
        path: Option<String>,
    }
    /// What was seen.
    DeviceReport {
        /// For this folder.
        path: String,
        /// One each.
        findings: Vec<DeviceFinding>,
    }
    /// One thing about this computer: message `checkup-<code>`, what to do `checkup-<code>-do`.
    DeviceFinding {
        /// `disk`, `swap`, `hibernation`, `screen`, `backup`, `clock`, `here`, `users`, `folder`, `sync`; title `checkup-<what>`.
        what: String,
        /// `good`, `care`, `bad`, `unknown`.
        state: String,
        /// What was seen: `disk-encrypted`, `swap-plain`, ...
        code: String,
        /// Arguments of its message: figures, names of users and programs, folders.
        args: BTreeMap<String, String>,
    }

    /// Preferences of this device; no case content, kept outside the vault.
    Settings {
        /// `en`, `ru` or `kk`.
        language: String,
        /// `system`, `light`, `dark` or `contrast`.
        theme: String,
        /// 90 to 200.
        text_percent: u16,
        /// Locks after so many idle minutes; 1 to 60.
        auto_lock_minutes: u16,
        /// What else locks, besides idle minutes.
        #[serde(default)]
        lock_on: LockOn,
    }
    /// Events of the computer that lock an open vault, where it lets a program see them.
    LockOn {
        /// It goes to sleep or is switched off.
        sleep: bool,
        /// The screen is locked.
        screen: bool,
        /// Another user's session comes to the front.
        switch: bool,
        /// The lid is closed.
        lid: bool,
    }

    /// A wish for a generated passphrase.
    PassphraseWish {
        /// Language of the words.
        language: String,
        /// How many: 5 to 10.
        words: u8,
    }
    /// A generated passphrase.
    PassphraseOffer {
        /// The words, separated by spaces.
        passphrase: String,
        /// Bits of entropy.
        bits: f64,
    }
    /// A passphrase.
    PassphraseText {
        /// The text.
        passphrase: String,
    }
    /// How good a passphrase is.
    PassphraseAssessment {
        /// 0 to 4.
        score: u8,
        /// May be used.
        acceptable: bool,
        /// Why not, or what would help: codes, message `passphrase-<code>`.
        reasons: Vec<String>,
    }

    /// A date in plain words.
    DateWords {
        /// What was typed.
        text: String,
        /// `en`, `ru`, `kk`.
        language: String,
    }
    /// What was understood.
    DateUnderstood {
        /// The date.
        date: UncertainDate,
        /// The same in words of the language asked for.
        shown: String,
    }

    /// Two names.
    NamePair {
        /// One.
        left: String,
        /// The other.
        right: String,
    }
    /// Whether two names are one.
    NameVerdict {
        /// `same`, `similar` or `different`.
        band: String,
        /// 0 to 1.
        score: f64,
        /// Why: codes, message `name-reason-<code>`.
        reasons: Vec<String>,
    }

    /// A vault's folder.
    VaultPath {
        /// Absolute path.
        path: String,
    }
    /// What can be said of a vault without opening it.
    VaultInfo {
        /// Absolute path.
        path: String,
        /// Folder name without `.vault`.
        name: String,
        /// Format version.
        format: u32,
        /// Size of all its files in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// Its keys.
        keys: Vec<KeyInfo>,
        /// Seconds that opening takes on this device, about.
        opens_in: f64,
    }
    /// A new vault.
    VaultCreate {
        /// Folder to make; must not exist.
        path: String,
        /// The passphrase.
        passphrase: String,
        /// Fill it with the example casebook.
        demo: bool,
    }
    /// A vault was made and is open.
    VaultCreated {
        /// Its state.
        status: VaultStatus,
        /// The recovery kit, shown once.
        kit: RecoveryKitText,
    }
    /// A recovery kit.
    RecoveryKitText {
        /// The page to save: an age identity file.
        text: String,
        /// The key line alone.
        identity: String,
        /// The same key as 26 words of the person's language.
        words: Vec<String>,
        /// The key line as a QR code.
        qr: QrPath,
        /// The vault it belongs to: the first eight digits of its id.
        vault: String,
        /// Which kit it is: the first eight digits of the id of its key, as the keys are listed.
        slot: String,
        /// The day it was made, UTC.
        #[ts(type = "string")]
        made: NaiveDate,
    }
    /// A QR code as one path.
    QrPath {
        /// Width and height of its view box, margin included.
        size: u32,
        /// The dark squares, as the `d` of an SVG path.
        path: String,
    }
    /// Opens a vault.
    VaultOpen {
        /// Its folder.
        path: String,
        /// The passphrase.
        passphrase: String,
    }
    /// Opens a vault with its recovery kit.
    VaultOpenWithKit {
        /// Its folder.
        path: String,
        /// The kit's key line, or the whole page.
        kit: String,
    }
    /// Writes the casework of a vault out as an ordinary `SQLite` file, in clear, with nothing but its recovery kit.
    VaultRecover {
        /// Its folder.
        path: String,
        /// The kit's key line, or the whole page.
        kit: String,
        /// The file to make; must not exist.
        out: String,
        /// The vault is damaged: write what is still whole.
        salvage: bool,
    }
    /// A database was written out.
    Recovered {
        /// Where.
        path: String,
        /// Its size in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// What is missing or damaged, one line each, no case content; nothing unless salvaged.
        problems: Vec<String>,
    }
    /// Saves what can be read of a damaged vault into a new one.
    VaultSalvage {
        /// The damaged vault. Nothing in it is changed.
        path: String,
        /// Its passphrase, or its recovery kit.
        secret: String,
        /// Folder of the new vault to make; must not exist.
        into: String,
        /// The passphrase of the new vault.
        passphrase: String,
    }
    /// A new vault holds what was saved, and is open.
    VaultSalvaged {
        /// Its state.
        status: VaultStatus,
        /// Its recovery kit, shown once.
        kit: RecoveryKitText,
        /// What was saved, and what was not.
        report: SalvageReport,
    }
    /// What came out of a damaged vault. No case content.
    SalvageReport {
        /// Every file is whole and nothing is lost, as far as that can be known.
        complete: bool,
        /// The commit that an unbroken line of files leads to.
        #[ts(type = "number")]
        reached: u64,
        /// The newest commit that any file tells of.
        #[ts(type = "number")]
        newest: u64,
        /// Damaged or missing files, one line each.
        files: Vec<String>,
        /// Table by table.
        tables: Vec<SalvagedTable>,
        /// Records that are lost, as far as they are known.
        lost: Vec<LostRecord>,
        /// Evidence files that were saved.
        blobs: u32,
        /// Evidence files that were not.
        lost_blobs: Vec<LostBlob>,
        /// Entries of the history that say where entries are missing.
        #[ts(type = "number")]
        bridges: u64,
        /// The sealed compartment: `saved`, `none` (it was empty) or `lost`.
        sealed: String,
        /// The new vault, read back as a whole.
        verified: VerifyReport,
    }
    /// Rows of one table.
    SalvagedTable {
        /// The table.
        table: String,
        /// Rows that were read.
        #[ts(type = "number")]
        saved: u64,
        /// Rows put back from the history.
        #[ts(type = "number")]
        restored: u64,
        /// Rows known to be lost.
        #[ts(type = "number")]
        lost: u64,
        /// Rows that no longer fit and are kept as notes.
        #[ts(type = "number")]
        aside: u64,
    }
    /// A record that is lost.
    LostRecord {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Uuid,
        /// An empty record stands in its place, because others refer to it.
        stand_in: bool,
    }
    /// An evidence file that is lost.
    LostBlob {
        /// Its record, which is kept.
        record: Uuid,
        /// The file's id.
        blob: String,
    }
    /// Backs up the open vault, still encrypted: copies what is not there yet, reads it back, decrypts it.
    BackupWish {
        /// The folder to put it in; must exist, outside the vault.
        folder: String,
    }
    /// A backup was made and proved.
    BackupMade {
        /// The folder of this vault's backups.
        path: String,
        /// The new generation, as `backup_list` names it.
        generation: String,
        /// When, UTC.
        at: String,
        /// Files copied now.
        #[ts(type = "number")]
        copied: u64,
        /// Their size in bytes.
        #[ts(type = "number")]
        copied_bytes: u64,
        /// Files of earlier generations that were damaged there and were written again.
        #[ts(type = "number")]
        healed: u64,
        /// Size of the generation in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// Generations of this vault that are there now.
        #[ts(type = "number")]
        kept: u64,
    }
    /// Where backups are looked for.
    BackupPlace {
        /// A folder whose name ends in `.backup`, or one that holds such.
        folder: String,
    }
    /// The backups of a place.
    BackupList {
        /// One for each vault.
        backups: Vec<BackupInfo>,
    }
    /// The backups of one vault.
    BackupInfo {
        /// Their folder.
        path: String,
        /// Name of the vault.
        name: String,
        /// It is the vault that is open.
        open: bool,
        /// What can be had back, newest first.
        generations: Vec<GenerationInfo>,
    }
    /// One state of a vault that can be had back.
    GenerationInfo {
        /// Its name.
        name: String,
        /// When it was made, UTC.
        made: String,
        /// `whole` (every file is there in its length), `incomplete`, `damaged` or `newer`.
        state: String,
        /// How many files; of an incomplete one those that are missing.
        #[ts(type = "number")]
        files: u64,
        /// Their size in bytes; 0 when not whole.
        #[ts(type = "number")]
        bytes: u64,
    }
    /// Proves that a generation can be restored, by reading all of it.
    BackupCheck {
        /// The folder of backups.
        path: String,
        /// Its name or a beginning of it; none: the newest.
        generation: Option<String>,
        /// A passphrase or recovery kit of that time, to decrypt it too; none: the keys of the open vault, if it is the same.
        key: Option<String>,
    }
    /// What reading it showed.
    BackupChecked {
        /// Which one.
        generation: String,
        /// It can be restored.
        ok: bool,
        /// Files that are as they were.
        #[ts(type = "number")]
        files: u64,
        /// Their size in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// The cases and all evidence were decrypted.
        cases: bool,
        /// The sealed sources were decrypted.
        sealed: bool,
        /// What is wrong, one line each, no case content.
        problems: Vec<String>,
        /// The newest earlier one whose files are all there, when this one is damaged.
        earlier: Option<String>,
    }
    /// Makes a vault out of a backup.
    BackupRestore {
        /// The folder of backups.
        path: String,
        /// The generation, or a beginning of its name; none: the newest.
        generation: Option<String>,
        /// The vault's folder to make; must not exist.
        target: String,
    }
    /// A vault was made out of a backup.
    BackupRestored {
        /// Its folder.
        path: String,
        /// The generation it is.
        generation: String,
        /// Files written.
        #[ts(type = "number")]
        files: u64,
        /// Bytes written.
        #[ts(type = "number")]
        bytes: u64,
    }
    /// The long work that is under way beside everything else.
    JobState {
        /// Named like the command: `backup` (of `backup_make`), `backup_check`, `backup_restore`, `evidence_add`, `evidence_export`,
        /// `evidence_verify`, `vault_verify`, `key_rotate`; none when nothing is.
        name: Option<String>,
        /// Bytes done.
        #[ts(type = "number")]
        done: u64,
        /// All bytes, as far as known; 0 at first.
        #[ts(type = "number")]
        total: u64,
    }
    /// State of a vault.
    VaultStatus {
        /// Format version.
        format: u32,
        /// Whether it is locked.
        locked: bool,
        /// Its folder.
        path: String,
        /// Its name.
        name: String,
        /// How many records there are.
        counts: Counts,
        /// Commits since the last snapshot.
        deltas: u32,
        /// Size of all files in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// When this device last made a backup of it that was read back and proved, UTC.
        last_backup: Option<String>,
        /// The folder it was put in.
        backup_folder: Option<String>,
        /// The vault got new keys since, and that backup opens with those of before only.
        backup_old_keys: bool,
        /// When a kit that still counts was last proved to open it, UTC, by this device.
        last_proof: Option<String>,
        /// It was never proved, or long ago.
        proof_due: bool,
        /// So many commits older than what this device saw last; 0 normally.
        #[ts(type = "number")]
        older_by: u64,
        /// How it compares with what this device saw last: `never` (nothing is known), `known`, `older`, `parted` (two copies were
        /// worked on apart), `retired` (an earlier copy, with keys that were given up here), `other-keys` (it got new keys
        /// elsewhere, or is an earlier copy).
        seen: String,
        /// New keys were begun and not finished: they count for nothing, and can be gone on with or dropped.
        rotation_unfinished: bool,
        /// It lies where nothing can be written, and was opened for reading: every change is refused.
        read_only: bool,
        /// Who has it open, by the name of their key; empty if nobody gave it one.
        person: String,
        /// It was opened with a key that is nobody's, such as a recovery kit.
        nobody: bool,
        /// Several people have keys: somebody else has to look at a case before it counts as reviewed.
        shared: bool,
        /// The sealed compartment.
        seal: SealState,
    }
    /// Result of checking every byte.
    VerifyReport {
        /// Nothing is wrong.
        ok: bool,
        /// Bytes read and authenticated.
        #[ts(type = "number")]
        checked_bytes: u64,
        /// The sealed compartment was open and is among them.
        sealed: bool,
        /// What is wrong, one line each, no case content.
        problems: Vec<String>,
    }
    /// A new passphrase.
    PassphraseChange {
        /// The one in force, or a recovery kit.
        old: String,
        /// The new one.
        new: String,
        /// The key that is meant; none: that which `old` opens. With a kit and several people's passphrases it has to be said.
        id: Option<String>,
    }
    /// Gives somebody a key of their own.
    KeyAddPerson {
        /// What they are called in the history.
        name: String,
        /// What the person is called who has the vault open, if nobody said before.
        own: Option<String>,
        /// The passphrase of who asks, once more.
        passphrase: String,
        /// The new person's passphrase; none: a recovery kit that is theirs is made instead.
        new: Option<String>,
    }
    /// Somebody has a key.
    PersonAdded {
        /// All keys.
        keys: Vec<KeyInfo>,
        /// The kit, shown once, if one was asked for.
        kit: Option<RecoveryKitText>,
    }
    /// Says what the person is called who has a key.
    KeyName {
        /// The key.
        id: String,
        /// The name.
        name: String,
    }
    /// The keys of a vault.
    KeyList {
        /// One each.
        keys: Vec<KeyInfo>,
    }
    /// One key.
    KeyInfo {
        /// Its id, as in the file name.
        id: String,
        /// `passphrase`, `kit`, `shares` or `unknown`; without a key at hand shares pass for a kit.
        kind: String,
        /// So many shares open it; `shares` only.
        threshold: Option<u8>,
        /// Of so many.
        count: Option<u8>,
        /// Seconds that one try takes on this device, about: a short measurement, scaled to the cost of this key. `passphrase` only.
        opens_in: Option<f64>,
        /// Whether that is what it would be if it were chosen now: `right`, `light` (a guess is cheaper than it could be) or `heavy`
        /// (opening takes long).
        cost: Option<String>,
        /// The name of the person whose key it is, empty if nobody gave one; none for a key that is nobody's, and while the vault is
        /// locked.
        person: Option<String>,
        /// It is of the person who has the vault open.
        mine: bool,
    }
    /// Asks for a further recovery kit.
    KeyAddKit {
        /// The passphrase, once more.
        passphrase: String,
    }
    /// Asks for a recovery kit in shares.
    KeyAddShares {
        /// The passphrase, once more.
        passphrase: String,
        /// 2 of three or 3 of five.
        threshold: u8,
    }
    /// Shares of a recovery kit, shown once.
    ShareSetText {
        /// The set they belong to: six digits.
        set: String,
        /// So many open the vault.
        threshold: u8,
        /// Of so many.
        count: u8,
        /// The vault they belong to: the first eight digits of its id.
        vault: String,
        /// The key they open: the first eight digits of its id.
        slot: String,
        /// The day they were made, UTC.
        #[ts(type = "string")]
        made: NaiveDate,
        /// One each.
        shares: Vec<ShareText>,
    }
    /// One share.
    ShareText {
        /// Which one, from 1.
        number: u8,
        /// The page to save.
        text: String,
        /// As a line.
        line: String,
        /// The same as 30 words of the person's language.
        words: Vec<String>,
        /// The line as a QR code.
        qr: QrPath,
    }
    /// Shares as people type them, one each: a line, words, or a page.
    SharesTyped {
        /// In any order.
        shares: Vec<String>,
    }
    /// What shares are together.
    SharesState {
        /// Their set.
        set: String,
        /// So many open the vault.
        threshold: u8,
        /// Of so many.
        count: u8,
        /// So many more are needed.
        missing: u8,
        /// Those that were given, in that order.
        shares: Vec<ShareRead>,
    }
    /// A share that was read.
    ShareRead {
        /// Which one.
        number: u8,
        /// As a line.
        line: String,
    }
    /// A drill: proves that a kit, or enough shares, open the open vault.
    KitProve {
        /// The kit's key line, words or page, or the lines of the shares.
        kit: String,
        /// Files to read instead, if there are any: a kit, or one for each share. What is in them is never handed out.
        files: Vec<String>,
    }
    /// What a drill proved.
    KitProved {
        /// The key that opened.
        key: KeyInfo,
        /// When, UTC.
        at: String,
        /// Cases that were found in the database with it.
        cases: u32,
        /// Bytes of both databases that were read with it.
        #[ts(type = "number")]
        bytes: u64,
        /// The last backup.
        backup: BackupProof,
    }
    /// Whether a kit opens the last backup too.
    BackupProof {
        /// `proved`, `none` (no backup is known), `absent` (its place is not there), `before-kit` (it was made before there was this
        /// kit), `old-keys` (it has the keys of before) or `damaged`.
        state: String,
        /// The folder it is in.
        place: Option<String>,
        /// When it was made, UTC.
        made: Option<String>,
        /// Bytes of its databases that were read.
        #[ts(type = "number")]
        bytes: u64,
    }
    /// Removes a key.
    KeyRemove {
        /// Which.
        id: String,
        /// The passphrase, once more.
        passphrase: String,
    }
    /// Gives the open vault new keys: everything is sealed anew, and what opened it before opens nothing any more.
    KeyRotate {
        /// The passphrase, once more.
        passphrase: String,
        /// Another one for afterwards.
        new: Option<String>,
        /// Although evidence is missing or damaged, which is left behind, or the history does not hold, which stays visible.
        even_if_damaged: bool,
    }
    /// A vault that got new keys.
    KeysRotated {
        /// Its kit. Every kit of before is void.
        kit: RecoveryKitText,
        /// Whether it is open now. If not, the disk failed at the last moment: opening it ends what was begun. Keep the old kit
        /// until then.
        open: bool,
        /// Files of evidence that were sealed anew.
        #[ts(type = "number")]
        files: u64,
        /// Those that were left behind, and why.
        left_behind: Vec<String>,
    }
    /// Destroys the open vault: every key goes. There is no way back but a copy with a key of its own.
    VaultDestroy {
        /// The passphrase, once more, or a recovery kit.
        secret: String,
        /// A recovery kit to prove it with; none: there is none at hand.
        kit: Option<String>,
        /// The name of the vault, typed.
        word: String,
        /// Folders with backups of it, whose keys go too.
        backups: Vec<String>,
    }
    /// What was destroyed, and the proof.
    VaultDestroyed {
        /// No slot is left in any of the places, and nothing that was tried opens any.
        ok: bool,
        /// The vault, and the backups that were named.
        places: Vec<DestroyedPlace>,
        /// What was tried afterwards.
        tries: Vec<DestroyTry>,
    }
    /// A place whose keys were to go.
    DestroyedPlace {
        /// Its folder.
        path: String,
        /// `vault` or `backup`.
        kind: String,
        /// Key slots that were removed.
        removed: u32,
        /// Of those, how many were written over first.
        overwritten: u32,
        /// Key slots that are there now, by name; looked at afresh.
        left: Vec<String>,
        /// Why nothing could be done there: code of an error.
        trouble: Option<String>,
    }
    /// A key that was tried on a place afterwards.
    DestroyTry {
        /// The place.
        path: String,
        /// `passphrase` or `kit`.
        with: String,
        /// It opened.
        opens: bool,
    }
    /// Writes the page of a kit that was just shown.
    KitSave {
        /// The page.
        text: String,
        /// Where to.
        path: String,
    }
    /// A file was written because a person asked for it.
    FileWritten {
        /// Where.
        path: String,
        /// Its size in bytes.
        #[ts(type = "number")]
        bytes: u64,
    }

    /// Any record.
    RecordRef {
        /// Its kind.
        kind: Kind,
        /// Its id.
        #[ts(type = "string")]
        id: Uuid,
    }
    /// A record as it is now.
    RecordState {
        /// The record.
        record: Record,
        /// Its revision.
        revision: RevisionId,
    }
    /// Saves a record: a new one when its id is nil (all zeros).
    RecordSave {
        /// The record.
        record: Record,
        /// The revision it was edited from; none for a new one.
        base: Option<RevisionId>,
    }
    /// A report to be read; nothing of it is written.
    TextRead {
        /// Its words, at most 200,000 characters.
        text: String,
        /// When it was written: resolves "yesterday" and years left out; none: today.
        day: Option<NaiveDate>,
        /// Language of the reader, which decides how 03/04/2025 is read.
        language: String,
    }
    /// What was accepted of a report, to be written in one step.
    ReadingAccept {
        /// What.
        acceptance: casework::reading::Acceptance,
        /// What is to become of names from behind the seal, while it is open.
        names: casework::reading::Names,
    }
    /// Deletes a record (kept in history, can be restored).
    RecordDelete {
        /// Its kind.
        kind: Kind,
        /// Its id.
        #[ts(type = "string")]
        id: Uuid,
        /// With everything that belongs to it; without this, a record that others refer to stays.
        cascade: bool,
    }
    /// What was deleted.
    Deleted {
        /// The revisions written; restoring them undoes it, last first.
        revisions: Vec<RevisionId>,
        /// When, UTC.
        at: String,
    }
    /// What was taken back.
    Undone {
        /// The revisions written by it; undoing the first of them does it again.
        revisions: Vec<RevisionId>,
        /// When, UTC.
        at: String,
    }
    /// What the person did last and can take back.
    UndoOffered {
        /// That; none if there is nothing of theirs.
        offer: Option<UndoOffer>,
        /// It was done before the vault was opened: say what it is before it is taken back.
        older: bool,
    }
    /// One revision.
    RevisionRef {
        /// Which.
        revision: RevisionId,
    }
    /// Puts one field of a record back to what it was right after a revision.
    FieldRestore {
        /// The revision.
        revision: RevisionId,
        /// The field, by its name in the record.
        field: String,
    }
    /// Every term of every vocabulary.
    TermList {
        /// In the order of the lists, the retired ones too.
        terms: Vec<TermRow>
    }
    /// Puts one term in the place of another wherever it is said, and retires the other.
    TermReplace {
        /// The one that goes.
        id: Uuid,
        /// The one that is said instead, of the same vocabulary.
        by: Uuid,
    }
    /// Every place.
    PlaceList {
        /// By name.
        places: Vec<PlaceRow>
    }
    /// Every article of a law.
    ProvisionList {
        /// By code.
        provisions: Vec<ProvisionRow>
    }
    /// Places that may be meant.
    PlaceSuggestions {
        /// The nearest first.
        suggestions: Vec<PlaceHint>
    }
    /// Makes two places one.
    PlaceMerge {
        /// The one that stays.
        keep: Uuid,
        /// The one that goes into it.
        gone: Uuid,
    }
    /// Revisions, latest first.
    History {
        /// One each.
        revisions: Vec<Revision>,
        /// The chain over all revisions holds.
        intact: bool,
    }
    /// Asks for a signed copy of the history.
    LogExport {
        /// The file to make; its signature goes beside it, with `.minisig` behind the name.
        path: String,
        /// Of this case alone (reference or id); none: of the whole vault.
        case: Option<String>,
        /// With what the fields said, before and after; otherwise only who, when and which fields.
        content: bool,
        /// With the words of privileged notes.
        privileged: bool,
    }
    /// A signed copy of the history was written.
    LogWritten {
        /// Where.
        path: String,
        /// Where its signature is.
        signature: String,
        /// Size of the copy in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// Revisions in it.
        #[ts(type = "number")]
        revisions: u64,
        /// Of them, those whose words stayed here because a note is privileged.
        #[ts(type = "number")]
        withheld: u64,
        /// The key it is signed with, as `minisign -P` takes it.
        signing_key: String,
    }
    /// One case.
    CaseRef {
        /// Its id or its reference.
        case: String,
    }
    /// One party.
    PartyRef {
        /// Its id.
        id: PartyId,
    }
    /// One source.
    SourceRef {
        /// Its id.
        id: SourceId,
    }
    /// One evidence item.
    EvidenceRef {
        /// Its id.
        id: EvidenceId,
    }
    /// Moves a case along the review.
    CaseStatus {
        /// Which case.
        id: CaseId,
        /// Where to.
        status: ReviewState,
        /// A word with it; empty for none.
        comment: String,
    }

    /// Cases.
    CaseList {
        /// One line each.
        cases: Vec<CaseRow>,
    }
    /// Parties.
    PartyList {
        /// One line each.
        parties: Vec<PartyRow>,
    }
    /// What was typed into a name field.
    NameTyped {
        /// So far.
        text: String,
    }
    /// Parties of such a name.
    NameSuggestions {
        /// Best first, at most eight.
        suggestions: Vec<NameSuggestion>,
    }
    /// Two parties that are not one.
    PartyDistinct {
        /// One ...
        party: PartyId,
        /// ... and the other.
        other: PartyId,
        /// Known, and not only as far as anybody can tell.
        certain: bool,
        /// How one knows.
        note: String,
    }
    /// The names of a new matter.
    ConflictNames {
        /// At most 200.
        names: Vec<String>,
    }
    /// Sources.
    SourceList {
        /// One line each.
        sources: Vec<SourceRow>,
    }
    /// The cases a source speaks in.
    SourceCases {
        /// In the order in which they were made.
        cases: Vec<casework::view::CaseLink>,
    }
    /// Which notes.
    NoteFilter {
        /// Of this case; none: notes without a case.
        case: Option<CaseId>,
    }
    /// Notes with their revisions.
    NoteList {
        /// Latest first.
        notes: Vec<NoteState>,
    }
    /// A note as it is now.
    NoteState {
        /// The note.
        note: Note,
        /// Its revision.
        revision: RevisionId,
        /// Last change, UTC.
        changed: String,
    }
    /// A day; none for today.
    OnDay {
        /// Which.
        on: Option<NaiveDate>,
    }
    /// Who is held on a day.
    Held {
        /// The day.
        on: NaiveDate,
        /// One line each.
        held: Vec<HeldRow>,
        /// Who is not held but restricted: bans, restricted freedom, bail.
        restricted: Vec<HeldRow>,
    }
    /// A part of the calendar to be written to a file for another calendar.
    CalendarExport {
        /// Where to.
        path: String,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Only these kinds; empty for all.
        kinds: Vec<EntryKind>,
        /// Titles bear the references of cases. One in which a name stands is left out all the same.
        references: bool
    }
    /// A rule, and the day somebody typed to start it from.
    DeadlineFrom {
        /// Which rule.
        rule: RuleId,
        /// For which case, if any.
        case: Option<CaseId>,
        /// From when.
        date: UncertainDate
    }
    /// The rules by which deadlines are worked out.
    RuleList {
        /// All of them, the retired ones too.
        rules: Vec<RuleState>
    }
    /// A rule with its revision.
    RuleState {
        /// The rule.
        rule: Rule,
        /// Its revision; none for an example nobody has edited.
        revision: Option<RevisionId>
    }
    /// The clients.
    ClientList {
        /// One line each.
        clients: Vec<ClientRow>
    }
    /// A search.
    SearchQuery {
        /// Words in any script and spelling.
        text: String,
        /// Only these kinds; empty for all.
        kinds: Vec<Kind>,
        /// At most so many, up to 200.
        limit: u32,
        /// Look into privileged notes too.
        privileged: bool,
        /// Only in these cases; empty for all.
        #[serde(default)]
        cases: Vec<CaseId>,
        /// Only what happened or was noted in these years.
        #[serde(default)]
        years: Vec<i32>,
        /// Only what belongs to cases in these states of review.
        #[serde(default)]
        status: Vec<ReviewState>,
        /// Only what may travel so far.
        #[serde(default)]
        sensitivity: Vec<Sensitivity>,
        /// So many of the best are passed over, up to 2,000: the next page.
        #[serde(default)]
        offset: u32,
        /// Say how many there are of what.
        #[serde(default)]
        facets: bool,
    }
    /// What was found.
    SearchResults {
        /// Best first.
        results: Vec<SearchHit>,
        /// There are more.
        more: bool,
        /// What it can be narrowed by, if asked for.
        facets: Option<SearchFacets>,
    }
    /// A search kept with a name, as it is now.
    SavedSearchState {
        /// The search.
        search: SavedSearch,
        /// Its revision.
        revision: RevisionId,
    }
    /// Searches kept with a name.
    SavedSearches {
        /// By name.
        searches: Vec<SavedSearchState>,
    }
    /// Every vocabulary.
    Vocabularies {
        /// Terms, in order.
        terms: Vec<Term>,
        /// Provisions.
        provisions: Vec<Provision>,
    }

    /// Keeps what somebody is writing.
    DraftSave {
        /// Which form.
        key: String,
        /// Its fields.
        #[ts(type = "unknown")]
        value: serde_json::Value,
    }
    /// Which draft.
    DraftKey {
        /// Which form.
        key: String,
    }
    /// Drafts.
    DraftList {
        /// Latest first.
        drafts: Vec<Draft>,
    }

    /// Takes a file into the vault.
    EvidenceAdd {
        /// To which case.
        case: CaseId,
        /// The file.
        path: String,
        /// One line; empty: the file's name.
        title: String,
        /// From which source.
        source: Option<SourceId>,
        /// When it was obtained, in words or EDTF; empty if unknown.
        obtained: String,
        /// How.
        how: String,
        /// How far it may travel.
        sensitivity: Sensitivity,
    }
    /// An evidence item for the eye: pictures and plain text only, bounded, decoded by the host's own window.
    EvidencePreview {
        /// Media type: one of `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `text/plain`, or empty when it cannot be shown.
        media_type: String,
        /// The bytes in base64; at most 8 MiB before encoding.
        data: String,
        /// Cut off at the bound.
        cut: bool,
    }
    /// Asks for a part of an item.
    EvidenceRange {
        /// Which.
        id: EvidenceId,
        /// From which byte.
        #[ts(type = "number")]
        offset: u64,
        /// How many bytes; at most 1 MiB is given, and nothing beyond the end.
        #[ts(type = "number")]
        length: u64,
    }
    /// A part of an item.
    EvidencePart {
        /// Media type as it was found when it was taken in.
        media_type: String,
        /// Size of the whole item in bytes.
        #[ts(type = "number")]
        size: u64,
        /// The bytes in base64.
        data: String,
    }
    /// Writes an item out, in clear, because a person asked for it.
    EvidenceExport {
        /// Which.
        id: EvidenceId,
        /// Where to.
        path: String,
    }
    /// Result of hashing an item again.
    EvidenceVerified {
        /// The hash is the recorded one.
        ok: bool,
        /// The hash found.
        sha256: String,
    }

    /// Reads a file into the vault; its kind is found in its bytes.
    ImportFile {
        /// The file.
        path: String,
        /// Only say what would happen.
        dry_run: bool,
    }
    /// Writes the casebook out, in clear, because a person asked for it.
    ExportFile {
        /// Where to.
        path: String,
        /// Only these cases; empty for all.
        cases: Vec<CaseId>,
    }

    /// The sealed compartment.
    SealState {
        /// It is open.
        open: bool,
        /// Seconds until it closes by itself.
        closes_in: Option<u32>,
    }
    /// The identity behind a code name, if one is kept.
    SourceIdentityState {
        /// It.
        identity: Option<SourceIdentity>,
    }
    /// Everybody behind the code names.
    SealedSources {
        /// Their identities, by name.
        identities: Vec<SourceIdentity>,
        /// What the parties are called that some of them are.
        parties: BTreeMap<PartyId, String>,
    }
    /// A record that is about to be saved.
    IdentityFind {
        /// The record.
        record: Record,
    }
    /// Whom it names, and the same record with code names instead.
    IdentityFound {
        /// What was found.
        findings: Vec<IdentityFinding>,
        /// The record with code names in the place of all that was found.
        clean: Record,
    }
    /// What the vault says of people behind code names.
    IdentityScan {
        /// What was found, at most so many as a person can go through.
        findings: Vec<IdentityFinding>,
        /// There is more.
        more: bool,
        /// Records, entries of the history and drafts that were looked through.
        #[ts(type = "number")]
        looked: u64,
    }
    /// Puts a code name in the place of a person.
    IdentityConceal {
        /// `record`, `history` or `draft`, as the finding says.
        place: String,
        /// Kind of record.
        kind: Kind,
        /// Which record; nil for a draft.
        id: Uuid,
        /// Key of the draft; otherwise not looked at.
        field: String,
        /// Whose code name.
        source: SourceId,
        /// The words leave the history of the record and the files of the vault too; always so for `history`.
        forget: bool,
    }
    /// It was done.
    IdentityConcealed {
        /// The record as it now is; none if it is only in the history, or a draft.
        saved: Option<casework::view::Saved>,
    }
    /// Tells one person who sources are, in a file of its own.
    IdentityGive {
        /// Which sources.
        ids: Vec<SourceId>,
        /// The partner; their words were compared by voice.
        #[ts(type = "string")]
        to: Uuid,
        /// Why: it goes on the record.
        reason: String,
        /// Where the file goes.
        path: String,
    }
    /// A file that says who sources are.
    IdentityLetter {
        /// Where it is.
        path: String,
    }
    /// What such a file says, beside what is kept here. Nothing is taken in by looking.
    IdentityCame {
        /// Who wrote it, as they are called here.
        from: String,
        /// When, UTC.
        at: String,
        /// SHA-256 of the file.
        sha256: String,
        /// One each.
        sources: Vec<IdentityBeside>,
    }
    /// Who a source is, beside what is kept here.
    IdentityBeside {
        /// Which source.
        id: SourceId,
        /// Its code name here; the sender's if it is not here.
        code_name: String,
        /// The source is in the casework; otherwise its case has to be taken in first.
        here: bool,
        /// Fields that say something else than what is kept here.
        fields: Vec<IdentityField>,
    }
    /// A field of an identity.
    IdentityField {
        /// Its name.
        field: String,
        /// What is kept here; empty if nothing.
        ours: String,
        /// What came.
        theirs: String,
    }
    /// Keeps what came.
    IdentityTake {
        /// The file.
        path: String,
        /// SHA-256 of the file that was looked at.
        sha256: String,
        /// Of which sources, and which fields.
        take: Vec<IdentityPick>,
    }
    /// Fields of one identity that are kept as they came.
    IdentityPick {
        /// Which source.
        id: SourceId,
        /// Names of fields.
        fields: Vec<String>,
    }
    /// What was kept.
    IdentityTaken {
        /// Of so many sources.
        taken: u32,
    }

    /// What others need to hand something over to this vault, and to know it by.
    Card {
        /// The card as text, to be sent by any way; holds no secret.
        text: String,
        /// Name on it.
        name: String,
        /// It is nobody's name, but that which a vault has before somebody gives it one.
        nameless: bool,
        /// age recipient (X25519).
        recipient: String,
        /// age recipient that holds against a quantum computer.
        recipient_pq: String,
        /// Signing key in minisign's format.
        signing_key: String,
        /// Words to compare by voice.
        words: String,
        /// The text as a code, to be read from the screen.
        qr: Option<QrPath>,
    }
    /// Writes the card to a file.
    CardSave {
        /// Where to.
        path: String,
    }
    /// People one hands over to.
    PartnerList {
        /// One each.
        partners: Vec<Partner>,
    }
    /// A partner.
    Partner {
        /// Identity of the entry.
        #[ts(type = "string")]
        id: Uuid,
        /// Name on the card.
        name: String,
        /// age recipient (X25519).
        recipient: String,
        /// age recipient that holds against a quantum computer.
        recipient_pq: String,
        /// Signing key.
        signing_key: String,
        /// Words to compare by voice.
        words: String,
        /// They have been compared.
        compared: bool,
    }
    /// Takes in a card.
    PartnerSave {
        /// The card's text, the path of a file that holds it, or the id of a partner kept already (to say that the words have been compared).
        card: String,
        /// The words have been compared by voice.
        compared: bool,
        /// The name to keep it under; as on the card if empty.
        #[serde(default)]
        name: String,
        /// The partner known by that name, or by one of these keys, if it is to be this one from now on: they have a new vault.
        #[serde(default)]
        #[ts(type = "string | null")]
        instead_of: Option<Uuid>,
    }
    /// Which partner.
    PartnerRef {
        /// Identity of the entry.
        #[ts(type = "string")]
        id: Uuid,
    }

    /// What somebody would like to hand over, and to whom.
    HandoverWish {
        /// Which cases.
        cases: Vec<CaseId>,
        /// Every case.
        #[serde(default)]
        all: bool,
        /// The cases in which this kept search finds something now.
        #[serde(default)]
        search: Option<SavedSearchId>,
        /// Code of a profile: how much of each record goes.
        profile: String,
        /// With the evidence files.
        evidence: bool,
        /// Privileged notes picked by hand.
        privileged: Vec<casework::record::NoteId>,
        /// Places picked by hand that are marked never to leave.
        #[serde(default)]
        places: Vec<PlaceId>,
        /// To whom: ids of partners, recipients (`age1...`, `age1pq1...`, `ssh-ed25519 ...`, `ssh-rsa ...`), or texts of cards.
        #[serde(default)]
        to: Vec<String>,
        /// Nobody in `to`, but whoever will be told a passphrase: what they are called; empty otherwise.
        #[serde(default)]
        passphrase_for: String,
        /// Only what they do not have just so from handovers before.
        #[serde(default)]
        since: bool,
        /// A word to the receiver; goes inside.
        #[serde(default)]
        message: String,
        /// What is done where something that must stay would show; without a choice other words stand there.
        #[serde(default)]
        leaks: Vec<LeakChoice>,
        /// Why every file that could not be looked into may go all the same; empty: each has to be chosen.
        #[serde(default)]
        unlooked: String,
    }
    /// What to do about a place where something that must stay would show, or about a file that could not be looked into.
    LeakChoice {
        /// Its id, from `handover_leaks`; or `original:` and the id of an evidence item, to send a file with what it says of itself.
        hit: String,
        /// `replace`, `leave-out` or `accept`.
        act: String,
        /// Why it may go, for what is accepted.
        reason: String,
    }
    /// Where something that must stay would show.
    HandoverLeaks {
        /// One each, at most 2,000; those that wait for a decision are always among them.
        hits: Vec<LeakHit>,
        /// Files that could not be looked into.
        unlooked: Vec<LeakFile>,
        /// Pictures of which a copy goes that does not say where, when and with what it was taken; or that go as they are, because somebody chose so.
        copies: Vec<LeakCopy>,
        /// More was found than is listed.
        more: bool,
        /// How many wait for a decision; until there is none, nothing is sealed.
        waiting: u32,
        /// The seal is closed, so nobody could look for the people behind it.
        sealed_missed: bool,
    }
    /// One such place.
    LeakHit {
        /// The same as long as the same words stand in the same field or file.
        id: String,
        /// `record`, `text` (the words of a file), `metadata` (what a file says of itself), `message`.
        place: String,
        /// Kind of the record.
        kind: Kind,
        /// Which record; nil for the message.
        record: Uuid,
        /// What it is called here.
        label: String,
        /// Reference of its case.
        case: Option<String>,
        /// Its field.
        field: String,
        /// `name`, `part` (one word of a name, which may be somebody else's), `contact`, `place`, `link` (a code name beside a name).
        what: String,
        /// Whose: a party, one of its names, a place, a source.
        whose: Uuid,
        /// What that one is called here.
        needle: String,
        /// The passage.
        why: String,
        /// What of it was found: from and to, in characters.
        marks: Vec<(u32, u32)>,
        /// How often it stands in that file.
        times: u32,
        /// What is done: `replace`, `leave-out`, `accept`; none: it waits for a decision.
        act: Option<String>,
        /// Other words can be put in its place.
        replaceable: bool,
    }
    /// A file that could not be looked into, or not wholly.
    LeakFile {
        /// The same as long as the file is.
        id: String,
        /// The evidence item.
        record: Uuid,
        /// What it is called here.
        label: String,
        /// Reference of its case.
        case: Option<String>,
        /// Why not: message `leak-why-<code>`.
        reason: String,
        /// What is done: `leave-out`, `accept`; none: it waits for a decision.
        act: Option<String>,
    }
    /// A picture of which a copy would go that says nothing of itself.
    LeakCopy {
        /// To be accepted, with a reason, if the picture is to go as it is.
        id: String,
        /// The evidence item.
        record: Uuid,
        /// What it is called here.
        label: String,
        /// Reference of its case.
        case: Option<String>,
        /// What is done: `replace` (the copy goes), `accept` (it goes as it is).
        act: String,
    }
    /// What would go, before it does.
    HandoverPreview {
        /// Cases that go.
        cases: Vec<CaseRow>,
        /// Records by plural name.
        counts: BTreeMap<String, u32>,
        /// Bytes of evidence.
        #[ts(type = "number")]
        evidence_bytes: u64,
        /// What stays behind, and why: codes, message `withheld-<code>`, with how many.
        withheld: BTreeMap<String, u32>,
        /// The same one by one: the first 2,000.
        held: Vec<HandoverHeld>,
        /// What was left out because the receivers have it, if that was asked for.
        since: Option<HandoverSince>,
        /// The page the receiver will see (self-contained HTML without scripts).
        page: String,
        /// The page by its hash: what is sealed must be what was looked at.
        seen: HandoverSeen,
    }
    /// A record that stays behind, or a field of one.
    HandoverHeld {
        /// Why: code, message `withheld-<code>`.
        reason: String,
        /// Kind of the record.
        kind: Kind,
        /// Which.
        #[ts(type = "string")]
        id: Uuid,
        /// What people call it.
        label: String,
        /// The field; empty if all of it stays.
        field: String,
        /// Reference of its case, if it is in one.
        case: String,
    }
    /// What was left out because the receivers have it.
    HandoverSince {
        /// Records they have just so.
        same: u32,
        /// Records they have that do not go any more: deleted, or withheld now. They cannot be called back.
        gone: u32,
    }
    /// A preview that was looked at.
    HandoverSeen {
        /// When it was made, UTC.
        at: String,
        /// SHA-256 of its page.
        sha256: String,
    }
    /// Seals and writes a handover.
    HandoverCreate {
        /// What goes, and to whom.
        wish: HandoverWish,
        /// Where to.
        path: String,
        /// The passphrase, if it is for somebody who will be told one.
        #[serde(default)]
        passphrase: String,
        /// The preview it must be the same as, if one was looked at.
        #[serde(default)]
        seen: Option<HandoverSeen>,
    }
    /// What one receiver was ever given.
    HandoverGivenWish {
        /// Id of a partner, or what the log has under `readers`.
        reader: String,
    }
    /// Everything one receiver was ever given.
    HandoverGiven {
        /// By case, the latest first.
        cases: Vec<HandoverGivenCase>,
        /// Names of evidence files.
        evidence: Vec<String>,
    }
    /// What of one case somebody was given.
    HandoverGivenCase {
        /// Which.
        id: CaseId,
        /// Its reference; empty if it is gone.
        reference: String,
        /// Its title.
        title: String,
        /// When something of it first went, UTC.
        first: String,
        /// When something of it last went, UTC.
        last: String,
        /// Records by kind.
        counts: BTreeMap<String, u32>,
    }
    /// The team that exchanges through a folder.
    TeamState {
        /// The folder; empty if there is none.
        folder: String,
        /// Partners that are members.
        #[ts(type = "string[]")]
        members: Vec<Uuid>,
        /// Now and then by itself.
        automatic: bool,
        /// When it was last done, UTC; empty if never.
        last: String,
        /// Why the last exchange that began by itself failed: code of an error.
        problem: Option<String>,
    }
    /// How a team is to exchange.
    TeamWish {
        /// A folder that something else replicates; empty for none.
        folder: String,
        /// Partners that are members.
        #[ts(type = "string[]")]
        members: Vec<Uuid>,
        /// Now and then by itself.
        automatic: bool,
    }
    /// What an exchange did.
    TeamExchanged {
        /// Files taken in.
        taken: Vec<TeamTaken>,
        /// Files not taken in.
        refused: Vec<TeamRefused>,
        /// Records that went out; none if there was nothing new.
        sent: Option<u32>,
        /// There are more files than were looked at.
        more: bool,
    }
    /// What came in from the team by itself.
    TeamNewsWish {
        /// Somebody has seen it: from now on it is no news.
        seen: bool,
    }
    /// What came in from the team by itself since the vault was opened, and nobody has seen yet.
    TeamNews {
        /// One for each sender.
        came: Vec<TeamTaken>,
    }
    /// A file of the team's folder that was taken in.
    TeamTaken {
        /// Who sent it.
        sender: String,
        /// New records.
        added: u32,
        /// Records that became newer.
        updated: u32,
        /// Records changed on both sides.
        conflicts: u32,
    }
    /// A file of the team's folder that was not.
    TeamRefused {
        /// Its name.
        name: String,
        /// Why: message `bundle-<code>`.
        why: String,
        /// Who sent it, if that can be said.
        sender: String,
    }
    /// Profiles: what may go to whom.
    ProfileList {
        /// All of them, the retired ones too.
        profiles: Vec<ProfileState>,
    }
    /// A profile with its revision.
    ProfileState {
        /// The profile.
        profile: casework::record::Profile,
        /// Its revision; none for one that came with the program and nobody has edited.
        revision: Option<RevisionId>,
    }
    /// A handover was written.
    HandoverReceipt {
        /// Where.
        path: String,
        /// Its size in bytes.
        #[ts(type = "number")]
        bytes: u64,
        /// SHA-256 of the file.
        sha256: String,
        /// Cases in it.
        cases: u32,
        /// Evidence items in it.
        evidence: u32,
        /// For whom.
        to: Vec<String>,
        /// When, UTC.
        at: String,
    }
    /// A received file.
    HandoverFile {
        /// Where.
        path: String,
        /// The passphrase it was sealed with, if it was.
        #[serde(default)]
        passphrase: String,
    }
    /// What a received file turns out to be.
    HandoverCheck {
        /// It is whole, untouched and for us.
        valid: bool,
        /// Name of the sender as signed.
        sender: String,
        /// The signature is right.
        signed: bool,
        /// The signing key is that of a partner we know.
        known: bool,
        /// When it was made, UTC.
        at: String,
        /// Cases in it.
        cases: u32,
        /// Evidence items in it.
        evidence: u32,
        /// The sender's word.
        message: String,
        /// Titles and references.
        titles: Vec<String>,
        /// What is wrong: codes, message `bundle-<code>`.
        problems: Vec<String>,
    }
    /// Opens a received file into a folder, in clear, because a person asked for it.
    HandoverOpen {
        /// The file.
        path: String,
        /// The folder to make; must not exist.
        out: String,
        /// The passphrase it was sealed with, if it was.
        #[serde(default)]
        passphrase: String,
    }
    /// Where a received file was opened.
    HandoverOpened {
        /// The folder.
        out: String,
        /// Files written.
        files: u32,
    }
    /// A received file beside what is here; nothing is written.
    HandoverDiff {
        /// The file.
        path: String,
        /// The passphrase it was sealed with, if it was.
        #[serde(default)]
        passphrase: String,
        /// Only records of this case; all if none.
        #[serde(default)]
        case: Option<CaseId>,
        /// Only records that would change something.
        #[serde(default)]
        changes: bool,
        /// So many are passed over.
        #[serde(default)]
        offset: u32,
        /// At most so many, up to 500.
        limit: u32,
        /// With the page for people that is in the file.
        #[serde(default)]
        page: bool,
    }
    /// What a received file would change.
    HandoverDifference {
        /// Name of the sender as signed.
        sender: String,
        /// The signing key is that of a partner.
        known: bool,
        /// When it was made, UTC.
        at: String,
        /// SHA-256 of the file.
        sha256: String,
        /// Its cases.
        cases: Vec<HandoverCase>,
        /// All records in it, by what they are to us.
        counts: HandoverCounts,
        /// Records that were asked for, by case, what stands beside cases last.
        records: Vec<HandoverRecord>,
        /// How many there are of those that were asked for.
        total: u32,
        /// The page for people; empty if it was not asked for or is too long to be shown.
        page: String,
    }
    /// A case in a received file.
    HandoverCase {
        /// Its id.
        id: CaseId,
        /// Its reference there.
        #[serde(rename = "ref")]
        reference: String,
        /// Its title.
        title: String,
        /// What its records are to us.
        counts: HandoverCounts,
    }
    /// Records by what they are to us.
    HandoverCounts {
        /// Not here.
        new: u32,
        /// Would change in some field.
        changed: u32,
        /// Of those, changed on both sides in the same field.
        both: u32,
        /// The same, or newer here.
        same: u32,
        /// Deleted here, and would stay so.
        deleted: u32,
        /// Deleted here and changed there since: would come back.
        back: u32,
    }
    /// A record in a received file.
    HandoverRecord {
        /// Its kind.
        kind: Kind,
        /// Its id.
        #[ts(type = "string")]
        id: Uuid,
        /// What to call it.
        label: String,
        /// Its case; none for what stands beside cases.
        case_id: Option<CaseId>,
        /// `new`, `changed`, `same`, `deleted`, `back`.
        state: String,
        /// What would change in it.
        fields: Vec<HandoverField>,
    }
    /// A field on both sides.
    HandoverField {
        /// Its name.
        field: String,
        /// As it is here.
        #[ts(type = "unknown")]
        ours: serde_json::Value,
        /// As it came.
        #[ts(type = "unknown")]
        theirs: serde_json::Value,
        /// Changed on both sides: both are kept until a person decides.
        both: bool,
    }
    /// Merges a received file, all or some of it. What is left out may be taken later, from the same file.
    HandoverMerge {
        /// The file.
        path: String,
        /// The passphrase it was sealed with, if it was.
        #[serde(default)]
        passphrase: String,
        /// Only these records, and everything in these cases; all if empty.
        #[serde(default)]
        #[ts(type = "string[]")]
        only: Vec<Uuid>,
        /// Not these records, and nothing of these cases.
        #[serde(default)]
        #[ts(type = "string[]")]
        without: Vec<Uuid>,
        /// Not these fields.
        #[serde(default)]
        leave: Vec<HandoverLeave>,
    }
    /// Fields of a record that are not taken.
    HandoverLeave {
        /// The record.
        #[ts(type = "string")]
        id: Uuid,
        /// Its fields.
        fields: Vec<String>,
    }
    /// What a merge did.
    HandoverMerged {
        /// New records.
        added: u32,
        /// Records that became newer.
        updated: u32,
        /// Records that were the same.
        unchanged: u32,
        /// Records that were not asked for and came along, because others refer to them.
        along: u32,
        /// Records changed on both sides; both versions are kept.
        conflicts: Vec<MergeConflict>,
        /// Name of the sender as signed.
        sender: String,
        /// To take it back by; none if it changed nothing.
        #[ts(type = "string | null")]
        arrival: Option<Uuid>,
    }
    /// Takes a merge back.
    HandoverUndo {
        /// Which: from the log or from the merge.
        #[ts(type = "string")]
        arrival: Uuid,
    }
    /// What taking a merge back did.
    HandoverUndone {
        /// Records that went.
        removed: u32,
        /// Records that say again what they said.
        restored: u32,
        /// What stays, because it was changed or used since.
        stays: Vec<HandoverStays>,
    }
    /// A record of which something stays.
    HandoverStays {
        /// Its kind.
        kind: Kind,
        /// Its id.
        #[ts(type = "string")]
        id: Uuid,
        /// What to call it.
        label: String,
        /// Fields that stay; empty if all of it does.
        fields: Vec<String>,
    }
    /// What stands against each other and waits for a person.
    MergeConflicts {
        /// Oldest first.
        conflicts: Vec<OpenConflict>,
    }
    /// A record changed on both sides.
    OpenConflict {
        /// Its kind.
        kind: Kind,
        /// Its id.
        #[ts(type = "string")]
        id: Uuid,
        /// What to call it.
        label: String,
        /// Its case; none for what stands beside cases.
        case_id: Option<CaseId>,
        /// Their revision; names the conflict together with the id.
        their_revision: RevisionId,
        /// From whom.
        from: String,
        /// Since when, UTC.
        at: String,
        /// Both sides of each field.
        fields: Vec<HandoverField>,
    }
    /// Decides a conflict, each of its fields.
    MergeDecide {
        /// The record.
        #[ts(type = "string")]
        id: Uuid,
        /// Their revision.
        their_revision: RevisionId,
        /// Fields in which ours stands.
        ours: Vec<String>,
        /// Fields in which theirs stands.
        theirs: Vec<String>,
    }
    /// Writes a receipt for a received file, sealed to its sender.
    ReceiptMake {
        /// The received file.
        path: String,
        /// The passphrase it was sealed with, if it was.
        #[serde(default)]
        passphrase: String,
        /// `received`, `read` or `merged`.
        state: String,
        /// Where the receipt goes.
        out: String,
    }
    /// A receipt was written.
    ReceiptWritten {
        /// Where.
        path: String,
        /// What it says.
        state: String,
        /// SHA-256 of the file that it is about.
        sha256: String,
        /// When, UTC.
        at: String,
    }
    /// A receipt that came back.
    HandoverReply {
        /// Which partner.
        name: String,
        /// `received`, `read` or `merged`.
        state: String,
        /// When that was, as they say, UTC.
        at: String,
        /// When the receipt was taken in, UTC.
        taken: String,
        /// SHA-256 of the file that it is about.
        sha256: String,
    }
    /// A record changed on both sides.
    MergeConflict {
        /// Its kind.
        kind: Kind,
        /// Its id.
        #[ts(type = "string")]
        id: Uuid,
        /// What to call it.
        label: String,
        /// Fields that differ.
        fields: Vec<String>,
    }
    /// Every handover, latest first.
    HandoverLog {
        /// One each.
        entries: Vec<HandoverEntry>,
        /// Merges that changed something, latest first.
        arrivals: Vec<HandoverArrival>,
    }
    /// A merge that changed something.
    HandoverArrival {
        /// To take it back by.
        #[ts(type = "string")]
        id: Uuid,
        /// From whom.
        from: String,
        /// When the handover was made, UTC.
        made: String,
        /// SHA-256 of its file.
        sha256: String,
        /// When it was merged, UTC.
        at: String,
        /// When it was taken back, UTC; empty if it was not.
        undone: String,
    }
    /// That somebody was told who a source is.
    SourceTold {
        /// Its code name of then.
        code_name: String,
        /// Why.
        reason: String,
        /// Who decided it.
        by: String,
    }
    /// Something that went out although it was found, or could not be looked for.
    LeakAccepted {
        /// Kind of the record.
        kind: String,
        /// Which record; nil for the message.
        record: Uuid,
        /// Its field; of a file, the part of it.
        field: String,
        /// What stood there, or why it could not be looked into: a code.
        what: String,
        /// Who accepted it.
        by: String,
        /// When, UTC.
        at: String,
        /// Why.
        reason: String,
    }
    /// One handover, out or in.
    HandoverEntry {
        /// What was accepted by the leak check.
        accepted: Vec<LeakAccepted>,
        /// Sources that somebody was told of.
        told: Vec<SourceTold>,
        /// `out` or `in`.
        direction: String,
        /// When, UTC.
        at: String,
        /// Whom to or from.
        who: Vec<String>,
        /// References of the cases.
        cases: Vec<String>,
        /// What they are known by; empty if it came in.
        readers: Vec<String>,
        /// Profile used.
        profile: String,
        /// Only what was new to them.
        since: bool,
        /// Records by plural name.
        counts: BTreeMap<String, u32>,
        /// How many stayed behind, by reason: message `withheld-<code>`.
        withheld: BTreeMap<String, u32>,
        /// SHA-256 of the file.
        sha256: String,
        /// Receipts that came back for it, oldest first.
        replies: Vec<HandoverReply>,
    }
}
