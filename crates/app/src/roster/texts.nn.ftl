roster-all-filled = Alle plassane er fylte.
roster-alone = Treng ein erfaren vaksen
roster-answer = Svar på dei neste { $n } vaktene
roster-as-others = Gjer dagen lik dei andre
roster-away = Eg skal vere borte
roster-back = Gi noko tilbake?
roster-being-made = Vi prøver ut tusenvis av måtar å fordele vaktene på.
roster-besides = Elles
roster-better = Betre planen
roster-block-absent = borte
roster-block-adult = ung, og ingen vaksen er der
roster-block-clash = har vakt samstundes: { $shift }
roster-block-full = vakta er full
roster-block-gate = papira er ikkje i orden
roster-block-lacking = kan ikkje det som manglar: { $skills }
roster-block-new = ny, og ingen erfaren er der
roster-block-no = kan ikkje då
roster-block-rest = for kort kvile til { $shift }
roster-block-school = på skulen
roster-block-travel = rekk ikkje frå eller til { $shift }
roster-block-week = { $over } for mykje den veka
roster-block-young = under 18 og for tidleg, seint eller lenge
roster-calendar = Kalender
roster-calendar-address = Kopier adressa inn i kalenderen din. Vi viser ho berre denne eine gongen.
roster-calendar-make = Lag kalenderadresse
roster-calendar-new = Lag ny kalenderadresse
roster-calendar-summary = Vakt: { $name }
roster-calendar-text = Få vaktene rett inn i kalenderen på mobilen. Adressa er hemmeleg og berre di.
roster-calendar-there = Du har ei kalenderadresse. Lagar du ei ny, sluttar den gamle å verke.
roster-cannot = Det vi ikkje får til
roster-cannot-then = Kan ikkje
roster-change-day = endre for denne dagen
roster-clock-from = Frå klokka
roster-clock-to = Til klokka
roster-crew = På vakt
roster-day = Dag
roster-demand-lead = Gjeld alle datoane på denne tida, så lenge ikkje ein dato har fått noko eige.
roster-demands = Kva vaktene treng
roster-demands-lead = Vel kva tider som skal med i vaktplanen, og kven dei treng.
roster-feed-name = Vaktene mine – { $service }
roster-filled = Dei neste { $weeks } vekene er { $filled } av { $places } plassar fylte.
roster-fine = Går fint
roster-from = Frå og med
roster-from-past = Vel denne veka eller seinare.
roster-full-hint = Vakta er full. Ta av ein først for å byte.
roster-give-up = Gi frå meg vakta
roster-given-up-by = { $name } vil gi frå seg denne.
roster-gladly = Gjerne!
roster-good-enough = Stopp, det er godt nok
roster-guides =
    { $n ->
        [one] 1 rettleiar
       *[other] { $n } rettleiarar
    }
roster-has-seen = Har sett vakta.
roster-hours = Tid
roster-how-many = Kor mange rettleiarar
roster-i-saw = Eg har sett vaktene mine
roster-instead = (i staden for { $name })
roster-is-published = Planen er publisert.
roster-keep = Behald vakta
roster-kept = { $filled } plassar er fylte, og { $wished } av dei passar med det folk ønskjer. Den som er lengst frå sin del av arbeidet, er { $unfair } unna. { $changed } vakter er endra frå det som er publisert.
roster-languages = Språk
roster-last-day = Gjeld til og med
roster-leave-out = Ta ut av vaktplanen
roster-letter-given = Du har vakt: { $name }, { $when }
roster-letter-given-text = Du er sett opp på { $name }, { $when }. Stad: { $place }. Passar det ikkje, seier du frå på sida di eller til koordinatoren.
roster-letter-gone = Vakta er teken bort: { $name }, { $when }
roster-letter-gone-text = Du har ikkje lenger vakta på { $name }, { $when }. Du treng ikkje gjere noko.
roster-lock = Lås
roster-locked = Låst
roster-look-again = Sjå på nytt
roster-make = Lag vaktplan
roster-make-do = Lag planen
roster-make-lead = Vi lagar eit framlegg på sekund. Du kan endre det og vel sjølv når det blir publisert.
roster-making = Blir laga no
roster-may-leave = Du kan gjere noko anna så lenge. Planen blir ferdig utan deg.
roster-mine = Vaktene mine
roster-mine-more = Sjå vakter, byt og sei når du kan
roster-mine-none = Du har ingen vakter framover.
roster-missing = Manglar { $n }
roster-name = Namn
roster-need-adult = Elevar berre saman med ein vaksen
roster-need-age = Ung og vaksen saman
roster-need-face = Same fjes frå gong til gong
roster-need-pair = Ein ny saman med ein erfaren
roster-need-yes = Byte ventar på ja frå koordinatoren
roster-no = Nei
roster-no-demands = Sei først kva vaktene treng, så kan vi lage ein plan.
roster-no-way =
    { $n ->
        [one] 1 manglar
       *[other] { $n } manglar
    }. Vi fann ingen måte å fylle ho på.
