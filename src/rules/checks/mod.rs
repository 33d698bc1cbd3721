//! The checks that are written in Rust, one file each, and the table that names them.

mod character_slips;
mod contents_entries;
mod contents_folio;
mod contents_headline;
mod contents_order;
mod contents_sections;
mod contents_spacing;
mod count_figure;
mod count_growth;
mod count_list;
mod count_list_before;
mod count_magnitude;
mod count_points;
mod count_range;
mod count_sum;
mod date_ahead;
mod date_duration;
mod date_ganzhi;
mod date_impossible;
mod date_out_of_order;
mod date_outside_issue;
mod date_range_reversed;
mod date_relative_year;
mod date_script;
mod date_vague;
mod date_weekday;
mod name_spelling;
mod name_title;
mod punctuation_bracket_width;
mod punctuation_full_width;
mod punctuation_half_width;
mod punctuation_hidden;
mod punctuation_separators;

use super::Build;

/// Every check by the key that a pack uses (`check.KEY = {}`), in alphabetical order. A test
/// holds it against the packs in both directions.
pub const CHECKS: &[(&str, Build)] = &[
    ("character-gapped-repeat", character_slips::gapped_repeat),
    ("character-lost-character", character_slips::lost_character),
    ("character-rare-neighbour", character_slips::rare_neighbour),
    ("contents-duplicate-entry", contents_entries::duplicate),
    ("contents-folio-order", contents_folio::order),
    ("contents-folio-outside-pages", contents_folio::outside_pages),
    ("contents-headline-mismatch", contents_headline::mismatch),
    ("contents-headline-punctuation", contents_headline::punctuation),
    ("contents-headline-spacing", contents_spacing::build),
    ("contents-missing-article", contents_entries::missing_article),
    ("contents-missing-entry", contents_entries::missing_entry),
    ("contents-order", contents_order::build),
    ("contents-section-mismatch", contents_sections::mismatch),
    ("contents-wrong-section", contents_sections::wrong_section),
    ("count-growth", count_growth::build),
    ("count-headline-figure", count_figure::build),
    ("count-list", count_list::build),
    ("count-list-before", count_list_before::build),
    ("count-magnitude", count_magnitude::build),
    ("count-points", count_points::build),
    ("count-range", count_range::build),
    ("count-sum", count_sum::build),
    ("date-ahead", date_ahead::build),
    ("date-duration", date_duration::build),
    ("date-exact-and-vague", date_vague::build),
    ("date-ganzhi", date_ganzhi::build),
    ("date-han-year-zero", date_script::year_zero),
    ("date-impossible", date_impossible::build),
    ("date-mixed-script", date_script::mixed),
    ("date-out-of-order", date_out_of_order::build),
    ("date-outside-issue", date_outside_issue::build),
    ("date-range-reversed", date_range_reversed::build),
    ("date-relative-year", date_relative_year::build),
    ("date-weekday", date_weekday::build),
    ("date-zero-padded", date_script::padded),
    ("name-person-spelling", name_spelling::spelling),
    ("name-person-title", name_title::registry),
    ("name-person-title-differs", name_title::differs),
    ("name-person-unregistered-near", name_spelling::near),
    ("punctuation-bracket-width", punctuation_bracket_width::build),
    ("punctuation-full-width", punctuation_full_width::build),
    ("punctuation-half-width", punctuation_half_width::build),
    ("punctuation-hidden", punctuation_hidden::build),
    ("punctuation-separators", punctuation_separators::build),
];
