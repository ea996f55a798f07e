//! Every word that dates are made of, in the three languages. Kazakh nouns are found with any of their endings, and without
//! the letters a Russian keyboard lacks.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::date::form::{Season, Shape};

/// What a token means.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Term {
    /// A number: its value, how many figures it was written with, and whether its ending makes a decade of it.
    Number {
        value: u32,
        digits: usize,
        plural: bool,
    },
    /// A date in figures.
    Exact(Shape),
    /// 13.11 without a year.
    DayMonth {
        day: u32,
        month: u32,
    },
    /// 13.11.25.
    ShortYear {
        day: u32,
        month: u32,
        year: u32,
    },
    /// 03/04/2025, day and month in doubt.
    Slashed(u32, u32, Option<i32>),
    Month(u32),
    Season(Season),
    Part(Part),
    Weekday(u32),
    /// How far from today, in days.
    Today(i64),
    /// First, second, ...
    Ordinal(u32),
    Half,
    Quarter,
    Last,
    This,
    Next,
    /// «былтыр»: the year so many years from this one.
    YearFromNow(i32),
    Ago,
    Unit(Unit),
    /// A plural that makes a decade of the number before it.
    Years,
    Century,
    Some,
    Before,
    By,
    Until,
    After,
    Since,
    From,
    To,
    Between,
    And,
    Or,
    About,
    Possibly,
    Not,
    Earlier,
    Later,
    Inclusive,
    Known,
    NotKnown,
    /// Kazakh words that follow what they govern.
    Behind(Behind),
    Dash,
    Joint,
    Slash,
    Comma,
    Question,
    Tilde,
    /// Says nothing about the date.
    Filler,
}

/// A third of a month, year, season or decade.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    /// «конец», "end": like late, but "until the end of" takes all of it.
    End,
}

/// A unit of time named alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Time,
}

/// Kazakh postpositions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// дейін, шейін
    UpTo,
    /// бұрын
    Before,
    /// кейін
    After,
    /// бері, бастап
    Since,
    /// аралығында
    Between,
    /// шамасында
    About,
    /// кешіктірмей
    By,
    /// емес, as in «ерте емес»
    Not,
}

/// Meaning of a word, and whether it is a Kazakh ablative; none for a word that is not known.
pub(super) fn word(text: &str) -> Option<(Term, bool)> {
    let word = plain(text);
    if let Some(term) = EXACT_FORMS.get(&word) {
        return Some((*term, false));
    }
    if let Some(century) = roman(&word) {
        return Some((
            Term::Number {
                value: century,
                digits: 2,
                plural: false,
            },
            false,
        ));
    }
    KAZAKH_STEMS.iter().find_map(|(stem, term)| {
        word.strip_prefix(stem.as_str())
            .and_then(kazakh_ending)
            .map(|ablative| (*term, ablative))
    })
}

/// The forms of [`EXACT`], plain.
static EXACT_FORMS: LazyLock<HashMap<String, Term>> = LazyLock::new(|| {
    EXACT
        .iter()
        .rev()
        .flat_map(|(forms, term)| forms.split(' ').map(|form| (plain(form), *term)))
        .collect()
});

/// The stems of [`KAZAKH`], plain, in their order.
static KAZAKH_STEMS: LazyLock<Vec<(String, Term)>> = LazyLock::new(|| {
    KAZAKH
        .iter()
        .flat_map(|(stems, term)| stems.split(' ').map(|stem| (plain(stem), *term)))
        .collect()
});

/// Lower case, without accents, with the Kazakh letters that a Russian keyboard lacks replaced by those typed in their place.
pub(crate) fn plain(text: &str) -> String {
    let lower = text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|letter| *letter != '\u{301}');
    lower
        .map(|letter| match letter {
            'ё' => 'е',
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'і' => 'и',
            'һ' => 'х',
            other => other,
        })
        .collect()
}

/// Whether what follows a stem is made of Kazakh endings (possessive, case, adjective); true inside for an ablative.
fn kazakh_ending(rest: &str) -> Option<bool> {
    const POSSESSIVE: [&str; 5] = ["", "ы", "и", "сы", "си"];
    const ABLATIVE: [&str; 6] = ["дан", "ден", "тан", "тен", "нан", "нен"];
    const OTHER: [&str; 32] = [
        "", "нын", "нин", "дын", "дин", "тын", "тин", "га", "ге", "ка", "ке", "на", "не", "ны",
        "ни", "ды", "ди", "ты", "ти", "н", "да", "де", "та", "те", "нда", "нде", "гы", "ги", "кы",
        "ки", "дагы", "деги",
    ];
    let after = POSSESSIVE
        .iter()
        .filter_map(|possessive| rest.strip_prefix(possessive));
    let mut found = None;
    for ending in after {
        if ABLATIVE.contains(&ending) {
            return Some(true);
        }
        if OTHER.contains(&ending) || matches!(ending, "тагы" | "теги" | "ндагы" | "ндеги")
        {
            found = Some(false);
        }
    }
    found
}

