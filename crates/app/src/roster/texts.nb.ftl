roster-all-filled = Alle plassene er fylt.
roster-alone = Trenger en erfaren voksen
roster-answer = Svar på de neste { $n } vaktene
roster-as-others = Gjør dagen lik de andre
roster-away = Jeg skal være borte
roster-back = Gi noe tilbake?
roster-being-made = Vi prøver ut tusenvis av måter å fordele vaktene på.
roster-besides = Ellers
roster-better = Bedre planen
roster-block-absent = borte
roster-block-adult = ung, og ingen voksen er der
roster-block-clash = har vakt samtidig: { $shift }
roster-block-full = vakten er full
roster-block-gate = papirene er ikke i orden
roster-block-lacking = kan ikke det som mangler: { $skills }
roster-block-new = ny, og ingen erfaren er der
roster-block-no = kan ikke da
roster-block-rest = for kort hvile til { $shift }
roster-block-school = på skolen
roster-block-travel = rekker ikke fra eller til { $shift }
roster-block-week = { $over } for mye den uken
roster-block-young = under 18 og for tidlig, sent eller lenge
roster-calendar = Kalender
roster-calendar-address = Kopier adressen inn i kalenderen din. Vi viser den bare denne ene gangen.
roster-calendar-make = Lag kalenderadresse
roster-calendar-new = Lag ny kalenderadresse
roster-calendar-summary = Vakt: { $name }
roster-calendar-text = Få vaktene rett inn i kalenderen på mobilen. Adressen er hemmelig og bare din.
roster-calendar-there = Du har en kalenderadresse. Lager du en ny, slutter den gamle å virke.
roster-cannot = Det vi ikke får til
roster-cannot-then = Kan ikke
roster-change-day = endre for denne dagen
roster-clock-from = Fra klokken
roster-clock-to = Til klokken
roster-crew = På vakt
roster-day = Dag
roster-demand-lead = Gjelder alle datoene på denne tiden, så lenge ikke en dato har fått noe eget.
roster-demands = Hva vaktene trenger
roster-demands-lead = Velg hvilke tider som skal med i vaktplanen, og hvem de trenger.
roster-feed-name = Vaktene mine – { $service }
roster-filled = De neste { $weeks } ukene er { $filled } av { $places } plasser fylt.
roster-fine = Går fint
roster-from = Fra og med
roster-from-past = Velg denne uken eller senere.
roster-full-hint = Vakten er full. Ta av en først for å bytte.
roster-give-up = Gi fra meg vakten
roster-given-up-by = { $name } vil gi fra seg denne.
roster-gladly = Gjerne!
roster-good-enough = Stopp, det er godt nok
roster-guides =
    { $n ->
        [one] 1 veileder
       *[other] { $n } veiledere
    }
roster-has-seen = Har sett vakten.
roster-hours = Tid
roster-how-many = Hvor mange veiledere
roster-i-saw = Jeg har sett vaktene mine
roster-instead = (i stedet for { $name })
roster-is-published = Planen er publisert.
roster-keep = Behold vakten
roster-kept = { $filled } plasser er fylt, og { $wished } av dem passer med det folk ønsker. Den som er lengst fra sin del av arbeidet, er { $unfair } unna. { $changed } vakter er endret fra det som er publisert.
roster-languages = Språk
roster-last-day = Gjelder til og med
roster-leave-out = Ta ut av vaktplanen
roster-letter-given = Du har vakt: { $name }, { $when }
roster-letter-given-text = Du er satt opp på { $name }, { $when }. Sted: { $place }. Passer det ikke, sier du fra på siden din eller til koordinatoren.
roster-letter-gone = Vakten er tatt bort: { $name }, { $when }
roster-letter-gone-text = Du har ikke lenger vakten på { $name }, { $when }. Du trenger ikke gjøre noe.
roster-lock = Lås
roster-locked = Låst
roster-look-again = Se på nytt
roster-make = Lag vaktplan
roster-make-do = Lag planen
roster-make-lead = Vi lager et forslag på sekunder. Du kan endre det og velger selv når det blir publisert.
roster-making = Lages nå
roster-may-leave = Du kan gjøre noe annet så lenge. Planen blir ferdig uten deg.
roster-mine = Vaktene mine
roster-mine-more = Se vakter, bytt og si når du kan
roster-mine-none = Du har ingen vakter framover.
roster-missing = Mangler { $n }
roster-name = Navn
roster-need-adult = Elever bare sammen med en voksen
roster-need-age = Ung og voksen sammen
roster-need-face = Samme fjes fra gang til gang
roster-need-pair = En ny sammen med en erfaren
roster-need-yes = Bytter venter på ja fra koordinatoren
roster-no = Nei
roster-no-demands = Si først hva vaktene trenger, så kan vi lage en plan.
roster-no-way =
    { $n ->
        [one] 1 mangler
       *[other] { $n } mangler
    }. Vi fant ingen måte å fylle den på.
