//! The words of `-h` and `--help`, in the user's language.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Command, CommandFactory};

use super::args;
use crate::rules::{Lang, builtin};

/// Zh and en.
type Words = (&'static str, &'static str);

const ABOUT: &[(&str, Words)] = &[
    (
        "kanwu",
        (
            "kanwu 勘误：像编辑一样校阅中文简报、公报、年鉴",
            "kanwu proofreads Chinese bulletins as an editor does",
        ),
    ),
    ("check", ("校阅文件（默认命令）", "Check files (the default command)")),
    ("outline", ("列出期、目录、栏目、条目", "Show issue, contents, sections and articles")),
    ("baseline", ("记下现有的问题，以后只查新的", "Take note of what is found now")),
    ("fix", ("改正文件，或以 diff 列出改法", "Correct the files, or show how as a diff")),
    ("rate", ("算差错率，列出怎样算出", "Work out the error rate, and show how")),
    ("rules", ("列出、说明、验证规则", "List, explain and prove rules")),
    ("schema", ("写出设置的 JSON Schema，供编辑器用", "Write a JSON Schema of settings, for editors")),
    ("init", ("写一份 kanwu.toml", "Write a kanwu.toml to begin with")),
    ("lsp", ("供编辑器调用：边写边查", "Serve an editor: check while one types")),
    ("cache", ("清空缓存，或显示它在哪里", "Empty the cache, or tell where it is")),
    ("man", ("输出手册页", "Write a manual page")),
    ("completions", ("输出命令补全脚本", "Write the completions for a shell")),
];

const CHOICE: Words = ("查什么", "What to check");
const INPUT: Words = ("输入", "Input");
const OUTPUT: Words = ("输出", "Output");
const RUN: Words = ("运行", "Run");

/// Each argument's heading and help, by its id.
#[rustfmt::skip]
const ARGUMENTS: &[(&str, Words, Words)] = &[
    ("paths", CHOICE, ("文件、文件夹、通配；- 为标准输入", "Files, folders, patterns; - is standard input")),
    ("folder", CHOICE, ("写在哪个文件夹［当前］", "The folder to write it in [this one]")),
    ("rule", CHOICE, ("要说明的规则；list 列出全部，test 用例句验证", "The rule to explain; list lists all, test proves them")),
    ("packs", CHOICE, ("要验证的规则包［内置规则包］", "The packs to prove [those built in]")),
    ("kind", CHOICE, ("config：kanwu.toml［默认］；pack：规则包", "config: kanwu.toml, pack: a rule pack [config]")),
    ("group", CHOICE, ("只列这一组", "List this group alone")),
    ("search", CHOICE, ("只列提到这几个字的", "List those that mention these words")),
    ("profile", CHOICE, ("成套规则，如 bulletin、gazette、official-document", "Rules for bulletin, gazette, official-document …")),
    ("select", CHOICE, ("只查这些规则或规则组（逗号分隔）", "Only these rules or groups (comma list)")),
    ("ignore", CHOICE, ("不查这些规则或规则组（逗号分隔）", "Not these rules or groups (comma list)")),
    ("period", CHOICE, ("本期起止，如 2023-08", "The issue's period, as 2023-08")),
    ("config", CHOICE, ("配置文件［向上找 kanwu.toml］", "Configuration [kanwu.toml, upwards]")),
    ("unsafe_", CHOICE, ("连需要过目的改法也改", "Make corrections that need an eye too")),
    ("interactive", CHOICE, ("逐条问改不改", "Ask about each correction")),
    ("against", CHOICE, ("参照稿：上期、背景材料，查说法不一处", "References: tell what they say otherwise")),
    ("baseline", CHOICE, ("已知问题的文件，只报新的", "File of known findings: tell new ones")),
    ("since", CHOICE, ("只报 git 某一版以来改动的", "What git has changed since a revision")),
    ("changed", CHOICE, ("只报还没有提交的改动", "What is changed and not committed")),
    ("prune", RUN, ("从基线中删去已改正的", "Forget what the baseline has and is gone")),
    ("to", OUTPUT, ("写到哪个文件［kanwu-baseline.json］", "Where to [kanwu-baseline.json]")),
    ("diff", OUTPUT, ("只列改法，不写文件", "Show the corrections, write nothing")),
    ("encoding", INPUT, ("文件编码，如 gb18030［自动］", "Charset of the files, as gb18030 [told apart]")),
    ("stdin_name", INPUT, ("标准输入的文件名", "What to call standard input")),
    ("format", OUTPUT, ("human［默认］、json；check、rules 另有几种", "human, json; more with check and rules [human]")),
    ("output", OUTPUT, ("写成哪种格式，可写入文件，可重复", "Kind to write, to a file or not; again for more")),
    ("lang", OUTPUT, ("提示用中文还是英文", "Language of the messages")),
    ("color", OUTPUT, ("auto、always 或 never［auto］", "auto, always or never [auto]")),
    ("explain", OUTPUT, ("每条规则首次出现时附说明", "Explain each rule where it first occurs")),
    ("quiet", OUTPUT, ("只列问题，不写小结", "Findings alone, no summary")),
    ("fail_on", RUN, ("从哪一级起以状态 1 结束；never 为从不［error］", "Exit 1 from this severity on, or never [error]")),
    ("action", CHOICE, ("clean 清空，dir 显示在哪里", "clean empties it, dir tells where it is")),
    ("no_cache", RUN, ("不用缓存，也不写", "Neither use the cache nor write it")),
    ("cache_dir", RUN, ("缓存放在哪个文件夹［用户的缓存文件夹］", "The folder of the cache [the user's]")),
    ("jobs", RUN, ("同时校阅几个文件［按处理器数］", "Files at a time [one a processor]")),
    ("publication", CHOICE, ("按哪种出版物的限值：book 图书、periodical 期刊、newspaper 报纸", "Whose limit: book, periodical or newspaper")),
    ("limit", CHOICE, ("自定限值，每万字差错数", "A limit of your own, in errors in 10,000 characters")),
    ("characters", CHOICE, ("版面字数［读到的字数］", "The characters that the pages are set for [those read]")),
    ("stdio", RUN, ("用标准输入输出（只有这一种）", "Over standard input and output, as always")),
    ("page", CHOICE, ("哪个命令的手册页［kanwu］", "The command that the page is about [kanwu]")),
    ("shell", CHOICE, ("bash、zsh、fish、elvish 或 powershell", "bash, zsh, fish, elvish or powershell")),
    ("help", RUN, ("显示帮助；kanwu --help 有举例", "Show help; kanwu --help has examples")),
];

