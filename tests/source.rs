//! Bytes in, text out, and back: every charset, every way a file can be bad, which files are meant.

use std::path::{Path, PathBuf};

use kanwu::source::walk::{Filter, Input, expand};
use kanwu::source::{CHARSETS, Document, Foreign, Opens, Paths, Reason, charset};
use kanwu::text::Span;
use proptest::prelude::*;

const TEXT: &str =
    "市政府第12次常务会议召开\n　　8月2日，会议听取了关于防汛工作的汇报，研究部署下一步工作。\n";

fn decode(bytes: &[u8]) -> Result<Document, Reason> {
    Document::decode(Path::new("a.txt"), bytes, None).map_err(|error| error.reason)
}

/// `text` in the charset that `label` names, by way of a document in it.
fn encoded(text: &str, label: &str) -> Option<Vec<u8>> {
    let empty = Document::decode(Path::new("a.txt"), b"", charset(label)).unwrap();
    empty.encode(text)
}

#[test]
fn every_charset_is_told_from_its_bytes() {
    for label in ["utf-8", "gbk", "gb18030", "utf-16le", "utf-16be"] {
        let document = decode(&encoded(TEXT, label).unwrap()).unwrap();
        assert_eq!(&*document.text, TEXT, "{label}");
        assert!(!document.encoding.bom);
    }
    let traditional = "市政府第12次會議召開，聽取關於防汛工作的彙報，研究部署下一步的各項工作。";
    let document = decode(&encoded(traditional, "big5").unwrap()).unwrap();
    assert_eq!(&*document.text, traditional);
    let beyond = format!("{TEXT}韩𬭎、𰻝㐂\n");
    assert_eq!(&*decode(&encoded(&beyond, "gb18030").unwrap()).unwrap().text, beyond);
}

#[test]
fn a_byte_order_mark_decides_and_is_no_text() {
    for (bom, label) in
        [(&b"\xef\xbb\xbf"[..], "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be")]
    {
        let bytes = [bom, &encoded(TEXT, label).unwrap()].concat();
        let document = decode(&bytes).unwrap();
        assert_eq!(&*document.text, TEXT);
        assert!(document.encoding.bom);
        assert_eq!(document.source_range(Span::at(0)), bom.len()..bom.len());
        assert_eq!(&*decode(bom).unwrap().text, "");
    }
}

#[test]
fn a_few_characters_are_chinese_too() {
    for text in ["会议", "通知：\n", "洛阳市人民政府", "8月2日召开。"] {
        let document = decode(&encoded(text, "gbk").unwrap()).unwrap();
        assert_eq!(&*document.text, text);
    }
}

#[test]
fn an_empty_file_is_a_document() {
    assert_eq!(&*decode(b"").unwrap().text, "");
}

#[test]
fn damage_is_told_with_its_place() {
    let at = TEXT.find("会议听取").unwrap();
    let mut broken = TEXT.as_bytes().to_vec();
    broken[at] = 0xff;
    assert_eq!(decode(&broken).unwrap_err(), Reason::Undecodable { offset: at, charset: Some("UTF-8") });
    assert_eq!(decode(&TEXT.as_bytes()[..at + 2]).unwrap_err(), Reason::Truncated { offset: at });
    let gbk = encoded(TEXT, "gbk").unwrap();
    assert_eq!(decode(&gbk[..gbk.len() - 2]).unwrap_err(), Reason::Truncated { offset: gbk.len() - 3 });
    let mut with_nul = TEXT.as_bytes().to_vec();
    with_nul[at] = 0;
    assert_eq!(decode(&with_nul).unwrap_err(), Reason::Binary { offset: at });
    assert_eq!(decode(&[0; 4096]).unwrap_err(), Reason::Binary { offset: 0 });
    assert!(matches!(decode(b"caf\xe9 au lait").unwrap_err(), Reason::Undecodable { offset: 3, .. }));
}

#[test]
fn a_forced_charset_is_strict() {
    let gbk = encoded(TEXT, "gbk").unwrap();
    let read = |label| Document::decode(Path::new("a.txt"), &gbk, charset(label)).map_err(|e| e.reason);
    assert_eq!(&*read("gb2312").unwrap().text, TEXT);
    assert_eq!(read("utf-8").unwrap_err(), Reason::Undecodable { offset: 0, charset: Some("UTF-8") });
    assert!(charset("latin1").is_none() && charset("iso-2022-kr").is_none() && charset("汉字").is_none());
}

