//! The bodies of the commands, one file a noun. A body answers only after its write is durable: `casework` commits before it returns.

mod app;
mod backup;
mod calendar;
mod destroy;
mod device;
mod disclosure;
mod draft;
mod evidence;
mod file;
mod giving;
mod handover;
mod identity;
mod incoming;
mod key;
mod kit;
mod leaks;
mod lists;
mod log;
mod partner;
mod party;
mod person;
mod preview;
mod privacy;
mod reading;
mod record;
mod rotate;
mod salvage;
mod seal;
mod team;
mod vault;
mod view;

pub use app::{
    app_state, date_parse, name_match, passphrase_assess, passphrase_generate, settings_save,
};
pub use backup::{backup_check, backup_list, backup_make, backup_restore, job_state, job_stop};
pub use calendar::{
    calendar, calendar_export, client_list, client_status, deadline_from, deadline_suggest,
    rule_list,
};
pub use destroy::vault_destroy;
pub use device::device_check;
pub use disclosure::{identity_give, identity_look, identity_take};
pub use draft::{draft_discard, draft_list, draft_save};
pub use evidence::{
    evidence_add, evidence_export, evidence_preview, evidence_range, evidence_verify,
};
pub use file::{export_casebook, import_casebook};
pub use giving::{handover_create, handover_given, handover_preview, profile_list};
pub use handover::handover_log;
pub use identity::{
    identity_conceal, identity_find, identity_scan, sealed_sources, source_identity_delete,
    source_identity_get, source_identity_save,
};
pub use incoming::{
    handover_check, handover_diff, handover_merge, handover_open, handover_undo, merge_conflicts,
    merge_decide, receipt_make, receipt_take,
};
pub use key::{key_add_kit, key_list, key_remove, passphrase_change, recovery_kit_save};
pub use kit::{key_add_shares, kit_prove, shares_check};
pub use leaks::handover_leaks;
pub use lists::{
    field_restore, place_list, place_merge, place_suggest, provision_list, term_list, term_replace,
};
pub use log::log_export;
pub use partner::{card_get, card_save, partner_delete, partner_list, partner_save};
pub use party::{conflict_check, party_alike, party_distinct, party_merge, party_separate};
pub use person::{key_add_person, key_name};
pub use privacy::{privacy_reveal, privacy_set};
pub use reading::{reading_accept, text_read};
pub use record::{
    case_changes, case_history, case_set_status, record_delete, record_get, record_history,
    record_restore, record_save, record_undo, undo_peek,
};
pub use rotate::{key_rotate, key_rotate_drop};
pub use salvage::vault_salvage;
pub use seal::{seal_close, seal_extend, seal_open};
pub use team::{by_itself, team_exchange, team_get, team_is_automatic, team_news, team_save};
pub use vault::{
    vault_compact, vault_create, vault_inspect, vault_lock, vault_open, vault_open_with_kit,
    vault_recover, vault_status, vault_verify,
};
pub use view::{
    case_list, case_open, figures, held, home, name_suggest, note_list, party_graph, party_list,
    party_open, review_queue, saved_search_list, search, source_cases, source_list,
    vocabulary_list,
};
