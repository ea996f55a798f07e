//! Sentences in three languages with everything that is to be found in each, in order. People are invented.

use super::cold;

#[test]
fn english() {
    check(&[
        (
            "On 13 November 2025 police in Almaty detained journalist Dana Ospanova.",
            "date 2025-11-13; place Almaty; act journalist_detained; person Dana Ospanova",
        ),
        (
            "Activist Marat Seitov was arrested on 1 December 2025.",
            "person Marat Seitov; act arrest; date 2025-12-01",
        ),
        (
            "He was fined 100 MCI under article 434 of the Code of Administrative Offences.",
            "act administrative_fine; provision KZ-CAO-434",
        ),
        (
            "A court in Astana jailed Aigerim Bekova for 15 days.",
            "place Astana; act administrative_arrest; person Aigerim Bekova",
        ),
        (
            "In mid-January 2026 the office of the foundation was searched.",
            "date [2026-01-11..2026-01-20]; act search_office",
        ),
        (
            "Officers searched the home of Yerlan Tokashev and took his phone.",
            "act search_home; person Yerlan Tokashev; act device_seizure",
        ),
        (
            "Nurlan Abishev was placed under house arrest for two months.",
            "person Nurlan Abishev; act house_arrest",
        ),
        (
            "Asel Karimova was not detained.",
            "person Asel Karimova; denied short_detention",
        ),
        (
            "He was charged under articles 174 and 405 of the Criminal Code.",
            "act criminal_charge; provision KZ-CC-174; provision KZ-CC-405",
        ),
        (
            "She was charged under Art. 274 (2) of the Criminal Code of Kazakhstan.",
            "act criminal_charge; provision KZ-CC-274-2; place Kazakhstan",
        ),
        (
            "The site was blocked in December 2025.",
            "act website_blocking; date 2025-12",
        ),
        (
            "A. B. Kassenov was sentenced to four years in prison.",
            "person A. B. Kassenov; act conviction; act imprisonment",
        ),
        (
            "Lawyer Timur Zhunusov was beaten near his house yesterday.",
            "person Timur Zhunusov; act ill_treatment; date 2026-01-30",
        ),
        (
            "Police questioned Gulnara Omarova as a witness.",
            "act interrogation_as_witness; person Gulnara Omarova",
        ),
        (
            "The activist may lose her job, but March 2025 was quiet.",
            "date 2025-03",
        ),
        (
            "Since July 2025 Arman Sultanov has been held incommunicado.",
            "date 2025-07/..; person Arman Sultanov; act incommunicado",
        ),
        (
            "Saule Nurpeisova received threats.",
            "person Saule Nurpeisova; act threats",
        ),
        (
            "The Ministry of Justice asked the court to withdraw the licence of lawyer Murat Alimov.",
            "organisation Ministry of Justice; act licence_revocation; person Murat Alimov",
        ),
        (
            "Serik Dauletov, 45, was dismissed from his post at the university.",
            "person Serik Dauletov; act harassment",
        ),
        (
            "A request to extradite Ruslan Iskakov to Uzbekistan was refused.",
            "act extradition_request; person Ruslan Iskakov; place Uzbekistan",
        ),
        (
            "Nobody was hurt at the concert in Shymkent.",
            "place Shymkent",
        ),
        (
            "He went on hunger strike on 5 and 6 May.",
            "act hunger_strike; date 2025-05-06?",
        ),
        (
            "The newspaper \"Jana Dauir\" was hit by a DDoS attack.",
            "organisation Jana Dauir; act ddos",
        ),
        (
            "Reporters of Orda.kz were told to delete their photos.",
            "organisation Orda.kz; act forced_deletion",
        ),
        (
            "Police dispersed the rally with tear gas in summer 2025.",
            "act dispersal; act dispersal; date 2025-22",
        ),
    ]);
}

