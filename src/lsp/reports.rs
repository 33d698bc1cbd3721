//! What an editor shows in a window of its own: the outline and the error rate of a text.

use serde_json::{Value, json};

use super::publish::counts;
use super::view::View;
use crate::report::outline::{self, Outline};
use crate::report::{outline_json, rate as rate_report};

/// `kanwu/outline`: the outline for a person, and as `kanwu outline --format json` has it.
pub(super) fn outline(view: &View<'_>) -> Value {
    let checked = view.checked;
    let outline = Outline {
        document: &checked.document,
        reading: &checked.report.reading,
        period: checked.linter.config().house.period,
    };
    let mut page = Vec::new();
    // To write to memory does not fail.
    let _ = outline::human(&mut page, &outline, view.lang());
    let json = outline_json::Writer::new(Vec::new()).and_then(|mut writer| {
        writer.document(&outline)?;
        writer.finish()
    });
    let json: Value = json.ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    json!({"markdown": fenced(&page), "outline": json})
}

/// `kanwu/rate`: the error rate, what limits it, and the table of how it came about.
pub(super) fn rate(view: &View<'_>) -> Value {
    let report = &view.checked.report;
    let (errors, warnings, infos) = counts(report);
    let name = view.checked.document.name.file_name().unwrap_or_default().to_string_lossy();
    let mut table = Vec::new();
    let _ = rate_report::human(&mut table, &name, &report.rate, view.lang());
    json!({
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        "characters": report.rate.characters,
        "rate": report.rate.per_10k(),
        "limit": report.rate.how.limit(),
        "passes": report.rate.passes(),
        "table": String::from_utf8_lossy(&table),
    })
}

/// A page whose columns stand below one another, as Markdown.
fn fenced(page: &[u8]) -> String {
    format!("```text\n{}```\n", String::from_utf8_lossy(page))
}
