//! Invented people, written as people write names: Latin, Russian, Kazakh, in other cases. Names are put together from syllables; likeness to
//! anybody is chance.

use crate::random::Random;

/// A part of a name in the Latin, the Russian and the Kazakh spelling.
type Part = [&'static str; 3];

const MEN: &[Part] = &[
    ["Amir", "Амир", "Әмір"],
    ["Serik", "Серик", "Серік"],
    ["Daniyar", "Данияр", "Данияр"],
    ["Yerlan", "Ерлан", "Ерлан"],
    ["Askar", "Аскар", "Асқар"],
    ["Bolat", "Болат", "Болат"],
    ["Kanat", "Канат", "Қанат"],
    ["Timur", "Тимур", "Тимур"],
    ["Nurzhan", "Нуржан", "Нұржан"],
    ["Zhanibek", "Жанибек", "Жәнібек"],
    ["Oleg", "Олег", "Олег"],
    ["Viktor", "Виктор", "Виктор"],
    ["Arman", "Арман", "Арман"],
    ["Ruslan", "Руслан", "Руслан"],
    ["Galym", "Галым", "Ғалым"],
    ["Talgat", "Талгат", "Талғат"],
    ["Dauren", "Даурен", "Дәурен"],
    ["Sanzhar", "Санжар", "Санжар"],
    ["Miras", "Мирас", "Мирас"],
    ["Kuanysh", "Куаныш", "Қуаныш"],
    ["Marat", "Марат", "Марат"],
    ["Murat", "Мурат", "Мұрат"],
    ["Sergei", "Сергей", "Сергей"],
    ["Baurzhan", "Бауржан", "Бауыржан"],
];

const WOMEN: &[Part] = &[
    ["Aigerim", "Айгерим", "Айгерім"],
    ["Gulnara", "Гульнара", "Гүлнара"],
    ["Dinara", "Динара", "Динара"],
    ["Asel", "Асель", "Әсел"],
    ["Zhanar", "Жанар", "Жанар"],
    ["Madina", "Мадина", "Мәдина"],
    ["Aliya", "Алия", "Әлия"],
    ["Saule", "Сауле", "Сәуле"],
    ["Botagoz", "Ботагоз", "Ботагөз"],
    ["Kamila", "Камила", "Камила"],
    ["Togzhan", "Тогжан", "Тоғжан"],
    ["Zarina", "Зарина", "Зарина"],
    ["Elena", "Елена", "Елена"],
    ["Irina", "Ирина", "Ирина"],
    ["Aizhan", "Айжан", "Айжан"],
    ["Moldir", "Молдир", "Мөлдір"],
    ["Anel", "Анель", "Әнел"],
    ["Raushan", "Раушан", "Раушан"],
    ["Kunsulu", "Кунсулу", "Күнсұлу"],
    ["Svetlana", "Светлана", "Светлана"],
];

const FIRST: &[Part] = &[
    ["Kas", "Кас", "Қас"],
    ["Nur", "Нур", "Нұр"],
    ["Bek", "Бек", "Бек"],
    ["Sar", "Сар", "Сар"],
    ["Zhum", "Жум", "Жұм"],
    ["Akh", "Ах", "Ах"],
    ["Tol", "Тол", "Төл"],
    ["Ais", "Айс", "Айс"],
    ["Mus", "Мус", "Мұс"],
    ["Dos", "Дос", "Дос"],
    ["Yesk", "Еск", "Еск"],
    ["Ork", "Орк", "Өрк"],
    ["Shar", "Шар", "Шар"],
    ["Tem", "Тем", "Тем"],
    ["Kudai", "Кудай", "Құдай"],
    ["Baiz", "Байз", "Байз"],
    ["Alp", "Алп", "Алп"],
    ["Zhak", "Жак", "Жақ"],
    ["Urm", "Урм", "Үрм"],
    ["Isk", "Иск", "Иск"],
    ["Mak", "Мак", "Мақ"],
    ["Sult", "Султ", "Сұлт"],
    ["Raim", "Раим", "Райым"],
    ["Kerim", "Керим", "Керім"],
    ["Tur", "Тур", "Тұр"],
    ["Ombek", "Омбек", "Омбек"],
    ["Gab", "Габ", "Ғаб"],
    ["Yel", "Ел", "Ел"],
];

const LAST: &[Part] = &[
    ["en", "ен", "ен"],
    ["bol", "бол", "бол"],
    ["gazi", "гази", "ғази"],
    ["abek", "абек", "абек"],
    ["zhan", "жан", "жан"],
    ["met", "мет", "мет"],
    ["tan", "тан", "тан"],
    ["khan", "хан", "хан"],
    ["mukhan", "мухан", "мұхан"],
    ["dar", "дар", "дар"],
    ["kul", "кул", "құл"],
    ["el", "ел", "ел"],
    ["yr", "ыр", "ыр"],
    ["tas", "тас", "тас"],
    ["murat", "мурат", "мұрат"],
    ["sat", "сат", "сат"],
    ["amal", "амал", "амал"],
    ["bergen", "берген", "берген"],
    ["im", "им", "ім"],
    ["us", "ус", "ұс"],
];

/// How a name is written.
#[derive(Clone, Copy)]
pub enum Script {
    Latin = 0,
    Russian = 1,
    Kazakh = 2,
}

/// All of them.
pub const SCRIPTS: [Script; 3] = [Script::Latin, Script::Russian, Script::Kazakh];

/// One invented person.
pub struct Person {
    woman: bool,
    given: Part,
    family: (Part, Part),
    /// The father's given name, where it is known.
    father: Option<Part>,
}

impl Person {
    /// Number `id`, the same on every machine.
    pub fn new(id: usize) -> Self {
        let mut random = Random::new(0x5eed ^ (id as u64).wrapping_mul(0x9e37_79b9));
        let mut of = |list: &[Part]| list[random.below(list.len())];
        let (man, woman) = (of(MEN), of(WOMEN));
        let family = (of(FIRST), of(LAST));
        let father = of(MEN);
        let woman_now = random.below(5) < 2;
        Self {
            woman: woman_now,
            given: if woman_now { woman } else { man },
            family,
            father: (random.below(3) == 0).then_some(father),
        }
    }

    /// Given and family name.
    pub fn name(&self, script: Script) -> String {
        format!("{} {}", self.given(script), self.family(script))
    }

    /// As a court writes it: family name first, with the patronymic where there is one.
    pub fn official(&self, script: Script) -> String {
        let father = self.father.map_or_else(String::new, |father| {
            let father = father[script as usize];
            let ending = match (script, self.woman) {
                (Script::Latin, false) => "uly",
                (Script::Latin, true) => "kyzy",
                (Script::Russian, false) => "улы",
                (Script::Russian, true) => "кызы",
                (Script::Kazakh, false) => "ұлы",
                (Script::Kazakh, true) => "қызы",
            };
            format!(" {father}{ending}")
        });
        format!("{} {}{father}", self.family(script), self.given(script))
    }

    /// The given name.
    pub fn given(&self, script: Script) -> &'static str {
        self.given[script as usize]
    }

    /// The family name.
    pub fn family(&self, script: Script) -> String {
        let at = script as usize;
        let ending = match (script, self.woman) {
            (Script::Latin, false) => "ov",
            (Script::Latin, true) => "ova",
            (_, false) => "ов",
            (_, true) => "ова",
        };
        format!("{}{}{ending}", self.family.0[at], self.family.1[at])
    }

    /// The family name in another case: by him (Russian), his (Kazakh), his (English).
    pub fn inflected(&self, script: Script) -> String {
        let name = self.family(script);
        match (script, self.woman) {
            (Script::Latin, _) => format!("{name}'s"),
            (Script::Russian, false) => format!("{name}ым"),
            (Script::Russian, true) => format!("{}ой", name.trim_end_matches('а')),
            (Script::Kazakh, false) => format!("{name}тың"),
            (Script::Kazakh, true) => format!("{name}ның"),
        }
    }
}
