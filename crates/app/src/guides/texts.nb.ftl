guides-account = Konto
guides-account-change = Velg konto
guides-account-is = Logger inn som { $name }.
guides-account-lead = Den som har konto, finner siden sin i skranken. De andre bruker lenken.
guides-address = E-post eller mobilnummer
guides-address-hint = Bare til vakter og papirer. Det slettes to år etter at veilederen slutter.
guides-agreement-guides = { $n ->
    [one] Én veileder herfra
   *[other] { $n } veiledere herfra
 }
guides-agreement-new = Registrer en avtale
guides-agreement-signed = Underskrevet { $day }.
guides-agreements = Samarbeidsavtaler
guides-agreements-lead = Frivillige og folk fra partnere veileder under en avtale med organisasjonen deres. Avtalen selv ligger i arkivet. Her står bare at den finnes.
guides-agreements-none = Ingen veiledere kommer fra en organisasjon ennå.
guides-by-email = E-post
guides-by-nothing = Vi sier det på stedet
guides-by-phone = Vi ringer
guides-by-sms = SMS
guides-choose = Velg
guides-come-back = Blir likevel, eller kommer tilbake
guides-competence-about = Hva kan veilederen hjelpe med?
guides-competence-add = Legg til
guides-competence-level = Hvor godt?
guides-competence-new = Legg til noe veilederen kan
guides-competence-none = Ingenting er ført opp for { $name } ennå.
guides-competence-source = Hvordan vet vi det?
guides-competence-source-hint = Et kurs, hospitering, eller at en kollega har sett det.
guides-contact = Hvordan når vi veilederen?
guides-description-address = Adressen til tjenestebeskrivelsen
guides-description-address-hint = Veilederen får lenken på sin egen side.
guides-done-on = Gjennomført
guides-erase = Slett opplysningene
guides-erase-do = Slett alt om { $name }
guides-erase-lead = Navn, kontakt, papirer og ønsker slettes for godt. Vakter som er over, blir stående uten navn.
guides-from = Gjelder fra
guides-gate-closed = { $n ->
    [one] Ikke klar: én ting mangler
   *[other] Ikke klar: { $n } ting mangler
 }
guides-gate-grace = Må ordnes, kan ha vakt til og med { $day }
guides-gate-left = Har sluttet
guides-gate-not-yet = Begynner { $day }
guides-gate-open = Klar til vakt
guides-gate-overridden = Åpnet av leder til og med { $day }
guides-gone = { $n ->
    [one] Én har sluttet
   *[other] { $n } har sluttet
 }
guides-grace-days = Hvor mange dager har en på å ordne noe nytt?
guides-grace-days-hint = Gjelder når en versjon er ny, et papir har gått ut, eller et krav er nytt. 14 er vanlig.
guides-grace-is = { $n ->
    [one] Frist for å ordne noe nytt: én dag.
   *[other] Frist for å ordne noe nytt: { $n } dager.
 }
guides-has-left = Sluttet { $day }
guides-hello = Hei, { $name }
guides-history = Se hva som er endret
guides-holds-months = { $n ->
    [one] gjelder i én måned
   *[other] gjelder i { $n } måneder
 }
