//! The contract: every command once, with what it takes and what it gives. Hosts (desktop, command line, tests) and the TypeScript client are made
//! from this list, so a command that exists exists everywhere and a command that does not exists nowhere.

mod types;

pub use types::*;

/// Hands the list of commands to the macro `$callback`, as `name(Request) -> Response, scope;` lines.
///
/// Scope says what must be true before the body runs: `any` (nothing; a body that works long takes the lock itself, for as long as it must), `open` (a vault is open), `sealed` (the sealed compartment is open too).
#[macro_export]
macro_rules! commands {
    ($callback:ident) => {
        $callback! {
            // the application
            app_state(Nothing) -> AppState, any;
            settings_save(Settings) -> Settings, any;
            device_check(DeviceWish) -> DeviceReport, any;
            passphrase_generate(PassphraseWish) -> PassphraseOffer, any;
            passphrase_assess(PassphraseText) -> PassphraseAssessment, any;
            date_parse(DateWords) -> DateUnderstood, any;
            name_match(NamePair) -> NameVerdict, any;
            // the vault
            vault_inspect(VaultPath) -> VaultInfo, any;
            vault_create(VaultCreate) -> VaultCreated, any;
            vault_open(VaultOpen) -> VaultStatus, any;
            vault_open_with_kit(VaultOpenWithKit) -> VaultStatus, any;
            vault_recover(VaultRecover) -> Recovered, any;
            vault_salvage(VaultSalvage) -> VaultSalvaged, any;
            vault_lock(Nothing) -> Nothing, any;
            vault_status(Nothing) -> VaultStatus, open;
            vault_verify(Nothing) -> VerifyReport, any;
            vault_compact(Nothing) -> VaultStatus, open;
            vault_destroy(VaultDestroy) -> VaultDestroyed, any;
            // backups
            backup_make(BackupWish) -> BackupMade, any;
            backup_list(BackupPlace) -> BackupList, any;
            backup_check(BackupCheck) -> BackupChecked, any;
            backup_restore(BackupRestore) -> BackupRestored, any;
            job_state(Nothing) -> JobState, any;
            job_stop(Nothing) -> Nothing, any;
            // keys
            passphrase_change(PassphraseChange) -> Nothing, open;
            key_list(Nothing) -> KeyList, open;
            key_add_kit(KeyAddKit) -> RecoveryKitText, open;
            key_add_shares(KeyAddShares) -> ShareSetText, open;
            shares_check(SharesTyped) -> SharesState, any;
            kit_prove(KitProve) -> KitProved, any;
            key_add_person(KeyAddPerson) -> PersonAdded, open;
            key_name(KeyName) -> KeyList, open;
            key_remove(KeyRemove) -> KeyList, open;
            key_rotate(KeyRotate) -> KeysRotated, any;
            key_rotate_drop(Nothing) -> VaultStatus, open;
            recovery_kit_save(KitSave) -> FileWritten, open;
            // records
            record_get(RecordRef) -> RecordState, open;
            record_save(RecordSave) -> casework::view::Saved, open;
            record_delete(RecordDelete) -> Deleted, open;
            record_restore(RevisionRef) -> casework::view::Saved, open;
            field_restore(FieldRestore) -> casework::view::Saved, open;
            record_undo(RevisionRef) -> Undone, open;
            undo_peek(Nothing) -> UndoOffered, open;
            record_history(RecordRef) -> History, open;
            case_history(CaseRef) -> History, open;
            case_changes(CaseRef) -> casework::view::SinceReview, open;
            log_export(LogExport) -> LogWritten, open;
            // a pasted report
            text_read(TextRead) -> casework::reading::Reading, open;
            reading_accept(ReadingAccept) -> casework::reading::Accepted, open;
            // views
            home(Nothing) -> casework::view::HomeView, open;
            case_list(casework::view::CaseFilter) -> CaseList, open;
            case_open(CaseRef) -> casework::view::CaseView, open;
            case_set_status(CaseStatus) -> casework::view::Saved, open;
            review_queue(Nothing) -> CaseList, open;
            party_list(casework::view::PartyFilter) -> PartyList, open;
            party_open(PartyRef) -> casework::view::PartyView, open;
            party_graph(PartyRef) -> casework::view::PartyGraph, open;
            party_alike(Nothing) -> casework::view::Alike, open;
            party_merge(casework::MergeWish) -> casework::view::MergedParties, open;
            party_separate(PartyRef) -> casework::view::SeparatedParty, open;
            party_distinct(PartyDistinct) -> casework::view::Saved, open;
            conflict_check(ConflictNames) -> casework::view::ConflictReport, open;
            figures(casework::view::FigureFilter) -> casework::view::Figures, open;
            name_suggest(NameTyped) -> NameSuggestions, open;
            source_list(Nothing) -> SourceList, open;
            source_cases(SourceRef) -> SourceCases, open;
            note_list(NoteFilter) -> NoteList, open;
            held(OnDay) -> Held, open;
            calendar(casework::view::CalendarQuery) -> casework::view::CalendarView, open;
            calendar_export(CalendarExport) -> FileWritten, open;
            deadline_suggest(CaseRef) -> casework::view::Deadlines, open;
            deadline_from(DeadlineFrom) -> casework::view::Suggestion, open;
            rule_list(Nothing) -> RuleList, open;
            client_list(Nothing) -> ClientList, open;
            client_status(PartyRef) -> casework::view::ClientStatus, open;
            search(SearchQuery) -> SearchResults, open;
            saved_search_list(Nothing) -> SavedSearches, open;
            vocabulary_list(Nothing) -> Vocabularies, open;
            term_list(Nothing) -> TermList, open;
            term_replace(TermReplace) -> casework::view::Replaced, open;
            place_list(Nothing) -> PlaceList, open;
            place_suggest(NameTyped) -> PlaceSuggestions, open;
            place_merge(PlaceMerge) -> casework::view::Replaced, open;
            provision_list(Nothing) -> ProvisionList, open;
            // the privacy filter
            privacy_set(PrivacyWish) -> PrivacyState, open;
            privacy_reveal(VeiledText) -> VeiledText, open;
            // drafts
            draft_save(DraftSave) -> casework::view::Draft, open;
            draft_list(Nothing) -> DraftList, open;
            draft_discard(DraftKey) -> Nothing, open;
            // evidence
            evidence_add(EvidenceAdd) -> casework::view::Saved, any;
            evidence_preview(EvidenceRef) -> EvidencePreview, open;
            evidence_range(EvidenceRange) -> EvidencePart, open;
            evidence_export(EvidenceExport) -> FileWritten, any;
            evidence_verify(EvidenceRef) -> EvidenceVerified, any;
            // files in and out
            import_casebook(ImportFile) -> casework::view::ImportReport, any;
            export_casebook(ExportFile) -> FileWritten, any;
            // the sealed compartment
            seal_open(PassphraseText) -> SealState, open;
            seal_close(Nothing) -> SealState, open;
            seal_extend(Nothing) -> SealState, sealed;
            sealed_sources(Nothing) -> SealedSources, sealed;
            source_identity_get(SourceRef) -> SourceIdentityState, sealed;
            source_identity_save(casework::view::SourceIdentity) -> Nothing, sealed;
            source_identity_delete(SourceRef) -> Nothing, sealed;
            identity_find(IdentityFind) -> IdentityFound, sealed;
            identity_scan(Nothing) -> IdentityScan, any;
            identity_conceal(IdentityConceal) -> IdentityConcealed, sealed;
            identity_give(IdentityGive) -> FileWritten, sealed;
            identity_look(IdentityLetter) -> IdentityCame, sealed;
            identity_take(IdentityTake) -> IdentityTaken, sealed;
            // handover
            card_get(Nothing) -> Card, open;
            card_save(CardSave) -> FileWritten, open;
            partner_list(Nothing) -> PartnerList, open;
            partner_save(PartnerSave) -> PartnerList, open;
            partner_delete(PartnerRef) -> PartnerList, open;
            handover_preview(HandoverWish) -> HandoverPreview, any;
            handover_leaks(HandoverWish) -> HandoverLeaks, any;
            handover_create(HandoverCreate) -> HandoverReceipt, any;
            handover_given(HandoverGivenWish) -> HandoverGiven, open;
            profile_list(Nothing) -> ProfileList, open;
            team_get(Nothing) -> TeamState, open;
            team_save(TeamWish) -> TeamState, open;
            team_exchange(Nothing) -> TeamExchanged, any;
            team_news(TeamNewsWish) -> TeamNews, open;
            handover_check(HandoverFile) -> HandoverCheck, open;
            handover_open(HandoverOpen) -> HandoverOpened, open;
            handover_diff(HandoverDiff) -> HandoverDifference, open;
            handover_merge(HandoverMerge) -> HandoverMerged, open;
            handover_undo(HandoverUndo) -> HandoverUndone, open;
            merge_conflicts(Nothing) -> MergeConflicts, open;
            merge_decide(MergeDecide) -> casework::view::Saved, open;
            receipt_make(ReceiptMake) -> ReceiptWritten, open;
            receipt_take(HandoverFile) -> HandoverReply, open;
            handover_log(Nothing) -> HandoverLog, open;
        }
    };
}

macro_rules! names {
    ($($name:ident($request:ty) -> $response:ty, $scope:ident;)*) => {
        /// The names of all commands, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Whether a command answers only while a vault is open.
        pub fn needs_a_vault(name: &str) -> bool {
            match name {
                $(stringify!($name) => stringify!($scope) != "any",)*
                _ => false,
            }
        }
    };
}

commands!(names);
