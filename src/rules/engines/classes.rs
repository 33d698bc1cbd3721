//! The named classes that an expression may use, such as `{汉}`, and how they are put in.

/// The named classes by name. All but the last stand for one character, inside `[…]` too.
pub const CLASSES: &[(&str, &str)] = &[
    ("汉", r"[\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}\u{f900}-\u{faff}\u{20000}-\u{323af}]"),
    ("标点", "[，。、；：？！…—～·“”‘’（）《》〈〉【】〔〕「」『』]"),
    ("句末", "[。？！…]"),
    ("停顿", "[，。、；：？！…—\u{3000} ]"),
    ("数", "[0-9０-９]"),
    ("汉数", "[〇零一二三四五六七八九十百千万亿两]"),
    ("字母", "[A-Za-zＡ-Ｚａ-ｚ]"),
    ("空", r"[ \t\u{a0}\u{3000}]"),
    (
        "姓",
        "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
         钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐\
         易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管\
         柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬]",
    ),
];

/// An expression with its classes put in, and where its parts come from.
pub struct Expanded {
    pub text: String,
    /// Pairs of an offset in `text` and the one in the original, at the end of each class.
    places: Vec<(usize, usize)>,
}

pub fn expand(written: &str) -> Expanded {
    let mut expanded = Expanded { text: String::with_capacity(written.len()), places: Vec::new() };
    let mut rest = written;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        expanded.text.push_str(before);
        let class = CLASSES
            .iter()
            .find_map(|(name, class)| Some((class, after[1..].strip_prefix(name)?.strip_prefix('}')?)));
        rest = match class {
            Some((class, tail)) => {
                expanded.text.push_str(class);
                expanded.places.push((expanded.text.len(), written.len() - tail.len()));
                tail
            }
            None => {
                expanded.text.push('{');
                &after[1..]
            }
        };
    }
    expanded.text.push_str(rest);
    expanded
}

impl Expanded {
    /// The offset in the original of byte `at` of the text.
    pub fn original(&self, at: usize) -> usize {
        let known = self.places.iter().rev().find(|(new, _)| *new <= at);
        known.map_or(at, |(new, old)| old + at - new)
    }
}
