//! Findings as editors take them.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, Range, Uri,
};

use super::pages::Pages;
use super::positions::Positions;
use super::uri;
use super::view::View;
use crate::diagnostic::{self, Elsewhere, Label, Severity};
use crate::report::trouble;
use crate::rules::{Lang, Problem};
use crate::source::ReadError;
use crate::text::{Lines, Span};

/// All findings of a text, in its order.
pub(super) fn all(view: &View<'_>, pages: &Pages) -> Vec<Diagnostic> {
    view.checked.report.diagnostics.iter().map(|diagnostic| one(view, pages, diagnostic)).collect()
}

/// `diagnostic` for the client of `view`.
pub(super) fn one(view: &View<'_>, pages: &Pages, diagnostic: &diagnostic::Diagnostic) -> Diagnostic {
    let client = view.client;
    let page = || pages.page(&view.checked.linter, &diagnostic.rule);
    let related = || diagnostic.labels.iter().map(|label| related(view, label)).collect();
    Diagnostic {
        code: Some(Code::String(diagnostic.rule.to_string())),
        code_description: client.links_codes.then(page).flatten().map(|href| CodeDescription { href }),
        tags: (client.shows_tags && is_unnecessary(diagnostic)).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (client.shows_related && !diagnostic.labels.is_empty()).then(related),
        ..plain(view.range(diagnostic.span), severity(diagnostic.severity), message(diagnostic))
    }
}

/// A diagnostic with nothing but its place and its words.
fn plain(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: None,
        code_description: None,
        source: Some("kanwu".to_owned()),
        message: message.into(),
        tags: None,
        related_information: None,
        data: None,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
        Severity::Off => DiagnosticSeverity::Hint,
    }
}

/// The message, with what proves it in lines of its own.
fn message(diagnostic: &diagnostic::Diagnostic) -> String {
    let notes = diagnostic.notes.iter().map(String::as_str);
    [diagnostic.message.as_str()].into_iter().chain(notes).collect::<Vec<_>>().join("\n")
}

/// True where the correction is to leave out all that is marked.
fn is_unnecessary(diagnostic: &diagnostic::Diagnostic) -> bool {
    let leaves_out = |fix: &diagnostic::Fix| matches!(fix.edits.as_slice(), [edit] if edit.replacement.is_empty() && edit.span == diagnostic.span);
    !diagnostic.span.is_empty() && diagnostic.fixes.first().is_some_and(leaves_out)
}

fn related(view: &View<'_>, label: &Label) -> DiagnosticRelatedInformation {
    let location = match &label.elsewhere {
        None => Location { uri: view.uri.clone(), range: view.range(label.span) },
        Some(file) => elsewhere(view, file, label.span),
    };
    DiagnosticRelatedInformation { location, message: label.message.clone() }
}

/// The place of `span` in another file.
fn elsewhere(view: &View<'_>, file: &Elsewhere, span: Span) -> Location {
    let whole = std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone());
    let positions = Positions::new(&file.text, &file.lines, view.client.encoding);
    Location { uri: uri::of_path(&whole), range: positions.range(span) }
}

/// What is wrong in the configuration or pack that reads `text`.
pub(super) fn problems(text: &str, problems: &[Problem], view: super::Spoken) -> Vec<Diagnostic> {
    let lines = Lines::new(text);
    let positions = Positions::new(text, &lines, view.encoding);
    let problem = |problem: &Problem| {
        let range = positions.range(Span::from(problem.span.clone()));
        let help = problem.help.as_ref().map(|help| format!("\n{}", help.get(view.lang)));
        let message = format!("{}{}", problem.message.get(view.lang), help.unwrap_or_default());
        plain(range, DiagnosticSeverity::Error, message)
    };
    problems.iter().map(problem).collect()
}

/// Stands in a text whose configuration, at `file`, is faulty.
pub(super) fn faulty(file: &Uri, lang: Lang) -> Diagnostic {
    let name = uri::name(file);
    let message = match lang {
        Lang::Zh => format!("没有查：{name} 有错"),
        Lang::En => format!("not checked: {name} has faults"),
    };
    let location = Location { uri: file.clone(), range: Range::default() };
    let related = DiagnosticRelatedInformation { location, message: name };
    Diagnostic {
        related_information: Some(vec![related]),
        ..plain(Range::default(), DiagnosticSeverity::Error, message)
    }
}

/// Stands in a text that kanwu could not check, through a fault of its own.
pub(super) fn crashed(why: &str, lang: Lang) -> Diagnostic {
    let message = match lang {
        Lang::Zh => format!("没能查完：kanwu 内部出错\n请把这一行报告给我们：{why}"),
        Lang::En => format!("not checked: a fault in kanwu\nplease report this line: {why}"),
    };
    plain(Range::default(), DiagnosticSeverity::Error, message)
}

/// Stands in a file that could not be read.
pub(super) fn unreadable(error: &ReadError, lang: Lang) -> Diagnostic {
    let (title, help) = trouble::words(error, lang);
    let message = if help.is_empty() { title } else { format!("{title}\n{help}") };
    plain(Range::default(), DiagnosticSeverity::Error, message)
}
