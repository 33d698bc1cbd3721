//! The schema of a rule pack.

use serde_json::{Value, json};

use super::{
    DRAFT, Key, choice, explained_choice, flag, key, list, needed, severity, table, tables, text, texts,
};
use crate::rules::checks::CHECKS;

/// The schema for a pack of rules, ours or the house's.
pub fn pack() -> Value {
    let mut schema =
        table([key("rule", tables(declaration().into_iter().chain(refinements())), "规则。", "Rules.")]);
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!("kanwu rule pack");
    schema["description"] = json!(
        "kanwu 勘误的规则包，由 kanwu schema pack 写成。\n\nA pack of rules for kanwu, written by `kanwu schema pack`."
    );
    schema
}

/// What every rule says.
fn declaration() -> Vec<Key> {
    let id = json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$", "examples": ["house/old-name"] });
    vec![
        needed("id", id, "组/名，小写字母、数字、连字符。", "group/name, in a-z, 0-9 and -."),
        needed("name", wording(), "规则的名称。", "What the rule is called."),
        needed(
            "severity",
            severity(),
            "默认的级别：error 可由稿件自身或历表证明，warning 有规范或名录为据，info 供查看。",
            "The severity by default: error is proved, warning has a standard or a list behind it, info is worth a look.",
        ),
        needed("check", check(), "用什么来查，有且只有一种。", "What finds the violations; exactly one."),
        needed(
            "message",
            wording(),
            "提示，{text} 是查出的字，{fix} 是改法。",
            "The message; {text} is what is found, {fix} the correction.",
        ),
        needed("explain", wording(), "说明：查什么，为什么。", "The explanation: what, and why."),
        needed(
            "bad",
            list(example(
                "⟦错⇒对⟧ 标出错处和改法，⟦错⟧ 只标错处，⟦⇒补⟧ 为补入。",
                "⟦wrong⇒right⟧ marks the place and its correction, ⟦x⟧ a place alone, ⟦⇒y⟧ an insertion.",
            )),
            "应当查出的例句。",
            "Examples that must be flagged.",
        ),
        needed(
            "good",
            list(example("例句。", "The example.")),
            "不应查出的例句。",
            "Examples that must be left alone.",
        ),
    ]
}

/// What a rule may say besides.
fn refinements() -> Vec<Key> {
    let scopes = explained_choice(&[
        ("all", "各处。", "Everywhere."),
        ("body", "目录以外。", "All but the contents."),
        (
            "headline",
            "目录条目、栏目名、单独成行的标题。",
            "Contents entries, headings, and headlines that stand alone.",
        ),
        ("contents", "目录。", "The contents."),
    ]);
    vec![
        key(
            "applicability",
            choice(["safe", "unsafe"]),
            "safe：改法总是对的，kanwu fix 即改；unsafe：须过目（默认）。",
            "safe: the correction is always right; unsafe, the default: it needs an eye.",
        ),
        key("say", map(wording()), "其他提示和附注。", "Other messages, labels and notes, by key."),
        key(
            "options",
            map(table([
                needed(
                    "default",
                    json!({ "type": ["string", "number", "boolean", "array"] }),
                    "默认值，也定了类型。",
                    "The default, which also says the type.",
                ),
                needed("doc", wording(), "选项的意思。", "What the option means."),
            ])),
            "可在 kanwu.toml 中设置的选项。",
            "Options that kanwu.toml can set.",
        ),
        key("standard", text(), "所据的规范和条款。", "The standard and its clause."),
        key(
            "weight",
            json!({ "type": "number" }),
            "在差错率中计几个差错；默认 1。",
            "How many errors it counts for in the error rate; 1 by default.",
        ),
        key("scope", scopes, "查哪些段落。", "Which paragraphs are looked at."),
        key(
            "yields",
            texts(),
            "同一处若有这些规则（或“组/”）查出，让给它们。",
            "Rules, or groups as “name/”, that speak in this one's stead.",
        ),
        key("replaces", flag(), "取代同名的内置规则。", "It stands for a built-in rule of the same id."),
    ]
}