roster-nobody = Ingen ennå
roster-nobody-can =
    { $n ->
        [one] 1 mangler
       *[other] { $n } mangler
    }. Ingen kan da, uansett hvordan resten av planen er.
roster-nobody-free = Ingen er ledig uten at noe annet må vike.
roster-not-rostered = Ikke med i vaktplanen
roster-not-seen = Har ikke sett vakten ennå.
roster-nothing-asked = Det er ingen vakter å svare på nå.
roster-nothing-back = Nei, jeg tar den bare
roster-offered = Vil gi fra seg vakten
roster-people = Fordelingen
roster-percent = { $n } prosent ferdig
roster-plan-of = Plan fra { $first } til { $last }
roster-plan-word = Planen
roster-plans = Planer som ikke er publisert
roster-price-change = endrer det folk har fått vite
roster-price-face = et nytt fjes
roster-price-fine = passer fint
roster-price-good-pair = gir et godt par
roster-price-little = har hatt lite
roster-price-much = får mer enn sin del
roster-price-pair = bryter et godt par
roster-price-unwished = ønsker helst noe annet
roster-price-week = et annet antall vakter enn ønsket
roster-print = Skriv ut til veggen
roster-print-hint = Skriv ut siden og heng den opp.
roster-publish = Publiser planen
roster-publish-hint = Da får veilederne beskjed på e-post, og vaktene står på siden deres.
roster-put-on = Sett på
roster-quick = Rask: ferdig på sekunder
roster-rather-not = Helst ikke
roster-refusal-alone = Hen kan ikke være der alene.
roster-refusal-alone-hint = Sett først på en erfaren voksen, så går det.
roster-refusal-broken = Planen kan ikke publiseres slik den er, for noe har endret seg.
roster-refusal-broken-hint = Trykk «Bedre planen», så blir den rettet, og prøv igjen.
roster-refusal-busy = Hen kan ikke da.
roster-refusal-busy-hint = Velg en annen, eller spør om det likevel går.
roster-refusal-clash = Hen har en annen vakt som ikke går sammen med denne.
roster-refusal-clash-hint = Ta hen av den andre vakten først, eller velg en annen.
roster-refusal-full = Det er mange nok på vakten.
roster-refusal-full-hint = Ta noen av vakten først, eller si at vakten trenger flere.
roster-refusal-gate = Papirene er ikke i orden den dagen.
roster-refusal-gate-hint = Se under Folk hva som mangler. En leder kan åpne porten med en begrunnelse.
roster-refusal-gone = Vakten er over, avlyst eller ikke med i vaktplanen.
roster-refusal-gone-hint = Gå tilbake til vaktplanen og se hva som gjelder.
roster-refusal-hours = Det blir flere timer den uken enn det er avtalt.
roster-refusal-hours-hint = Velg en annen, eller avtal flere timer under Folk.
roster-refusal-lacking = Den siste plassen må gå til en som kan det vakten krever.
roster-refusal-lacking-hint = Velg en som kan det, eller endre hva vakten trenger.
roster-refusal-making = En plan blir laget akkurat nå.
roster-refusal-making-hint = Vent til den er ferdig, eller stopp den først.
roster-refusal-rest = Det blir for kort hvile mellom to dager.
roster-refusal-rest-hint = Velg en annen, eller flytt vakten ved siden av.
roster-refusal-taken = Noen andre kom først.
roster-refusal-taken-hint = Vakten har fått en ny, eller eieren vil beholde den. Se lista på nytt.
roster-refusal-too-much = Planen spør om for mye på én gang.
roster-refusal-too-much-hint = Velg færre uker og prøv igjen.
roster-refusal-young = Den som er under 18, kan ikke ha vakt så tidlig, sent eller lenge.
roster-refusal-young-hint = Velg en voksen.
roster-remedy-adult = Finn en voksen som kan være der sammen med { $name }.
roster-remedy-ask = Spør om { $name } likevel kan.
roster-remedy-experienced = Finn en erfaren som kan være der sammen med { $name }.
roster-remedy-gate = Få papirene til { $name } i orden.
roster-remedy-hours = Avtal { $hours } mer den uken med { $name }.
roster-remedy-move = Flytt { $name } hit fra { $shift }.
roster-remedy-recruit = Finn én veileder til.
roster-remedy-recruit-skills = Finn én veileder til, som kan: { $skills }.
roster-remedy-teach = Lær { $name } dette: { $skills }.
roster-remove = Fjern
roster-save = Lagre
roster-saved = Lagret. Takk!
roster-school = Timeplan på skolen
roster-school-hint = Vi setter deg ikke opp i skoletiden. I skoleferier gjelder den ikke.
roster-seen = { $seen } av { $of } har sett vakten
roster-services = Digitale tjenester
roster-shifts = Vakter
roster-skills = Språk, temaer og tjenester
roster-skills-hint = Minst én på vakten må kunne hvert av disse.
roster-some-missing =
    { $n ->
        [one] 1 plass er ikke fylt.
       *[other] { $n } plasser er ikke fylt.
    } Under ser du hva som skal til.
