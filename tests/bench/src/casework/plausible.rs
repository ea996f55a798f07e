//! Casebooks that look like years of work: cases with acts, measures, proceedings, claims and notes in three languages, people who come up in
//! several of them. A number gives the same case on every machine.

use serde_json::{Value, json};

use crate::notes::Notes;
use crate::people::{Person, SCRIPTS, Script};
use crate::random::Random;

/// Acts, notes and claims in a case; what the project promises is measured at 10,000 cases, 50,000 notes and 200,000 acts.
const ACTS: usize = 20;
const NOTES: usize = 5;
const CLAIMS: usize = 10;
/// Cases for each person, each organisation and each public source.
const CASES_A_PERSON: usize = 1;
const ORGANISATIONS: usize = 300;
const SOURCES: usize = 400;

const PLACES: &[&str] = &[
    "Almaty",
    "Astana",
    "Шымкент",
    "Қарағанды",
    "Ақтөбе",
    "Taraz",
    "Павлодар",
    "Семей",
    "Атырау",
    "Oral",
    "Қызылорда",
    "Костанай",
    "Aktau",
    "Талдыкорган",
    "Екібастұз",
    "Жезқазған",
    "Zhanaozen",
    "Риддер",
    "Балқаш",
    "Temirtau",
];
const TYPES: &[&str] = &[
    "arrest",
    "search_home",
    "house_arrest",
    "short_detention",
    "criminal_charge",
    "threats",
    "property_seizure",
    "denial_of_counsel",
    "administrative_fine",
    "travel_ban",
    "licence_revocation",
    "search_office",
    "cyberattack",
    "torture",
    "participant_detained",
    "journalist_detained",
    "no_warrant_shown",
    "administrative_arrest",
    "interrogation",
    "surveillance_online",
];
const TAGS: &[&str] = &[
    "media",
    "lawyers",
    "strike",
    "land",
    "elections",
    "language",
    "religion",
    "students",
    "journalists",
    "protest",
    "online",
    "family",
];
const TITLES: &[(&str, &str)] = &[
    ("Detained on the square", "Задержан на площади"),
    ("House searched at dawn", "Обыск на рассвете"),
    (
        "Journalist questioned about a post",
        "Журналиста допросили из-за публикации",
    ),
    ("Fined for a single picket", "Штраф за одиночный пикет"),
    ("Lawyer loses the licence", "Адвоката лишили лицензии"),
    (
        "Strike leader under house arrest",
        "Лидер забастовки под домашним арестом",
    ),
    ("Beaten in the police department", "Избит в отделе полиции"),
    ("Trial behind closed doors", "Суд в закрытом режиме"),
    (
        "Organisation inspected twice",
        "Две проверки организации за месяц",
    ),
    (
        "Phone returned without photographs",
        "Телефон вернули без фотографий",
    ),
];
const KAZAKH: &[&str] = &[
    "Алаңда ұсталды",
    "Таңертең үйін тінтті",
    "Жазбасы үшін тергеуге шақырды",
    "Айыппұл салынды",
    "Полиция бөлімінде ұрып-соқты",
    "Жабық сот отырысы",
];

/// What a casework of so many cases is made of.
pub struct Plausible {
    cases: usize,
    notes: Notes,
}

impl Plausible {
    /// Of `cases` cases.
    pub fn new(cases: usize) -> Self {
        Self {
            cases,
            notes: Notes::new(),
        }
    }

    /// Somebody who is in one of the cases.
    pub fn somebody(&self, random: &mut Random) -> Person {
        let case = self.case(random.below(self.cases));
        let id = case["involved"][0]["party"]
            .as_str()
            .and_then(|id| id[1..].parse().ok());
        Person::new(id.expect("a case begins with its victim"))
    }

    /// How many people there are.
    fn people(&self) -> usize {
        (self.cases * CASES_A_PERSON).max(50)
    }

