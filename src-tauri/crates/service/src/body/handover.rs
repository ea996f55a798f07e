//! Being written.
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::Open;
pub fn handover_preview(_: &mut Open<'_>, _: HandoverWish) -> Result<HandoverPreview> {
    Err(Error::new(Code::Internal))
}
pub fn handover_create(_: &mut Open<'_>, _: HandoverCreate) -> Result<HandoverReceipt> {
    Err(Error::new(Code::Internal))
}
pub fn handover_check(_: &mut Open<'_>, _: HandoverFile) -> Result<HandoverCheck> {
    Err(Error::new(Code::Internal))
}
pub fn handover_open(_: &mut Open<'_>, _: HandoverOpen) -> Result<HandoverOpened> {
    Err(Error::new(Code::Internal))
}
pub fn handover_merge(_: &mut Open<'_>, _: HandoverFile) -> Result<HandoverMerged> {
    Err(Error::new(Code::Internal))
}
pub fn handover_log(_: &mut Open<'_>, _: Nothing) -> Result<HandoverLog> {
    Err(Error::new(Code::Internal))
}
