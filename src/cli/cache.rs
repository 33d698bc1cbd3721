//! What was found, kept for the next run: a document that is the same, checked in the same way, is
//! not checked again.
//!
//! An entry is a file of its own, named after all that decides what is found: the document's bytes
//! and its path, the configuration with its packs, and the build of kanwu. It comes into its place
//! whole, so that runs do not disturb each other, and begins with a checksum, so that whatever else
//! stands there is passed over. The cache holds words of manuscripts: it is its owner's alone.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::args;
use super::failure::Failure;
use crate::lint::Linter;
use crate::source::Document;

/// What an entry begins with, before its checksum.
const MARK: &[u8; 8] = b"kanwu\0c1";
/// The length of what stands before an entry's content.
const HEAD: usize = MARK.len() + 32;
/// The bytes that all entries together may have; beyond them the oldest go.
const ROOM: u64 = 256 << 20;
/// How long an entry is kept that nobody asks for.
const LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often it is looked at what is to go, and how exactly the time of the last use is kept.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// So many new entries in one run are looked at too.
const MANY: usize = 1000;
/// Its time tells when it was last looked at what is to go.
const STAMP: &str = "tidied";

/// The name of an entry.
pub struct Key(String);

impl Key {
    /// What `linter` finds in `document` depends on this and on nothing else.
    pub fn new(linter: &Linter, document: &Document) -> Key {
        let name = &document.name;
        let whole = std::path::absolute(name).unwrap_or_else(|_| name.clone());
        let paths = [name.as_os_str().as_encoded_bytes(), whole.as_os_str().as_encoded_bytes()];
        let charset = document.encoding.charset.name().as_bytes();
        let build = [env!("CARGO_PKG_VERSION").as_bytes(), env!("KANWU_BUILD").as_bytes()];
        let content = document.source();
        let mut hash = Sha256::new();
        for part in build.into_iter().chain([linter.identity().as_bytes(), charset]).chain(paths) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update(&*content);
        Key(hex(&hash.finalize()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The entries in one folder.
pub struct Cache {
    folder: PathBuf,
    written: AtomicUsize,
}

impl Cache {
    /// The cache that is asked for; none where it is not wanted or there is no place for one.
    pub fn open(args: &args::Caching) -> Result<Option<Cache>, Failure> {
        if args.no_cache {
            return Ok(None);
        }
        let Some(folder) = args.cache_dir.clone().or_else(usual_folder) else { return Ok(None) };
        match make(&folder) {
            Ok(()) => Ok(Some(Cache { folder, written: AtomicUsize::new(0) })),
            Err(error) if args.cache_dir.is_some() => Err(Failure::unwritten(&folder, &error)),
            Err(_) => Ok(None),
        }
    }

    /// What is kept under `key`.
    pub fn find(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let bytes = fs::read(&path).ok()?;
        let (head, content) = bytes.split_at_checked(HEAD)?;
        if head != self::head(key, content) {
            return None;
        }
        let age = fs::metadata(&path).ok().and_then(|it| it.modified().ok()?.elapsed().ok());
        if age.is_some_and(|age| age > DAY) {
            let _ = File::open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        }
        Some(content.to_vec())
    }

    /// Keeps `content` under `key`, if it can be.
    pub fn keep(&self, key: &Key, content: &[u8]) {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        let write = || -> io::Result<()> {
            let mut file = tempfile::Builder::new().prefix("new-").tempfile_in(folder)?;
            file.write_all(&head(key, content))?;
            file.write_all(content)?;
            file.persist(&path)?;
            Ok(())
        };
        let written = match write() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(folder).and_then(|()| write()),
            written => written,
        };
        self.written.fetch_add(usize::from(written.is_ok()), Ordering::Relaxed);
    }

    /// Lets go of what is old or too much, from time to time.
    pub fn tidy(&self) {
        let written = self.written.load(Ordering::Relaxed);
        let stamp = self.folder.join(STAMP);
        let last = fs::metadata(&stamp).ok().and_then(|it| it.modified().ok()?.elapsed().ok());
        if written >= MANY || written > 0 && last.is_none_or(|last| last > DAY) {
            let _ = File::create(&stamp);
            self.shrink(ROOM, LIFE);
        }
    }

    /// Drops entries older than `life`, then the oldest until they have three quarters of `room`.
    fn shrink(&self, room: u64, life: Duration) {
        let mut entries = entries(&self.folder);
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.used));
        let all: u64 = entries.iter().map(|entry| entry.len).sum();
        let room = if all > room { room / 4 * 3 } else { room };
        let mut kept = 0;
        for entry in entries {
            kept += entry.len;
            if kept > room || entry.used.elapsed().is_ok_and(|age| age > life) {
                let _ = fs::remove_file(entry.path);
            }
        }
    }

    /// Drops all entries; how many there were and the bytes that they had.
    pub fn clean(&self) -> io::Result<(usize, u64)> {
        let entries = entries(&self.folder);
        for entry in &entries {
            match fs::remove_file(&entry.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        for folder in shelves(&self.folder) {
            // Another run may have put something there meanwhile.
            let _ = fs::remove_dir(folder);
        }
        Ok((entries.len(), entries.iter().map(|entry| entry.len).sum()))
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, key: &Key) -> PathBuf {
        let (shelf, name) = key.0.split_at(2);
        self.folder.join(shelf).join(name)
    }
}

/// What stands before `content`: only under its own key it is right.
fn head(key: &Key, content: &[u8]) -> [u8; HEAD] {
    let sum = Sha256::new().chain_update(&key.0).chain_update(content).finalize();
    let mut head = [0; HEAD];
    head[..MARK.len()].copy_from_slice(MARK);
    head[MARK.len()..].copy_from_slice(&sum);
    head
}

/// Makes `folder` for its owner alone.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

struct Entry {
    path: PathBuf,
    len: u64,
    used: SystemTime,
}

/// The folders of entries: those of two digits.
fn shelves(folder: &Path) -> Vec<PathBuf> {
    let is_shelf = |path: &PathBuf| is_hex(path, 2) && path.is_dir();
    fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).filter(is_shelf).collect()
}

/// All entries, and what was to become one; nothing else that may lie there.
fn entries(folder: &Path) -> Vec<Entry> {
    let mut entries = Vec::new();
    for file in shelves(folder).iter().filter_map(|shelf| fs::read_dir(shelf).ok()).flatten().flatten() {
        let path = file.path();
        let begun = file.file_name().to_str().is_some_and(|name| name.starts_with("new-"));
        let Ok(metadata) = file.metadata() else { continue };
        if (begun || is_hex(&path, 62)) && metadata.is_file() {
            let used = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            entries.push(Entry { path, len: metadata.len(), used });
        }
    }
    entries
}

fn is_hex(path: &Path, len: usize) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.len() == len && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Where caches of this user are on this system.
pub fn usual_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
    };
    folder.map(|folder| folder.join("kanwu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let args = args::Caching { no_cache: false, cache_dir: Some(folder.path().join("c")) };
        let cache = Cache::open(&args).unwrap_or_default().unwrap();
        (folder, cache)
    }

    fn key(name: &str) -> Key {
        Key(hex(&Sha256::digest(name)))
    }

    #[test]
    fn what_is_kept_is_found_again_and_nothing_else() {
        let (_folder, cache) = cache();
        assert_eq!(cache.find(&key("a")), None);
        cache.keep(&key("a"), b"content");
        assert_eq!(cache.find(&key("a")).as_deref(), Some(&b"content"[..]));
        let path = cache.path(&key("a"));
        let whole = fs::read(&path).unwrap();
        for len in 0..whole.len() {
            fs::write(&path, &whole[..len]).unwrap();
            assert_eq!(cache.find(&key("a")), None, "{len} bytes");
        }
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 1;
            fs::write(&path, &other).unwrap();
            assert_eq!(cache.find(&key("a")), None, "byte {at}");
        }
        // The entry of another key is foreign.
        fs::create_dir_all(cache.path(&key("b")).parent().unwrap()).unwrap();
        fs::write(cache.path(&key("b")), &whole).unwrap();
        assert_eq!(cache.find(&key("b")), None);
        cache.keep(&key("a"), b"content");
        assert!(cache.find(&key("a")).is_some());
    }

