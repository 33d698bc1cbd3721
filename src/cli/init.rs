//! `kanwu init`: a configuration to begin with, every setting explained.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::Status;
use super::args;
use super::console::Console;
use super::failure::Failure;
use crate::config::FILE_NAME;
use crate::rules::Lang;

const ZH: &str = include_str!("init.zh.toml");
const EN: &str = include_str!("init.en.toml");

pub fn run(args: &args::Init, console: Console) -> io::Result<Status> {
    let path = args.folder.join(FILE_NAME);
    let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    let template = match console.lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    let written = File::create_new(&path).and_then(|mut file| file.write_all(template.as_bytes()));
    let failure = match written {
        Ok(()) => {
            let mut out = console.out();
            match console.lang {
                Lang::Zh => writeln!(out, "已写好 {shown}，各项设置见其中说明。")?,
                Lang::En => writeln!(out, "Wrote {shown}; it explains each setting.")?,
            }
            out.flush()?;
            return Ok(Status::Clean);
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Failure::new(
            format!("{shown} 已经有了，没有改动"),
            format!("{shown} is there already and was left as it is"),
        )
        .help("要重新来过，请先把它改名或移走", "to begin anew, rename it or move it away first"),
        Err(error) => Failure::unwritten(Path::new(&shown), &error)
            .help("请核对文件夹和权限", "check the folder and its permissions"),
    };
    console.fail(&failure);
    Ok(Status::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// The template as it is, and with every commented setting switched on (`#` without a space).
    #[test]
    fn the_templates_are_valid_to_the_last_comment() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("house.toml"), "").unwrap();
        for template in [ZH, EN] {
            let path = &folder.path().join("kanwu.toml");
            assert!(Config::parse(path, template).is_ok());
            let on = |line: &str| match line.strip_prefix('#') {
                Some(setting) if !setting.starts_with([' ', '#']) && !setting.is_empty() => {
                    setting.to_owned()
                }
                _ => line.to_owned(),
            };
            let all: Vec<String> = template.lines().map(on).collect();
            let parsed = Config::parse(path, &all.join("\n"));
            let problems = parsed.err().unwrap_or_default();
            assert!(problems.is_empty(), "{problems:#?}");
        }
    }
}
