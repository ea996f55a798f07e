# Заң баптары, орындар мен сөз тізімдерінің жанында.
lists-provisions = Заң баптары
provisions-what = Әрекеттер, шаралар, іс жүргізулер мен айыптар соларға сілтейді. Бапты осында немесе жазу барысында қосуға болады; оның коды өзгермейді: жазбалар соған сілтейді.
provision-add = Бап қосу
provision-edit = Бап
provision-code = Коды
provision-code-hint = Латын әріптері, цифрлар және сызықша, мысалы KZ-CC-274. Кейін өзгермейді.
provision-needs-code = Жазбалар осы бапқа сілтейтін кодты жазыңыз.
provision-law = Заң немесе кодекс
provision-article = Бап
provision-part = Бөлік
provision-title = Не туралы
provisions-count = { $count } бап
provision-uses = { $count ->
    [0] еш жерде аталмаған
   *[other] { $count } рет аталған, { $cases } істе
}
provisions-none = Әзірге бап жоқ
provisions-none-what = Бап осында немесе әрекет, шара, іс жүргізу пішінінде қосылады.
provisions-none-found = Мұндай бап жоқ
provision-deleted = Бап жойылды.
vocabulary-intervention-status = Үндеулердің күйі
