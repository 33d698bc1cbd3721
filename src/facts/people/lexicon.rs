//! What names are made of and stand next to: surnames, the ends of titles, what people do.

use std::sync::OnceLock;

use crate::text::chars::is_han;
use crate::text::words::is_word;

/// Surnames that are as often the first character of an ordinary word (高质量, 任务, 成立).
const DOUBTFUL: &str = "操迟车占高任成方向关应强时全常万安明平金经项连于党单乐和计石农水包路支利易文温钟权强干宁代官初门解沙文丰欧满通广文水乔祖曲通曾古华贺简童年洪边江海云";
/// What is hardly ever in a given name.
const NOT_GIVEN: &str = "的了在是与及等将被把就也都而由让使并或其这那各每个们说到对从于率称还曾赴你我他她它不会市县区省镇乡院局部厅委副";
/// Single characters that follow a name: 江凌到…, 江凌与….
const FOLLOWING: &str = "说称在到与和及对率还也就曾同等带赴致任作指为是已将被的向从则又";
/// Single characters that a name follows: …与徐衣显.
const LEADING: &str = "与和及同由对向请让以被是有于";

/// What the labels of lists of people end with: 责任编辑, 先进个人, 获奖者, 教坛新秀.
const LABELS: &str = "员士奖";
/// Those of them that tell one person from another: 获奖者, 教坛新秀; anybody may be 成员 or have a 奖.
const HONOURS: &str = "人者师家手秀星匠范模";
/// What the labels of a masthead end with: 责任编辑, 校对, 摄影.
const MASTHEAD: &str = "编辑审校对稿影文写";

const SURNAME: u8 = 1;
const DOUBT: u8 = 2;
const TITLE_END: u8 = 4;
const FOLLOWER: u8 = 8;
const NEVER_GIVEN: u8 = 16;
const LEADER: u8 = 32;
const COMPOUND: u8 = 64;
const ACTION: u8 = 128;

struct Lexicon {
    /// What each character of the basic plane can be, as bits.
    classes: Vec<u8>,
    followers: Vec<(char, char)>,
    titles: Vec<(char, char)>,
    compounds: Vec<(char, char)>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let titles = pairs(include_str!("titles.txt"));
        let mut classes = vec![0; 0x1_0000];
        let mut mark = |characters: &mut dyn Iterator<Item = char>, class: u8| {
            for c in characters {
                if let Some(bits) = classes.get_mut(c as usize) {
                    *bits |= class;
                }
            }
        };
        mark(&mut include_str!("surnames.txt").chars().filter(|&c| is_han(c)), SURNAME);
        mark(&mut DOUBTFUL.chars(), DOUBT);
        mark(&mut titles.iter().map(|&(_, last)| last), TITLE_END);
        mark(&mut FOLLOWING.chars(), FOLLOWER);
        mark(&mut NOT_GIVEN.chars(), NEVER_GIVEN);
        mark(&mut LEADING.chars(), LEADER);
        let compounds = pairs(include_str!("compounds.txt"));
        mark(&mut compounds.iter().map(|&(first, _)| first), COMPOUND);
        let followers = pairs(include_str!("followers.txt"));
        mark(&mut followers.iter().map(|&(first, _)| first), ACTION);
        Lexicon { classes, followers, titles, compounds }
    })
}

/// The first two characters of each word, sorted.
fn pairs(words: &str) -> Vec<(char, char)> {
    let words = words.split_whitespace();
    let mut pairs: Vec<_> = words.filter_map(|word| word.chars().next().zip(word.chars().nth(1))).collect();
    pairs.sort_unstable();
    pairs
}

fn has(c: char, class: u8) -> bool {
    lexicon().classes.get(c as usize).is_some_and(|bits| bits & class != 0)
}

/// The places where a surname may stand.
pub fn surnames(units: &[char]) -> Vec<usize> {
    let classes = lexicon().classes.as_slice();
    let mut places = Vec::new();
    for (at, pair) in units.windows(2).enumerate() {
        let class = classes.get(pair[0] as usize).copied().unwrap_or(0);
        if class & SURNAME != 0 || class & COMPOUND != 0 && is_compound_surname(pair[0], pair[1]) {
            places.push(at);
        }
    }
    places
}

/// A surname of one character.
pub fn is_surname(c: char) -> bool {
    has(c, SURNAME)
}

/// A surname that more often begins an ordinary word.
pub fn is_doubtful_surname(c: char) -> bool {
    has(c, DOUBT)
}

/// A surname of two characters.
pub fn is_compound_surname(first: char, second: char) -> bool {
    has(first, COMPOUND) && lexicon().compounds.binary_search(&(first, second)).is_ok()
}

/// The last two characters of a title: 书记, 秘书长, 发言人.
pub fn ends_title(first: char, second: char) -> bool {
    has(second, TITLE_END) && lexicon().titles.binary_search(&(first, second)).is_ok()
}

/// A character that a given name may hold.
pub fn can_be_given(c: char) -> bool {
    is_han(c) && !has(c, NEVER_GIVEN)
}

/// What behind a surname makes no name of it: 阎老, 王总, 韩方.
pub fn makes_no_name(c: char) -> bool {
    matches!(c, '方' | '人' | '老' | '总' | '工' | '家')
}

/// A single character after which a name may stand.
pub fn leads(c: char) -> bool {
    has(c, LEADER)
}

/// How well the text from `first` on continues after a name that ends in `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Nothing speaks for an end.
    None,
    /// An ordinary word begins.
    Word,
    /// A function word begins: 到, 与.
    Function,
    /// A mark, or what people do: 主持, 强调.
    Firm,
}

/// Judges the end of a name between `last` and `next`, `after` following.
pub fn ending(last: char, next: char, after: char) -> Ending {
    let is_said = matches!(next, '说' | '称') && matches!(after, '，' | '：');
    if !is_han(next) || is_said || follows(next, after) {
        return Ending::Firm;
    }
    let function = has(next, FOLLOWER);
    match (is_word(last, next), function, is_word(next, after)) {
        (true, _, _) => Ending::None,
        (false, true, _) => Ending::Function,
        (false, false, true) => Ending::Word,
        _ => Ending::None,
    }
}

/// The beginning of what a person is called after the name: 同志, 总书记.
pub fn addresses(first: char, second: char) -> bool {
    matches!(
        (first, second),
        ('总', '书')
            | ('主', '席')
            | ('同', '志')
            | ('先', '生')
            | ('女', '士')
            | ('教', '授')
            | ('院', '士')
    )
}

/// The last character of what stands before ： and a name.
pub fn ends_label(last: char) -> bool {
    LABELS.contains(last) || MASTHEAD.contains(last) || ends_honour(last)
}

/// The last character of such a label that tells one person from another.
pub fn ends_honour(last: char) -> bool {
    HONOURS.contains(last)
}

/// What a person does or is done to, by its first two characters.
pub fn follows(first: char, second: char) -> bool {
    has(first, ACTION) && lexicon().followers.binary_search(&(first, second)).is_ok()
}
