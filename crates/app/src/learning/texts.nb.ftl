learning-about-guide = { $time } opplæring i år.
learning-agree-do = Avtal
learning-agree-time = Avtal tid
learning-agreed = Avtalt
learning-agreed-title = Avtalt hospitering
learning-all-kinds = All opplæring
learning-any-place = Hvor som helst
learning-back-to-all = Til all hospitering
learning-before-alone = Før noen veileder alene
learning-before-alone-text = Først følger den nye en erfaren veileder uten å veilede selv. Så er de to om å veilede. 0 betyr at dere ikke krever det.
learning-by-kind = Fordelt på slag
learning-call-off = Avlys
learning-called-off = Avlyst
learning-cannot-come = Jeg kan ikke komme
learning-choose = Velg
learning-colleague-lead = Kom og se hvordan vi veileder folk i digitale tjenester. Eller la en av veilederne våre se hvordan dere arbeider. Begge lærer av det.
learning-colleague-privacy = Navn og e-post slettes 30 dager etter besøket. Et ønske som ikke blir til noe, slettes etter et halvt år.
learning-colleague-thanks = Takk! Koordinatoren tar kontakt på e-post.
learning-common-days = Begge ønsker { $days }.
learning-common-nothing = Ingen av dem er bundet til sted eller dag.
learning-common-places = De ønsker de samme stedene.
learning-confirm = Ja, det stemmer
learning-contact-is = Kontakt: { $contact }
learning-course-about = Om kurset
learning-course-awaits = Alle delene er gjort. Koordinatoren bekrefter, og så står det i loggen.
learning-course-done = Du er ferdig. Kurset står i loggen din.
learning-course-ended = Tilbys ikke lenger
learning-course-figures = { $begun } har begynt, { $done } er ferdige.
learning-course-link = Adressen til kurset
learning-course-name = Hva heter kurset?
learning-course-open = Åpne kurset
learning-courses = Kurs
learning-courses-done = Kurs ferdig
learning-courses-lead = Kurs som veilederne krysser av del for del. Titlene er deres egne og kan endres.
learning-day = Dag
learning-decide-alone = Kan veilede alene
learning-delete = Slett
learning-diary-later = Etterpå kan du skrive hva du lærte her.
learning-diary-saved = Takk, det er lagret.
learning-end-course = Kurset tilbys ikke lenger
learning-end-pair = Avslutt paret
learning-enter = Før opp opplæring
learning-enter-do = Send til koordinator
learning-enter-lead = Før opp noe du har vært med på. Timene teller når koordinatoren har sagt ja.
learning-everybody = Alle veilederne i år
learning-feeling = Hvordan gikk det?
learning-feeling-hard = Det var tungt
learning-feeling-mixed = Litt av hvert
learning-feeling-well = Det gikk fint
learning-free-spots = { $n ->
        [one] 1 ledig plass
       *[other] { $n } ledige plasser
    }