/// The commands that `-h` leaves to `--help`.
const RARE_COMMANDS: [&str; 3] = ["cache", "lsp", "schema"];

/// What `-h` leaves to `--help`.
const RARE: [&str; 7] = ["no_cache", "cache_dir", "prune", "stdin_name", "color", "changed", "stdio"];

const EXAMPLES: Words = (
    "举例：
  kanwu 2023-08.txt                    校阅一期
  kanwu --period 2023-08 2023-08.txt   说明是哪一期
  kanwu 稿件/ --format json            整个文件夹，输出 JSON
  kanwu --select date,number a.txt     只查日期和数字
  kanwu 稿件.txt --against 上期.txt    与上期对照
  kanwu outline 2023-08.txt            核对目录
  kanwu rate --as periodical a.txt     差错率
  kanwu rules date/weekday             一条规则的说明和例句

结束状态：0 没有达到 --fail-on 的问题；1 有；2 有文件或配置出错，没能查完。",
    "Examples:
  kanwu 2023-08.txt                    check an issue
  kanwu --period 2023-08 2023-08.txt   say which issue it is
  kanwu drafts/ --format json          a whole folder, as JSON
  kanwu --select date,number a.txt     dates and numbers alone
  kanwu draft.txt --against last.txt   hold it against the last issue
  kanwu outline 2023-08.txt            proof the contents
  kanwu rate --as periodical a.txt     the error rate
  kanwu rules date/weekday             a rule with its examples

Exit status: 0 nothing at --fail-on or above; 1 something; 2 a file or the
configuration failed and not all was checked.",
);

fn pick(lang: Lang, words: Words) -> &'static str {
    match lang {
        Lang::Zh => words.0,
        Lang::En => words.1,
    }
}

/// The commands as they are parsed, worded in `lang`.
pub fn commands(lang: Lang) -> Command {
    worded(args::Cli::command(), lang, "kanwu")
}

/// What `kanwu -h` shows: the commands, and the flags of `check`; `long` adds examples.
pub fn overview(lang: Lang, long: bool) -> Command {
    let overview = args::Check::augment_args(args::Cli::command().subcommand_required(false));
    let usage = pick(
        lang,
        (
            "kanwu [选项] 文件…\n      kanwu <命令> [选项] …",
            "kanwu [OPTIONS] FILE…\n       kanwu COMMAND [OPTIONS] …",
        ),
    );
    let overview = worded(overview, lang, "kanwu").override_usage(usage);
    let overview =
        RARE_COMMANDS.iter().fold(overview, |all, name| all.mut_subcommand(name, |one| one.hide(!long)));
    overview.after_help(if long { pick(lang, EXAMPLES) } else { "" })
}