roster-swap-back = Til gjengjeld går denne andre veien: { $shift }
roster-swap-text = { $from } vil gi fra seg vakten. { $to } kan ta den.
roster-swaps = Bytter som venter på ja
roster-take = Jeg kan ta den
roster-take-off = Ta av
roster-taken-by = { $name } kan ta den. Koordinatoren må si ja.
roster-thorough = Grundig: bedre, tar lengre tid
roster-throw-away = Forkast
roster-time = Klokken
roster-times-of = Når { $name } ikke kan
roster-title = Vaktplan
roster-to = Til og med
roster-to-take = Vakter som trenger noen
roster-topics = Temaer
roster-unlock = Lås opp
roster-waits-do = Se vaktplanen
roster-waits-for-yes = Takk! Koordinatoren må si ja før vakten er din.
roster-waits-short =
    { $n ->
        [one] 1 vakt
       *[other] { $n } vakter
    } den neste uken mangler noen.
roster-waits-yes =
    { $n ->
        [one] 1 bytte
       *[other] { $n } bytter
    } venter på ja.
roster-wall-empty = Ingen vakter denne uken.
roster-wall-title = Vaktplan uke { $n }
roster-week = Uke { $n }
roster-week-after = Uken etter
roster-week-before = Uken før
roster-weekdays = Dager
roster-weeks = Antall uker (1–8)
roster-when-can = Når kan du?
roster-when-lead = Timeplan for elever og fravær. Veilederne kan også gjøre dette selv på siden sin.
roster-when-title = Når folk kan
roster-where = Hva og hvor
roster-who = Hvem
roster-who-can = Hvem kan?
roster-why-not = Hvorfor ikke de andre?
roster-wished = Som passer
roster-with = sammen med { $names }
roster-work = Hvor grundig skal vi lete?
roster-yes = Ja, bytt
roster-block-elsewhere = har sagt ja til en annen time da
roster-letter-moved = Vakten er flyttet: { $name }, { $when }
roster-letter-moved-text = Vakten din på { $name } er nå { $when }. Sted: { $place }. Passer det ikke, sier du fra på siden din eller til koordinatoren.
roster-letter-off = Vakten er avlyst: { $name }, { $when }. Du trenger ikke komme.
roster-letter-off-text = { $name }, { $when }, er avlyst. Du trenger ikke komme.
roster-wall-pdf = Last ned som PDF
