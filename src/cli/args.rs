//! What can be typed: commands, files, flags. The words of the help are in `help.rs`.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::outputs::Output;
use crate::diagnostic::Severity;
use crate::rate;
use crate::rules::Lang;

#[derive(Debug, Parser)]
#[command(name = "kanwu", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Check(Check),
    Outline(Outline),
    Baseline(Baseline),
    Fix(Fix),
    Rate(Rate),
    Rules(Rules),
    Schema(Schema),
    Init(Init),
    Lsp(Lsp),
    Cache(Cache),
    #[command(hide = true)]
    Man(Man),
    #[command(hide = true)]
    Completions(Completions),
}

impl Command {
    pub fn common(&self) -> &Common {
        match self {
            Command::Check(args) => &args.common,
            Command::Outline(args) => &args.common,
            Command::Baseline(args) => &args.common,
            Command::Fix(args) => &args.common,
            Command::Rate(args) => &args.common,
            Command::Rules(args) => &args.common,
            Command::Schema(args) => &args.common,
            Command::Init(args) => &args.common,
            Command::Lsp(args) => &args.common,
            Command::Cache(args) => &args.common,
            Command::Man(args) => &args.common,
            Command::Completions(args) => &args.common,
        }
    }
}

#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    pub documents: Documents,
    #[arg(long, value_name = "KIND", value_enum, default_value_t)]
    pub format: ReportFormat,
    #[arg(long, value_name = "KIND[=FILE]", conflicts_with = "format")]
    pub output: Vec<Output>,
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "paths")]
    pub against: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[arg(long, requires = "baseline")]
    pub prune: bool,
    #[arg(long, conflicts_with = "since")]
    pub changed: bool,
    #[arg(long, value_name = "REVISION")]
    pub since: Option<String>,
    #[command(flatten)]
    pub caching: Caching,
    #[arg(long)]
    pub explain: bool,
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub common: Common,
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<FailOn>,
}

#[derive(Args, Debug)]
pub struct Baseline {
    #[command(flatten)]
    pub documents: Documents,
    #[arg(long, value_name = "FILE", default_value = "kanwu-baseline.json")]
    pub to: PathBuf,
    #[command(flatten)]
    pub caching: Caching,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Fix {
    #[command(flatten)]
    pub documents: Documents,
    #[arg(long = "unsafe")]
    pub unsafe_: bool,
    #[arg(long, conflicts_with = "interactive")]
    pub diff: bool,
    #[arg(long, short)]
    pub interactive: bool,
    #[arg(long, short)]
    pub quiet: bool,
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<FailOn>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Rate {
    #[command(flatten)]
    pub documents: Documents,
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub publication: Option<Publication>,
    #[arg(long, value_name = "RATE")]
    pub limit: Option<f64>,
    #[arg(long, value_name = "COUNT")]
    pub characters: Option<usize>,
    #[command(flatten)]
    pub caching: Caching,
    #[arg(long, value_name = "KIND", value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Outline {
    #[arg(value_name = "FILE", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub choice: Choice,
    #[command(flatten)]
    pub input: Input,
    #[arg(long, value_name = "KIND", value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Rules {
    /// `list`, `test` or the rule to explain.
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
    #[arg(value_name = "PACK")]
    pub packs: Vec<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, value_name = "KIND", value_enum, default_value_t)]
    pub format: RulesFormat,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Schema {
    #[arg(value_name = "KIND", value_enum, default_value_t)]
    pub kind: SchemaKind,
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

/// Which files a schema is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    #[default]
    Config,
    Pack,
}

#[derive(Args, Debug)]
pub struct Init {
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Lsp {
    /// What some clients say, and all that there is.
    #[arg(long)]
    pub stdio: bool,
    #[command(flatten)]
    pub common: Common,
}

/// For those who package kanwu.
#[derive(Args, Debug)]
pub struct Man {
    /// The command whose page it is; none for the page of kanwu itself.
    #[arg(value_name = "COMMAND")]
    pub page: Option<String>,
    #[command(flatten)]
    pub common: Common,
}

/// For those who package kanwu.
#[derive(Args, Debug)]
pub struct Completions {
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Cache {
    #[arg(value_name = "clean|dir", value_enum)]
    pub action: CacheAction,
    #[arg(long, value_name = "FOLDER")]
    pub cache_dir: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

/// What is to be done about the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CacheAction {
    Clean,
    Dir,
}

/// Whether and where what was found is kept for the next run.
#[derive(Args, Clone, Debug, Default)]
pub struct Caching {
    #[arg(long)]
    pub no_cache: bool,
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub cache_dir: Option<PathBuf>,
}

/// Which files are checked, and against what.
#[derive(Args, Clone, Debug)]
pub struct Documents {
    #[arg(value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub choice: Choice,
    #[command(flatten)]
    pub selection: Selection,
    #[command(flatten)]
    pub input: Input,
    #[arg(long, short, value_name = "COUNT")]
    pub jobs: Option<usize>,
}

/// The rules that are run, of those that the configuration has.
#[derive(Args, Clone, Debug)]
pub struct Selection {
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub select: Vec<String>,
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

/// Which rules are run and what they know.
#[derive(Args, Clone, Debug)]
pub struct Choice {
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// How files are read.
#[derive(Args, Clone, Debug)]
pub struct Input {
    #[arg(long, value_name = "CHARSET")]
    pub encoding: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub stdin_name: Option<PathBuf>,
}

/// What all commands share.
#[derive(Args, Debug)]
pub struct Common {
    #[arg(long, value_name = "zh|en", value_enum)]
    pub lang: Option<Language>,
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
    #[arg(long, short, action = ArgAction::HelpShort)]
    pub help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    pub version: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Human,
    Json,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    #[default]
    Human,
    Json,
    Compact,
    Csv,
    Github,
    Gitlab,
    Junit,
    Checkstyle,
    Rdjsonl,
    Sarif,
}

/// How the catalogue is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    #[default]
    Human,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// What is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Publication {
    Book,
    Periodical,
    Newspaper,
}

impl From<Publication> for rate::Publication {
    fn from(publication: Publication) -> Self {
        match publication {
            Publication::Book => rate::Publication::Book,
            Publication::Periodical => rate::Publication::Periodical,
            Publication::Newspaper => rate::Publication::Newspaper,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

/// The severity from which on a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}
