//! A file replaced by its corrected bytes, at once or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Why a file was left as it was.
#[derive(Debug)]
pub enum WriteError {
    /// It has other bytes than those that were read.
    Changed,
    ReadOnly,
    Io(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        WriteError::Io(error)
    }
}

/// Puts `new` in the place of `old` in the file at `path`. The bytes are written beside the file
/// and take its name when they are all there, so that no reader, no crash and no full disk ever
/// sees half of them. A link goes on pointing to its file; permissions and owner are kept.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let target = fs::canonicalize(path)?;
    let metadata = fs::metadata(&target)?;
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    let mut file = beside(&target)?;
    file.write_all(new)?;
    keep(file.as_file(), &metadata)?;
    file.as_file().sync_all()?;
    if fs::read(&target)? != old {
        return Err(WriteError::Changed);
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Writes `bytes` as the file at `path`, which has them all or is as it was.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    sweep(folder_of(path));
    let mut file = beside(path)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file that can take the place of `path`, and that others than its owner can read.
pub fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let file = builder.prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder_of(path))?;
    // Where files cannot be locked nothing is swept either.
    #[cfg(unix)]
    let _ = file.as_file().lock();
    Ok(file)
}

/// How the names of files begin and end that are to take another's place.
const PREFIX: &str = ".kanwu-";
const SUFFIX: &str = ".tmp";

/// Takes away what runs that were killed have left in `folder`: files to take another's place that
/// nobody writes any more. Whatever it is that a run still holds, or that has another name, stays.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = |name: &str| {
            let middle = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
            middle.is_some_and(|middle| {
                middle.len() == 6 && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
        };
        if name.to_str().is_some_and(is_ours) && is_abandoned(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// How old a file must be for its lock to say anything: a new one is not locked at once.
#[cfg(unix)]
const SETTLED: std::time::Duration = std::time::Duration::from_secs(1);

/// True where no process holds the file at `path`.
#[cfg(unix)]
fn is_abandoned(path: &Path) -> bool {
    let is_old = |file: &File| {
        let modified = file.metadata().and_then(|metadata| metadata.modified()).ok();
        modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > SETTLED)
    };
    File::open(path).is_ok_and(|file| is_old(&file) && file.try_lock().is_ok())
}

/// Other systems lock what is written against those who write it, so nothing is locked there.
#[cfg(not(unix))]
fn is_abandoned(_: &Path) -> bool {
    false
}

/// Gives `file` the permissions and, as far as it is allowed, the owner that `metadata` tells.
fn keep(file: &File, metadata: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        // Who may not give files away keeps them.
        let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
    }
    file.set_permissions(metadata.permissions())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "旧").unwrap();
        replace(&path, "旧".as_bytes(), "新".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(beside(folder.path()), 1);
    }

    #[test]
    fn a_file_that_changed_or_may_not_be_written_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "改过").unwrap();
        assert!(matches!(replace(&path, "旧".as_bytes(), b"x"), Err(WriteError::Changed)));
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(replace(&path, "改过".as_bytes(), b"x"), Err(WriteError::ReadOnly)));
        assert!(matches!(replace(&folder.path().join("b.txt"), b"", b"x"), Err(WriteError::Io(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "改过");
        assert_eq!(beside(folder.path()), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        fs::write(&path, "旧").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, "旧".as_bytes(), "新".as_bytes()).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_run_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let old = std::time::SystemTime::now() - 2 * SETTLED;
        for name in [".kanwu-a1B2c3.tmp", ".kanwu-notes.tmp", "kanwu-a1B2c3.tmp", ".kanwu-a1B2c3.txt"] {
            File::create(path(name)).unwrap().set_modified(old).unwrap();
        }
        File::create(path(".kanwu-fresh1.tmp")).unwrap();
        let held = super::beside(&path("a.txt")).unwrap();
        held.as_file().set_modified(old).unwrap();
        sweep(folder.path());
        assert!(!path(".kanwu-a1B2c3.tmp").exists());
        assert!(held.path().exists() && path(".kanwu-fresh1.tmp").exists());
        assert_eq!(beside(folder.path()), 5);
    }
}
