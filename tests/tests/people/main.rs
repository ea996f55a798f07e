//! Several people with keys of their own: who is who, who may approve whose case, what each can take back, and a copy of the history that
//! tells others.

mod command_line;
mod keys;
mod log;
mod world;