roster-nobody = Ingen enno
roster-nobody-can =
    { $n ->
        [one] 1 manglar
       *[other] { $n } manglar
    }. Ingen kan då, same korleis resten av planen er.
roster-nobody-free = Ingen er ledig utan at noko anna må vike.
roster-not-rostered = Ikkje med i vaktplanen
roster-not-seen = Har ikkje sett vakta enno.
roster-nothing-asked = Det er ingen vakter å svare på no.
roster-nothing-back = Nei, eg tek ho berre
roster-offered = Vil gi frå seg vakta
roster-people = Fordelinga
roster-percent = { $n } prosent ferdig
roster-plan-of = Plan frå { $first } til { $last }
roster-plan-word = Planen
roster-plans = Planar som ikkje er publiserte
roster-price-change = endrar det folk har fått vite
roster-price-face = eit nytt fjes
roster-price-fine = passar fint
roster-price-good-pair = gir eit godt par
roster-price-little = har hatt lite
roster-price-much = får meir enn sin del
roster-price-pair = bryt eit godt par
roster-price-unwished = ønskjer helst noko anna
roster-price-week = eit anna tal på vakter enn ønskt
roster-print = Skriv ut til veggen
roster-print-hint = Skriv ut sida og heng ho opp.
roster-publish = Publiser planen
roster-publish-hint = Då får rettleiarane beskjed på e-post, og vaktene står på sida deira.
roster-put-on = Set på
roster-quick = Rask: ferdig på sekund
roster-rather-not = Helst ikkje
roster-refusal-alone = Vedkomande kan ikkje vere der åleine.
roster-refusal-alone-hint = Set først på ein erfaren vaksen, så går det.
roster-refusal-broken = Planen kan ikkje publiserast slik han er, for noko har endra seg.
roster-refusal-broken-hint = Trykk «Betre planen», så blir han retta, og prøv igjen.
roster-refusal-busy = Vedkomande kan ikkje då.
roster-refusal-busy-hint = Vel ein annan, eller spør om det likevel går.
roster-refusal-clash = Vedkomande har ei anna vakt som ikkje går saman med denne.
roster-refusal-clash-hint = Ta personen av den andre vakta først, eller vel ein annan.
roster-refusal-full = Det er mange nok på vakta.
roster-refusal-full-hint = Ta nokon av vakta først, eller sei at vakta treng fleire.
roster-refusal-gate = Papira er ikkje i orden den dagen.
roster-refusal-gate-hint = Sjå under Folk kva som manglar. Ein leiar kan opne porten med ei grunngiving.
roster-refusal-gone = Vakta er over, avlyst eller ikkje med i vaktplanen.
roster-refusal-gone-hint = Gå tilbake til vaktplanen og sjå kva som gjeld.
roster-refusal-hours = Det blir fleire timar den veka enn det er avtalt.
roster-refusal-hours-hint = Vel ein annan, eller avtal fleire timar under Folk.
roster-refusal-lacking = Den siste plassen må gå til ein som kan det vakta krev.
roster-refusal-lacking-hint = Vel ein som kan det, eller endre kva vakta treng.
roster-refusal-making = Ein plan blir laga akkurat no.
roster-refusal-making-hint = Vent til han er ferdig, eller stopp han først.
roster-refusal-rest = Det blir for kort kvile mellom to dagar.
roster-refusal-rest-hint = Vel ein annan, eller flytt vakta ved sida av.
roster-refusal-taken = Nokon andre kom først.
roster-refusal-taken-hint = Vakta har fått ein ny, eller eigaren vil behalde ho. Sjå lista på nytt.
roster-refusal-too-much = Planen spør om for mykje på éin gong.
roster-refusal-too-much-hint = Vel færre veker og prøv igjen.
roster-refusal-young = Den som er under 18, kan ikkje ha vakt så tidleg, seint eller lenge.
roster-refusal-young-hint = Vel ein vaksen.
roster-remedy-adult = Finn ein vaksen som kan vere der saman med { $name }.
roster-remedy-ask = Spør om { $name } likevel kan.
roster-remedy-experienced = Finn ein erfaren som kan vere der saman med { $name }.
roster-remedy-gate = Få papira til { $name } i orden.
roster-remedy-hours = Avtal { $hours } meir den veka med { $name }.
roster-remedy-move = Flytt { $name } hit frå { $shift }.
roster-remedy-recruit = Finn éin rettleiar til.
roster-remedy-recruit-skills = Finn éin rettleiar til, som kan: { $skills }.
roster-remedy-teach = Lær { $name } dette: { $skills }.
roster-remove = Fjern
roster-save = Lagre
roster-saved = Lagra. Takk!
roster-school = Timeplan på skulen
roster-school-hint = Vi set deg ikkje opp i skuletida. I skuleferiar gjeld ho ikkje.
roster-seen = { $seen } av { $of } har sett vakta
roster-services = Digitale tenester
roster-shifts = Vakter
roster-skills = Språk, tema og tenester
roster-skills-hint = Minst éin på vakta må kunne kvart av desse.
roster-some-missing =
    { $n ->
        [one] 1 plass er ikkje fylt.
       *[other] { $n } plassar er ikkje fylte.
    } Under ser du kva som skal til.