/// A Roman numeral up to 100, in Latin letters or the Cyrillic ones that look like them: centuries and quarters.
fn roman(word: &str) -> Option<u32> {
    let value = |sign: char| match sign {
        'i' | 'и' => Some(1),
        'v' => Some(5),
        'x' | 'х' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    // «и» is a word of its own, and "i" alone is none.
    if word == "и" || word == "х" || word.is_empty() {
        return None;
    }
    let values: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let taken_off = |index: usize| {
        values
            .get(index + 1)
            .is_some_and(|next| *next > values[index])
    };
    let minus: u32 = (0..values.len())
        .filter(|index| taken_off(*index))
        .map(|index| values[index])
        .sum();
    let all: u32 = values.iter().sum();
    all.checked_sub(2 * minus)
        .filter(|total| (1..=100).contains(total))
}

/// Words taken as they stand: English, Russian, and Kazakh words that take no endings.
const EXACT: [(&str, Term); 93] = [
    (
        "jan january янв январь января январе январю январем",
        Term::Month(1),
    ),
    (
        "feb february фев февр февраль февраля феврале февралю февралем",
        Term::Month(2),
    ),
    (
        "mar march мар март марта марте марту мартом",
        Term::Month(3),
    ),
    (
        "apr april апр апрель апреля апреле апрелю апрелем",
        Term::Month(4),
    ),
    ("may май мая мае маю маем", Term::Month(5)),
    ("jun june июн июнь июня июне июню июнем", Term::Month(6)),
    ("jul july июл июль июля июле июлю июлем", Term::Month(7)),
    (
        "aug august авг август августа августе августу августом",
        Term::Month(8),
    ),
    (
        "sep sept september сен сент сентябрь сентября сентябре сентябрю сентябрем",
        Term::Month(9),
    ),
    (
        "oct october окт октябрь октября октябре октябрю октябрем",
        Term::Month(10),
    ),
    (
        "nov november ноя нояб ноябрь ноября ноябре ноябрю ноябрем",
        Term::Month(11),
    ),
    (
        "dec december дек декабрь декабря декабре декабрю декабрем",
        Term::Month(12),
    ),
    (
        "spring весна весны весне весну весной",
        Term::Season(Season::Spring),
    ),
    (
        "summer лето лета лете лету летом",
        Term::Season(Season::Summer),
    ),
    (
        "autumn fall осень осени осенью",
        Term::Season(Season::Autumn),
    ),
    (
        "winter зима зимы зиме зиму зимой",
        Term::Season(Season::Winter),
    ),
    (
        "early beginning start начало начала начале началу началом ранний раннее ранняя ранней раннего ерте",
        Term::Part(Part::Early),
    ),
    (
        "mid middle середина середины середине середину серединой",
        Term::Part(Part::Mid),
    ),
    (
        "late поздний поздняя поздней позднего кеш",
        Term::Part(Part::Late),
    ),
    ("end конец конца конце концу концом", Term::Part(Part::End)),
    (
        "monday mon понедельник понедельника пн дүйсенбі",
        Term::Weekday(0),
    ),
    ("tuesday tue вторник вторника вт сейсенбі", Term::Weekday(1)),
    (
        "wednesday wed среда среду среды ср сәрсенбі",
        Term::Weekday(2),
    ),
    (
        "thursday thu четверг четверга чт бейсенбі",
        Term::Weekday(3),
    ),
    (
        "friday fri пятница пятницу пятницы пт жұма",
        Term::Weekday(4),
    ),
    (
        "saturday sat суббота субботу субботы сб сенбі",
        Term::Weekday(5),
    ),
    (
        "sunday sun воскресенье воскресенья вс жексенбі",
        Term::Weekday(6),
    ),
    ("today сегодня бүгін", Term::Today(0)),
    ("yesterday вчера кеше", Term::Today(-1)),
    ("tomorrow завтра ертең", Term::Today(1)),
    ("позавчера алдыңгүні", Term::Today(-2)),
    (
        "first первый первая первое первой первого первую бірінші",
        Term::Ordinal(1),
    ),
    (
        "second второй вторая второе второго вторую екінші",
        Term::Ordinal(2),
    ),
    (
        "third третий третья третье третьего третьей үшінші",
        Term::Ordinal(3),
    ),
    (
        "fourth четвертый четвертая четвертого четвертой төртінші",
        Term::Ordinal(4),
    ),
    ("half половина половины половине половину", Term::Half),
    ("quarter квартал квартала квартале", Term::Quarter),
    ("q", Term::Quarter),
    (
        "last прошлый прошлого прошлом прошлая прошлой прошлую өткен",
        Term::Last,
    ),
    (
        "this этот этого этом эта этой текущий текущего текущем осы",
        Term::This,
    ),
    (
        "next следующий следующего следующем следующей следующую келесі",
        Term::Next,
    ),
    ("былтыр", Term::YearFromNow(-1)),
    ("биыл", Term::YearFromNow(0)),
    ("ago назад", Term::Ago),
    (
        "day days день дня дне днем дней дни днями днях",
        Term::Unit(Unit::Day),
    ),
    (
        "week weeks неделя недели неделе неделю неделей недель",
        Term::Unit(Unit::Week),
    ),
    (
        "month months месяц месяца месяце месяцем месяцев месяцы",
        Term::Unit(Unit::Month),
    ),
    ("year год года году годом г ж", Term::Unit(Unit::Year)),
    ("time момент", Term::Unit(Unit::Time)),
    ("years годы годов годах годами гг лет", Term::Years),
    ("century век века веке веком", Term::Century),
    ("some какой какого каким один одного одним бір", Term::Some),
    ("before prior до перед", Term::Before),
    ("by к ко", Term::By),
    ("until till", Term::Until),
    ("after после", Term::After),
    ("since", Term::Since),
    ("from с со", Term::From),
    ("to through по", Term::To),
    ("between между", Term::Between),
    ("and и мен бен пен және", Term::And),
    ("or или либо немесе", Term::Or),
    (
        "about around circa ca c approximately roughly около примерно приблизительно ориентировочно шамамен",
        Term::About,
    ),
    (
        "possibly perhaps probably maybe возможно вероятно мүмкін бәлкім",
        Term::Possibly,
    ),
    ("not no не", Term::Not),
    ("earlier ранее раньше", Term::Earlier),
    ("later позднее позже", Term::Later),
    (
        "inclusive включительно қоса алғанға алғанда",
        Term::Inclusive,
    ),
    ("known", Term::Known),
    (
        "неизвестен неизвестно неизвестна белгісіз unknown",
        Term::NotKnown,
    ),
    ("аяқталуы", Term::Part(Part::End)),
    ("басталуы", Term::Part(Part::Early)),
    ("дейін шейін", Term::Behind(Behind::UpTo)),
    ("бұрын", Term::Behind(Behind::Before)),
    ("кейін", Term::Behind(Behind::After)),
    ("бері бастап", Term::Behind(Behind::Since)),
    ("аралығында арасында аралығы", Term::Behind(Behind::Between)),
    (
        "шамасында шамасы маңында жуық жуықта",
        Term::Behind(Behind::About),
    ),
    ("кешіктірмей кешікпей", Term::Behind(Behind::By)),
    ("емес", Term::Behind(Behind::Not)),
    (
        "the of in on at during a than начиная в во на то из числа",
        Term::Filler,
    ),
    ("қаң", Term::Month(1)),
    ("ақп", Term::Month(2)),
    ("нау", Term::Month(3)),
    ("сәу", Term::Month(4)),
    ("мам", Term::Month(5)),
    ("мау", Term::Month(6)),
    ("шіл", Term::Month(7)),
    ("там", Term::Month(8)),
    ("қыр", Term::Month(9)),
    ("қаз", Term::Month(10)),
    ("қар", Term::Month(11)),
    ("жел", Term::Month(12)),
];

/// Kazakh nouns, found with their endings.
const KAZAKH: [(&str, Term); 28] = [
    ("қаңтар", Term::Month(1)),
    ("ақпан", Term::Month(2)),
    ("наурыз", Term::Month(3)),
    ("сәуір", Term::Month(4)),
    ("мамыр", Term::Month(5)),
    ("маусым", Term::Month(6)),
    ("шілде", Term::Month(7)),
    ("тамыз", Term::Month(8)),
    ("қыркүйек қыркүйег", Term::Month(9)),
    ("қазан", Term::Month(10)),
    ("қараша", Term::Month(11)),
    ("желтоқсан", Term::Month(12)),
    ("көктем", Term::Season(Season::Spring)),
    ("жаз", Term::Season(Season::Summer)),
    ("күз", Term::Season(Season::Autumn)),
    ("қыс", Term::Season(Season::Winter)),
    ("басы", Term::Part(Part::Early)),
    ("ортасы орта", Term::Part(Part::Mid)),
    ("соңы аяғы", Term::Part(Part::End)),
    ("жарты", Term::Half),
    ("тоқсан", Term::Quarter),
    ("жылдар", Term::Years),
    ("жыл", Term::Unit(Unit::Year)),
    ("ай", Term::Unit(Unit::Month)),
    ("апта", Term::Unit(Unit::Week)),
    ("күн", Term::Unit(Unit::Day)),
    ("ғасыр", Term::Century),
    ("уақыт", Term::Unit(Unit::Time)),
];
