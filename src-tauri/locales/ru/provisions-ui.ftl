# Статьи законов, рядом с местами и списками слов.
lists-provisions = Статьи законов
provisions-what = На них ссылаются действия, меры, производства и обвинения. Статью можно добавить здесь или по ходу записи; её код не меняется: по нему на неё ссылаются записи.
provision-add = Добавить статью
provision-edit = Статья
provision-code = Код
provision-code-hint = Латинские буквы, цифры и дефис, например KZ-CC-274. Потом не меняется.
provision-needs-code = Укажите код, по которому на статью будут ссылаться записи.
provision-law = Закон или кодекс
provision-article = Статья
provision-part = Часть
provision-title = О чём она
provisions-count = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[other] { $count } статей
}
provision-uses = { $count ->
    [0] нигде не названа
    [one] { $count } упоминание, дел: { $cases }
    [few] { $count } упоминания, дел: { $cases }
   *[other] { $count } упоминаний, дел: { $cases }
}
provisions-none = Статей пока нет
provisions-none-what = Статью добавляют здесь или из формы действия, меры или производства.
provisions-none-found = Такой статьи нет
provision-deleted = Статья удалена.
vocabulary-intervention-status = Состояние обращений