learning-from = Fra
learning-gives = Er det påkrevd opplæring?
learning-gives-hint = Da ser porten at veilederen har gjort det.
learning-gives-none = Nei
learning-goes-to = { $who } besøker { $where }
learning-good = Hva ville du gjort igjen?
learning-guide = Veileder
learning-guides-employee = Ansatte
learning-guides-hired = Innleide
learning-guides-partner = Fra partnere
learning-guides-pupil = Elever og lærlinger
learning-guides-volunteer = Frivillige
learning-held = Gjennomført
learning-host-about = Hva får man se?
learning-host-about-hint = For eksempel: være med i mottaket en formiddag.
learning-host-contact = Hvem tar imot?
learning-host-contact-hint = Navn og telefon eller e-post på jobb.
learning-host-ended = Tilbys ikke lenger
learning-host-open = Tar imot
learning-host-proposed = Nytt tilbud utenfra
learning-host-times = Når passer det?
learning-host-times-hint = For eksempel: tirsdager før lunsj.
learning-hours = { $hours } t
learning-hours-a-year = Timer i året
learning-hours-a-year-text = Hvor mye opplæring hvert slag veileder bør ha. La det stå tomt når dere ikke har noe mål. Pensjonistforbundet bruker et kurs på 8 timer for veilederne i datastuene sine.
learning-hours-field = Timer
learning-hours-minutes = { $hours } t { $minutes } min
learning-hours-title = Timer i år
learning-how-many-parts = Hvor mange deler har kurset?
learning-how-many-parts-hint = Lagre for å få flere felt. Numrene blir stående.
learning-is-shared = Delt med koordinator
learning-job-shadowing = Hospitering
learning-job-shadowing-lead = Besøk en annen tjeneste noen timer. Du blir kjent med dem du viser folk videre til, og de blir kjent med oss.
learning-kind = Hva slags opplæring?
learning-kind-course = Kurs eller samling
learning-kind-ethics = Etikk og taushetsplikt
learning-kind-job-shadowing = Hospitering
learning-kind-network-meeting = Nettverksmøte
learning-kind-other = Annet
learning-kind-security = Oppfriskning i nettsikkerhet
learning-kind-shadowing = Opplæringsvakt: følge en erfaren
learning-kind-two-on-shift = To på vakt
learning-last-day = Siste dag
learning-learnt = Hva lærte du?
learning-learnt-title = Dette lærte vi
learning-left = { $time } igjen
learning-letter-agreed = Hospitering hos { $name } er avtalt
learning-letter-agreed-text = Du besøker { $name } { $when }.
learning-letter-called-off = Hospitering hos { $name } er avlyst
learning-letter-called-off-text = Besøket hos { $name } { $when } er avlyst. Ønsket ditt står fortsatt, og vi finner en ny tid.
learning-letter-link = Her ser du avtalen, og her kan du skrive hva du lærte etterpå: { $address }
learning-link-close = Steng siden
learning-link-open = Åpne en side for kolleger
learning-link-renew = Lag ny adresse
learning-link-text = Del adressen med kolleger i andre tjenester. Der kan de ønske å besøke veiledningen, eller by på en plass til veilederne deres. Ingen konto trengs.
learning-link-title = Siden for kolleger
learning-log = Logg
learning-log-empty = Her kommer det du har lært: kurs, vakter med en erfaren, møter og besøk.
learning-make-pair = Gjør dem til par
learning-mark-held = Besøket er gjennomført
learning-matches = Forslag til avtaler
learning-meet = Dere møtes: { $what }
learning-meet-field = Møtested
learning-meet-hint = For eksempel: hovedinngangen, spør etter Kari.
learning-mine-title = Opplæringen min
learning-minutes = { $minutes } min
learning-minutes-field = Minutter
learning-must-confirm = Koordinator bekrefter når kurset er ferdig
learning-new-course = Nytt kurs
learning-new-pair = Lag et par selv
learning-new-place-in = Nytt sted som tar imot kolleger
learning-new-place-out = Ny tjeneste som tar imot veiledere
learning-next = Hva vil du gjøre annerledes, eller lære mer om?
learning-no-citizen = Skriv om det du lærte. Ikke skriv om en person som fikk hjelp.
learning-no-guides = Her kommer veilederne når dere har lagt dem inn.
learning-no-match = Ingen ledig plass passer
learning-no-offering = Ikke noe bestemt
learning-no-places = Ingen tar imot ennå.
learning-not-alone = Ta det tilbake: skal ha noen ved siden av seg
learning-not-written = Ingen har skrevet noe ennå.
learning-nothing-agreed = Ingenting er avtalt.
learning-nothing-held = Når noen har vært på besøk, står det her hva de lærte.
learning-nothing-shared = Ingen har delt en refleksjon ennå. Veilederne velger selv hva de deler.
learning-of-kinds = Mål for hvert slag
learning-of-target = { $what }: { $done } av { $target }
learning-offer-do = Tilby plassen
learning-offering = Tilbud
learning-office = Opplæring
learning-older = Den eldre
learning-older-lines = Eldre linjer
learning-our-place = Hvor tar dere imot?
learning-overview-lead = { $n ->
        [one] 1 veileder
       *[other] { $n } veiledere
    } har brukt { $time } på opplæring i år. { $new ->
        [0] Alle kan veilede alene.
        [one] 1 trenger noen ved siden av seg.
       *[other] { $new } trenger noen ved siden av seg.
    }
