//! Being written.
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::Open;
pub fn card_get(_: &mut Open<'_>, _: Nothing) -> Result<Card> {
    Err(Error::new(Code::Internal))
}
pub fn card_save(_: &mut Open<'_>, _: CardSave) -> Result<FileWritten> {
    Err(Error::new(Code::Internal))
}
pub fn partner_list(_: &mut Open<'_>, _: Nothing) -> Result<PartnerList> {
    Err(Error::new(Code::Internal))
}
pub fn partner_save(_: &mut Open<'_>, _: PartnerSave) -> Result<PartnerList> {
    Err(Error::new(Code::Internal))
}
pub fn partner_delete(_: &mut Open<'_>, _: PartnerRef) -> Result<PartnerList> {
    Err(Error::new(Code::Internal))
}
