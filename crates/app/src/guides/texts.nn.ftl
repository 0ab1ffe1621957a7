guides-account = Konto
guides-account-change = Vel konto
guides-account-is = Loggar inn som { $name }.
guides-account-lead = Den som har konto, finn sida si i skranken. Dei andre bruker lenkja.
guides-address = E-post eller mobilnummer
guides-address-hint = Berre til vakter og papir. Det blir sletta to år etter at rettleiaren sluttar.
guides-agreement-guides = { $n ->
    [one] Éin rettleiar herifrå
   *[other] { $n } rettleiarar herifrå
 }
guides-agreement-new = Registrer ein avtale
guides-agreement-signed = Underskriven { $day }.
guides-agreements = Samarbeidsavtaler
guides-agreements-lead = Frivillige og folk frå partnarar rettleier under ein avtale med organisasjonen deira. Sjølve avtalen ligg i arkivet. Her står berre at han finst.
guides-agreements-none = Ingen rettleiarar kjem frå ein organisasjon enno.
guides-by-email = E-post
guides-by-nothing = Vi seier det på staden
guides-by-phone = Vi ringjer
guides-by-sms = SMS
guides-choose = Vel
guides-come-back = Blir likevel, eller kjem tilbake
guides-competence-about = Kva kan rettleiaren hjelpe med?
guides-competence-add = Legg til
guides-competence-level = Kor godt?
guides-competence-new = Legg til noko rettleiaren kan
guides-competence-none = Ingenting er ført opp for { $name } enno.
guides-competence-source = Korleis veit vi det?
guides-competence-source-hint = Eit kurs, hospitering, eller at ein kollega har sett det.
guides-contact = Korleis når vi rettleiaren?
guides-description-address = Adressa til tenesteskildringa
guides-description-address-hint = Rettleiaren får lenkja på si eiga side.
guides-done-on = Gjennomført
guides-erase = Slett opplysningane
guides-erase-do = Slett alt om { $name }
guides-erase-lead = Namn, kontakt, papir og ønske blir sletta for godt. Vakter som er over, blir ståande utan namn.
guides-from = Gjeld frå
guides-gate-closed = { $n ->
    [one] Ikkje klar: éin ting manglar
   *[other] Ikkje klar: { $n } ting manglar
 }
guides-gate-grace = Må ordnast, kan ha vakt til og med { $day }
guides-gate-left = Har slutta
guides-gate-not-yet = Byrjar { $day }
guides-gate-open = Klar til vakt
guides-gate-overridden = Opna av leiar til og med { $day }
guides-gone = { $n ->
    [one] Éin har slutta
   *[other] { $n } har slutta
 }
guides-grace-days = Kor mange dagar har ein på å ordne noko nytt?
guides-grace-days-hint = Gjeld når ein versjon er ny, eit papir har gått ut, eller eit krav er nytt. 14 er vanleg.
guides-grace-is = { $n ->
    [one] Frist for å ordne noko nytt: éin dag.
   *[other] Frist for å ordne noko nytt: { $n } dagar.
 }
guides-has-left = Slutta { $day }
guides-hello = Hei, { $name }
guides-history = Sjå kva som er endra
guides-holds-months = { $n ->
    [one] gjeld i éin månad
   *[other] gjeld i { $n } månader
 }
