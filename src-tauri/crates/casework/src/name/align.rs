//! Which word of one name stands for which word of the other.

use super::compare::{Counts, Reason};
use super::distance::{Closeness, closeness, likeness};
use super::token::{Part, Token, father};

/// How two words belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Link {
    /// The same after folding.
    Identical,
    /// A variant spelling.
    Variant,
    /// One slip.
    Near,
    /// The same father's name in another form: Болатович, Болатұлы.
    SameFather,
    /// Children of one father, but of different sex.
    OtherChild,
    /// -ов and -ова.
    OtherSexForm,
    /// Ensebek and Ensebekov, Nurlanuly and Nurlanov.
    OtherEnding,
    /// An initial and what it may stand for.
    Initial,
}

impl Link {
    /// Worth of the link when the best alignment is sought.
    fn worth(self) -> f64 {
        match self {
            Self::Identical => 4.0,
            Self::Variant => 3.5,
            Self::SameFather => 3.0,
            Self::Near => 2.0,
            Self::OtherSexForm => 1.9,
            Self::OtherChild => 1.8,
            Self::OtherEnding => 1.7,
            Self::Initial => 1.5,
        }
    }
}

/// A pair of words by their places, and why they pair.
struct Pair {
    left: usize,
    right: usize,
    link: Link,
}

/// The best way to lay one name beside the other.
pub(super) struct Alignment<'a> {
    left: &'a [Token],
    right: &'a [Token],
    pairs: Vec<Pair>,
}

/// Worth of some pairs, and the pairs by their places.
type Path = (f64, Vec<(usize, usize)>);

/// Finds the alignment of greatest worth; of equal ones, that which keeps the order of the words.
pub(super) fn align<'a>(left: &'a [Token], right: &'a [Token]) -> Alignment<'a> {
    let links: Vec<Vec<Option<Link>>> = left
        .iter()
        .map(|one| {
            right
                .iter()
                .map(|other| link(one, other, left, right))
                .collect()
        })
        .collect();
    let mut linked = links.iter().enumerate().flat_map(|(row, links)| {
        let columns = links.iter().enumerate();
        columns.filter_map(move |(column, link)| link.map(|_| (row, column)))
    });
    // Most names that are compared at all have one word in common.
    let chosen = match (linked.next(), linked.next()) {
        (only, None) => only.into_iter().collect(),
        _ => dearest(&links, right.len()),
    };
    let pairs = chosen
        .into_iter()
        .filter_map(|(row, column)| {
            links[row][column].map(|link| Pair {
                left: row,
                right: column,
                link,
            })
        })
        .collect();
    Alignment { left, right, pairs }
}

/// The pairs of greatest worth; `width`: how many words the right-hand name has.
fn dearest(links: &[Vec<Option<Link>>], width: usize) -> Vec<(usize, usize)> {
    let all = 1_usize << width;
    // best[mask]: worth and pairs when the words so far have taken the right-hand words of the mask.
    let mut best: Vec<Option<Path>> = vec![None; all];
    best[0] = Some((0.0, Vec::new()));
    for (row, links) in links.iter().enumerate() {
        let mut next = best.clone();
        for mask in 0..all {
            let Some((worth, pairs)) = &best[mask] else {
                continue;
            };
            for (column, link) in links
                .iter()
                .enumerate()
                .filter(|(column, _)| mask & (1 << column) == 0)
            {
                let Some(link) = link else { continue };
                let in_order = pairs.last().is_none_or(|pair| pair.1 < column);
                let worth = worth + link.worth() + if in_order { 0.01 } else { 0.0 };
                let slot = &mut next[mask | (1 << column)];
                if slot.as_ref().is_none_or(|(known, _)| *known < worth) {
                    let mut pairs = pairs.clone();
                    pairs.push((row, column));
                    *slot = Some((worth, pairs));
                }
            }
        }
        best = next;
    }
    best.into_iter()
        .flatten()
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, pairs)| pairs)
        .unwrap_or_default()
}

