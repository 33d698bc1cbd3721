//! Where findings go, and in which forms: standard output, files, several at once.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use codespan_reporting::term::termcolor::{NoColor, WriteColor};

use super::args::ReportFormat;
use super::console::Console;
use super::failure::Failure;
use super::interrupt;
use crate::lint::Linter;
use crate::report::checkstyle::Checkstyle;
use crate::report::compact::Compact;
use crate::report::csv::Csv;
use crate::report::github::Github;
use crate::report::gitlab::Gitlab;
use crate::report::human::{Human, Options};
use crate::report::json::Json;
use crate::report::junit::Junit;
use crate::report::rdjsonl::Rdjsonl;
use crate::report::sarif::Sarif;
use crate::report::{Checked, Writer};
use crate::source::write;

/// A form, and the file that it is written to where that is not standard output: `sarif=out.sarif`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub format: ReportFormat,
    pub file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        Ok(Output { format: ReportFormat::from_str(format, true)?, file })
    }
}

/// All forms of a run.
pub struct Outputs<'a> {
    targets: Vec<Target<'a>>,
}

struct Target<'a> {
    writer: Box<dyn Writer + 'a>,
    /// Takes its place when the report is complete.
    file: Option<(tempfile::NamedTempFile, PathBuf)>,
}

impl<'a> Outputs<'a> {
    /// Opens all of `outputs`; `linter` has the rules that reports name.
    pub fn open(
        outputs: &[Output],
        options: Options<'a>,
        linter: Option<&Linter>,
        console: &Console,
    ) -> Result<Self, Failure> {
        let mut targets = Vec::new();
        for output in outputs {
            let unwritten = |error: io::Error| {
                Failure::unwritten(output.file.as_deref().unwrap_or(Path::new("-")), &error)
            };
            targets.push(Target::open(output, options, linter, console).map_err(unwritten)?);
        }
        Ok(Outputs { targets })
    }

    pub fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        self.targets.iter_mut().try_for_each(|target| target.writer.file(checked))
    }

    /// Closes all of them; a file gets its name only now.
    pub fn finish(self) -> io::Result<()> {
        for Target { writer, file } in self.targets {
            writer.finish()?;
            if let Some((written, path)) = file {
                let named =
                    |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
                written.persist(&path).map_err(|error| named(error.error))?;
            }
        }
        Ok(())
    }
}

impl<'a> Target<'a> {
    fn open(
        output: &Output,
        options: Options<'a>,
        linter: Option<&Linter>,
        console: &Console,
    ) -> io::Result<Self> {
        let (out, file): (Box<dyn WriteColor>, _) = match &output.file {
            None => (console.out(), None),
            Some(path) => {
                let beside = write::beside(path)?;
                interrupt::begun(beside.path());
                let out = NoColor::new(BufWriter::new(beside.reopen()?));
                (Box::new(out), Some((beside, path.clone())))
            }
        };
        let lang = options.lang;
        let writer: Box<dyn Writer + 'a> = match output.format {
            ReportFormat::Human => Box::new(Human::new(out, options)),
            ReportFormat::Json => Box::new(Json::new(out)?),
            ReportFormat::Compact => Box::new(Compact::new(out)),
            ReportFormat::Csv => Box::new(Csv::new(out, lang)?),
            ReportFormat::Github => Box::new(Github::new(out)),
            ReportFormat::Gitlab => Box::new(Gitlab::new(out)?),
            ReportFormat::Junit => Box::new(Junit::new(out)?),
            ReportFormat::Checkstyle => Box::new(Checkstyle::new(out)?),
            ReportFormat::Rdjsonl => Box::new(Rdjsonl::new(out)),
            ReportFormat::Sarif => {
                let rules = linter.into_iter().flat_map(|linter| linter.rules());
                Box::new(Sarif::new(out, rules, lang)?)
            }
        };
        Ok(Target { writer, file })
    }
}