/// Puts the words of `lang` into `command`, which is called by `path`, and into what is below it.
fn worded(command: Command, lang: Lang, path: &str) -> Command {
    let about = ABOUT.iter().find(|(name, _)| *name == command.get_name()).map(|(_, words)| *words);
    let template = pick(
        lang,
        (
            "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        ),
    );
    let style = AnsiColor::Green.on_default().bold();
    let styles = Styles::styled().header(style).usage(style).literal(AnsiColor::Cyan.on_default());
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .version(env!("CARGO_PKG_VERSION"))
        .long_version(version(lang))
        .about(pick(lang, about.unwrap_or_default()))
        .help_template(template)
        .subcommand_help_heading(pick(lang, ("命令", "Commands")))
        .subcommand_value_name(pick(lang, ("命令", "COMMAND")))
        .styles(styles);
    for name in names {
        let path = format!("{path} {name}");
        command = command.mut_subcommand(name, |sub| worded(sub, lang, &path));
    }
    command.override_usage(usage(path, lang)).mut_args(|argument| {
        let order = ARGUMENTS.iter().position(|(id, ..)| argument.get_id() == *id);
        let version = (RUN, ("显示版本", "Show the version"));
        let (heading, help) = order.map_or(version, |index| (ARGUMENTS[index].1, ARGUMENTS[index].2));
        let order = order.unwrap_or(ARGUMENTS.len());
        let argument = argument.help(pick(lang, help)).help_heading(pick(lang, heading)).display_order(order);
        let rare = RARE.iter().any(|id| argument.get_id() == *id);
        let argument = argument.hide_short_help(rare);
        // What can be chosen stands in the help itself.
        match argument.get_action().takes_values() {
            true => argument.hide_possible_values(true).hide_default_value(true),
            false => argument,
        }
    })
}

/// The version of kanwu, and that of the rules and tables that are compiled into it.
fn version(lang: Lang) -> String {
    let (version, places) = (env!("CARGO_PKG_VERSION"), crate::facts::places::AS_OF);
    let (date, count, digest) = (builtin::DATE, builtin::COUNT, builtin::DIGEST);
    match lang {
        Lang::Zh => {
            format!("{version}\n规则包 {date}，{count} 条规则，校验和 {digest}\n行政区划截至 {places}")
        }
        Lang::En => {
            format!("{version}\nrule packs of {date}: {count} rules, digest {digest}\nplaces as of {places}")
        }
    }
}

fn usage(path: &str, lang: Lang) -> String {
    let rest = match path.rsplit(' ').next().unwrap_or_default() {
        "check" => ("[选项] [文件…]", "[OPTIONS] [FILE…]"),
        "rate" | "fix" | "baseline" => ("[选项] [文件…]", "[OPTIONS] [FILE…]"),
        "outline" => ("[选项] 文件…", "[OPTIONS] FILE…"),
        "rules" => ("[规则 | list | test [规则包…]]", "[RULE | list | test [PACK…]]"),
        "schema" => ("[config | pack]", "[config | pack]"),
        "init" => ("[文件夹]", "[FOLDER]"),
        "lsp" => ("[选项]", "[OPTIONS]"),
        "cache" => ("clean | dir", "clean | dir"),
        "man" => ("[命令]", "[COMMAND]"),
        "completions" => ("<SHELL>", "SHELL"),
        _ => ("<命令>", "COMMAND"),
    };
    format!("{path} {}", pick(lang, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every argument but `version` has its words, and every word an argument.
    #[test]
    fn all_arguments_are_worded() {
        let mut ids = std::collections::BTreeSet::new();
        let mut open = vec![args::Cli::command()];
        while let Some(command) = open.pop() {
            ids.extend(command.get_arguments().map(|argument| argument.get_id().to_string()));
            open.extend(command.get_subcommands().cloned());
        }
        ids.remove("version");
        let worded = ARGUMENTS.iter().map(|(id, ..)| (*id).to_owned()).collect();
        assert_eq!(ids, worded);
    }

    #[test]
    fn the_short_help_fits_a_screen() {
        for lang in [Lang::Zh, Lang::En] {
            let help = overview(lang, false).render_help().to_string();
            assert!(help.lines().count() <= 40, "{help}");
            let width = help.lines().map(unicode_width::UnicodeWidthStr::width).max();
            assert!(width <= Some(80), "{help}");
        }
    }

    #[test]
    fn the_commands_hold_together() {
        commands(Lang::Zh).debug_assert();
        overview(Lang::En, true).debug_assert();
    }
}
