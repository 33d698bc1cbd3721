//! What kept the run from doing its work: title, place, remedy.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic as Shown, Severity as Colour};
use codespan_reporting::term::Config;
use codespan_reporting::term::termcolor::WriteColor;

use super::human::{colour, emit};
use super::note;
use super::paint::Painter;
use super::place::Places;
use super::snippets::Snippets;
use super::window::Mark;
use crate::diagnostic::Severity;
use crate::rules::Lang;
use crate::source::{Foreign, ReadError, Reason};
use crate::text::{Lines, Span};

/// What is to be said of a place in a configuration or rule pack.
#[derive(Clone, Debug)]
pub struct Complaint {
    pub severity: Severity,
    /// The bytes of the file that are at fault.
    pub span: Range<usize>,
    pub message: String,
    /// Stands under the place: a suggestion, a remedy.
    pub help: String,
}

/// Writes `complaints` about the file called `name` that reads `text`.
pub fn config(out: &mut dyn WriteColor, name: &str, text: &str, complaints: &[Complaint]) -> io::Result<()> {
    let mut out = Painter::new(out);
    let lines = Lines::new(text);
    let places = Places::new(text, &lines);
    for complaint in complaints {
        let help = note::plain(&complaint.help);
        let mark = Mark { span: Span::from(complaint.span.clone()), primary: true, message: &help };
        let mut snippets = Snippets::default();
        let column = |offset| places.position(offset).column;
        let labels = snippets.add(note::plain(name), text, &lines, &column, &[mark]);
        let shown = Shown::new(colour(complaint.severity));
        let shown = shown.with_message(note::plain(&complaint.message)).with_labels(labels.collect());
        emit(&mut out, &Config::default(), &snippets, &shown)?;
    }
    Ok(())
}

/// Writes why a file could not be read, and what can be done.
pub fn read(out: &mut dyn WriteColor, error: &ReadError, lang: Lang) -> io::Result<()> {
    let (title, help) = words(error, lang);
    run(out, &title, &help, lang)
}

/// Writes any other error of the run; an empty `help` is left out.
pub fn run(out: &mut dyn WriteColor, title: &str, help: &str, lang: Lang) -> io::Result<()> {
    let mut out = Painter::new(out);
    out.paint(Colour::Error, "error")?;
    out.strong(&format!(": {}", note::plain(title)))?;
    writeln!(out)?;
    if !help.is_empty() {
        let word = if lang == Lang::Zh { "帮助：" } else { "help: " };
        writeln!(out, "  {word}{}", note::plain(help))?;
    }
    out.flush()
}

/// The title and the remedy of `error`; the remedy may be empty.
pub fn words(error: &ReadError, lang: Lang) -> (String, String) {
    let path = error.path.to_string_lossy();
    let (title, help) = match lang {
        Lang::Zh => zh(&error.reason),
        Lang::En => en(&error.reason),
    };
    let gap = if lang == Lang::Zh { " " } else { ": " };
    (format!("{path}{gap}{title}"), help.to_owned())
}

fn zh(reason: &Reason) -> (String, &'static str) {
    const REENCODE: &str = "请在编辑器中另存为 UTF-8；知道原来的编码时可加 --encoding，如 --encoding gb18030";
    match reason {
        Reason::Missing => ("不存在".into(), "请核对文件名和所在文件夹"),
        Reason::Directory => ("是文件夹，不是文件".into(), ""),
        Reason::Unreadable(why) => (format!("无法读取：{why}"), "请检查文件的权限，或是否正被其他程序占用"),
        Reason::TooLarge => ("太大：一个文件最多 4 GB".into(), "请分成几个文件"),
        Reason::Unsupported(foreign) => {
            let (what, help) = foreign_zh(*foreign);
            (format!("是{what}，kanwu 现在读 .txt、.md"), help)
        }
        Reason::Binary { offset } => {
            (format!("不是文本文件：第 {} 个字节是空字符", offset + 1), "请确认选对了文件")
        }
        Reason::Truncated { offset } => {
            (format!("不完整：文件在一个字的中间断了（第 {} 个字节）", offset + 1), "请重新取得完整的文件")
        }
        Reason::Undecodable { offset, charset: Some(charset) } => {
            (format!("无法解码：第 {} 个字节不合 {charset} 编码", offset + 1), REENCODE)
        }
        Reason::Undecodable { offset, charset: None } => {
            let title = format!(
                "无法解码：从第 {} 个字节起，不是 UTF-8、GB18030、Big5、UTF-16 中的任何一种",
                offset + 1
            );
            (title, REENCODE)
        }
        Reason::NothingFound => {
            ("没有可检查的文件".into(), "kanwu 在文件夹里找 .txt、.md；其他文件请直接写出文件名")
        }
    }
}

