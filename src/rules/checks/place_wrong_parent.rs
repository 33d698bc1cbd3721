//! A county that is named after a prefecture or province it does not belong to: 三门峡市栾川县.

use crate::facts::places::{Division, Named, Table, ends_here, is_past, stem};
use crate::rules::{Check, Context, Finding, Options, Sink};

/// A sentence with an earlier year may speak of how the country was divided then.
const SINCE: i16 = 2000;

/// Zones that are no divisions are called so, 西城区 or 滨海新区, and have a namesake somewhere.
const OF_ZONES: &str = "东西南北中城江河湖海港山新老滨高开";

struct WrongParent;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(WrongParent))
}

impl Check for WrongParent {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let places = context.facts.places();
        for place in places.named() {
            let Some(parent) = places.ending_at(place.span.start()).filter(|parent| is_above(parent.name))
            else {
                continue;
            };
            let Some(home) = home(place.name).filter(|_| !may_be_under(place.name, parent)) else {
                continue;
            };
            if !ends_here(text, place.span.end()) || is_past(text, parent.span.to(place.span), SINCE) {
                continue;
            }
            let is_province = Table::get().named(parent.name).any(|division| division.city.is_empty());
            let right = if is_province || home.city.is_empty() { home.province } else { home.city };
            let finding = Finding::at(parent.span).replace(right).with("place", place.name);
            sink.report(finding.and(place.span, "place"));
        }
    }
}

/// True for the name of a province or a prefecture.
fn is_above(name: &str) -> bool {
    Table::get().named(name).any(|division| !division.is_county())
}

fn may_be_under(name: &str, parent: Named) -> bool {
    Table::get().named(name).any(|division| division.is_under(parent.name))
}

/// The only place that has the name today, if the name says enough: 鼓楼区 is in many cities, and
/// 新区 is a word.
fn home(name: &str) -> Option<&'static Division> {
    let mut found = Table::get().named(name).filter(|division| division.until.is_none());
    let home = found.next().filter(|_| found.next().is_none())?;
    let long = stem(name).chars().count() > 1 || name.ends_with('县');
    let is_below = !home.city.is_empty() || home.is_county();
    let zone =
        name.ends_with('区') && (!home.is_county() || stem(name).chars().all(|c| OF_ZONES.contains(c)));
    (is_below && long && !zone).then_some(home)
}