learning-pair-note = Hva vil de lære av hverandre?
learning-pair-since = Par siden { $day }.
learning-pair-title = Paret ditt
learning-pair-with = Du er par med { $name }. Dere lærer av hverandre.
learning-pairs = Par
learning-pairs-lead = En yngre og en eldre veileder lærer av hverandre når de står på vakt sammen.
learning-part-number = Del { $n }
learning-parts = { $n ->
        [one] 1 del
       *[other] { $n } deler
    }
learning-parts-done = { $done } av { $of } deler er gjort
learning-parts-question = Hva har du gjort?
learning-passes-on = Hva bør de andre veilederne vite?
learning-passes-on-hint = For eksempel når de er åpne, eller hva folk bør ha med seg dit.
learning-problem-future = Dagen har ikke kommet ennå. Velg i dag eller en dag som er over.
learning-problem-hours = Skriv hvor lenge det varte, fra 1 minutt til { $n } timer.
learning-problem-link = Adressen må begynne med https://
learning-problem-long = Skriv det kortere: høyst { $n } tegn.
learning-problem-old = En refleksjon lagres i ett år. Velg en nyere dag.
learning-problem-past = Dagen er over. Velg i dag eller senere.
learning-problem-same = Velg to ulike personer.
learning-problem-who = Kryss av for hvem som var med.
learning-proposed-text = En annen tjeneste har tilbudt plassen. Se gjennom og lagre, så kan veilederne ønske seg dit.
learning-reached = Målet er nådd
learning-reflect = Tenk tilbake i ett minutt
learning-reflection-do = Lagre
learning-reflection-lead = Bare for deg, hvis du ikke deler det. Det slettes etter ett år.
learning-reflection-saved = Takk. Refleksjonen er lagret.
learning-reflections = Refleksjoner
learning-reflections-lead = { $n ->
        [one] Veilederne har skrevet 1 refleksjon i år.
       *[other] Veilederne har skrevet { $n } refleksjoner i år.
    } Her står de som noen har delt.
learning-refusal-already-agreed = Ønsket er avtalt av en annen, eller det er trukket.
learning-refusal-already-agreed-hint = Se på lista over avtaler.
learning-refusal-called-off = Besøket er avlyst.
learning-refusal-called-off-hint = Avtal en ny tid først.
learning-refusal-full = Plassen er full.
learning-refusal-full-hint = Velg en annen plass, eller øk tallet på plasser.
learning-refusal-not-open = Plassen tar ikke imot noen den dagen.
learning-refusal-not-open-hint = Velg en tidligere dag eller en annen plass.
learning-refusal-not-yet = Besøket har ikke vært ennå.
learning-refusal-not-yet-hint = Skriv når dagen har kommet.
learning-remove-wish = Fjern
learning-rule-shadowing = Vakter med en erfaren
learning-rule-two = Vakter der to veileder
learning-save = Lagre
learning-saved = Lagret.
learning-see-guides = Se veilederne
learning-see-places = Se hvor du kan besøke
learning-service = Hvilken tjeneste?
learning-service-hint = For eksempel «NAV-kontoret» eller «Legevakta».
learning-shadowing-counts = { $out ->
        [one] I år har veilederne vært på 1 besøk.
       *[other] I år har veilederne vært på { $out } besøk.
    } { $in ->
        [one] 1 kollega har besøkt oss.
       *[other] { $in } kolleger har besøkt oss.
    }
learning-share = Del med koordinator
learning-share-hint = Da ser koordinatoren det du skrev, og at det er fra deg.
learning-source = Hvor er titlene fra?
learning-source-hint = Så de neste vet om de kan stole på dem.
learning-source-is = Kilde: { $source }
learning-spots = Hvor mange om gangen?
learning-state = Tar dere imot?
learning-step = Steg
learning-step-alone = Kan veilede alene.
learning-step-beside = { $n ->
        [one] Veileder sammen med noen én gang til. Så kan det gå alene.
       *[other] Veileder sammen med noen { $n } ganger til. Så kan det gå alene.
    }
