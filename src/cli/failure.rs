//! What made a run fail: title, place, remedy.

use std::io;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::rules::Wording;

/// One reason why not everything could be done.
#[derive(Clone, Debug)]
pub struct Failure {
    pub title: Wording,
    pub help: Option<Wording>,
}

impl Failure {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Failure { title: Wording { zh: zh.into(), en: en.into() }, help: None }
    }

    /// The file at `path` could not be written.
    pub fn unwritten(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Failure::new(format!("{path} 写不了：{error}"), format!("{path} cannot be written: {error}"))
    }

    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Wording { zh: zh.into(), en: en.into() });
        self
    }
}

impl From<clap::Error> for Failure {
    /// Says in the user's language what clap found wrong with the arguments.
    fn from(error: clap::Error) -> Self {
        let text = |kind| match error.get(kind) {
            Some(ContextValue::String(text)) => text.clone(),
            Some(ContextValue::Strings(texts)) => texts.join(" "),
            _ => String::new(),
        };
        let argument = text(ContextKind::InvalidArg);
        let value = text(ContextKind::InvalidValue);
        let failure = match error.kind() {
            ErrorKind::UnknownArgument => {
                Failure::new(format!("没有“{argument}”这个选项"), format!("no option “{argument}”"))
            }
            ErrorKind::InvalidValue if value.is_empty() => {
                Failure::new(format!("“{argument}”后面缺少内容"), format!("“{argument}” needs a value"))
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => Failure::new(
                format!("“{argument}”不能是“{value}”"),
                format!("“{argument}” cannot be “{value}”"),
            ),
            ErrorKind::ArgumentConflict => Failure::new(
                format!("“{argument}”重复，或不能与其他选项同用"),
                format!("“{argument}” is given twice, or does not go with the rest"),
            ),
            ErrorKind::MissingRequiredArgument => Failure::new("没有说明是哪个文件", "no file is named"),
            _ => {
                let line = error.to_string();
                let line = line.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
                Failure::new(format!("参数有误：{line}"), line)
            }
        };
        let choices = text(ContextKind::ValidValue);
        let meant =
            [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand]
                .map(text)
                .into_iter()
                .find(|meant| !meant.is_empty());
        match meant {
            Some(meant) => failure.help(format!("是否指“{meant}”？"), format!("did you mean “{meant}”?")),
            None if !choices.is_empty() => {
                failure.help(format!("可用：{choices}"), format!("choose from: {choices}"))
            }
            None => failure.help("kanwu --help 列出全部选项", "kanwu --help lists all options"),
        }
    }
}
