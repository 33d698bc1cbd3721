//! `kanwu rate`: the error rate, with the table of how it came about.

use std::io::{self, Write};

use super::Status;
use super::args::{self, Format};
use super::console::Console;
use super::documents::{Documents, Done};
use crate::config::Config;
use crate::rate::Counting;
use crate::report::rate;

pub fn run(args: &args::Rate, console: Console) -> io::Result<Status> {
    let asked = Counting {
        publication: args.publication.map(Into::into),
        limit: args.limit,
        characters: args.characters,
        headline_factor: None,
    };
    let adjust = |config: &mut Config| config.counting = asked.over(config.counting);
    let Some(mut documents) = Documents::open(&args.documents, args.common.lang, &adjust, console) else {
        return Ok(Status::Failed);
    };
    if let Err(failure) = documents.remember(&args.caching) {
        documents.console.fail(&failure);
        return Ok(Status::Failed);
    }
    let jobs = documents.jobs();
    let lang = documents.console.lang;
    let mut out = documents.console.out();
    match args.format {
        Format::Human => {
            let mut first = true;
            documents.check(&jobs, |done| {
                if !std::mem::take(&mut first) {
                    writeln!(out)?;
                }
                rate::human(&mut out, &name(&done), &done.found.rate, lang)?;
                Ok(status(&done))
            })?;
        }
        Format::Json => {
            let mut writer = rate::Json::new(&mut out)?;
            documents.check(&jobs, |done| {
                writer.file(&name(&done), &done.found.rate)?;
                Ok(status(&done))
            })?;
            writer.finish()?;
        }
    }
    out.flush()?;
    Ok(documents.status)
}

fn name(done: &Done) -> String {
    done.document.name.to_string_lossy().into_owned()
}

fn status(done: &Done) -> Status {
    if done.found.rate.passes() { Status::Clean } else { Status::Findings }
}
