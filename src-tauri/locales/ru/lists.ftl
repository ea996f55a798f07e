# Списки слов и состояние проверки дела в командной строке.

cli-term-added = В списке { $vocabulary } новое слово: { $code }.
cli-term-renamed = У { $vocabulary } { $code } новые названия.
cli-term-retired = { $vocabulary } { $code } больше не предлагается. Там, где оно стоит, оно остаётся.
cli-term-back = { $vocabulary } { $code } снова предлагается.
cli-term-is-retired = не предлагается
cli-term-replaced = { $count ->
    [0] { $code } не стояло ни в одной записи; больше не предлагается.
    [one] В { $count } записи теперь { $by } вместо { $code }; { $code } больше не предлагается.
   *[other] В { $count } записях теперь { $by } вместо { $code }; { $code } больше не предлагается.
}
cli-import-terms = Коды, которых здесь не было, добавлены в списки слов с названиями из файла, а где их нет — с самим кодом: sandyq vocabulary list
cli-review = Проверка: { $state }
cli-state-draft = черновик
cli-state-sourced = есть источники
cli-state-corroborated = подтверждено
cli-state-reviewed = проверено
cli-state-cleared = разрешено к выходу
cli-review-nobody = ключ, который никому не принадлежит
cli-review-decided = Последнее решение { $day }, { $by }: { $from } → { $to }
cli-review-changed = { $count ->
    [one] С тех пор изменилась { $count } запись
    [few] С тех пор изменились { $count } записи
   *[other] С тех пор изменилось { $count } записей
}
