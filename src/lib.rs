//! kanwu 勘误 checks Chinese bulletins the way an editor reads them.
//!
//! From bytes to diagnostics everything points downwards; `docs/architecture.md` draws the
//! picture and `tests/tidy.rs` holds it.
//!
//! ```
//! use kanwu::{Config, Document, Linter};
//!
//! let config = Config::profile(None).expect("the built-in rules are sound");
//! let linter = Linter::new(&config).expect("the built-in rules are sound");
//! let document = Document::from_text("memo.txt", "会议布署了下一阶段的工作。");
//! let report = linter.check(&document);
//!
//! let finding = &report.diagnostics[0];
//! assert_eq!(finding.span.of(&document.text), "布署");
//! assert_eq!(finding.fixes[0].edits[0].replacement, "部署");
//! ```

pub mod against;
pub mod bulletin;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod facts;
pub mod fingerprint;
pub mod fix;
pub mod lint;
pub mod lsp;
pub mod rate;
pub mod report;
pub mod rules;
pub mod source;
pub mod text;

pub use config::Config;
pub use lint::Linter;
pub use source::Document;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