roster-swap-back = Til gjengjeld går denne andre vegen: { $shift }
roster-swap-text = { $from } vil gi frå seg vakta. { $to } kan ta ho.
roster-swaps = Byte som ventar på ja
roster-take = Eg kan ta ho
roster-take-off = Ta av
roster-taken-by = { $name } kan ta ho. Koordinatoren må seie ja.
roster-thorough = Grundig: betre, tek lengre tid
roster-throw-away = Forkast
roster-time = Klokka
roster-times-of = Når { $name } ikkje kan
roster-title = Vaktplan
roster-to = Til og med
roster-to-take = Vakter som treng nokon
roster-topics = Tema
roster-unlock = Lås opp
roster-waits-do = Sjå vaktplanen
roster-waits-for-yes = Takk! Koordinatoren må seie ja før vakta er di.
roster-waits-short =
    { $n ->
        [one] 1 vakt
       *[other] { $n } vakter
    } den neste veka manglar nokon.
roster-waits-yes =
    { $n ->
        [one] 1 byte
       *[other] { $n } byte
    } ventar på ja.
roster-wall-empty = Ingen vakter denne veka.
roster-wall-title = Vaktplan veke { $n }
roster-week = Veke { $n }
roster-week-after = Veka etter
roster-week-before = Veka før
roster-weekdays = Dagar
roster-weeks = Tal på veker (1–8)
roster-when-can = Når kan du?
roster-when-lead = Timeplan for elevar og fråvær. Rettleiarane kan òg gjere dette sjølve på sida si.
roster-when-title = Når folk kan
roster-where = Kva og kvar
roster-who = Kven
roster-who-can = Kven kan?
roster-why-not = Kvifor ikkje dei andre?
roster-wished = Som passar
roster-with = saman med { $names }
roster-work = Kor grundig skal vi leite?
roster-yes = Ja, byt
roster-block-elsewhere = har sagt ja til ein annan time då
roster-letter-moved = Vakta er flytta: { $name }, { $when }
roster-letter-moved-text = Vakta di på { $name } er no { $when }. Stad: { $place }. Passar det ikkje, seier du frå på sida di eller til koordinatoren.
roster-letter-off = Vakta er avlyst: { $name }, { $when }. Du treng ikkje kome.
roster-letter-off-text = { $name }, { $when }, er avlyst. Du treng ikkje kome.
roster-wall-pdf = Last ned som PDF