#[test]
fn russian() {
    check(&[
        (
            "13 ноября 2025 года в Алматы был задержан журналист Данияр Оспанов.",
            "date 2025-11-13; place Алматы; act journalist_detained; person Данияр Оспанов",
        ),
        (
            "Активистку Айгерим Бекову арестовали на 15 суток.",
            "person Айгерим Бекова; act administrative_arrest",
        ),
        (
            "Его обвиняют по ч. 2 ст. 174 УК РК.",
            "act criminal_charge; provision KZ-CC-174-2",
        ),
        (
            "Суд оштрафовал Касенова А.Б. на 50 МРП по статье 488 КоАП.",
            "act administrative_fine; person Касенова А. Б.; provision KZ-CAO-488",
        ),
        (
            "Марат Сеитов не был задержан.",
            "person Марат Сеитов; denied short_detention",
        ),
        (
            "В середине января 2026 года прошёл обыск в редакции газеты «Жаңа сөз».",
            "date [2026-01-11..2026-01-20]; act search_office; organisation Жаңа сөз",
        ),
        (
            "Ерлан Токашев помещён под домашний арест на два месяца.",
            "person Ерлан Токашев; act house_arrest",
        ),
        (
            "Вчера адвоката Тимура Жунусова не пустили к подзащитному.",
            "date 2026-01-30; person Тимур Жунусов; act denial_of_counsel",
        ),
        ("Полицейские изъяли у неё телефон.", "act device_seizure"),
        (
            "Гульнару Омарову допросили в качестве свидетеля.",
            "person Гульнара Омарова; act interrogation_as_witness",
        ),
        (
            "В декабре 2025 года сайт был заблокирован.",
            "date 2025-12; act website_blocking",
        ),
        (
            "Нурлан Абишев приговорён к четырём годам ограничения свободы.",
            "person Нурлан Абишев; act conviction; act conviction",
        ),
        ("Ему угрожали увольнением.", "act threats; act harassment"),
        (
            "Сауле Нурпеисова избита неизвестными 3 мая 2025 г. в Шымкенте.",
            "person Сауле Нурпеисова; act ill_treatment; date 2025-05-03; place Шымкент",
        ),
        (
            "Там было пять человек, и все они молчали.",
            "group пять человек 5..5",
        ),
        (
            "Департамент полиции города Астаны отказался комментировать.",
            "organisation Департамент полиции города Астаны",
        ),
        (
            "Арман Султанов объявил голодовку.",
            "person Арман Султанов; act hunger_strike",
        ),
        (
            "С 1 по 5 марта 2025 года Руслан Искаков находился в изоляторе временного содержания.",
            "date 2025-03-01/2025-03-05; person Руслан Искаков; act police_custody",
        ),
        (
            "Дело возбуждено по статьям 258 и 405 Уголовного кодекса.",
            "act criminal_case_opened; provision KZ-CC-258; provision KZ-CC-405",
        ),
        (
            "Серика Даулетова депортировали в Узбекистан.",
            "person Серик Даулетов; act forced_departure; place Узбекистан",
        ),
        (
            "Парламент принял закон 12 ноября 2025 года.",
            "organisation Парламент; act law_passed; date 2025-11-12",
        ),
        (
            "Митинг на площади разогнали, Асель Каримову задержали.",
            "act dispersal; person Асель Каримова; act detention_at_assembly",
        ),
        (
            "В Приозёрске Ерлана Сагындыкова суд арестовал на 10 суток.",
            "place Приозерск; person Ерлан Сагындыков; act administrative_arrest",
        ),
        (
            "Адвокат Лариса Ким сообщила, что её не пустили к подзащитному.",
            "person Лариса Ким; act denial_of_counsel",
        ),
        (
            "Ходатайство об убежище отклонили около 1 декабря 2025 года.",
            "act denial_of_asylum; date 2025-12-01~",
        ),
    ]);
}

#[test]
fn kazakh() {
    check(&[
        (
            "2025 жылғы 13 қарашада Алматыда журналист Данияр Оспанов ұсталды.",
            "date 2025-11-13; place Алматы; person Данияр Оспанов; act journalist_detained",
        ),
        (
            "Белсенді Айгерім Бекова 15 тәулікке қамауға алынды.",
            "person Айгерім Бекова; act administrative_arrest",
        ),
        (
            "Оған ҚР ҚК 174-бабының 2-бөлігі бойынша айып тағылды.",
            "provision KZ-CC-174-2; act criminal_charge",
        ),
        (
            "А. Қасенов үйқамақта отыр.",
            "person А. Қасенов; act house_arrest",
        ),
        (
            "Марат Сейітов ұсталған жоқ.",
            "person Марат Сейітов; denied short_detention",
        ),
        (
            "Сот Гүлнар Омароваға айыппұл салды.",
            "person Гүлнар Омарова; act administrative_fine",
        ),
        (
            "Қылмыстық кодекстің 405-бабы бойынша қылмыстық іс қозғалды.",
            "provision KZ-CC-405; act criminal_case_opened",
        ),
        (
            "2026 жылғы қаңтардың ортасында оның үйін тінтті.",
            "date [2026-01-11..2026-01-20]; act search_home",
        ),
        (
            "Полиция Ерлан Тоқашевтың телефонын алып қойды.",
            "person Ерлан Тоқашев; act device_seizure",
        ),
        (
            "Нұрлан Әбішев куә ретінде жауап берді.",
            "person Нұрлан Әбішев; act interrogation_as_witness",
        ),
        (
            "Желтоқсанда сайт бұғатталды.",
            "date 2025-12?; act website_blocking",
        ),
        (
            "Арман Сұлтанов аштық жариялады.",
            "person Арман Сұлтанов; act hunger_strike",
        ),
        (
            "Асел Кәрімова жұмыстан шығарылды.",
            "person Асел Кәрімова; act harassment",
        ),
        (
            "Тілші Тимур Жүнісов соққыға жығылды.",
            "person Тимур Жүнісов; act ill_treatment",
        ),
        (
            "Оларды кеше полиция бөліміне алып кетті.",
            "date 2026-01-30; act short_detention",
        ),
        (
            "Әділет министрлігі адвокатты лицензиясынан айырды.",
            "organisation Әділет министрлігі; act licence_revocation",
        ),
        ("Шымкентте ешкім зардап шеккен жоқ.", "place Шымкент"),
        (
            "Болат Серікұлы Ахметов сотталды.",
            "person Болат Серікұлы Ахметов; act conviction",
        ),
        (
            "Полиция Айнұр Жексенбаеваны жауапқа шақырды.",
            "person Айнұр Жексенбаева; act summons",
        ),
    ]);
}

/// Every line; all that differ are shown together.
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(text, expected)| {
            let found = cold(text).join("; ");
            (found != *expected)
                .then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_act_type_has_words_in_every_language() {
    let shipped: std::collections::BTreeSet<String> = crate::vocabulary::seeded()
        .filter(|term| term.vocabulary == "act_type")
        .map(|term| term.code)
        .collect();
    for language in 0..3 {
        assert_eq!(
            super::super::act::codes(language),
            shipped,
            "language {language}"
        );
    }
}
