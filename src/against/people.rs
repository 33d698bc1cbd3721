//! The people whom the references name with a title.

use std::collections::BTreeMap;

use super::{Against, Moment, Place, keep};
use crate::facts::Facts;
use crate::facts::grams::Grams;
use crate::facts::people::{Titled, names, titled};

/// Somebody's place with the title before it.
#[derive(Clone, Debug)]
pub struct Post {
    pub name: Place,
    pub title: Place,
    /// The day that the sentence is of.
    pub moment: Option<Moment>,
}

/// All people of the references, by name.
#[derive(Default)]
pub struct People(BTreeMap<String, Vec<(Place, Post)>>);

impl People {
    pub(super) fn add(&mut self, reference: usize, facts: &Facts<'_>) {
        let flow = &facts.reading.flow;
        for titled in titled_people(facts) {
            let moment = Moment::before(facts, titled.title.start());
            let post = Post {
                name: Place { reference, span: titled.name },
                title: Place { reference, span: titled.title },
                moment,
            };
            keep(
                self.0.entry(flow.of(titled.name).to_owned()).or_default(),
                post.name,
                post,
                |one, other| {
                    flow.of(one.title.span) == flow.of(other.title.span)
                        && one.moment.is_none()
                        && other.moment.is_none()
                },
            );
        }
    }
}

impl<'a> Against<'a> {
    /// The people of the references, each with its places.
    pub fn people(self) -> impl Iterator<Item = (&'a str, impl Iterator<Item = &'a Post>)> {
        let other = move |(place, post): &'a (Place, Post)| self.is_other(*place).then_some(post);
        let all = self.index().people.0.iter();
        all.map(move |(name, posts)| (name.as_str(), posts.iter().filter_map(other)))
    }

    /// Where the references name `name` with a title.
    pub fn posts(self, name: &str) -> impl Iterator<Item = &'a Post> {
        let posts = self.index().people.0.get(name).into_iter().flatten();
        posts.filter(move |(place, _)| self.is_other(*place)).map(|(_, post)| post)
    }
}

/// The names with a title before them, in order.
fn titled_people(facts: &Facts<'_>) -> Vec<Titled> {
    let mut all = Vec::new();
    let reading = facts.reading;
    let issues = reading.issues.iter().map(|issue| issue.span);
    Grams::over(&reading.flow.text, issues, |grams| all.extend(titled(grams, &names(grams))));
    all
}