guides-holds-to = gjeld til og med { $day }
guides-hours-per-week = Høgst så mange timar i veka
guides-how-agreement = Koordinatoren ordnar dette med organisasjonen din.
guides-how-confidentiality = Du får erklæringa av koordinatoren og skriv under på ho.
guides-how-police = Vis attesten til koordinatoren. Vi noterer at han er sett, og tek ikkje vare på han.
guides-how-training = Spør koordinatoren når neste opplæring er.
guides-in-order = I orden
guides-is-in = { $name } er lagd inn.
guides-is-required = Dette blir kravd før vakt
guides-item-add = Noter
guides-item-back = levert { $day }
guides-item-name = Kva har rettleiaren fått?
guides-item-name-hint = Til dømes nøkkel til bakrommet, adgangskort eller vest.
guides-item-new = Noter noko rettleiaren har fått
guides-item-out = utlevert { $day }
guides-item-take-back = Levert tilbake
guides-items = Nøklar og utstyr
guides-items-none = Rettleiaren har ingenting av vårt.
guides-kind = Kva slags rettleiar?
guides-kind-employee = Tilsett
guides-kind-hired = Innleigd
guides-kind-partner = Frå ein partnar
guides-kind-pupil = Elev eller lærling
guides-kind-volunteer = Frivillig
guides-languages = Språk å rettleie på
guides-lead = Dei som møter folk ved skranken. Den som manglar noko, står først.
guides-leave = Sluttar rettleiaren?
guides-leave-access = Tilgangen er stengd
guides-leave-day = Første dag utan vakter
guides-leave-day-hint = Dagen kan kome seinare. Då skjer alt den natta.
guides-leave-do = Avslutt
guides-leave-items = Nøklar og utstyr er leverte
guides-leave-lead = Dette skjer når rettleiaren sluttar:
guides-leave-link = Den personlege lenkja er trekt tilbake
guides-leaves = Sluttar { $day }
guides-level-can = Kan hjelpe åleine
guides-level-learning = Lærer
guides-level-teaches = Lærer bort til andre
guides-limits = Grenser
guides-limits-lead = Vaktplanen bryt aldri desse.
guides-link = Personleg lenkje
guides-link-give-her = Gi rettleiaren denne lenkja, på papir eller munnleg.
guides-link-is-new = { $name } har fått ei ny lenkje. Den gamle verkar ikkje lenger.
guides-link-made = Laga { $day }. Lenkja opnar rettleiaren si eiga side utan konto.
guides-link-mailed = Vi sender rettleiaren lenkja på e-post. Du kan òg kopiere lenkja her.
guides-link-make = Lag lenkje
guides-link-none = Rettleiaren har inga lenkje.
guides-link-once = Lenkja blir vist berre denne gongen. Blir ho borte, lagar du ei ny.
guides-link-renew = Lag ny lenkje
guides-link-revoke = Trekk tilbake
guides-link-texted = Vi sender rettleiaren lenkja på SMS. Du kan òg kopiere lenkja her.
guides-mine = Mi side
guides-mine-closed = Du manglar noko før du kan ha vakt. Sjå under kva du gjer.
guides-mine-description = Les tenesteskildringa
guides-mine-grace = Du kan ha vakt til og med { $day }. Ordne det som står under, før den tid.
guides-mine-not-a-guide = Kontoen din er ikkje knytt til ein rettleiar enno. Be koordinatoren om å leggje deg inn under Folk.
guides-mine-not-yet = Du byrjar { $day }. Få papira i orden før den tid.
guides-mine-open = Alt er i orden. Du er klar til vakt.
guides-mine-overridden = Leiaren lèt deg ha vakt til og med { $day }, sjølv om noko manglar.
guides-mine-papers = Papira mine
guides-mine-read = Eg har lese tenesteskildringa
guides-mine-read-lead = Les kva vi hjelper med, og kva vi ikkje gjer. Sei frå her når du har lese det.
guides-missing = Manglar
guides-must-be-renewed = Må fornyast
guides-name = Namn
guides-name-hint = Det kollegaene bruker. Førenamnet held ofte.
guides-needs-experienced = Berre saman med ein erfaren
guides-new = Ny rettleiar
guides-new-declaration = Ny versjon av teieerklæringa
guides-new-description = Ny versjon av tenesteskildringa
guides-new-do = Legg inn og lag lenkje
guides-new-lead = Rettleiaren får ei lenkje til si eiga side. Der står det som manglar før første vakt.
guides-no-account = Ingen konto
guides-no-organisation = Ingen, frå kommunen sjølv
guides-nobody = Ingen rettleiarar er lagde inn enno. Byrj med deg sjølv.
guides-organisation = Kjem frå
guides-organisation-hint = Organisasjonen det må finnast ein avtale med.
guides-override = Leiar opnar porten
guides-override-ask-leader = Berre ein leiar kan la nokon ha vakt når noko manglar.
guides-override-do = La rettleiaren ha vakt likevel
guides-override-end = Avslutt med ein gong
guides-override-given = { $name } har opna for { $what } til og med { $day }.
guides-override-lead = Du kan la rettleiaren ha vakt likevel. Det gjeld berre det som manglar i dag, og grunnen blir ståande.
guides-override-open = Skriv ein grunn
guides-override-own = Dette er deg sjølv. Du kan opne for deg sjølv, med ein grunn som blir ståande.
guides-override-until = Til og med
guides-override-until-hint = To veker om du lèt det stå tomt. Høgst 90 dagar.
guides-own-data = Personopplysningar
guides-own-data-get = Last ned alt som ei fil
guides-own-data-lead = Du kan laste ned alt. Det blir sletta { $months } månader etter at du sluttar, eller straks om du bed koordinatoren om det.
guides-own-data-office = Alt vi veit om rettleiaren, kan lastast ned her. Det blir sletta { $months } månader etter siste dag, eller straks når rettleiaren bed om det.
guides-part-afternoon = Ettermiddag
guides-part-evening = Kveld
guides-part-morning = Føremiddag
guides-police-lead = Heimel: { $statute }. Noter berre at attesten er sett, aldri kva som står i han.
guides-problem-after-leaving = Første dag må vere før rettleiaren sluttar.
guides-problem-before-beginning = Sluttdagen må vere etter første dag.
guides-problem-future = Dagen har ikkje vore enno.
guides-problem-override = Vel ein dag frå i dag til { $day }.
guides-problem-past = Den dagen er over.
guides-problem-statute = Skriv heimelen, eller ta bort kravet om politiattest.
guides-problem-version-day = Dagen må vere etter den førre versjonen.
guides-ran-out = gjekk ut { $day }
guides-read-on = Lesen
guides-reads = Språk vi skriv til rettleiaren på
guides-ready = Klar til vakt?
guides-reason = Grunn
guides-reason-hint = Til dømes at kurset er neste veke, og at ein erfaren er med.
guides-reason-is = Grunn: { $reason }
guides-refusal-account-taken = Kontoen høyrer til ein annan rettleiar.
guides-refusal-account-taken-hint = Vel ein annan konto, eller ta han bort frå den andre først.
guides-refusal-has-left = Rettleiaren har slutta eller ikkje byrja.
guides-refusal-has-left-hint = Sjå første og siste dag på sida om rettleiaren.
guides-refusal-no-statute = Vi kan ikkje be om politiattest av denne gruppa.
guides-refusal-no-statute-hint = Ein leiar kan skrive heimelen under Reglar.
guides-refusal-nothing-missing = Ingenting manglar.
guides-refusal-nothing-missing-hint = Rettleiaren kan ha vakt utan at ein leiar opnar for det.
guides-refusal-still-here = Rettleiaren har ikkje slutta.
guides-refusal-still-here-hint = Avslutt først. Då kan du slette.
guides-register = Registrer
guides-register-do = Lagre
guides-registered = { $n ->
    [one] Eitt papir er registrert
   *[other] { $n } papir er registrerte
 }
