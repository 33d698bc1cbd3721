//! Telling by its bytes, and then by its name, that a file is not text.

use std::path::Path;

use super::error::Foreign;

/// The format of `bytes` where it is one that kanwu does not read. Content outweighs the name:
/// a web page saved as `.docx` is a web page.
pub(super) fn recognise(path: &Path, bytes: &[u8]) -> Option<Foreign> {
    by_content(bytes).or_else(|| by_name(path))
}

fn by_content(bytes: &[u8]) -> Option<Foreign> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(packed(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(Foreign::Doc);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(Foreign::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Foreign::Rtf);
    }
    let start = bytes.trim_ascii_start();
    let opens = |tag: &[u8]| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag));
    (opens(b"<!doctype html") || opens(b"<html")).then_some(Foreign::Html)
}

/// What a zip holds, by the names of its first parts.
fn packed(bytes: &[u8]) -> Foreign {
    let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if holds(b"word/document.xml") {
        Foreign::Docx
    } else if holds(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        Foreign::Odt
    } else {
        Foreign::Zip
    }
}

fn by_name(path: &Path) -> Option<Foreign> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "doc" | "wps" | "dot" => Foreign::Doc,
        "docx" | "docm" => Foreign::Docx,
        "odt" => Foreign::Odt,
        "rtf" => Foreign::Rtf,
        "pdf" => Foreign::Pdf,
        "html" | "htm" => Foreign::Html,
        "zip" | "rar" | "7z" => Foreign::Zip,
        "xls" | "xlsx" | "et" | "ppt" | "pptx" | "dps" | "ofd" | "jpg" | "jpeg" | "png" | "tif" | "tiff" => {
            Foreign::Other
        }
        _ => return None,
    })
}
