# Articles of laws, where places and vocabularies are kept.
lists-provisions = Articles of laws
provisions-what = What acts, measures, proceedings and charges name. An article can be added here or while you write; its code stays, because records name it by that.
provision-add = Add an article
provision-edit = Article
provision-code = Code
provision-code-hint = Latin letters, digits and hyphens, for example KZ-CC-274. It stays.
provision-needs-code = Say by what code records will name it.
provision-law = Law or code
provision-article = Article
provision-part = Part
provision-title = What it says
provisions-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
provision-uses = { $count ->
    [0] not named
    [one] named once, { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }
   *[other] named { $count } times, { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }
}
provisions-none = No articles yet
provisions-none-what = An article is added here, or from the form of an act, a measure or a proceeding.
provisions-none-found = No such article
provision-deleted = Article deleted.
vocabulary-intervention-status = How interventions stand
