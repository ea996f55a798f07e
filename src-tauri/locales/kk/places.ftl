# Орындар мен заң баптары: командалық жолда және терезеде.

cli-place-added = Қосылды: { $name }
cli-place-near = Ұқсас жазылады, бәлкім, бір орын:
cli-place-changed = Өзгертілді: { $name }
cli-place-never = сандықтан ешқашан шықпайды
cli-place-uses = Оны атаған жазбалар: { $count }; істер: { $cases }
cli-provision-added = Қосылды: { $code }
cli-provision-changed = Өзгертілді: { $code }