    /// A casebook with the cases from `from` to before `to`, and everybody in them.
    pub fn casebook(&self, from: usize, to: usize) -> Value {
        let cases: Vec<Value> = (from..to).map(|id| self.case(id)).collect();
        let mut parties = std::collections::BTreeSet::new();
        let mut sources = std::collections::BTreeSet::new();
        for case in &cases {
            for involved in case["involved"].as_array().into_iter().flatten() {
                parties.extend(involved["party"].as_str().map(str::to_owned));
            }
            for claim in case["claims"].as_array().into_iter().flatten() {
                sources.extend(claim["source"].as_str().map(str::to_owned));
            }
        }
        let number = |id: &str| id[1..].parse::<usize>().expect("a number after a letter");
        json!({
            "about": {"title": "Plausible cases", "country": "Nowhere"},
            "parties": parties.iter().map(|id| if id.starts_with('p') { person(number(id)) } else { organisation(number(id)) }).collect::<Vec<_>>(),
            "sources": sources.iter().map(|id| source(number(id))).collect::<Vec<_>>(),
            "provisions": [
                {"code": "XX-CC-174", "title": "Stirring up discord", "law": "Criminal Code", "article": "174"},
                {"code": "XX-CC-274", "title": "False information", "law": "Criminal Code", "article": "274"},
                {"code": "XX-AO-488", "title": "Assembly without a permit", "law": "Administrative Offences Code", "article": "488"},
            ],
            "cases": cases,
        })
    }

    fn case(&self, id: usize) -> Value {
        let mut random = Random::new(0xca5e ^ (id as u64).wrapping_mul(0x5851_f42d_4c95_7f2d));
        let script = SCRIPTS[random.below(3)];
        // Most people have one case; those who are persecuted for years, and lawyers, have many.
        let people = self.people();
        let mut some = || {
            if random.below(4) == 0 {
                random.below(people / 20 + 1)
            } else {
                random.below(people)
            }
        };
        let (victim, other, lawyer) = (some(), some(), some() / 40);
        let agency = random.below(ORGANISATIONS);
        let who = Person::new(victim);
        let (english, russian) = TITLES[random.below(TITLES.len())];
        let title = match script {
            Script::Latin => format!("{}: {english}", who.name(script)),
            Script::Russian => format!("{}: {russian}", who.name(script)),
            Script::Kazakh => format!("{}: {}", who.name(script), random.pick(KAZAKH)),
        };
        // The last years have more than the first.
        let year = if random.below(20) == 0 {
            2026
        } else {
            2025 - random.below(12) * random.below(12) / 12
        };
        let (month, day) = if year == 2026 {
            (1, 1 + random.below(28))
        } else {
            (1 + random.below(12), 1 + random.below(28))
        };
        let place = random.pick(PLACES);
        let summary = format!(
            "{} {}",
            self.story(id, 0, &mut random),
            self.story(id, 1, &mut random)
        );
        let acts: Vec<Value> = (0..ACTS)
            .map(|n| {
                let victim = if n % 4 == 3 { other } else { victim };
                let later = day + n;
                let start = match random.below(10) {
                    0 => format!("{year}-{month:02}"),
                    1 => format!("{year}-{month:02}-{:02}~", 1 + later % 28),
                    2 => format!("{year}"),
                    _ => format!("{year}-{month:02}-{:02}", 1 + later % 28),
                };
                let mut act = json!({"id": format!("c{id}-a{n}"), "type": random.pick(TYPES), "victim": format!("p{victim}"), "start": start,
                    "perpetrators": if n % 5 == 0 { vec![format!("o{agency}")] } else { Vec::new() }});
                if random.below(3) > 0 {
                    act["place"] = json!(place);
                }
                if random.below(6) == 0 {
                    act["more"] = json!({"description": self.story(id, 10 + n, &mut random)});
                }
                if random.below(8) == 0 {
                    act["provisions"] = json!(["XX-CC-274"]);
                }
                act
            })
            .collect();
        let measures = measures(victim, year, month, day, &mut random);
        let claims: Vec<Value> = (0..CLAIMS)
            .map(|n| {
                json!({"id": format!("c{id}-k{n}"), "about": format!("c{id}-a{}", random.below(ACTS)), "says": sentence(&who, random.below(1000)),
                    "locator": if n % 3 == 0 { String::new() } else { format!("p. {}", 1 + random.below(40)) }, "source": format!("s{}", random.below(SOURCES))})
            })
            .collect();
        let notes: Vec<Value> = (0..NOTES)
            .map(|n| {
                let kind = ["field_note", "analysis", "to_do", "field_note", "privileged"][random.below(5)];
                let about = Person::new(if n % 2 == 0 { victim } else { other });
                json!({"kind": kind, "text": format!("{} {}", sentence(&about, random.below(1000)), self.story(id, 40 + n, &mut random))})
            })
            .collect();
        json!({
            "id": format!("xx-{id:05}"), "title": title, "summary": summary, "space": [random.pick(&["expression", "association", "assembly"])],
            "places": [place], "tags": [random.pick(TAGS), random.pick(TAGS)],
            "involved": [
                {"party": format!("p{victim}"), "role": "victim"}, {"party": format!("p{other}"), "role": "witness"},
                {"party": format!("p{lawyer}"), "role": "lawyer"}, {"party": format!("o{agency}"), "role": "alleged-perpetrator"},
            ],
            "acts": acts, "measures": measures, "claims": claims,
            "proceedings": [{"kind": "trial", "court": format!("Court No {} of {place}", 1 + random.below(4)), "date": format!("{year}-{month:02}")}],
            "more": {"notes": notes},
        })
    }

