//! What happened when: congresses, plans, events that are commemorated, days with a name.

/// The congresses of the party by number, from the first.
const CONGRESSES: [i64; 20] = [
    1921, 1922, 1923, 1925, 1927, 1928, 1945, 1956, 1969, 1973, 1977, 1982, 1987, 1992, 1997, 2002, 2007,
    2012, 2017, 2022,
];

/// The plenary sessions of each central committee since the eleventh: the years by number.
const PLENARY_SESSIONS: [(u64, &[i64]); 10] = [
    (11, &[1977, 1978, 1978, 1979, 1980, 1981, 1982]),
    (12, &[1982, 1983, 1984, 1985, 1985, 1986, 1987]),
    (13, &[1987, 1988, 1988, 1989, 1989, 1990, 1990, 1991, 1992]),
    (14, &[1992, 1993, 1993, 1994, 1995, 1996, 1997]),
    (15, &[1997, 1998, 1998, 1999, 2000, 2001, 2002]),
    (16, &[2002, 2003, 2003, 2004, 2005, 2006, 2007]),
    (17, &[2007, 2008, 2008, 2009, 2010, 2011, 2012]),
    (18, &[2012, 2013, 2013, 2014, 2015, 2016, 2017]),
    (19, &[2017, 2018, 2018, 2019, 2020, 2021, 2022]),
    (20, &[2022, 2023, 2024, 2025]),
];

/// The year of the party's congress of this number.
pub fn congress(number: u64) -> Option<i64> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    CONGRESSES.get(index).copied()
}

/// The year of a plenary session of a central committee.
pub fn plenary_session(committee: u64, session: u64) -> Option<i64> {
    let (_, years) = PLENARY_SESSIONS.iter().find(|(number, _)| *number == committee)?;
    years.get(usize::try_from(session).ok()?.checked_sub(1)?).copied()
}

/// A day of the calendar: year, month, day.
pub type Day = (i64, u32, u32);

/// The first and the last day of the party's congresses since the eighteenth, by number.
const CONGRESS_DAYS: [(u64, [Day; 2]); 3] = [
    (18, [(2012, 11, 8), (2012, 11, 14)]),
    (19, [(2017, 10, 18), (2017, 10, 24)]),
    (20, [(2022, 10, 16), (2022, 10, 22)]),
];

/// The first and the last day of plenary sessions, by committee and number.
const PLENARY_DAYS: [(u64, u64, [Day; 2]); 12] = [
    (18, 3, [(2013, 11, 9), (2013, 11, 12)]),
    (18, 4, [(2014, 10, 20), (2014, 10, 23)]),
    (18, 5, [(2015, 10, 26), (2015, 10, 29)]),
    (18, 6, [(2016, 10, 24), (2016, 10, 27)]),
    (19, 3, [(2018, 2, 26), (2018, 2, 28)]),
    (19, 4, [(2019, 10, 28), (2019, 10, 31)]),
    (19, 5, [(2020, 10, 26), (2020, 10, 29)]),
    (19, 6, [(2021, 11, 8), (2021, 11, 11)]),
    (19, 7, [(2022, 10, 9), (2022, 10, 12)]),
    (20, 2, [(2023, 2, 26), (2023, 2, 28)]),
    (20, 3, [(2024, 7, 15), (2024, 7, 18)]),
    (20, 4, [(2025, 10, 20), (2025, 10, 23)]),
];

/// The first and the last day of the party's congress of this number.
pub fn congress_days(number: u64) -> Option<[Day; 2]> {
    CONGRESS_DAYS.iter().find(|(congress, _)| *congress == number).map(|(_, days)| *days)
}

/// The first and the last day of a plenary session of a central committee.
pub fn plenary_days(committee: u64, session: u64) -> Option<[Day; 2]> {
    PLENARY_DAYS.iter().find(|(of, number, _)| (*of, *number) == (committee, session)).map(|(.., days)| *days)
}

/// National lists that have been published in batches, and the years of their batches from the first.
pub const BATCHES: [(&str, &[i64]); 6] = [
    ("国家级非物质文化遗产", &[2006, 2008, 2011, 2014, 2021]),
    ("全国重点文物保护单位", &[1961, 1982, 1988, 1996, 2001, 2006, 2013, 2019]),
    ("中国传统村落", &[2012, 2013, 2014, 2016, 2019, 2023]),
    ("中国历史文化名镇", &[2003, 2005, 2007, 2008, 2010, 2014, 2019]),
    ("中国历史文化名村", &[2003, 2005, 2007, 2008, 2010, 2014, 2019]),
    ("国家历史文化名城", &[1982, 1986, 1994]),
];

/// The year of a session of the people's congress or of the consultative conference, which have
/// met in the same years since 1978, with five sessions to a term.
pub fn assembly(term: u64, session: u64) -> Option<i64> {
    let regular = (8..=14).contains(&term) && (1..=5).contains(&session);
    let term = i64::try_from(term).ok()?;
    regular.then(|| 1993 + (term - 8) * 5 + session as i64 - 1)
}

/// The first and the last year of a five-year plan.
pub fn plan(number: u64) -> Option<(i64, i64)> {
    let first = 1981 + 5 * (i64::try_from(number).ok()?.checked_sub(6)?);
    (6..=16).contains(&number).then_some((first, first + 4))
}