learning-step-follows = { $n ->
        [one] Følger en erfaren veileder én gang til. Så veileder de to sammen.
       *[other] Følger en erfaren veileder { $n } ganger til. Så veileder de to sammen.
    }
learning-suggested-pairs = Forslag til par
learning-tab-overview = Oversikt
learning-tag-alone = Alene
learning-tag-beside = To på vakt
learning-tag-follows = Følger en erfaren
learning-take-in = Ta i bruk kurset
learning-take-out = Ta ut: { $what }
learning-take-out-short = Ta ut
learning-take-us-in = Ta imot en veileder
learning-target = Mål
learning-targets = Mål og steg
learning-this-year = { $time } opplæring i år.
learning-title = Hva het det?
learning-title-hint = For eksempel navnet på kurset eller møtet.
learning-titles = Titlene på delene
learning-titles-hint = Et felt kan stå tomt. Da vises bare nummeret.
learning-to-mine = Til opplæringen min
learning-to-own-page = Til min side
learning-together = Før opp for flere
learning-together-lead = Et nettverksmøte, et kurs eller en gjennomgang som flere var med på.
learning-two-names = { $one } og { $other }
learning-until = Til
learning-untitled = { $n ->
        [one] 1 del uten tittel
       *[other] { $n } deler uten tittel
    }
learning-visit-us = Besøk veiledningen
learning-visit-us-none = Ingen steder tar imot akkurat nå.
learning-waiting-lines = { $n ->
        [one] 1 linje venter på ja
       *[other] { $n } linjer venter på ja
    }
learning-waits = Venter på ja
learning-waits-do = Se på opplæringen
learning-waits-for-yes = Venter på ja fra deg
learning-waits-for-yes-text = Dette har veilederne ført opp selv. Stemmer det?
learning-waits-lines = { $n ->
        [one] 1 linje i loggen venter på ja.
       *[other] { $n } linjer i loggen venter på ja.
    }
learning-waits-matches = { $n ->
        [one] 1 ønske om hospitering kan avtales.
       *[other] { $n } ønsker om hospitering kan avtales.
    }
learning-waits-offers = { $n ->
        [one] 1 tjeneste har tilbudt en plass.
       *[other] { $n } tjenester har tilbudt plass.
    }
learning-wants = Hva vil du se eller lære?
learning-wants-hint = Skriv gjerne hvilke dager som passer.
learning-was-at = { $who } var hos { $where }
learning-was-it-held = Ble det noe av?
learning-way-in = Kolleger besøker oss
learning-way-out = Veilederne besøker andre
learning-where = Hvor?
learning-where-to = Hvor vil du?
learning-which-shift = Hvilken økt gjelder det?
learning-who = Hvem?
learning-why-asked-for = Stedet det er spurt om.
learning-why-few-have-been = Få har vært der.
learning-why-not-been-there = Har ikke vært der før.
learning-why-same-words = Ønsket og plassen handler om det samme.
learning-wish-do = Send ønsket
learning-wish-saved = Ønsket er sendt.
learning-wish-waits = Ønsket ditt ligger hos koordinatoren.
learning-wishes = { $n ->
        [one] 1 ønske
       *[other] { $n } ønsker
    }
learning-withdraw = Trekk ønsket
learning-write-about = Hva lærte du hos { $name }?
learning-write-about-text = Noen linjer er nok. Timene føres i loggen din.
learning-write-diary = Skriv noen linjer
learning-written = Skrevet
learning-younger = Den yngre
learning-you-alone = Du kan veilede alene.
learning-you-beside = Du veileder sammen med noen { $n ->
        [one] én gang
       *[other] { $n } ganger
    } til. Så kan du gjøre det alene.
learning-you-follow = Du følger en erfaren veileder { $n ->
        [one] én gang
       *[other] { $n } ganger
    } til. Så veileder dere to sammen.
learning-your-email = E-post på jobb
learning-your-name = Navnet ditt
learning-your-reflections = { $n ->
        [one] Refleksjonen du har skrevet
       *[other] De { $n } refleksjonene du har skrevet
    }
learning-your-service = Tjenesten du arbeider i
learning-your-visits = Besøkene dine
learning-your-wish = Ønsket ditt
learning-calendar-summary = Hospitering: { $name }
