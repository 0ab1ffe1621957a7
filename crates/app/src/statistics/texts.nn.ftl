statistics-title = Tal
statistics-period = Periode
statistics-kind-day = Dag
statistics-kind-week = Veke
statistics-kind-month = Månad
statistics-kind-year = År
statistics-week = veke { $week }
statistics-week-of = veke { $week }, { $year }
statistics-so-far = { $period } til no
statistics-only = Berre { $names }
statistics-choose = Vel dagar, stad eller samanlikning
statistics-from = Frå og med
statistics-to = Til og med
statistics-all-places = Alle stader
statistics-all-offerings = Alle tilbod
statistics-against = Samanlikn med
statistics-against-last-year = same tid i fjor
statistics-against-previous = perioden før
statistics-against-from = … eller med dagane frå
statistics-against-to = til og med
statistics-show = Vis tala
statistics-then-last-year = i fjor
statistics-then-year-before = året før
statistics-then-day-before = dagen før
statistics-then-week-before = veka før
statistics-then-month-before = månaden før
statistics-then-period-before = perioden før
statistics-then-same-time = på same tid { $then }
statistics-then-other = i perioden { $period }
statistics-told-more = { $n ->
    [one] Éin førespurnad
   *[other] { $now } førespurnader
}, { $difference } fleire enn { $then }.
statistics-told-fewer = { $n ->
    [one] Éin førespurnad
   *[other] { $now } førespurnader
}, { $difference } færre enn { $then }.
statistics-told-same = { $n ->
    [one] Éin førespurnad
   *[other] { $now } førespurnader
}, like mange som { $then }.
statistics-told-first = { $n ->
    [one] Éin førespurnad
   *[other] { $now } førespurnader
}. Det var ingen { $then }.
statistics-told-alone = { $n ->
    [one] Éin førespurnad
   *[other] { $now } førespurnader
} i perioden { $period }.
statistics-told-few = Færre enn fem førespurnader i perioden { $period }.
statistics-told-nothing = Ingen førespurnader er registrerte i perioden { $period }.
statistics-riser-topic = Fleire spør om «{ $value }» enn { $then }: { $now } mot { $other }.
statistics-riser = «{ $value }» aukar mest: { $now } mot { $other } { $then }.
statistics-faller-topic = Færre spør om «{ $value }» enn { $then }: { $now } mot { $other }.
statistics-faller = «{ $value }» går mest ned: { $now } mot { $other } { $then }.
statistics-most-topic = Flest spør om «{ $value }»: { $now } av { $other } førespurnader.
statistics-most = «{ $value }» er det vanlegaste: { $now } av { $other } førespurnader.
statistics-most-alone = «{ $value }» er det vanlegaste, med { $now } førespurnader.
statistics-too-few = Det er registrert for lite til å vise noko her.
statistics-unfinished = { $when } er ikkje ferdig: talet er det som har kome så langt.
statistics-busiest = Travlast var { $when }, med { $n ->
    [one] éin førespurnad
   *[other] { $now } førespurnader
}.
statistics-busiest-part = Flest kjem { $weekday } { $part }, med { $now } førespurnader.
statistics-visits = Førespurnader
statistics-change = Endring
statistics-total = Til saman
statistics-when = Når
statistics-weekday = Vekedag
statistics-over-time = Over tid
statistics-against-was = mot { $before } { $then }
statistics-per-day = Per dag
statistics-per-week = Per veke
statistics-per-month = Per månad
statistics-per-year = Per år
statistics-chart-has-table = Tala i figuren står òg i tabellen under.
statistics-empty = Her er det ingen førespurnader. Vel ein annan periode, eller registrer den første i skranken.
statistics-more = Sjå nærare på
statistics-to-coverage = Dekkjer vi det tilrådde? Seks tema og minste innhald
statistics-take-away = Ta med tala
statistics-take-away-text = Filene har alle tal i perioden. Små tal er skjulte, òg i summane.
statistics-xlsx = Rekneark (XLSX)
statistics-csv-excel = CSV for Excel
statistics-csv = CSV for andre program
statistics-file-made = { $service }. Henta ut { $day }.
statistics-fewer-than-five = færre enn 5
statistics-withheld = skjult
statistics-none = Ingen
statistics-gone = Ikkje i registeret lenger
statistics-how-visits = Kvar førespurnad blir talt éin gong, på dagen og staden han høyrde til. Alt som er registrert til no, er med.
statistics-how-several = Ein førespurnad kan ha fleire tema og blir då talt under kvart av dei. Difor er summen av temaa større enn talet på førespurnader.
statistics-how-hidden = Tal frå 1 til 4 står som «færre enn 5». Nokre gonger er eitt tal til skjult, så det første ikkje berre er resten av summen.
statistics-about = Om tala
statistics-about-people = Tala er førespurnader, ikkje personar. Den som kjem tre gonger, blir talt tre gonger. Vi veit ikkje kven som kom, og kan ikkje finne det ut.
statistics-about-own = Her inne ser de alltid dykkar eigne summar per stad for ei veke eller meir, òg når dei er små.
statistics-about-hidden = I alle andre inndelingar, og i alt som blir skrive ut eller lasta ned, er tal frå 1 til 4 skjulte.
statistics-about-limits = Det vernar ikkje mot alt. Den som set saman fleire tabellar, eller veit noko frå før, kan nokre gonger rekne seg fram til eit skjult tal. Del difor ikkje finare tal enn mottakaren treng.
statistics-dimension-place = Stad
statistics-dimension-offering = Tilbod
statistics-dimension-form = Korleis vi møttest
statistics-dimension-topic = Tema
statistics-dimension-outcome = Korleis det gjekk
statistics-dimension-age = Alder
statistics-dimension-behalf = For kven
statistics-dimension-service = Digital teneste
statistics-dimension-referral = Vist vidare til
statistics-dimension-boundary = Utanfor det vi gjer
statistics-dimension-device = Kva som vart brukt
statistics-dimension-barrier = Kva som stod i vegen
statistics-dimension-duration = Kor lenge det tok
statistics-dimension-sent-on = Send vidare av andre før
statistics-dimension-heard = Korleis dei høyrde om oss
statistics-dimension-language = Språk
statistics-dimension-part = Tid på dagen
statistics-dimension-week = Når i veka
statistics-coverage-title = Dekkjer vi det tilrådde?
statistics-coverage-lead = Den nasjonale tilrådinga har seks tema og eit minste innhald. Her ser du kva de har, kva som manglar, og kvar de rettar det.
statistics-coverage-complete = Alt er på plass: { $met } av { $of }.
statistics-coverage-missing = { $met } av { $of } er på plass. Resten står under som manglar.
statistics-coverage-topics = Dei seks temaa
statistics-coverage-minimum = Minste innhald
statistics-coverage-place = Ein fysisk stad der folk kan kome innom eller avtale tid
statistics-coverage-employees = Tilsette med digital kompetanse, kunnskap om offentlege tenester og erfaring med å rettleie
statistics-coverage-there = På plass
statistics-coverage-lacks = Manglar
statistics-coverage-source = Kjelde: tilrådinga om kommunale rettleiingstilbod, Digihjelpen.
statistics-main-devices = Bruke nettbrett, mobil eller PC for å kome på nett
statistics-main-municipal = Bruke dei viktigaste digitale tenestene til kommunen
statistics-main-state = Bli vist vidare til digitale tenester i staten, som NAV og Skatteetaten
statistics-main-judgement = Digital dømmekraft: kjeldekritikk, gode og trygge val på nett
statistics-main-security = Tryggleik på nett: virus og nettfiske
statistics-main-privacy = Ta vare på personvernet sitt på nett
statistics-gap-topic = Ingen av dei publiserte tilboda kommunen sjølv har, dekkjer temaet.
statistics-gap-no-offering = Kommunen har ikkje lagt inn noko eige tilbod.
statistics-gap-not-published = Kommunen har tilbod, men ingen av dei er publiserte.
statistics-gap-no-access = Ingen tilbod har open hjelp eller timar.
statistics-gap-no-schedule = Ingen av tilboda har tider framover.
statistics-gap-not-staffed = Ingen av tidene er bemanna.
statistics-gap-no-address = Ingen av tilboda er på ein stad med adresse.
statistics-gap-no-statement = Kommunen har ikkje stadfesta at dei tilsette har kompetansen.
statistics-mend-offerings = Gå til tilboda
statistics-mend-places = Gå til stadene
statistics-coverage-stated = Stadfesta { $day } av { $role }.
statistics-coverage-state = Stadfest at dei tilsette har kompetansen
statistics-coverage-take-back = Trekk stadfestinga tilbake
statistics-by-coordinator = koordinatoren
statistics-by-leader = leiaren
statistics-by-administrator = administratoren
