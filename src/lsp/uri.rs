//! Files as clients name them: `file:///…/2023%E5%B9%B4.txt` and paths.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use crate::report::{sarif, slashes};

/// The path of the file that `uri` names; none for what is no file.
pub(super) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let path = uri.0.strip_prefix("file://")?;
    let path = path.strip_prefix("localhost").unwrap_or(path);
    let path = decoded(path.split(['?', '#']).next().unwrap_or_default());
    // `/c:/…` is a path on a drive.
    let drive = path.strip_prefix('/').filter(|rest| rest.get(1..2) == Some(":"));
    Some(PathBuf::from(if cfg!(windows) { drive.unwrap_or(&path) } else { &path }))
}

/// The URI of the file at `path`, which counts from the root of the file system.
pub(super) fn of_path(path: &Path) -> Uri {
    let path = slashes(path);
    let root = if path.starts_with('/') { "" } else { "/" };
    Uri(format!("file://{root}{}", sarif::uri(&path)))
}

/// The last part of `uri`, as a person reads it.
pub(super) fn name(uri: &Uri) -> String {
    let last = uri.0.rsplit(['/', ':']).next().unwrap_or_default();
    decoded(last)
}

fn decoded(text: &str) -> String {
    let hex = |digit: u8| char::from(digit).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| (high * 16 + low) as u8),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { rest.get(3..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_again() {
        for path in ["/稿件/2023 年（八月）.txt", "/a%20b/c#d?e.md", "/韩𬭎.txt"] {
            let uri = of_path(Path::new(path));
            assert!(uri.0.is_ascii() && !uri.0.contains(' '), "{uri:?}");
            assert_eq!(to_path(&uri).unwrap(), Path::new(path));
        }
    }

    #[test]
    fn what_clients_write_is_understood() {
        let of = |uri: &str| to_path(&Uri(uri.to_owned()));
        assert_eq!(of("file:///a/b%E4%B8%80.txt").unwrap(), Path::new("/a/b一.txt"));
        assert_eq!(of("file://localhost/a.txt").unwrap(), Path::new("/a.txt"));
        assert_eq!(of("file:///a%2.txt").unwrap(), Path::new("/a%2.txt"));
        assert_eq!(of("untitled:Untitled-1"), None);
        assert_eq!(name(&Uri("untitled:Untitled-1".to_owned())), "Untitled-1");
    }
}