/// What is commemorated, and the year in which it was.
pub const EVENTS: [(&str, i64); 44] = [
    ("中国共产党成立", 1921),
    ("中国共产党建党", 1921),
    ("建党", 1921),
    ("中国共产主义青年团成立", 1922),
    ("共青团成立", 1922),
    ("建团", 1922),
    ("中国人民解放军建军", 1927),
    ("建军", 1927),
    ("南昌起义", 1927),
    ("遵义会议召开", 1935),
    ("红军长征胜利", 1936),
    ("长征胜利", 1936),
    ("全民族抗战爆发", 1937),
    ("全面抗战爆发", 1937),
    ("延安文艺座谈会召开", 1942),
    ("抗日战争胜利", 1945),
    ("抗战胜利", 1945),
    ("世界反法西斯战争胜利", 1945),
    ("中华人民共和国成立", 1949),
    ("新中国成立", 1949),
    ("人民政协成立", 1949),
    ("少先队建队", 1949),
    ("建国", 1949),
    ("抗美援朝出国作战", 1950),
    ("西藏和平解放", 1951),
    ("抗美援朝战争胜利", 1953),
    ("全国人民代表大会成立", 1954),
    ("改革开放", 1978),
    ("深圳经济特区建立", 1980),
    ("香港回归祖国", 1997),
    ("香港回归", 1997),
    ("澳门回归祖国", 1999),
    ("澳门回归", 1999),
    ("五四运动", 1919),
    ("辛亥革命", 1911),
    ("毛泽东同志诞辰", 1893),
    ("周恩来同志诞辰", 1898),
    ("邓小平同志诞辰", 1904),
    ("孙中山先生诞辰", 1866),
    ("雷锋同志诞辰", 1940),
    ("中法建交", 1964),
    ("中美建交", 1979),
    ("汶川特大地震", 2008),
    ("“一带一路”倡议提出", 2013),
];

/// Days with a name and the month and day that they are on.
pub const DAYS: [(&str, u32, u32); 62] = [
    ("元旦", 1, 1),
    ("中国人民警察节", 1, 10),
    ("人民警察节", 1, 10),
    ("国际劳动妇女节", 3, 8),
    ("三八妇女节", 3, 8),
    ("植树节", 3, 12),
    ("国际消费者权益日", 3, 15),
    ("消费者权益日", 3, 15),
    ("世界水日", 3, 22),
    ("世界气象日", 3, 23),
    ("世界卫生日", 4, 7),
    ("全民国家安全教育日", 4, 15),
    ("世界地球日", 4, 22),
    ("世界读书日", 4, 23),
    ("中国航天日", 4, 24),
    ("世界知识产权日", 4, 26),
    ("国际劳动节", 5, 1),
    ("五四青年节", 5, 4),
    ("中国青年节", 5, 4),
    ("世界红十字日", 5, 8),
    ("国际护士节", 5, 12),
    ("全国防灾减灾日", 5, 12),
    ("国际家庭日", 5, 15),
    ("国际博物馆日", 5, 18),
    ("中国旅游日", 5, 19),
    ("全国学生营养日", 5, 20),
    ("国际生物多样性日", 5, 22),
    ("全国科技工作者日", 5, 30),
    ("世界无烟日", 5, 31),
    ("国际儿童节", 6, 1),
    ("六一儿童节", 6, 1),
    ("世界环境日", 6, 5),
    ("六五环境日", 6, 5),
    ("全国爱眼日", 6, 6),
    ("世界献血者日", 6, 14),
    ("全国土地日", 6, 25),
    ("国际禁毒日", 6, 26),
    ("建党节", 7, 1),
    ("世界人口日", 7, 11),
    ("中国航海日", 7, 11),
    ("建军节", 8, 1),
    ("全民健身日", 8, 8),
    ("全国生态日", 8, 15),
    ("中国医师节", 8, 19),
    ("抗战胜利纪念日", 9, 3),
    ("教师节", 9, 10),
    ("全国爱牙日", 9, 20),
    ("世界旅游日", 9, 27),
    ("烈士纪念日", 9, 30),
    ("国庆节", 10, 1),
    ("世界粮食日", 10, 16),
    ("国家扶贫日", 10, 17),
    ("记者节", 11, 8),
    ("全国消防日", 11, 9),
    ("全国消防宣传日", 11, 9),
    ("世界糖尿病日", 11, 14),
    ("世界艾滋病日", 12, 1),
    ("全国交通安全日", 12, 2),
    ("国家宪法日", 12, 4),
    ("国际志愿者日", 12, 5),
    ("国家公祭日", 12, 13),
    ("澳门回归纪念日", 12, 20),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn congresses_and_sessions_have_their_years() {
        assert_eq!([congress(18), congress(20), congress(21)], [Some(2012), Some(2022), None]);
        assert_eq!(plenary_session(20, 3), Some(2024));
        assert_eq!(plenary_session(19, 6), Some(2021));
        assert_eq!([assembly(13, 1), assembly(14, 1), assembly(14, 3)], [Some(2018), Some(2023), Some(2025)]);
        assert_eq!([plan(14), plan(11)], [Some((2021, 2025)), Some((2006, 2010))]);
    }
}