    /// Some sentences out of the long notes, so that their words are common and rare as in those.
    fn story(&self, id: usize, part: usize, random: &mut Random) -> String {
        let whole = self.notes.text((id * 64 + part) as u64);
        let wanted = 120 + random.below(700);
        let end = whole
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| *at >= wanted)
            .unwrap_or(whole.len());
        whole[..end].to_owned()
    }
}

/// A line that names somebody, in one of three languages and cases.
fn sentence(who: &Person, choice: usize) -> String {
    let script = SCRIPTS[choice % 3];
    let (name, case) = (who.name(script), who.inflected(script));
    let all = match script {
        Script::Latin => [
            format!("{name} was taken from home before dawn."),
            format!("The search of {case} office lasted five hours."),
            format!("Met {name} and the family; nobody was told where they were."),
        ],
        Script::Russian => [
            format!("{name} пришла повестка без подписи."),
            format!("Разговор с {case} записан, протокола не дали."),
            format!("Следователь отказал: {name} ждёт решения суда."),
        ],
        Script::Kazakh => [
            format!("{name} туралы туыстары ештеңе білмейді."),
            format!("{case} үйінде тінту болды, хаттама берілмеді."),
            format!("{name} сот шешімін күтіп отыр."),
        ],
    };
    all[choice / 3 % 3].clone()
}

/// From the arrest to where it stands: most are over, one in twelve goes on.
fn measures(
    victim: usize,
    year: usize,
    month: usize,
    day: usize,
    random: &mut Random,
) -> Vec<Value> {
    let party = format!("p{victim}");
    let from = format!("{year}-{month:02}-{day:02}");
    let mut out = vec![
        json!({"party": party, "status": random.pick(&["custody", "police_custody", "house_arrest", "pretrial"]), "from": from,
        "duration": random.pick(&["P2M", "P10D", "P3D", ""]), "authority": "A court"}),
    ];
    match random.below(12) {
        0 => {}
        1 => out.push(json!({"party": party, "status": "imprisoned", "from": format!("{}-{month:02}", year + 1), "duration": "P4Y", "authority": "A court"})),
        _ if year < 2026 => {
            let over = format!("{year}-12-28");
            out[0]["until"] = json!(over);
            out.push(json!({"party": party, "status": "released", "from": over}));
        }
        _ => {}
    }
    if random.below(10) == 0 {
        out.push(json!({"party": party, "status": "travel_ban", "from": from, "duration": "P1Y"}));
    }
    out
}

fn person(id: usize) -> Value {
    let who = Person::new(id);
    let script = SCRIPTS[id % 3];
    let what = ["Journalist", "Lawyer", "Works at a plant", "Student"][id % 4];
    let mut out = json!({"id": format!("p{id}"), "kind": "person", "name": who.name(script), "description": what});
    if id.is_multiple_of(4) {
        out["aka"] = json!([who.official(SCRIPTS[(id + 1) % 3])]);
    }
    out
}

fn organisation(id: usize) -> Value {
    let place = PLACES[id % PLACES.len()];
    let name = [
        "Police Department of",
        "Городской суд",
        "Department of Justice,",
        "Прокуратура, ",
    ][id / PLACES.len() % 4];
    json!({"id": format!("o{id}"), "kind": "organisation", "name": format!("{name} {place} {}", id / 80 + 1)})
}

fn source(id: usize) -> Value {
    json!({"id": format!("s{id}"), "kind": "media", "title": format!("Chronicle, issue {id}"), "publisher": format!("Newspaper {}", id % 25), "date": format!("{}-0{}", 2014 + id % 12, 1 + id % 9), "reliability": "C"})
}