/// How two words belong together, if they do.
fn link(one: &Token, other: &Token, left: &[Token], right: &[Token]) -> Option<Link> {
    match (one.part, other.part) {
        (Part::Initial, Part::Initial) => {
            let meets = first_sounds(one)
                .iter()
                .any(|sound| first_sounds(other).contains(sound));
            (one.second == other.second && meets).then_some(Link::Initial)
        }
        (Part::Initial, _) => may_stand_for(one, other, right).then_some(Link::Initial),
        (_, Part::Initial) => may_stand_for(other, one, left).then_some(Link::Initial),
        _ => match best_closeness(one, other) {
            Closeness::Identical => Some(Link::Identical),
            Closeness::Variant if !tells_sex_apart(one.folded(), other.folded()) => {
                Some(Link::Variant)
            }
            found => forms(one, other).or((found == Closeness::Near).then_some(Link::Near)),
        },
    }
}

/// The closest of all readings.
fn best_closeness(one: &Token, other: &Token) -> Closeness {
    let pairs = one.readings.iter().flat_map(|left| {
        other
            .readings
            .iter()
            .map(move |right| closeness(left, right))
    });
    pairs.max().unwrap_or(Closeness::Apart)
}

/// Whether an initial may stand for a word of a name: the first for a given name, the second for a patronymic or, where
/// there are three names, the middle one.
fn may_stand_for(initial: &Token, word: &Token, name: &[Token]) -> bool {
    let names = name.iter().filter(|token| token.part == Part::Name).count();
    let right_place = match word.part {
        Part::Patronymic => initial.second,
        _ => !initial.second || names >= 3,
    };
    let begins = |sound: &String| {
        word.readings
            .iter()
            .any(|reading| reading.starts_with(sound.as_str()))
    };
    right_place && first_sounds(initial).iter().any(begins)
}

/// The sounds an initial may begin: a Latin letter also begins the groups it is the first letter of.
fn first_sounds(initial: &Token) -> Vec<String> {
    let also: &[&str] = match initial.text.as_str() {
        "s" => &["w"],
        "z" | "d" => &["j"],
        "c" => &["c", "h", "s", "k"],
        "y" => &["e", "i"],
        "j" => &["i"],
        "t" => &["c"],
        "i" | "ye" | "ie" => &["e"],
        _ => &[],
    };
    initial
        .readings
        .iter()
        .cloned()
        .chain(also.iter().map(ToString::to_string))
        .filter(|sound| !sound.is_empty())
        .collect()
}

/// Forms of one name: by sex, by father, with or without the Russian ending.
fn forms(one: &Token, other: &Token) -> Option<Link> {
    let (left, right) = (one.folded(), other.folded());
    if let (Some((father, sex)), Some((other_father, other_sex))) = (father(left), father(right)) {
        if !same_father(father, other_father) {
            return None;
        }
        return Some(if sex == other_sex {
            Link::SameFather
        } else {
            Link::OtherChild
        });
    }
    if tells_sex_apart(left, right) {
        return Some(Link::OtherSexForm);
    }
    let roots = (root(left), root(right));
    let one_has_ending = roots.0 != left || roots.1 != right;
    let long_enough = roots.0.len() >= 4 && roots.1.len() >= 4;
    (one_has_ending && long_enough && closeness(roots.0, roots.1) >= Closeness::Variant)
        .then_some(Link::OtherEnding)
}

/// The fold may have taken the last letter of the father's name into the ending: Сергей in Сергеевич, Сағындық in Сағындыққызы.
fn same_father(one: &str, other: &str) -> bool {
    closeness(one, other) >= Closeness::Variant || cut(one) == cut(other)
}

fn cut(father: &str) -> &str {
    father.trim_end_matches(['i', 'k'])
}

/// What [`link`] looks at in a word. Two words that belong together, other than by an initial, have one that is not apart.
pub(super) fn cores(token: &Token) -> Vec<String> {
    let folded = token.folded();
    let mut out = token.readings.clone();
    if let Some((father, _)) = father(folded) {
        out.extend([father.to_owned(), cut(father).to_owned()]);
    }
    out.push(root(folded).to_owned());
    // The other sex's form, as `tells_sex_apart` has it.
    out.extend(
        folded
            .ends_with("ina")
            .then(|| folded[..folded.len() - 1].to_owned()),
    );
    out.extend(
        folded
            .strip_suffix("skaia")
            .map(|stem| format!("{stem}ski")),
    );
    out.retain(|core| !core.is_empty());
    out
}

