ui-skip-to-content = Hopp til innholdet
ui-language = Språk
ui-language-nb = Bokmål
ui-language-nn = Nynorsk
ui-language-en = English
ui-main-menu = Hovedmeny
ui-search = Søk
ui-demo-banner = Dette er en demonstrasjon. Steder, tider og telefonnumre er eksempler.
ui-optional = valgfritt
ui-error-summary-title = { $n ->
    [one] Én ting må rettes
   *[other] { $n } ting må rettes
}
ui-page-of = Side { $page } av { $pages }
ui-previous = Forrige
ui-next = Neste
ui-pages = Sider
ui-you-are-here = Du er her
ui-home = Forsiden
ui-call-us = Ring oss
ui-sign-out = Logg ut
ui-signed-in-as = Logget inn som { $name }
ui-show-as-table = Vis tallene som tabell
ui-how-computed = Hvordan er dette regnet ut?
ui-open = Åpent nå
ui-soon = Åpner senere i dag
ui-closed = Stengt
ui-called-off = Avlyst
ui-absent-title = Vi fant ikke siden
ui-absent-text = Siden er kanskje flyttet, eller adressen er skrevet feil. Prøv forsiden, eller ring oss.
ui-forbidden-title = Du har ikke tilgang til denne siden
ui-forbidden-text = Trenger du siden i arbeidet ditt? Spør den som styrer kontoene hos dere.
ui-fault-title = Noe gikk galt hos oss
ui-fault-text = Det er ikke din feil. Prøv igjen om litt. Haster det, kan du ringe oss.
ui-fault-reference = Oppgi denne koden hvis du ringer: { $code }
ui-to-front-page = Til forsiden
ui-step-of = Steg { $step } av { $steps }
ui-demo-label = Demonstrasjon