fn en(reason: &Reason) -> (String, &'static str) {
    const REENCODE: &str =
        "save it as UTF-8; if you know its encoding, add --encoding, as in --encoding gb18030";
    match reason {
        Reason::Missing => ("does not exist".into(), "check the name and the folder"),
        Reason::Directory => ("is a folder, not a file".into(), ""),
        Reason::Unreadable(why) => {
            (format!("can't be read: {why}"), "check its permissions, and whether another program holds it")
        }
        Reason::TooLarge => ("is too large: a file may have 4 GB".into(), "split it"),
        Reason::Unsupported(foreign) => {
            let (what, help) = foreign_en(*foreign);
            (format!("is {what}; kanwu now reads .txt and .md"), help)
        }
        Reason::Binary { offset } => {
            (format!("is no text: byte {} is NUL", offset + 1), "check that it is the right file")
        }
        Reason::Truncated { offset } => (
            format!("is incomplete: it ends in the middle of a character (byte {})", offset + 1),
            "get the whole file",
        ),
        Reason::Undecodable { offset, charset: Some(charset) } => {
            (format!("can't be decoded: byte {} is not {charset}", offset + 1), REENCODE)
        }
        Reason::Undecodable { offset, charset: None } => {
            let title = "can't be decoded: not UTF-8, GB18030, Big5 or UTF-16";
            (format!("{title} from byte {} on", offset + 1), REENCODE)
        }
        Reason::NothingFound => (
            "holds no file to check".into(),
            "in folders kanwu looks for .txt and .md; name any other file itself",
        ),
    }
}

fn foreign_zh(foreign: Foreign) -> (&'static str, &'static str) {
    const SAVE: &str = "请在 Word 或 WPS 中另存为纯文本（.txt，编码选 UTF-8）";
    match foreign {
        Foreign::Doc => (" Word 97 或 WPS 的文件（.doc、.wps）", SAVE),
        Foreign::Docx => (" Word 文件（.docx）", SAVE),
        Foreign::Odt => (" OpenDocument 文件（.odt）", SAVE),
        Foreign::Rtf => (" RTF 文件", SAVE),
        Foreign::Pdf => (" PDF 文件", "请先导出文本，如 pdftotext 文件.pdf 文件.txt"),
        Foreign::Html => ("网页（HTML）", "请在浏览器中另存为文本"),
        Foreign::Zip => ("压缩文件", "请先解压"),
        Foreign::Other => ("表格、幻灯片或图片一类的文件", "请先导出文本"),
    }
}

fn foreign_en(foreign: Foreign) -> (&'static str, &'static str) {
    const SAVE: &str = "save it as plain text (.txt, UTF-8) in Word or WPS";
    match foreign {
        Foreign::Doc => ("a Word 97 or WPS file (.doc, .wps)", SAVE),
        Foreign::Docx => ("a Word file (.docx)", SAVE),
        Foreign::Odt => ("an OpenDocument file (.odt)", SAVE),
        Foreign::Rtf => ("an RTF file", SAVE),
        Foreign::Pdf => ("a PDF", "export its text first, as with pdftotext FILE.pdf FILE.txt"),
        Foreign::Html => ("a web page (HTML)", "save it as text in a browser"),
        Foreign::Zip => ("an archive", "unpack it first"),
        Foreign::Other => ("a sheet, a presentation or a picture", "export its text first"),
    }
}