guides-registered-by = registrert av { $name }
guides-remove = Ta bort
guides-requirement-agreement = Samarbeidsavtale
guides-requirement-confidentiality = Teieerklæring
guides-requirement-description = Tenesteskildringa er lesen
guides-requirement-police = Politiattest er sett
guides-rest = Minst så mange timar mellom to vakter
guides-rules = Reglar
guides-rules-ask-leader = Ein leiar kan endre reglane.
guides-rules-lead = Dette må vere i orden før nokon kjem på ei vakt der innbyggjarar er. Eit nytt krav gir dei som er her, tid til å ordne det.
guides-runs-out = Går ut snart
guides-school-days = Ikkje vakt i skuletida
guides-seen-on = Sett
guides-shifts-per-week = Kor mange vakter i veka?
guides-signed-on = Underskriven
guides-since = Første dag
guides-statute = Heimel for politiattest
guides-statute-hint = Lova og paragrafen. Utan den kan vi ikkje be om attest.
guides-step-done = Gjort
guides-step-waits = Står att
guides-tab-about = Opplysningar
guides-tab-competence = Kompetanse
guides-tab-leaving = Nøklar og slutt
guides-tab-ready = Klar til vakt
guides-tabs = Sider om rettleiaren
guides-thing = Ein rettleiar
guides-thing-agreement = Avtalen med { $name }
guides-thing-rules = Reglane for vakt
guides-title = Folk
guides-to-agreement = Sjå avtalen
guides-training-months = Kor mange månader gjeld ho?
guides-training-new = Ny opplæring som kan krevjast
guides-trainings = Opplæring
guides-trainings-lead = Lagre først, så kan du krevje ho av kvar gruppe.
guides-under-18 = Er under 18 år
guides-valid-to = Gjeld til og med
guides-verb-agreement-registered = Avtale registrert
guides-verb-agreement-withdrawn = Avtale teken bort
guides-verb-came-back = Kom tilbake
guides-verb-erased = Sletta på førespurnad eller etter fristen
guides-verb-item-given = Nøkkel eller utstyr utlevert
guides-verb-item-returned = Nøkkel eller utstyr levert
guides-verb-left = Sluttdag sett
guides-verb-link-made = Personleg lenkje laga
guides-verb-link-revoked = Personleg lenkje trekt tilbake
guides-verb-overridden = Leiar opna porten
guides-verb-override-ended = Leiar stengde porten att
guides-verb-paper-registered = Papir registrert
guides-verb-paper-withdrawn = Papir teke bort
guides-version = versjon { $version }
guides-version-from = versjon { $version } frå { $day }
guides-versions = Versjonar
guides-versions-lead = Ein ny versjon gir alle fristen under på å skrive under eller lese på nytt.
guides-waits = Folk og papir
guides-waits-do = Sjå alle
guides-waits-items = { $name } har slutta, men har nøklar eller utstyr enno
guides-waits-missing = { $name } manglar: { $what }
guides-waits-more = { $n ->
    [one] Éin til
   *[other] { $n } til
 }
