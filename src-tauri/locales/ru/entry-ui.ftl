# Записи одна за другой.
said-title = Откуда это известно
act-also = То же сделали с
act-also-hint = У каждого будет своя запись с тем же источником.
measure-also = Та же мера также для
claim-again = Ещё одно утверждение о том же
claim-whole = Всё целиком
claim-against-other = Противоречит утверждению о другом
claim-against-none = В этом деле нет такого утверждения.
duration-not-understood = Не понято. Достаточно числа или слов: «2 года 6 месяцев».
held-restricted = Не удерживаются, но ограничены
held-restricted-what = Запреты, ограничение свободы, залог: чего человеку нельзя в этот день.
home-overdue-title = Просрочено
claim-write = Новое утверждение