    #[test]
    fn the_oldest_go_where_there_are_too_many() {
        let (_folder, cache) = cache();
        let now = SystemTime::now();
        for age in 0..10u32 {
            let name = key(&age.to_string());
            cache.keep(&name, &[0; 1000]);
            let file = File::open(cache.path(&name)).unwrap();
            file.set_modified(now - age * DAY).unwrap();
        }
        let left =
            || (0..10u32).filter(|age| cache.path(&key(&age.to_string())).exists()).collect::<Vec<_>>();
        cache.shrink(ROOM, LIFE);
        assert_eq!(left().len(), 10);
        cache.shrink(8 * (1000 + HEAD as u64), LIFE);
        assert_eq!(left(), [0, 1, 2, 3, 4, 5]);
        cache.shrink(ROOM, 3 * DAY + DAY / 2);
        assert_eq!(left(), [0, 1, 2, 3]);
        // What is asked for is young again.
        assert!(cache.find(&key("3")).is_some());
        cache.shrink(ROOM, DAY / 2);
        assert_eq!(left(), [0, 3]);
    }

    #[test]
    fn cleaning_takes_what_is_the_caches_own() {
        let (_folder, cache) = cache();
        cache.keep(&key("a"), b"content");
        let shelf = cache.path(&key("a")).parent().unwrap().to_path_buf();
        fs::write(shelf.join("new-ab12cd"), "half").unwrap();
        fs::write(shelf.join("notes.txt"), "mine").unwrap();
        fs::write(cache.folder().join("notes.txt"), "mine").unwrap();
        assert_eq!(cache.clean().unwrap(), (2, 7 + HEAD as u64 + 4));
        assert!(shelf.join("notes.txt").exists() && cache.folder().join("notes.txt").exists());
        assert_eq!(cache.clean().unwrap(), (0, 0));
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, cache) = cache();
        cache.keep(&key("a"), b"content");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
        let entry = cache.path(&key("a"));
        assert_eq!([cache.folder(), entry.parent().unwrap(), &entry].map(mode), [0, 0, 0]);
    }
}
