statistics-title = Tall
statistics-period = Periode
statistics-kind-day = Dag
statistics-kind-week = Uke
statistics-kind-month = Måned
statistics-kind-year = År
statistics-week = uke { $week }
statistics-week-of = uke { $week }, { $year }
statistics-so-far = { $period } til nå
statistics-only = Bare { $names }
statistics-choose = Velg dager, sted eller sammenligning
statistics-from = Fra og med
statistics-to = Til og med
statistics-all-places = Alle steder
statistics-all-offerings = Alle tilbud
statistics-against = Sammenlign med
statistics-against-last-year = samme tid i fjor
statistics-against-previous = perioden før
statistics-against-from = … eller med dagene fra
statistics-against-to = til og med
statistics-show = Vis tallene
statistics-then-last-year = i fjor
statistics-then-year-before = året før
statistics-then-day-before = dagen før
statistics-then-week-before = uken før
statistics-then-month-before = måneden før
statistics-then-period-before = perioden før
statistics-then-same-time = på samme tid { $then }
statistics-then-other = i perioden { $period }
statistics-told-more = { $n ->
    [one] Én henvendelse
   *[other] { $now } henvendelser
}, { $difference } flere enn { $then }.
statistics-told-fewer = { $n ->
    [one] Én henvendelse
   *[other] { $now } henvendelser
}, { $difference } færre enn { $then }.
statistics-told-same = { $n ->
    [one] Én henvendelse
   *[other] { $now } henvendelser
}, like mange som { $then }.
statistics-told-first = { $n ->
    [one] Én henvendelse
   *[other] { $now } henvendelser
}. Det var ingen { $then }.
statistics-told-alone = { $n ->
    [one] Én henvendelse
   *[other] { $now } henvendelser
} i perioden { $period }.
statistics-told-few = Færre enn fem henvendelser i perioden { $period }.
statistics-told-nothing = Ingen henvendelser er registrert i perioden { $period }.
statistics-riser-topic = Flere spør om «{ $value }» enn { $then }: { $now } mot { $other }.
statistics-riser = «{ $value }» øker mest: { $now } mot { $other } { $then }.
statistics-faller-topic = Færre spør om «{ $value }» enn { $then }: { $now } mot { $other }.
statistics-faller = «{ $value }» går mest ned: { $now } mot { $other } { $then }.
statistics-most-topic = Flest spør om «{ $value }»: { $now } av { $other } henvendelser.
statistics-most = «{ $value }» er det vanligste: { $now } av { $other } henvendelser.
statistics-most-alone = «{ $value }» er det vanligste, med { $now } henvendelser.
statistics-too-few = Det er registrert for lite til å vise noe her.
statistics-unfinished = { $when } er ikke ferdig: tallet er det som er kommet til nå.
statistics-busiest = Travlest var { $when }, med { $n ->
    [one] én henvendelse
   *[other] { $now } henvendelser
}.
statistics-busiest-part = Flest kommer { $weekday } { $part }, med { $now } henvendelser.
statistics-visits = Henvendelser
statistics-change = Endring
statistics-total = Til sammen
statistics-when = Når
statistics-weekday = Ukedag
statistics-over-time = Over tid
statistics-against-was = mot { $before } { $then }
statistics-per-day = Per dag
statistics-per-week = Per uke
statistics-per-month = Per måned
statistics-per-year = Per år
statistics-chart-has-table = Tallene i figuren står også i tabellen under.
statistics-empty = Her er det ingen henvendelser. Velg en annen periode, eller registrer den første i skranken.
statistics-more = Se nærmere på
statistics-to-coverage = Dekker vi det anbefalte? Seks temaer og minste innhold
statistics-take-away = Ta med tallene
statistics-take-away-text = Filene har alle tall i perioden. Små tall er skjult, også i summene.
statistics-xlsx = Regneark (XLSX)
statistics-csv-excel = CSV for Excel
statistics-csv = CSV for andre programmer
statistics-file-made = { $service }. Hentet ut { $day }.
statistics-fewer-than-five = færre enn 5
statistics-withheld = skjult
statistics-none = Ingen
statistics-gone = Ikke i registeret lenger
statistics-how-visits = Hver henvendelse telles én gang, på dagen og stedet den hørte til. Alt som er registrert til nå, er med.
statistics-how-several = En henvendelse kan ha flere temaer og telles da under hvert av dem. Derfor er summen av temaene større enn antall henvendelser.
statistics-how-hidden = Tall fra 1 til 4 vises som «færre enn 5». Noen ganger er ett tall til skjult, så det første ikke bare er resten av summen.
statistics-about = Om tallene
statistics-about-people = Tallene er henvendelser, ikke personer. Den som kommer tre ganger, telles tre ganger. Vi vet ikke hvem som kom, og kan ikke finne det ut.
statistics-about-own = Her inne ser dere alltid deres egne summer per sted for en uke eller mer, også når de er små.
statistics-about-hidden = I alle andre inndelinger, og i alt som skrives ut eller lastes ned, er tall fra 1 til 4 skjult.
statistics-about-limits = Det verner ikke mot alt. Den som setter sammen flere tabeller, eller vet noe fra før, kan noen ganger regne seg frem til et skjult tall. Del derfor ikke finere tall enn mottakeren trenger.
statistics-dimension-place = Sted
statistics-dimension-offering = Tilbud
statistics-dimension-form = Hvordan vi møttes
statistics-dimension-topic = Tema
statistics-dimension-outcome = Hvordan det gikk
statistics-dimension-age = Alder
statistics-dimension-behalf = For hvem
statistics-dimension-service = Digital tjeneste
statistics-dimension-referral = Vist videre til
statistics-dimension-boundary = Utenfor det vi gjør
statistics-dimension-device = Hva som ble brukt
statistics-dimension-barrier = Hva som sto i veien
statistics-dimension-duration = Hvor lenge det tok
statistics-dimension-sent-on = Sendt videre av andre før
statistics-dimension-heard = Hvordan de hørte om oss
statistics-dimension-language = Språk
statistics-dimension-part = Tid på dagen
statistics-dimension-week = Når i uken
statistics-coverage-title = Dekker vi det anbefalte?
statistics-coverage-lead = Den nasjonale anbefalingen har seks temaer og et minste innhold. Her ser du hva dere har, hva som mangler, og hvor dere retter det.
statistics-coverage-complete = Alt er på plass: { $met } av { $of }.
statistics-coverage-missing = { $met } av { $of } er på plass. Resten står under som mangler.
statistics-coverage-topics = De seks temaene
statistics-coverage-minimum = Minste innhold
statistics-coverage-place = Et fysisk sted der folk kan komme innom eller avtale tid
statistics-coverage-employees = Ansatte med digital kompetanse, kunnskap om offentlige tjenester og erfaring med å veilede
statistics-coverage-there = På plass
statistics-coverage-lacks = Mangler
statistics-coverage-source = Kilde: anbefalingen om kommunale veiledningstilbud, Digihjelpen.
statistics-main-devices = Bruke nettbrett, mobil eller PC for å komme på nett
statistics-main-municipal = Bruke kommunens viktigste digitale tjenester
statistics-main-state = Bli vist videre til statens digitale tjenester, som NAV og Skatteetaten
statistics-main-judgement = Digital dømmekraft: kildekritikk, gode og trygge valg på nett
statistics-main-security = Sikkerhet på nett: virus og nettfiske
statistics-main-privacy = Ta vare på personvernet sitt på nett
statistics-gap-topic = Ingen av kommunens egne tilbud som er publisert, dekker temaet.
statistics-gap-no-offering = Kommunen har ikke lagt inn noe eget tilbud.
statistics-gap-not-published = Kommunen har tilbud, men ingen av dem er publisert.
statistics-gap-no-access = Ingen tilbud har åpen hjelp eller timer.
statistics-gap-no-schedule = Ingen av tilbudene har tider fremover.
statistics-gap-not-staffed = Ingen av tidene er bemannet.
statistics-gap-no-address = Ingen av tilbudene er på et sted med adresse.
statistics-gap-no-statement = Kommunen har ikke bekreftet at de ansatte har kompetansen.
statistics-mend-offerings = Gå til tilbudene
statistics-mend-places = Gå til stedene
statistics-coverage-stated = Bekreftet { $day } av { $role }.
statistics-coverage-state = Bekreft at de ansatte har kompetansen
statistics-coverage-take-back = Trekk bekreftelsen tilbake
statistics-by-coordinator = koordinatoren
statistics-by-leader = lederen
statistics-by-administrator = administratoren
