//! kanwu 勘误 checks Chinese bulletins the way an editor reads them.
//!
//! From bytes to diagnostics everything points downwards; `docs/architecture.md` draws the
//! picture and `tests/tidy.rs` holds it.

pub mod bulletin;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod facts;
pub mod lint;
pub mod report;
pub mod rules;
pub mod source;
pub mod text;
