//! A date as it is written: 2023年8月2日, 8 月 2 日, 8月, 二〇二三年八月二日.

use super::Span;

/// The parts of a date that stand in the text; nothing is inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// From the first numeral to 年, 月 or 日.
    pub span: Span,
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
}