guides-holds-to = gjelder til og med { $day }
guides-hours-per-week = Høyst så mange timer i uka
guides-how-agreement = Koordinatoren ordner dette med organisasjonen din.
guides-how-confidentiality = Du får erklæringen av koordinatoren og skriver under på den.
guides-how-police = Vis attesten til koordinatoren. Vi noterer at den er sett, og tar ikke vare på den.
guides-how-training = Spør koordinatoren når neste opplæring er.
guides-in-order = I orden
guides-is-in = { $name } er lagt inn.
guides-is-required = Dette kreves før vakt
guides-item-add = Noter
guides-item-back = levert { $day }
guides-item-name = Hva har veilederen fått?
guides-item-name-hint = For eksempel nøkkel til bakrommet, adgangskort eller vest.
guides-item-new = Noter noe veilederen har fått
guides-item-out = utlevert { $day }
guides-item-take-back = Levert tilbake
guides-items = Nøkler og utstyr
guides-items-none = Veilederen har ingenting av vårt.
guides-kind = Hva slags veileder?
guides-kind-employee = Ansatt
guides-kind-hired = Innleid
guides-kind-partner = Fra en partner
guides-kind-pupil = Elev eller lærling
guides-kind-volunteer = Frivillig
guides-languages = Språk å veilede på
guides-lead = De som møter folk ved skranken. Den som mangler noe, står først.
guides-leave = Slutter veilederen?
guides-leave-access = Tilgangen er stengt
guides-leave-day = Første dag uten vakter
guides-leave-day-hint = Dagen kan komme senere. Da skjer alt den natta.
guides-leave-do = Avslutt
guides-leave-items = Nøkler og utstyr er levert
guides-leave-lead = Dette skjer når veilederen slutter:
guides-leave-link = Den personlige lenken er trukket tilbake
guides-leaves = Slutter { $day }
guides-level-can = Kan hjelpe alene
guides-level-learning = Lærer
guides-level-teaches = Lærer bort til andre
guides-limits = Grenser
guides-limits-lead = Vaktplanen bryter aldri disse.
guides-link = Personlig lenke
guides-link-give-her = Gi veilederen denne lenken, på papir eller muntlig.
guides-link-is-new = { $name } har fått en ny lenke. Den gamle virker ikke lenger.
guides-link-made = Laget { $day }. Lenken åpner veilederens egen side uten konto.
guides-link-mailed = Vi sender veilederen lenken på e-post. Du kan også kopiere den her.
guides-link-make = Lag lenke
guides-link-none = Veilederen har ingen lenke.
guides-link-once = Lenken vises bare denne gangen. Blir den borte, lager du en ny.
guides-link-renew = Lag ny lenke
guides-link-revoke = Trekk tilbake
guides-link-texted = Vi sender veilederen lenken på SMS. Du kan også kopiere den her.
guides-mine = Min side
guides-mine-closed = Du mangler noe før du kan ha vakt. Se under hva du gjør.
guides-mine-description = Les tjenestebeskrivelsen
guides-mine-grace = Du kan ha vakt til og med { $day }. Ordne det som står under, før den tid.
guides-mine-not-a-guide = Kontoen din er ikke knyttet til en veileder ennå. Be koordinatoren om å legge deg inn under Folk.
guides-mine-not-yet = Du begynner { $day }. Få papirene i orden før den tid.
guides-mine-open = Alt er i orden. Du er klar til vakt.
guides-mine-overridden = Lederen lar deg ha vakt til og med { $day }, selv om noe mangler.
guides-mine-papers = Papirene mine
guides-mine-read = Jeg har lest tjenestebeskrivelsen
guides-mine-read-lead = Les hva vi hjelper med, og hva vi ikke gjør. Si fra her når du har lest det.
guides-missing = Mangler
guides-must-be-renewed = Må fornyes
guides-name = Navn
guides-name-hint = Det kollegaene bruker. Fornavnet holder ofte.
guides-needs-experienced = Bare sammen med en erfaren
guides-new = Ny veileder
guides-new-declaration = Ny versjon av taushetserklæringen
guides-new-description = Ny versjon av tjenestebeskrivelsen
guides-new-do = Legg inn og lag lenke
guides-new-lead = Veilederen får en lenke til sin egen side. Der står det som mangler før første vakt.
guides-no-account = Ingen konto
guides-no-organisation = Ingen, fra kommunen selv
guides-nobody = Ingen veiledere er lagt inn ennå. Begynn med deg selv.
guides-organisation = Kommer fra
guides-organisation-hint = Organisasjonen det må finnes en avtale med.
guides-override = Leder åpner porten
guides-override-ask-leader = Bare en leder kan la noen ha vakt når noe mangler.
guides-override-do = La veilederen ha vakt likevel
guides-override-end = Avslutt nå
guides-override-given = { $name } har åpnet for { $what } til og med { $day }.
guides-override-lead = Du kan la veilederen ha vakt likevel. Det gjelder bare det som mangler i dag, og grunnen blir stående.
guides-override-open = Skriv en grunn
guides-override-own = Dette er deg selv. Du kan åpne for deg selv, med en grunn som blir stående.
guides-override-until = Til og med
guides-override-until-hint = To uker hvis du lar det stå tomt. Høyst 90 dager.
guides-own-data = Personopplysninger
guides-own-data-get = Last ned alt som en fil
guides-own-data-lead = Du kan laste ned alt. Det slettes { $months } måneder etter at du slutter, eller straks hvis du ber koordinatoren om det.
guides-own-data-office = Alt vi vet om veilederen, kan lastes ned her. Det slettes { $months } måneder etter siste dag, eller straks når veilederen ber om det.
guides-part-afternoon = Ettermiddag
guides-part-evening = Kveld
guides-part-morning = Formiddag
guides-police-lead = Hjemmel: { $statute }. Noter bare at attesten er sett, aldri hva som står i den.
guides-problem-after-leaving = Første dag må være før veilederen slutter.
guides-problem-before-beginning = Sluttdagen må være etter første dag.
guides-problem-future = Dagen har ikke vært ennå.
guides-problem-override = Velg en dag fra i dag til { $day }.
guides-problem-past = Den dagen er over.
guides-problem-statute = Skriv hjemmelen, eller ta bort kravet om politiattest.
guides-problem-version-day = Dagen må være etter den forrige versjonen.
guides-ran-out = gikk ut { $day }
guides-read-on = Lest
guides-reads = Språk vi skriver til veilederen på
guides-ready = Klar til vakt?
guides-reason = Grunn
guides-reason-hint = For eksempel at kurset er neste uke, og at en erfaren er med.
guides-reason-is = Grunn: { $reason }
guides-refusal-account-taken = Kontoen hører til en annen veileder.
guides-refusal-account-taken-hint = Velg en annen konto, eller ta den bort fra den andre først.
guides-refusal-has-left = Veilederen har sluttet eller ikke begynt.
guides-refusal-has-left-hint = Se første og siste dag på siden om veilederen.
guides-refusal-no-statute = Vi kan ikke be om politiattest av denne gruppen.
guides-refusal-no-statute-hint = En leder kan skrive hjemmelen under Regler.
guides-refusal-nothing-missing = Ingenting mangler.
guides-refusal-nothing-missing-hint = Veilederen kan ha vakt uten at en leder åpner for det.
guides-refusal-still-here = Veilederen har ikke sluttet.
guides-refusal-still-here-hint = Avslutt først. Da kan du slette.
guides-register = Registrer
guides-register-do = Lagre
guides-registered = { $n ->
    [one] Ett papir er registrert
   *[other] { $n } papirer er registrert
 }