/// Family names that differ in the ending of the other sex alone: -ov and -ova, -in and -ina, -skii and -skaia.
fn tells_sex_apart(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let plain = long.strip_suffix('a') == Some(short)
        && ["ov", "ev", "in"]
            .iter()
            .any(|ending| short.ends_with(ending))
        && short.len() > 4;
    let adjective = match (short.strip_suffix("ski"), long.strip_suffix("skaia")) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    plain || adjective
}

/// A family name without its ending.
pub(super) fn root(folded: &str) -> &str {
    if let Some((father, _)) = father(folded) {
        return father;
    }
    let endings = ["ova", "eva", "ov", "ev"];
    endings
        .iter()
        .find_map(|ending| folded.strip_suffix(ending))
        .unwrap_or(folded)
}

impl Alignment<'_> {
    /// Words of the left name that have no partner.
    pub(super) fn left_over(&self) -> Vec<&Token> {
        let free = |index: &usize| self.pairs.iter().all(|pair| pair.left != *index);
        (0..self.left.len())
            .filter(free)
            .map(|index| &self.left[index])
            .collect()
    }

    /// The same on the right.
    pub(super) fn right_over(&self) -> Vec<&Token> {
        let free = |index: &usize| self.pairs.iter().all(|pair| pair.right != *index);
        (0..self.right.len())
            .filter(free)
            .map(|index| &self.right[index])
            .collect()
    }

    /// Words of the left name that have a partner of the same sound or a variant of it.
    pub(super) fn strong(&self) -> impl Iterator<Item = &Token> {
        let strong = |pair: &&Pair| matches!(pair.link, Link::Identical | Link::Variant);
        self.pairs
            .iter()
            .filter(strong)
            .map(|pair| &self.left[pair.left])
    }

    /// Pairs of each kind.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for pair in &self.pairs {
            match pair.link {
                Link::Identical | Link::Variant | Link::SameFather => {
                    counts.strong += 1;
                    counts.names += usize::from(self.left[pair.left].part == Part::Name);
                }
                Link::Near => counts.near += 1,
                Link::OtherSexForm | Link::OtherEnding | Link::OtherChild => counts.related += 1,
                Link::Initial => counts.initial += 1,
            }
        }
        counts
    }

    /// Every pair is the same after folding.
    pub(super) fn all_identical(&self) -> bool {
        self.pairs.iter().all(|pair| pair.link == Link::Identical)
    }

    /// The family name is an initial: "Амир К." may be many people.
    pub(super) fn family_is_initial(&self) -> bool {
        self.pairs.iter().any(|pair| {
            let sides = [&self.left[pair.left], &self.right[pair.right]];
            pair.link == Link::Initial && sides.iter().any(|token| has_family_ending(token))
        })
    }

    /// Both name a father beside given and family name, and not the same one; or one is a son and the other a daughter.
    pub(super) fn other_father(&self) -> bool {
        let has = |tokens: &[&Token]| tokens.iter().any(|token| token.part == Part::Patronymic);
        (has(&self.left_over()) && has(&self.right_over()))
            || self.pairs.iter().any(|pair| pair.link == Link::OtherChild)
    }

    /// For names of two people: which part they share.
    pub(super) fn what_is_shared(&self) -> Vec<Reason> {
        let family = self.pairs.iter().any(|pair| match pair.link {
            Link::OtherSexForm | Link::OtherEnding => true,
            Link::Identical | Link::Variant => {
                is_family(self.left, pair.left) && is_family(self.right, pair.right)
            }
            _ => false,
        });
        let given = self.pairs.iter().any(|pair| {
            matches!(pair.link, Link::Identical | Link::Variant)
                && !is_family(self.left, pair.left)
                && !is_family(self.right, pair.right)
        });
        let mut shared = Vec::new();
        shared.extend(family.then_some(Reason::SameFamilyName));
        shared.extend(given.then_some(Reason::SameGivenName));
        shared
    }

    /// 0 to 1: how much of the longer name is matched, and how well.
    pub(super) fn score(&self) -> f64 {
        let length = |token: &Token| {
            if token.part == Part::Initial {
                1.0
            } else {
                f64::from(u32::try_from(token.folded().len()).unwrap_or(60).min(60))
            }
        };
        let mut got = 0.0;
        let mut all = 0.0;
        for pair in &self.pairs {
            let (one, other) = (&self.left[pair.left], &self.right[pair.right]);
            let weight = length(one).max(length(other));
            let like = match pair.link {
                Link::Identical => 1.0,
                Link::Initial => 0.85,
                Link::SameFather => 0.95,
                Link::OtherChild => 0.5,
                Link::Variant | Link::Near | Link::OtherSexForm | Link::OtherEnding => {
                    likeness(one.folded(), other.folded())
                }
            };
            got += weight * like;
            all += weight;
        }
        for token in self.left_over().into_iter().chain(self.right_over()) {
            all += length(token)
                * if token.part == Part::Patronymic {
                    0.2
                } else {
                    0.6
                };
        }
        if all > 0.0 { got / all } else { 0.0 }
    }

    /// Reasons that the pairs themselves give.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let has = |wanted: Link| self.pairs.iter().any(|pair| pair.link == wanted);
        if has(Link::Identical)
            && self
                .pairs
                .iter()
                .any(|pair| self.left[pair.left].text != self.right[pair.right].text)
        {
            reasons.push(Reason::SameSounds);
        }
        let of_links = [
            (Link::Variant, Reason::VariantSpelling),
            (Link::Near, Reason::OneSlip),
            (Link::Initial, Reason::Initial),
            (Link::SameFather, Reason::SamePatronymic),
            (Link::OtherSexForm, Reason::OtherSexForm),
            (Link::OtherEnding, Reason::OtherEnding),
        ];
        reasons.extend(
            of_links
                .iter()
                .filter(|(link, _)| has(*link))
                .map(|(_, reason)| *reason),
        );
        if self
            .pairs
            .windows(2)
            .any(|pair| pair[0].right > pair[1].right)
        {
            reasons.push(Reason::WordOrder);
        }
        reasons
    }
}

