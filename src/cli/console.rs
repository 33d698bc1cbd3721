//! Where kanwu speaks: findings to standard output, what went wrong to standard error.

use std::io::{self, BufWriter, IsTerminal, Write};

use codespan_reporting::term::termcolor::{Ansi, NoColor, WriteColor};

use super::args::Color;
use super::failure::Failure;
use crate::config::ConfigError;
use crate::diagnostic::Severity;
use crate::report::trouble::{self, Complaint};
use crate::rules::{Lang, Problem};
use crate::source::ReadError;

/// The two streams of a run, and the language on both.
#[derive(Clone, Copy)]
pub struct Console {
    pub lang: Lang,
    color: Color,
}

impl Console {
    pub fn new(lang: Lang, color: Color) -> Self {
        Console { lang, color }
    }

    /// Standard output, locked and buffered.
    pub fn out(&self) -> Box<dyn WriteColor> {
        let out = io::stdout().lock();
        let colored = self.colored(out.is_terminal());
        painted(BufWriter::with_capacity(1 << 16, out), colored)
    }

    fn err(&self) -> Box<dyn WriteColor> {
        let err = io::stderr().lock();
        let colored = self.colored(err.is_terminal());
        painted(BufWriter::new(err), colored)
    }

    fn colored(&self, terminal: bool) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    /// Tells why the run failed. That standard error is closed is no reason to stop.
    pub fn fail(&self, failure: &Failure) {
        let help = failure.help.as_ref().map(|help| help.get(self.lang)).unwrap_or_default();
        let _ = trouble::run(&mut *self.err(), failure.title.get(self.lang), help, self.lang);
    }

    /// Says something that is no finding and no failure, beside the report.
    pub fn remark(&self, words: &str) {
        let _ = writeln!(self.err(), "{words}");
    }

    /// Tells why a file could not be read.
    pub fn unread(&self, error: &ReadError) {
        let _ = trouble::read(&mut *self.err(), error, self.lang);
    }

    /// Tells all mistakes of configuration files and rule packs.
    pub fn misconfigured(&self, errors: &[ConfigError]) {
        let complaint = |problem: &Problem| Complaint {
            severity: Severity::Error,
            span: problem.span.clone(),
            message: problem.message.get(self.lang).to_owned(),
            help: problem.help.as_ref().map(|help| help.get(self.lang).to_owned()).unwrap_or_default(),
        };
        for error in errors {
            let name = error.path.display().to_string();
            let complaints: Vec<Complaint> = error.errors.iter().map(complaint).collect();
            if error.text.is_empty() {
                for complaint in complaints {
                    let title = format!("{name}: {}", complaint.message);
                    let _ = trouble::run(&mut *self.err(), &title, &complaint.help, self.lang);
                }
            } else {
                self.complain(&name, &error.text, &complaints);
            }
        }
    }

    /// Tells what is to be said of the configuration file called `name`, which reads `text`.
    pub fn complain(&self, name: &str, text: &str, complaints: &[Complaint]) {
        let mut err = self.err();
        let _ = trouble::config(&mut *err, name, text, complaints);
        let _ = err.flush();
    }
}

fn painted(stream: impl Write + 'static, colored: bool) -> Box<dyn WriteColor> {
    if colored { Box::new(Ansi::new(stream)) } else { Box::new(NoColor::new(stream)) }
}