guides-registered-by = registrert av { $name }
guides-remove = Ta bort
guides-requirement-agreement = Samarbeidsavtale
guides-requirement-confidentiality = Taushetserklæring
guides-requirement-description = Tjenestebeskrivelsen er lest
guides-requirement-police = Politiattest er sett
guides-rest = Minst så mange timer mellom to vakter
guides-rules = Regler
guides-rules-ask-leader = En leder kan endre reglene.
guides-rules-lead = Dette må være i orden før noen kommer på en vakt der innbyggere er. Et nytt krav gir dem som er her, tid til å ordne det.
guides-runs-out = Går ut snart
guides-school-days = Ikke vakt i skoletida
guides-seen-on = Sett
guides-shifts-per-week = Hvor mange vakter i uka?
guides-signed-on = Underskrevet
guides-since = Første dag
guides-statute = Hjemmel for politiattest
guides-statute-hint = Loven og paragrafen. Uten den kan vi ikke be om attest.
guides-step-done = Gjort
guides-step-waits = Gjenstår
guides-tab-about = Opplysninger
guides-tab-competence = Kompetanse
guides-tab-leaving = Nøkler og slutt
guides-tab-ready = Klar til vakt
guides-tabs = Sider om veilederen
guides-thing = En veileder
guides-thing-agreement = Avtalen med { $name }
guides-thing-rules = Reglene for vakt
guides-title = Folk
guides-to-agreement = Se avtalen
guides-training-months = Hvor mange måneder gjelder den?
guides-training-new = Ny opplæring som kan kreves
guides-trainings = Opplæring
guides-trainings-lead = Lagre først, så kan du kreve den av hver gruppe.
guides-under-18 = Er under 18 år
guides-valid-to = Gjelder til og med
guides-verb-agreement-registered = Avtale registrert
guides-verb-agreement-withdrawn = Avtale tatt bort
guides-verb-came-back = Kom tilbake
guides-verb-erased = Slettet på forespørsel eller etter fristen
guides-verb-item-given = Nøkkel eller utstyr utlevert
guides-verb-item-returned = Nøkkel eller utstyr levert
guides-verb-left = Sluttedag satt
guides-verb-link-made = Personlig lenke laget
guides-verb-link-revoked = Personlig lenke trukket tilbake
guides-verb-overridden = Leder åpnet porten
guides-verb-override-ended = Leder stengte porten igjen
guides-verb-paper-registered = Papir registrert
guides-verb-paper-withdrawn = Papir tatt bort
guides-version = versjon { $version }
guides-version-from = versjon { $version } fra { $day }
guides-versions = Versjoner
guides-versions-lead = En ny versjon gir alle fristen under på å skrive under eller lese på nytt.
guides-waits = Folk og papirer
guides-waits-do = Se alle
guides-waits-items = { $name } har sluttet, men har nøkler eller utstyr ennå
guides-waits-missing = { $name } mangler: { $what }
guides-waits-more = { $n ->
    [one] Én til
   *[other] { $n } til
 }
guides-waits-warning = { $name }: { $what }
guides-warning-grace = { $what } må ordnes senest { $day }.
guides-warning-heading = Noe må fornyes før du kan ha vakt
guides-warning-soon = { $what } gjelder til og med { $day }.
guides-warning-text = Hei, { $name }! { $what } Snakk med koordinatoren, eller se siden din.
guides-welcome-heading = Velkommen som veileder i { $service }
guides-welcome-text = Hei, { $name }! Dette er din egen side i { $service }: { $link } Der ser du hva som mangler før første vakt. Lenken er bare for deg.
guides-which-version = Hvilken versjon?
guides-wish-days = Dager som passer
guides-wish-none = Du har ikke sagt hva som passer deg.
guides-wish-parts = Deler av dagen som passer
guides-wish-places = Steder som passer
guides-wish-shifts = { $n ->
    [one] Én vakt i uka
   *[other] { $n } vakter i uka
 }
guides-wishes = Ønsker
guides-wishes-change = Endre ønskene
guides-wishes-lead = Vaktplanen følger ønskene når det går. La stå tomt det som er det samme.
guides-withdraw = Ta bort
guides-leave-shifts = Vaktene fra den dagen er frie for andre
guides-leave-hers = Timene hen skulle holdt
guides-leave-uncrewed = Trenger noen
guides-waits-shifts = { $n ->
        [one] { $name } står på en vakt { $day }, men papirene er ikke i orden da
       *[other] { $name } står på { $n } vakter fra { $day }, men papirene er ikke i orden da
    }