#[test]
fn other_formats_are_named() {
    let of =
        |name: &str, bytes: &[u8]| match Document::decode(Path::new(name), bytes, None).unwrap_err().reason {
            Reason::Unsupported(foreign) => foreign,
            other => panic!("{other:?}"),
        };
    assert_eq!(of("a.txt", b"%PDF-1.7\n"), Foreign::Pdf);
    assert_eq!(of("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), Foreign::Doc);
    assert_eq!(of("a.docx", b"PK\x03\x04...word/document.xml..."), Foreign::Docx);
    assert_eq!(of("a.docx", b"\n<HTML><body>"), Foreign::Html);
    assert_eq!(of("a.pdf", b""), Foreign::Pdf);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let read = |path: &Path| Document::read(path, None).unwrap_err().reason;
    assert_eq!(read(folder.path()), Reason::Directory);
    assert_eq!(read(&folder.path().join("无.txt")), Reason::Missing);
}

#[test]
fn markdown_is_told_by_its_name() {
    let document = Document::from_text("a.MD", "# 题\n\n文");
    assert_eq!(document.pieces[0].opens, Opens::Heading(1));
}

#[test]
fn spans_lead_back_to_bytes_in_a_long_text() {
    let text = "第3项：韩𬭎、㐂\r\n".repeat(400);
    for label in ["utf-8", "gb18030", "utf-16le", "utf-16be"] {
        let bytes = encoded(&text, label).unwrap();
        let document = Document::decode(Path::new("a.txt"), &bytes, charset(label)).unwrap();
        for (at, name) in text.match_indices('𬭎') {
            let range = document.source_range(Span::new(at, at + name.len()));
            assert_eq!(bytes[range], encoded(name, label).unwrap(), "{label} {at}");
        }
    }
}

#[test]
fn a_code_of_big5_that_is_two_characters_is_one_step() {
    let bytes = b"\x88\x62A\xa4\xa4";
    let document = Document::decode(Path::new("a.txt"), bytes, charset("big5")).unwrap();
    let at = document.text.find('A').unwrap();
    assert_eq!(document.source_range(Span::new(at, at + 1)), 2..3);
    assert_eq!(document.encode("𰻝"), None);
}

proptest! {
    #[test]
    fn a_text_survives_its_charset(text in "[a-z0-9\\n，。—“”一-龥㐀-㐿𠀀-𠀿]{0,80}") {
        for known in CHARSETS {
            let Some(bytes) = encoded(&text, known.name()) else { continue };
            let document = Document::decode(Path::new("a.txt"), &bytes, Some(known));
            let document = document.map_err(|error| error.reason).unwrap();
            prop_assert_eq!(&*document.text, &*text);
            for (at, c) in text.char_indices() {
                let range = document.source_range(Span::new(at, at + c.len_utf8()));
                let written = document.encode(&c.to_string()).unwrap();
                prop_assert_eq!(&bytes[range], &written[..]);
            }
        }
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..200), label in 0..6usize) {
        for name in ["a.txt", "a.md"] {
            let read = Document::decode(Path::new(name), &bytes, CHARSETS.get(label).copied());
            if let Ok(document) = read {
                let end = document.source_range(Span::at(document.text.len())).end;
                prop_assert!(end <= bytes.len());
                let mut last = 0;
                for piece in &document.pieces {
                    prop_assert!(piece.span.start() >= last && document.text.get(piece.span.range()).is_some());
                    prop_assert!(!piece.span.of(&document.text).contains(['\n', '\r', '\x0c']));
                    last = piece.span.end();
                }
            }
        }
    }

    #[test]
    fn markdown_of_any_marks_is_read(text in "[-#*_`>|\\[\\]()!<&;+~ \\n\\\\x会:/w.]{0,120}") {
        let document = Document::from_text("a.md", text);
        for piece in &document.pieces {
            prop_assert!(!piece.span.of(&document.text).contains('\n'));
        }
    }
}

/// A folder of `files`, each with a line of text.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn names(folder: &Path, paths: &[&str], filter: &Filter) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
    let named = |input: Result<Input, kanwu::source::ReadError>| match input {
        Ok(Input::File(path)) => path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"),
        Ok(Input::Stdin) => "-".into(),
        Err(error) => format!("{:?}", error.reason),
    };
    expand(&paths, filter).into_iter().map(named).collect()
}

#[test]
fn a_folder_gives_its_texts_in_order() {
    let root = folder(&[
        ("b.txt", ""),
        ("a.md", ""),
        ("c.docx", ""),
        (".hidden.txt", ""),
        ("ignored.txt", ""),
        ("sub/d.TXT", ""),
        (".gitignore", "ignored.txt\n"),
    ]);
    let none = Filter::default();
    assert_eq!(names(root.path(), &[""], &none), ["a.md", "b.txt", "sub/d.TXT"]);
    assert_eq!(
        names(root.path(), &["b.txt", "", "ignored.txt"], &none),
        ["b.txt", "a.md", "sub/d.TXT", "ignored.txt"]
    );
    assert_eq!(names(root.path(), &["no.txt", "b.txt"], &none), ["Missing", "b.txt"]);
    assert_eq!(names(root.path(), &["*.txt", "sub/*.txt"], &none), ["b.txt", "ignored.txt", "NothingFound"]);
    assert_eq!(names(root.path(), &["**/d.*"], &none), ["sub/d.TXT"]);
}

#[test]
fn the_filter_is_for_folders() {
    let root = folder(&[("a.txt", ""), ("b.text", ""), ("old/c.txt", ""), ("old/deep/d.txt", "")]);
    let paths = |list: &[&'static str]| Paths::new(root.path(), list.iter().copied()).unwrap();
    let filter = Filter { include: Paths::default(), exclude: paths(&["old/**"]) };
    assert_eq!(names(root.path(), &[""], &filter), ["a.txt"]);
    assert_eq!(names(root.path(), &["old/c.txt"], &filter), ["old/c.txt"]);
    assert_eq!(names(root.path(), &["old"], &filter), ["NothingFound"]);
    let filter = Filter { include: paths(&["*.text", "old/*.txt"]), exclude: Paths::default() };
    assert_eq!(names(root.path(), &[""], &filter), ["b.text", "old/c.txt"]);
}

#[test]
fn a_dash_is_standard_input() {
    assert_eq!(expand(&[PathBuf::from("-"), PathBuf::from("-")], &Filter::default()), [Ok(Input::Stdin)]);
}
