//! `kanwu cache`: where it is, and its end.

use std::io::{self, Write};

use super::Status;
use super::args::{self, CacheAction};
use super::cache::Cache;
use super::console::Console;
use super::failure::Failure;
use crate::rules::Lang;

pub fn run(args: &args::Cache, console: Console) -> io::Result<Status> {
    let asked = args::Caching { no_cache: false, cache_dir: args.cache_dir.clone() };
    let cache = match Cache::open(&asked) {
        Ok(Some(cache)) => cache,
        Ok(None) => {
            let (zh, en) = ("这里没有放缓存的地方", "there is no place for a cache here");
            let help = ("用 --cache-dir 指定一个文件夹", "name a folder with --cache-dir");
            console.fail(&Failure::new(zh, en).help(help.0, help.1));
            return Ok(Status::Failed);
        }
        Err(failure) => {
            console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    let mut out = console.out();
    match args.action {
        CacheAction::Dir => writeln!(out, "{}", cache.folder().display())?,
        CacheAction::Clean => {
            let (count, bytes) = match cache.clean() {
                Ok(cleaned) => cleaned,
                Err(error) => {
                    console.fail(&Failure::unwritten(cache.folder(), &error));
                    return Ok(Status::Failed);
                }
            };
            let megabytes = bytes as f64 / f64::from(1 << 20);
            match console.lang {
                Lang::Zh => writeln!(out, "清空了缓存：{count} 份，{megabytes:.1} MB")?,
                Lang::En => writeln!(out, "the cache is empty: {count} entries, {megabytes:.1} MB are gone")?,
            }
        }
    }
    out.flush()?;
    Ok(Status::Clean)
}
