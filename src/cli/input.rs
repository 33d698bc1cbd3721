//! Reads what the command line names: files in any charset, standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::args;
use super::failure::Failure;
use crate::config::Config;
use crate::source::walk::{Filter, Input};
use crate::source::{Document, ReadError, charset};

/// Why an input was not checked.
pub enum Trouble {
    Unread(ReadError),
    Failed(Failure),
}

/// How inputs are read.
pub struct Reader {
    encoding: Option<&'static encoding_rs::Encoding>,
    stdin_name: PathBuf,
}

impl Reader {
    /// Fails where there is no such charset.
    pub fn new(args: &args::Input) -> Result<Self, Failure> {
        let encoding = match &args.encoding {
            None => None,
            Some(label) => Some(charset(label).ok_or_else(|| {
                let failure = Failure::new(format!("没有“{label}”这种编码"), format!("no charset “{label}”"));
                failure.help(
                    "可用：utf-8、gb18030、gbk、big5、utf-16le、utf-16be",
                    "choose from: utf-8, gb18030, gbk, big5, utf-16le, utf-16be",
                )
            })?),
        };
        let stdin_name = args.stdin_name.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        Ok(Reader { encoding, stdin_name })
    }

    /// The name that `input` goes by.
    pub fn name<'a>(&'a self, input: &'a Input) -> &'a Path {
        match input {
            Input::Stdin => &self.stdin_name,
            Input::File(path) => path,
        }
    }

    /// The name that a path of the command line goes by.
    pub fn name_of<'a>(&'a self, path: &'a Path) -> &'a Path {
        if path.as_os_str() == "-" { &self.stdin_name } else { path }
    }

    pub fn read(&self, input: &Input) -> Result<Document, ReadError> {
        match input {
            Input::File(path) => Document::read(path, self.encoding),
            Input::Stdin => {
                let mut bytes = Vec::new();
                let read = std::io::stdin().lock().read_to_end(&mut bytes);
                read.map_err(|error| ReadError::io(&self.stdin_name, &error))?;
                Document::decode(&self.stdin_name, &bytes, self.encoding)
            }
        }
    }
}

/// Which files of a folder `config` wants.
pub fn filter(config: &Config) -> Filter {
    Filter { include: config.include.clone(), exclude: config.exclude.clone() }
}
