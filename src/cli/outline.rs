//! `kanwu outline`: each document as it was understood.

use std::io::{self, Write};
use std::path::Path;

use super::args::{self, Format};
use super::console::Console;
use super::failure::Failure;
use super::projects::Projects;
use super::{Status, guard, input};
use crate::bulletin::{Period, Reading};
use crate::report::outline::{self, Outline};
use crate::report::outline_json;
use crate::source::walk::{self, Input};
use crate::source::{Document, ReadError};

/// A document and what the configuration knows of it.
struct Read {
    document: Document,
    reading: Reading,
    period: Option<Period>,
}

pub fn run(args: &args::Outline, mut console: Console) -> io::Result<Status> {
    let (mut projects, reader) = match prepare(args) {
        Ok(prepared) => prepared,
        Err(failure) => {
            console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    let first = args.paths.first().map_or(Path::new("."), |path| reader.name_of(path)).to_path_buf();
    if args.common.lang.is_none() {
        console.lang = projects.lang(&first, &console).unwrap_or(console.lang);
    }
    let filter = projects.config(&first, &console).map(|config| input::filter(&config));
    let found = walk::expand(&args.paths, &filter.unwrap_or_default());
    let mut status = Status::Clean;
    let mut documents = found.into_iter().filter_map(|found| {
        let read = one(found, &reader, &mut projects, &console);
        if read.is_none() {
            status = Status::Failed;
        }
        read
    });
    let mut out = console.out();
    match args.format {
        Format::Human => {
            for (index, read) in documents.enumerate() {
                if index > 0 {
                    writeln!(out)?;
                }
                outline::human(&mut out, &read.outline(), console.lang)?;
            }
        }
        Format::Json => {
            let mut writer = outline_json::Writer::new(&mut out)?;
            documents.try_for_each(|read| writer.document(&read.outline()))?;
            writer.finish()?;
        }
    }
    out.flush()?;
    Ok(status)
}

impl Read {
    fn outline(&self) -> Outline<'_> {
        Outline { document: &self.document, reading: &self.reading, period: self.period }
    }
}

fn prepare(args: &args::Outline) -> Result<(Projects<'_>, input::Reader), Failure> {
    Ok((Projects::new(&args.choice, None, &|_| {})?, input::Reader::new(&args.input)?))
}

/// Reads one input; what is wrong with it is told.
fn one(
    found: Result<Input, ReadError>,
    reader: &input::Reader,
    projects: &mut Projects<'_>,
    console: &Console,
) -> Option<Read> {
    let input = found.map_err(|error| console.unread(&error)).ok()?;
    let name = reader.name(&input);
    let period = projects.config(name, console)?.house.period;
    let document = reader.read(&input).map_err(|error| console.unread(&error)).ok()?;
    match guard::guarded(|| Reading::new(&document)) {
        Ok(reading) => Some(Read { document, reading, period }),
        Err(why) => {
            console.fail(&guard::crash(name, &why));
            None
        }
    }
}
