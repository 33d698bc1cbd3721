//! `kanwu schema`: what may stand in `kanwu.toml` and in rule packs, for editors that complete TOML.

use std::io::{self, Write};
use std::path::Path;

use super::Status;
use super::args::{self, Choice, SchemaKind};
use super::console::Console;
use super::projects::Projects;
use crate::config::Config;
use crate::report::{catalogue, schema};
use crate::rules::Rule;

pub fn run(args: &args::Schema, console: Console) -> io::Result<Status> {
    let schema = match args.kind {
        SchemaKind::Pack => schema::pack(),
        SchemaKind::Config => {
            let choice = Choice { profile: None, period: None, config: args.config.clone() };
            let projects = Projects::new(&choice, None, &|_| {});
            let config = match projects.map(|mut projects| projects.config(Path::new("."), &console)) {
                Ok(Some(config)) => config,
                Ok(None) => return Ok(Status::Failed),
                Err(failure) => {
                    console.fail(&failure);
                    return Ok(Status::Failed);
                }
            };
            let severity = |rule: &Rule| config.severity_in(Path::new(""), &rule.id, rule.severity);
            let profiles: Vec<&str> = Config::profiles().collect();
            schema::config(&catalogue::entries(&config.packs, &severity), &profiles)
        }
    };
    let mut out = console.out();
    writeln!(out, "{schema:#}")?;
    out.flush()?;
    Ok(Status::Clean)
}
