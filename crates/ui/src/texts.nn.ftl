ui-skip-to-content = Hopp til innhaldet
ui-language = Språk
ui-language-nb = Bokmål
ui-language-nn = Nynorsk
ui-language-en = English
ui-main-menu = Hovudmeny
ui-search = Søk
ui-demo-banner = Dette er ein demonstrasjon. Stader, tider og telefonnummer er døme.
ui-optional = valfritt
ui-error-summary-title = { $n ->
    [one] Éin ting må rettast
   *[other] { $n } ting må rettast
}
ui-page-of = Side { $page } av { $pages }
ui-previous = Førre
ui-next = Neste
ui-pages = Sider
ui-you-are-here = Du er her
ui-home = Framsida
ui-call-us = Ring oss
ui-sign-out = Logg ut
ui-signed-in-as = Logga inn som { $name }
ui-show-as-table = Vis tala som tabell
ui-how-computed = Korleis er dette rekna ut?
ui-open = Ope no
ui-soon = Opnar seinare i dag
ui-closed = Stengt
ui-called-off = Avlyst
ui-absent-title = Vi fann ikkje sida
ui-absent-text = Sida er kanskje flytta, eller adressa er skriven feil. Prøv framsida, eller ring oss.
ui-forbidden-title = Du har ikkje tilgang til denne sida
ui-forbidden-text = Treng du sida i arbeidet ditt? Spør den som styrer kontoane hos dykk.
ui-fault-title = Noko gjekk gale hos oss
ui-fault-text = Det er ikkje din feil. Prøv igjen om litt. Hastar det, kan du ringe oss.
ui-fault-reference = Oppgi denne koden om du ringjer: { $code }
ui-to-front-page = Til framsida
ui-step-of = Steg { $step } av { $steps }
ui-demo-label = Demonstrasjon