/// The same in both languages.
fn wording() -> Value {
    table([needed("zh", text(), "中文。", "In Chinese."), needed("en", text(), "英文。", "In English.")])
}

/// A table with any keys, each of which holds `value`.
fn map(value: Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

/// An example: a text, or a text with what is known of its issue, its house and other documents.
fn example(zh: &'static str, en: &'static str) -> Value {
    let people = tables([
        needed("name", text(), "姓名。", "The name."),
        key("titles", texts(), "可用的职务。", "The titles that the person may be given."),
    ]);
    let in_a_house = table([
        needed("text", text(), zh, en),
        key("period", text(), "本期的起止，如 2023-08。", "The issue's period, as 2023-08."),
        key("people", people, "名录中的人。", "People of the registry."),
        key("against", texts(), "与之对照的参照稿。", "The other documents that it is held against."),
    ]);
    json!({ "anyOf": [text(), in_a_house] })
}

/// `check.KEY = { … }`: the engines with their settings, and the checks that are written in Rust.
fn check() -> Value {
    let in_rust = |(name, _): &(&'static str, _)| {
        let fixed = json!({ "type": "object", "additionalProperties": { "type": ["string", "number", "boolean", "array"] } });
        key(name, fixed, "内置的检查。", "A check that is built in.")
    };
    let mut check = table(engines().into_iter().chain(CHECKS.iter().map(in_rust)));
    check["minProperties"] = json!(1);
    check["maxProperties"] = json!(1);
    check
}

fn engines() -> Vec<Key> {
    vec![
        key("pattern", with_contexts(pattern()), "合于表达式的字。", "What an expression matches."),
        key("lexicon", with_contexts(lexicon()), "错词表。", "Wrong words and their right forms."),
        key("repeat", with_contexts(repeat()), "重出的词。", "Words that stand twice."),
        key("variants", with_contexts(variants()), "一文之中两种写法。", "Two forms in one document."),
        key("require", with_contexts(presence()), "必须有的字句。", "What must be there."),
        key(
            "forbid",
            with_contexts(presence().into_iter().chain([most()]).collect()),
            "不得有的字句。",
            "What must not be there.",
        ),
        key("pair", table(pair()), "成对的符号。", "Marks that stand in pairs."),
        key("sequence", table(sequence()), "跳号、重号。", "Numbers that are skipped or stand twice."),
    ]
}

fn pattern() -> Vec<Key> {
    vec![
        needed(
            "regex",
            text(),
            "表达式；{汉}、{标点}、{数}、{姓}等是字的类别。",
            "The expression; {汉}, {标点}, {数}, {姓} … are kinds of characters.",
        ),
        key(
            "replace",
            json!({ "type": "string" }),
            "改作什么；$1 是第一个括号中的字。",
            "The right form; $1 is the first group.",
        ),
        key(
            "needs",
            texts(),
            "凡合于表达式的都含有其中一段字，先找它们。",
            "Texts one of which every match holds; they are searched for first.",
        ),
    ]
}

fn lexicon() -> Vec<Key> {
    vec![
        key(
            "pairs",
            map(json!({ "type": "string" })),
            "错 = \"对\"，几种改法以 | 分开。",
            "wrong = \"right\"; several right forms apart by |.",
        ),
        key(
            "files",
            texts(),
            "制表符分隔的词表，列为：错 正 前不 后不 说明。",
            "Tab-separated lists with the columns 错 正 前不 后不 说明.",
        ),
        key(
            "silent-above",
            json!({ "type": "number" }),
            "千字中多于此数，即视为全文都这样写，不报。",
            "With more hits than this in a thousand characters the document is taken to be written that way.",
        ),
    ]
}

fn repeat() -> Vec<Key> {
    let length = || json!({ "type": "number", "minimum": 1, "maximum": 16 });
    vec![
        key("least", length(), "最短几个字；默认 2。", "The fewest characters of a word; 2 by default."),
        key("most", length(), "最长几个字；默认 8。", "The most characters of a word; 8 by default."),
        key("allow", texts(), "可以重出的。", "What may stand twice."),
        key(
            "suffixes",
            text(),
            "其后有这些字的不算重出。",
            "Characters after which a word is no repetition.",
        ),
    ]
}

fn variants() -> Vec<Key> {
    let prefer = explained_choice(&[
        ("majority", "以文中多数为准（默认）。", "What the document writes most, the default."),
        ("first", "以组中第一种为准。", "The first form of a group."),
    ]);
    let groups = list(json!({ "type": "array", "items": text(), "minItems": 2 }));
    vec![
        needed("groups", groups, "一组一组的写法。", "Groups of forms."),
        key("prefer", prefer, "以哪种为准。", "Which form is wanted."),
        key(
            "once-against",
            json!({ "type": "number" }),
            "只报独出一处的写法，且另一种至少有这么多处。",
            "Only a form that stands once is reported, and only where the other stands so often.",
        ),
    ]
}

fn presence() -> Vec<Key> {
    let per = choice(["document", "section", "article"]);
    vec![
        needed("regex", texts(), "表达式，合于任何一个即可。", "Expressions, of which one must match."),
        key("per", per, "以什么为单位；默认全文。", "What is looked at by itself; the document by default."),
        key("section", texts(), "只看名称与此相合的栏目。", "Only sections whose name matches."),
    ]
}

fn most() -> Key {
    key("most", json!({ "type": "number" }), "至多几处；默认 0。", "How many there may be; 0 by default.")
}

fn pair() -> Vec<Key> {
    let finds = explained_choice(&[
        ("unpaired", "有头无尾、有尾无头（默认）。", "A mark without its partner, the default."),
        ("crossed", "两对交错。", "Two pairs that cross."),
        ("reversed", "前后颠倒。", "The wrong way round."),
        ("nested", "同一种符号套用。", "A pair within a pair of the same kind."),
        ("empty", "其中没有字。", "Nothing between them."),
    ]);
    vec![
        key("find", finds, "查什么。", "What is looked for."),
        key(
            "pairs",
            texts(),
            "哪些符号，如“《》”；不写则全部。",
            "Which marks, as “《》”; all where nothing is said.",
        ),
        key("inner", text(), "套用时里层的符号，如“〈〉”。", "The marks within, as “〈〉”."),
    ]
}

fn sequence() -> Vec<Key> {
    let finds = explained_choice(&[
        ("skipped", "跳号。", "Numbers that are skipped."),
        ("duplicated", "重号。", "Numbers that stand twice."),
    ]);
    vec![
        needed("find", finds, "查什么。", "What is looked for."),
        key(
            "headings",
            texts(),
            "段首的序号，以一或 1 写出，如“一、”。",
            "Ordinals at the head of a paragraph, written with 一 or 1, as “一、”.",
        ),
        key("inline", texts(), "文中的序号，如“一是”。", "Ordinals in the text, as “一是”."),
        key(
            "clauses",
            texts(),
            "只在一段之内编的序号，如“（1）”。",
            "Ordinals that count within one paragraph, as “（1）”.",
        ),
        key(
            "series",
            texts(),
            "独占一处、贯穿全篇的序号，如“第一条”“图1”。",
            "Ordinals that open a paragraph and count through, as “第一条” and “图1”.",
        ),
    ]
}

/// `keys` with those that most engines take for what stands around a match.
fn with_contexts(mut keys: Vec<Key>) -> Value {
    const CONTEXTS: [(&str, &str, &str); 8] = [
        ("before", "前面须紧接的表达式。", "What must stand directly before."),
        ("after", "后面须紧接的表达式。", "What must stand directly after."),
        ("beside", "前后须有一边紧接的表达式。", "What must stand directly before or after."),
        ("not-before", "前面不得紧接的表达式。", "What must not stand directly before."),
        ("not-after", "后面不得紧接的表达式。", "What must not stand directly after."),
        ("unless", "与此重叠的不报。", "What overlaps a match of this is left alone."),
        ("in", "只看这些符号之中，如“《》”。", "Only between these marks, as “《》”."),
        ("outside", "不看这些符号之中，如“《》”。", "Not between these marks, as “《》”."),
    ];
    keys.extend(CONTEXTS.map(|(name, zh, en)| key(name, texts(), zh, en)));
    table(keys)
}
