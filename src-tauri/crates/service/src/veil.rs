//! The privacy filter at the border: answers as they may be seen, and nothing that hides a name ever taken for text.

use std::sync::atomic::Ordering;

use casework::Veil;
use serde_json::Value;

use crate::contract::needs_a_vault;
use crate::error::{Code, Error, Result};
use crate::session::{Open, Service};

/// Answers without content of cases, or whose words are not a person's.
const BARE: [&str; 20] = [
    "app_state",
    "device_check",
    "settings_save",
    "passphrase_generate",
    "passphrase_assess",
    "date_parse",
    "vault_inspect",
    "vault_create",
    "vault_salvage",
    "key_add_kit",
    "key_add_person",
    "key_add_shares",
    "shares_check",
    "key_rotate",
    "job_state",
    "job_stop",
    "vault_lock",
    "vocabulary_list",
    "privacy_set",
    "privacy_reveal",
];
/// Contents of files, places in a text that stays with whoever asks, names that nobody here knows yet: none can be read over.
const WHOLE: [&str; 4] = [
    "evidence_preview",
    "evidence_range",
    "text_read",
    "identity_look",
];

/// Refuses a request that holds what stands in the place of a name: saved, it would take the name out of the vault. And what
/// cannot be read over while names are hidden.
pub fn refuse(service: &Service, name: &str, request: &Value) -> Result<()> {
    if name != "privacy_reveal" && Veil::is_in_value(request) {
        return Err(Error::new(Code::Veiled));
    }
    if WHOLE.contains(&name) && is_on(service) {
        return Err(Error::new(Code::PrivacyOn));
    }
    Ok(())
}

fn is_on(service: &Service) -> bool {
    service.privacy.load(Ordering::SeqCst)
}

/// The answer as it may be seen.
pub fn over(service: &Service, name: &str, mut answer: Value) -> Result<Value> {
    if BARE.contains(&name) || !is_on(service) {
        return Ok(answer);
    }
    let mut state = service.state();
    let mut open = match Open::of(service, &mut state) {
        Ok(open) => open,
        // Locked meanwhile: nobody knows any more what to hide in it.
        Err(error) if needs_a_vault(name) => return Err(error),
        Err(_) => return Ok(answer),
    };
    let mut veil = std::mem::take(&mut open.session.veil);
    let learnt = open.book().map(|book| veil.learn(&book));
    if let Ok(Ok(())) = learnt {
        veil.value(&mut answer);
    }
    open.session.veil = veil;
    learnt??;
    Ok(answer)
}