/// Whether a word has the ending of a family name.
fn has_family_ending(token: &Token) -> bool {
    const ENDINGS: [&str; 8] = ["ov", "ova", "ev", "eva", "ski", "skaia", "enko", "ian"];
    token.part == Part::Name
        && ENDINGS
            .iter()
            .any(|ending| token.folded().ends_with(ending))
}

/// Whether the word at a place is the family name: by its ending, else the last that is not a patronymic.
fn is_family(name: &[Token], at: usize) -> bool {
    match name.iter().position(has_family_ending) {
        Some(family) => family == at,
        None => name.iter().rposition(|token| token.part == Part::Name) == Some(at),
    }
}

/// What two people of one family share.
pub(super) struct Kin {
    /// The family name, in any form.
    pub family_name: bool,
    /// The father.
    pub father: bool,
}

/// Whether two names are of one family. Names of one word are too little to say so.
pub(super) fn kin(left: &[Token], right: &[Token]) -> Kin {
    let family = |name: &[Token]| {
        (0..name.len())
            .filter(|at| name[*at].part == Part::Name && is_family(name, *at))
            .map(|at| name[at].readings.clone())
            .collect::<Vec<_>>()
    };
    let fathers = |name: &[Token]| {
        name.iter()
            .filter(|token| token.part == Part::Patronymic)
            .filter_map(|token| father(token.folded()).map(|(father, _)| father.to_owned()))
            .collect::<Vec<_>>()
    };
    if left.len() < 2 || right.len() < 2 {
        return Kin {
            family_name: false,
            father: false,
        };
    }
    let one_root = |one: &String, other: &String| {
        let roots = (root(one), root(other));
        roots.0.len() >= 3 && closeness(roots.0, roots.1) >= Closeness::Variant
    };
    let family_name = family(left).iter().any(|one| {
        family(right).iter().any(|other| {
            one.iter()
                .any(|one| other.iter().any(|other| one_root(one, other)))
        })
    });
    let fathers = (fathers(left), fathers(right));
    let father = fathers
        .0
        .iter()
        .any(|one| fathers.1.iter().any(|other| same_father(one, other)));
    Kin {
        family_name,
        father,
    }
}
