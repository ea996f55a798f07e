//! Acts that sentences seem to tell of: what was done, to whom, when, where, under which article; and releases, and measures that go on longer. A person looks at each.

use chrono::{Datelike, NaiveDate};

use super::find::{Finding, Is, Piece};
use super::model::{MeasureProposal, Proposal, Surety};
use crate::date::{Lang, words as dates};
use crate::record::PartyKind;

/// Most people of one list to whom one act is laid.
const MOST: usize = 10;
/// How far apart two people of one list may stand, in bytes: "Amir Kassenov, a reporter, and Aset Mataev".
const APART: usize = 40;
/// What standing on the side where one would not look costs, in bytes of distance.
const WRONG_SIDE: usize = 400;
/// What another act between costs.
const ACROSS: usize = 150;

/// Acts done to organisations at least as often as to people.
const OF_BODIES: [&str; 20] = [
    "search_office",
    "inspection",
    "cyberattack",
    "ddos",
    "website_blocking",
    "outlet_ban",
    "registration_denied",
    "event_disrupted",
    "suspension_of_work",
    "funding_reporting",
    "account_suspension",
    "account_hijacked",
    "content_takedown_claim",
    "content_removal",
    "content_wiped",
    "disinformation_campaign",
    "accreditation_denied",
    "property_seizure",
    "money_seizure",
    "extremist_listing",
];
/// Acts done to everybody: no person of the sentence is their victim.
const OF_NOBODY: [&str; 9] = [
    "law_proposed",
    "law_passed",
    "law_signed",
    "law_in_force",
    "rule_adopted",
    "rule_in_force",
    "surveillance_endorsed",
    "surveillance_online",
    "smear_by_official",
];
/// Beginnings of words by which an organisation is one of the state's: whoever does it, not to whom.
const STATE: [&str; 34] = [
    "police",
    "court",
    "ministry",
    "minister",
    "prosecut",
    "parliament",
    "senate",
    "majlis",
    "mazhilis",
    "government",
    "committee",
    "department",
    "embassy",
    "consulate",
    "полиц",
    "суд",
    "министерств",
    "прокуратур",
    "департамент",
    "комитет",
    "сенат",
    "мажилис",
    "парламент",
    "посольств",
    "консульств",
    "кнб",
    "мвд",
    "сот",
    "министрли",
    "маслихат",
    "мәжіліс",
    "акимат",
    "инспекци",
    "управлени",
];

/// What stands before the day on which something runs out ...
const UNTIL: [&str; 4] = ["until ", "till ", "through ", "до "];
/// ... and behind it.
const UP_TO: [&str; 2] = ["дейін", "шейін"];

/// What an earlier sentence of the paragraph lends.
#[derive(Default, Clone, Copy)]
struct Carried {
    paragraph: u32,
    date: Option<u32>,
    victim: Option<u32>,
}

/// Proposals for the pieces of a text, in order. Numbers of marks are those of the pieces.
pub(super) fn propose(finding: &Finding<'_>, most: usize) -> (Vec<Proposal>, Vec<MeasureProposal>) {
    let pieces = &finding.pieces[..most.min(finding.pieces.len())];
    let mut found: Vec<Proposal> = Vec::new();
    let mut measures: Vec<MeasureProposal> = Vec::new();
    let mut carried = Carried::default();
    let mut from = 0;
    while from < pieces.len() {
        let number = pieces[from].sentence;
        let count = pieces[from..]
            .iter()
            .take_while(|piece| piece.sentence == number)
            .count();
        let paragraph = finding.sentences[number].paragraph;
        if paragraph != carried.paragraph {
            carried = Carried {
                paragraph,
                ..Carried::default()
            };
        }
        let sentence = Sentence {
            finding,
            pieces: &pieces[from..from + count],
            first: from,
        };
        sentence.propose(&mut carried, &mut found, &mut measures);
        from += count;
    }
    (found, measures)
}

struct Sentence<'f> {
    finding: &'f Finding<'f>,
    pieces: &'f [Piece],
    /// Number of the first piece.
    first: usize,
}

