# Места и статьи законов: в командной строке и в окне.

cli-place-added = Добавлено: { $name }
cli-place-near = Пишутся похоже, возможно, это одно и то же место:
cli-place-changed = Изменено: { $name }
cli-place-never = никогда не выходит из хранилища
cli-place-uses = Записей, где оно названо: { $count }; дел: { $cases }
cli-provision-added = Добавлено: { $code }
cli-provision-changed = Изменено: { $code }