guides-waits-warning = { $name }: { $what }
guides-warning-grace = { $what } må ordnast seinast { $day }.
guides-warning-heading = Noko må fornyast før du kan ha vakt
guides-warning-soon = { $what } gjeld til og med { $day }.
guides-warning-text = Hei, { $name }! { $what } Snakk med koordinatoren, eller sjå sida di.
guides-welcome-heading = Velkomen som rettleiar i { $service }
guides-welcome-text = Hei, { $name }! Dette er di eiga side i { $service }: { $link } Der ser du kva som manglar før første vakt. Lenkja er berre for deg.
guides-which-version = Kva versjon?
guides-wish-days = Dagar som passar
guides-wish-none = Du har ikkje sagt kva som passar deg.
guides-wish-parts = Delar av dagen som passar
guides-wish-places = Stader som passar
guides-wish-shifts = { $n ->
    [one] Éi vakt i veka
   *[other] { $n } vakter i veka
 }
guides-wishes = Ønske
guides-wishes-change = Endre ønska
guides-wishes-lead = Vaktplanen følgjer ønska når det går. Lat stå tomt det som er det same.
guides-withdraw = Ta bort
guides-leave-shifts = Vaktene frå den dagen er frie for andre
guides-leave-hers = Timane hen skulle halde
guides-leave-uncrewed = Treng nokon
guides-waits-shifts = { $n ->
        [one] { $name } står på ei vakt { $day }, men papira er ikkje i orden då
       *[other] { $name } står på { $n } vakter frå { $day }, men papira er ikkje i orden då
    }
