# The leak check: what was found, where, and what is done about it.

leak-what-name = имя
leak-what-part = одно слово имени
leak-what-contact = телефон, почта или имя в сети
leak-what-place = место
leak-what-link = кодовое имя рядом с именем

leak-act-replace = заменено
leak-act-leave-out = остаётся здесь
leak-act-accept = принято
leak-act-waiting = ждёт решения

leak-why-picture = Изображение: слова на нём видны только глазами
leak-why-recording = Звук или видео
leak-why-encrypted = Закрыт паролем
leak-why-unknown = Вид файла, который здесь не читается
leak-why-too-large = Слишком большой или слишком глубоко упакован
leak-why-unreadable = Повреждён или набран буквами, которые нельзя распознать
leak-why-tells = Может хранить сведения о том, кем, когда, где и чем создан, и их нельзя убрать

cli-leaks-none = Ничего из того, что должно остаться, не будет видно.
cli-leaks-unlooked = Файлы, которые не удалось просмотреть:
cli-leaks-more = Найдено больше, чем показано здесь.
cli-leaks-sealed = Печать закрыта: людей за ней никто не искал.
cli-leaks-waiting = { $count ->
    [one] { $count } место ждёт решения: --accept ID=ПРИЧИНА, --leave-out ID, --accept-unlooked ПРИЧИНА.
    [few] { $count } места ждут решения: --accept ID=ПРИЧИНА, --leave-out ID, --accept-unlooked ПРИЧИНА.
   *[other] { $count } мест ждут решения: --accept ID=ПРИЧИНА, --leave-out ID, --accept-unlooked ПРИЧИНА.
}
