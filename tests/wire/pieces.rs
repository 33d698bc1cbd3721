//! What is typed and pasted, whole and broken, where tests edit at random.

pub const PIECES: &[&str] = &[
    "布署",
    "市委市委",
    "韩𬭎",
    "𠮷",
    "，",
    ",",
    "。",
    "“",
    "”",
    "《",
    "（",
    ")",
    "8月15日（星期一）",
    "2月30日",
    "\n",
    "\r\n",
    "\n\n",
    "会议要求",
    "建立统酬协调机制",
    "推进生态文建设",
    "查出违法行为",
    "强化督促查检",
    "、",
    "一是抓落实；二是抓落实；四是",
    "目录\n",
    "召开会议.....12\n",
    "\u{c}",
    "\u{200b}",
    "市长徐衣显",
    "a",
    "",
    "10个项目",
    "字",
    "的",
];

/// A small generator whose numbers are the same every time.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// The place at byte `at` of `text`, or the next that a client can name: between characters, and
/// not between CR and LF.
pub fn place(text: &str, at: usize) -> usize {
    let within_line_end = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    (at..text.len()).find(|at| text.is_char_boundary(*at) && !within_line_end(*at)).unwrap_or(text.len())
}