impl Sentence<'_> {
    fn propose(
        &self,
        carried: &mut Carried,
        found: &mut Vec<Proposal>,
        measures: &mut Vec<MeasureProposal>,
    ) {
        let acts: Vec<usize> = self.numbers(|is| matches!(is, Is::Act { .. } | Is::Measure { .. }));
        let (begun, first) = (found.len(), measures.len());
        for act in &acts {
            self.act(*act, &acts, carried, found, begun);
            self.measure(*act, &acts, carried, measures, first);
        }
        // What this sentence lends the next.
        if let Some(date) = self.numbers(|is| matches!(is, Is::Date(_))).last() {
            carried.date = Some(self.mark(*date));
        }
        let party = measures[first..].iter().rev().find_map(|one| one.party);
        let victim = found[begun..]
            .iter()
            .rev()
            .find_map(|proposal| proposal.victim)
            .or(party);
        let person = self.pieces.iter().rev().find_map(|piece| match piece.is {
            Is::Person(entity) | Is::Group(entity) => Some(entity),
            _ => None,
        });
        carried.victim = victim.or(person).or(carried.victim);
    }

    fn act(
        &self,
        at: usize,
        acts: &[usize],
        carried: &Carried,
        found: &mut Vec<Proposal>,
        begun: usize,
    ) {
        let piece = &self.pieces[at];
        let Is::Act {
            act_type,
            denied,
            extent,
            ..
        } = &piece.is
        else {
            return;
        };
        let date = self.nearest(at, acts, |is| matches!(is, Is::Date(_)));
        let place = self.nearest(at, acts, |is| matches!(is, Is::Place(..)));
        let provisions: Vec<u32> = self
            .numbers(|is| matches!(is, Is::Provision(_)))
            .into_iter()
            .filter(|provision| self.closest(*provision, acts) == Some(at))
            .map(|provision| self.mark(provision))
            .collect();
        let nobody = OF_NOBODY.contains(&act_type.as_str());
        let victims = if nobody {
            Vec::new()
        } else {
            self.victims(at, acts)
        };
        let mut lent = Vec::new();
        let mut victims: Vec<Option<u32>> = victims.into_iter().map(Some).collect();
        if victims.is_empty() {
            let lender = carried.victim.filter(|_| !nobody);
            lent.extend(lender.map(|_| "victim".to_owned()));
            victims.push(lender);
        }
        let date = date.map(|date| self.mark(date)).or_else(|| {
            lent.extend(carried.date.map(|_| "date".to_owned()));
            carried.date
        });
        let surety = match lent.len() {
            0 => piece.surety,
            1 => piece.surety.min(Surety::Likely),
            _ => Surety::Weak,
        };
        for victim in victims {
            let twice = found[begun..].iter().any(|other| {
                other.act_type == *act_type
                    && other.victim == victim
                    && other.date == date
                    && other.denied == *denied
            });
            if twice {
                continue;
            }
            found.push(Proposal {
                act_type: act_type.clone(),
                mark: self.mark(at),
                passage: u32::try_from(piece.sentence).unwrap_or(u32::MAX),
                victim,
                date,
                place: place.map(|place| self.mark(place)),
                provisions: provisions.clone(),
                carried: lent.clone(),
                denied: *denied,
                extent: extent.clone(),
                surety,
            });
        }
    }

    /// A release, or a measure that goes on longer. Whose it is, is taken from the words or from the sentence before, and left open otherwise.
    fn measure(
        &self,
        at: usize,
        acts: &[usize],
        carried: &Carried,
        found: &mut Vec<MeasureProposal>,
        begun: usize,
    ) {
        let piece = &self.pieces[at];
        let Is::Measure {
            status,
            extended,
            denied,
            duration,
            ..
        } = &piece.is
        else {
            return;
        };
        let end = extended.then(|| self.end(at)).flatten();
        let dates: Vec<usize> = self
            .numbers(|is| matches!(is, Is::Date(_)))
            .into_iter()
            .filter(|date| end.is_none_or(|(end, _)| end != *date))
            .collect();
        let date = dates
            .into_iter()
            .min_by_key(|other| self.distance(at, *other) + ACROSS * across(at, *other, acts));
        let mut lent = Vec::new();
        let mut parties: Vec<Option<u32>> = self.victims(at, acts).into_iter().map(Some).collect();
        if parties.is_empty() {
            lent.extend(carried.victim.map(|_| "party".to_owned()));
            parties.push(carried.victim);
        }
        let date = date.map(|date| self.mark(date)).or_else(|| {
            lent.extend(carried.date.map(|_| "date".to_owned()));
            carried.date
        });
        let nobody = parties == [None];
        let surety = match lent.len() {
            _ if nobody => Surety::Weak,
            0 => piece.surety,
            1 => piece.surety.min(Surety::Likely),
            _ => Surety::Weak,
        };
        for party in parties {
            let twice = found[begun..].iter().any(|other| {
                other.status == *status
                    && other.party == party
                    && other.date == date
                    && other.denied == *denied
            });
            if twice {
                continue;
            }
            found.push(MeasureProposal {
                status: status.clone(),
                extended: *extended,
                mark: self.mark(at),
                passage: u32::try_from(piece.sentence).unwrap_or(u32::MAX),
                party,
                date,
                until: end.and_then(|(_, day)| day),
                duration: duration.clone(),
                carried: lent.clone(),
                denied: *denied,
                surety,
            });
        }
    }

    /// The date of a sentence that says until when, nearest to a measure, and its day if it is one.
    fn end(&self, at: usize) -> Option<(usize, Option<NaiveDate>)> {
        let said = |date: &usize| -> Option<&str> {
            let piece = &self.pieces[*date];
            let text = &self.finding.text[piece.from..piece.to];
            let before = self.finding.text[..piece.from].trim_end();
            let begins = UNTIL
                .iter()
                .find_map(|word| text.to_lowercase().starts_with(word).then_some(word.len()));
            if let Some(length) = begins {
                return text.get(length..).map(str::trim);
            }
            if let Some(day) = UP_TO.iter().find_map(|word| text.strip_suffix(word)) {
                return Some(day.trim());
            }
            let ahead = before.rsplit(|letter: char| !letter.is_alphabetic()).next();
            matches!(
                ahead,
                Some("until" | "till" | "to" | "through" | "до" | "по")
            )
            .then_some(text)
        };
        let (date, text) = self
            .numbers(|is| matches!(is, Is::Date(_)))
            .into_iter()
            .filter_map(|date| Some((date, said(&date)?)))
            .min_by_key(|(date, _)| self.distance(at, *date))?;
        Some((date, self.day(text)))
    }

    /// A day in words; one said without its year is the next one, as an end lies ahead.
    fn day(&self, text: &str) -> Option<NaiveDate> {
        let date = dates::parse(text, self.finding.today, self.finding.hint).ok()?;
        let day = date.earliest().filter(|day| date.latest() == Some(*day))?;
        let year = day.year().to_string();
        if text.contains(&year) || day >= self.finding.today {
            return Some(day);
        }
        let this = day.with_year(self.finding.today.year());
        this.filter(|day| *day >= self.finding.today)
            .or_else(|| day.with_year(self.finding.today.year() + 1))
    }

    fn numbers(&self, is: impl Fn(&Is) -> bool) -> Vec<usize> {
        (0..self.pieces.len())
            .filter(|at| is(&self.pieces[*at].is))
            .collect()
    }

    fn mark(&self, at: usize) -> u32 {
        u32::try_from(self.first + at).unwrap_or(u32::MAX)
    }

    /// Bytes between two pieces.
    fn distance(&self, one: usize, other: usize) -> usize {
        let (one, other) = (&self.pieces[one.min(other)], &self.pieces[one.max(other)]);
        other.from.saturating_sub(one.to)
    }

    fn nearest(&self, at: usize, acts: &[usize], is: impl Fn(&Is) -> bool) -> Option<usize> {
        self.numbers(is)
            .into_iter()
            .min_by_key(|other| self.distance(at, *other) + ACROSS * across(at, *other, acts))
    }

    fn closest(&self, at: usize, acts: &[usize]) -> Option<usize> {
        acts.iter()
            .copied()
            .min_by_key(|act| self.distance(at, *act))
    }

    /// To whom it was done: whoever stands nearest on the side where the language puts them, with those in a list beside them.
    fn victims(&self, at: usize, acts: &[usize]) -> Vec<u32> {
        let act_type = match &self.pieces[at].is {
            Is::Act { act_type, .. } => act_type.as_str(),
            Is::Measure { .. } => "",
            _ => return Vec::new(),
        };
        let people = self.numbers(|is| matches!(is, Is::Person(_) | Is::Group(_)));
        let bodies = self
            .numbers(|is| matches!(is, Is::Organisation(entity) if !self.is_of_the_state(*entity)));
        let bodies_first = OF_BODIES.contains(&act_type);
        let from = match (bodies_first && !bodies.is_empty(), people.is_empty()) {
            (false, false) => &people,
            (true, _) | (false, true) => &bodies,
        };
        let cost = |other: &usize| {
            let wrong = match self.prefers_before(at) {
                Some(before) => before != (*other < at),
                None => false,
            };
            self.distance(at, *other)
                + WRONG_SIDE * usize::from(wrong)
                + ACROSS * across(at, *other, acts)
        };
        let Some(first) = from.iter().copied().min_by_key(cost) else {
            return Vec::new();
        };
        let mut list = vec![first];
        let place = from.iter().position(|other| *other == first).unwrap_or(0);
        for other in from[..place].iter().rev() {
            if !self.is_list(*other, list[0]) {
                break;
            }
            list.insert(0, *other);
        }
        for other in &from[place + 1..] {
            if !self.is_list(list[list.len() - 1], *other) {
                break;
            }
            list.push(*other);
        }
        let mut entities: Vec<u32> = Vec::new();
        for one in list {
            if let Is::Person(entity) | Is::Organisation(entity) | Is::Group(entity) =
                self.pieces[one].is
                && !entities.contains(&entity)
            {
                entities.push(entity);
            }
        }
        entities.truncate(MOST);
        entities
    }

    /// Whether one looks for the victim before the act; none where both are common.
    fn prefers_before(&self, at: usize) -> Option<bool> {
        let piece = &self.pieces[at];
        let (Is::Act { lang, passive, .. } | Is::Measure { lang, passive, .. }) = &piece.is else {
            return None;
        };
        let said = &self.finding.text[piece.from..piece.to];
        match lang {
            Lang::En => Some(*passive || said.ends_with("ing") && !said.contains(' ')),
            // «задержали Касенова», «задержан Касенов», «Касенов задержан».
            Lang::Ru => said.to_lowercase().ends_with("ли").then_some(false),
            Lang::Kk => Some(true),
        }
    }

    /// Nothing but a comma or an "and" stands between them.
    fn is_list(&self, one: usize, other: usize) -> bool {
        let between = &self.finding.text[self.pieces[one].to..self.pieces[other].from];
        if between.len() > APART || other != one + 1 {
            return false;
        }
        let small = between.to_lowercase();
        let joined = small
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| {
                matches!(
                    word,
                    "and" | "и" | "және" | "мен" | "пен" | "бен" | "а" | "также"
                )
            });
        let listed = between.trim() == ",";
        joined && !small.contains(['.', ';']) || listed
    }

    fn is_of_the_state(&self, entity: u32) -> bool {
        let entity = &self.finding.entities.list[entity as usize];
        entity.kind == PartyKind::Unit
            || crate::name::words(&entity.name)
                .any(|word| STATE.iter().any(|state| word.starts_with(state)))
    }
}

/// Acts between two pieces.
fn across(one: usize, other: usize, acts: &[usize]) -> usize {
    let (from, to) = (one.min(other), one.max(other));
    acts.iter().filter(|act| from < **act && **act < to).count()
}
