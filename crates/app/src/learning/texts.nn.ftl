learning-about-guide = { $time } opplæring i år.
learning-agree-do = Avtal
learning-agree-time = Avtal tid
learning-agreed = Avtalt
learning-agreed-title = Avtalt hospitering
learning-all-kinds = All opplæring
learning-any-place = Kvar som helst
learning-back-to-all = Til all hospitering
learning-before-alone = Før nokon rettleier aleine
learning-before-alone-text = Først følgjer den nye ein erfaren rettleiar utan å rettleie sjølv. Så er dei to om å rettleie. 0 tyder at de ikkje krev det.
learning-by-kind = Fordelt på slag
learning-call-off = Avlys
learning-called-off = Avlyst
learning-cannot-come = Eg kan ikkje kome
learning-choose = Vel
learning-colleague-lead = Kom og sjå korleis vi rettleier folk i digitale tenester. Eller la ein av rettleiarane våre sjå korleis de arbeider. Begge lærer av det.
learning-colleague-privacy = Namn og e-post blir sletta 30 dagar etter besøket. Eit ønske som ikkje blir til noko, blir sletta etter eit halvt år.
learning-colleague-thanks = Takk! Koordinatoren tek kontakt på e-post.
learning-common-days = Begge ønskjer { $days }.
learning-common-nothing = Ingen av dei er bundne til stad eller dag.
learning-common-places = Dei ønskjer dei same stadene.
learning-confirm = Ja, det stemmer
learning-contact-is = Kontakt: { $contact }
learning-course-about = Om kurset
learning-course-awaits = Alle delane er gjorde. Koordinatoren stadfestar, og så står det i loggen.
learning-course-done = Du er ferdig. Kurset står i loggen din.
learning-course-ended = Blir ikkje tilbode lenger
learning-course-figures = { $begun } har byrja, { $done } er ferdige.
learning-course-link = Adressa til kurset
learning-course-name = Kva heiter kurset?
learning-course-open = Opne kurset
learning-courses = Kurs
learning-courses-done = Kurs ferdig
learning-courses-lead = Kurs som rettleiarane kryssar av del for del. Titlane er dykkar eigne og kan endrast.
learning-day = Dag
learning-decide-alone = Kan rettleie aleine
learning-delete = Slett
learning-diary-later = Etterpå kan du skrive kva du lærte her.
learning-diary-saved = Takk, det er lagra.
learning-end-course = Kurset blir ikkje tilbode lenger
learning-end-pair = Avslutt paret
learning-enter = Før opp opplæring
learning-enter-do = Send til koordinator
learning-enter-lead = Før opp noko du har vore med på. Timane tel når koordinatoren har sagt ja.
learning-everybody = Alle rettleiarane i år
learning-feeling = Korleis gjekk det?
learning-feeling-hard = Det var tungt
learning-feeling-mixed = Litt av kvart
learning-feeling-well = Det gjekk fint
learning-free-spots = { $n ->
        [one] 1 ledig plass
       *[other] { $n } ledige plassar
    }
learning-from = Frå
learning-gives = Er det påkravd opplæring?
learning-gives-hint = Då ser porten at rettleiaren har gjort det.
learning-gives-none = Nei
learning-goes-to = { $who } besøkjer { $where }
learning-good = Kva ville du gjort igjen?
learning-guide = Rettleiar
learning-guides-employee = Tilsette
learning-guides-hired = Innleigde
learning-guides-partner = Frå partnarar
learning-guides-pupil = Elevar og lærlingar
learning-guides-volunteer = Frivillige
learning-held = Gjennomført
learning-host-about = Kva får ein sjå?
learning-host-about-hint = Til dømes: vere med i mottaket ein formiddag.
learning-host-contact = Kven tek imot?
learning-host-contact-hint = Namn og telefon eller e-post på jobb.
learning-host-ended = Blir ikkje tilbode lenger
learning-host-open = Tek imot
learning-host-proposed = Nytt tilbod utanfrå
learning-host-times = Når passar det?
learning-host-times-hint = Til dømes: tysdagar før lunsj.
learning-hours = { $hours } t
learning-hours-a-year = Timar i året
learning-hours-a-year-text = Kor mykje opplæring kvart slag rettleiar bør ha. La det stå tomt når de ikkje har noko mål. Pensjonistforbundet bruker eit kurs på 8 timar for rettleiarane i datastovene sine.
learning-hours-field = Timar
learning-hours-minutes = { $hours } t { $minutes } min
learning-hours-title = Timar i år
learning-how-many-parts = Kor mange delar har kurset?
learning-how-many-parts-hint = Lagre for å få fleire felt. Numra blir ståande.
learning-is-shared = Delt med koordinator
learning-job-shadowing = Hospitering
learning-job-shadowing-lead = Besøk ei anna teneste nokre timar. Du blir kjend med dei du viser folk vidare til, og dei blir kjende med oss.
learning-kind = Kva slags opplæring?
learning-kind-course = Kurs eller samling
learning-kind-ethics = Etikk og teieplikt
learning-kind-job-shadowing = Hospitering
learning-kind-network-meeting = Nettverksmøte
learning-kind-other = Anna
learning-kind-security = Oppfrisking i nettryggleik
learning-kind-shadowing = Opplæringsvakt: følgje ein erfaren
learning-kind-two-on-shift = To på vakt
learning-last-day = Siste dag
learning-learnt = Kva lærte du?
learning-learnt-title = Dette lærte vi
learning-left = { $time } igjen
learning-letter-agreed = Hospitering hos { $name } er avtalt
learning-letter-agreed-text = Du besøkjer { $name } { $when }.
learning-letter-called-off = Hospitering hos { $name } er avlyst
learning-letter-called-off-text = Besøket hos { $name } { $when } er avlyst. Ønsket ditt står framleis, og vi finn ei ny tid.
learning-letter-link = Her ser du avtalen, og her kan du skrive kva du lærte etterpå: { $address }
learning-link-close = Steng sida
learning-link-open = Opne ei side for kollegaer
learning-link-renew = Lag ny adresse
learning-link-text = Del adressa med kollegaer i andre tenester. Der kan dei ønskje å besøkje rettleiinga, eller by på ein plass til rettleiarane dykkar. Dei treng ingen konto.
learning-link-title = Sida for kollegaer
learning-log = Logg
learning-log-empty = Her kjem det du har lært: kurs, vakter med ein erfaren, møte og besøk.
learning-make-pair = Gjer dei til par
learning-mark-held = Besøket er gjennomført
learning-matches = Forslag til avtalar
learning-meet = Møtestad: { $what }
learning-meet-field = Møtestad
learning-meet-hint = Til dømes: hovudinngangen, spør etter Kari.
learning-mine-title = Opplæringa mi
learning-minutes = { $minutes } min
learning-minutes-field = Minutt
learning-must-confirm = Koordinator stadfestar når kurset er ferdig
learning-new-course = Nytt kurs
learning-new-pair = Lag eit par sjølv
learning-new-place-in = Ny stad som tek imot kollegaer
learning-new-place-out = Ny teneste som tek imot rettleiarar
learning-next = Kva vil du gjere annleis, eller lære meir om?
learning-no-citizen = Skriv om det du lærte. Ikkje skriv om ein person som fekk hjelp.
learning-no-guides = Her kjem rettleiarane når de har lagt dei inn.
learning-no-match = Ingen ledig plass passar
learning-no-offering = Ikkje noko bestemt
learning-no-places = Ingen tek imot enno.
learning-not-alone = Ta det tilbake: skal ha nokon ved sida av seg
learning-not-written = Ingen har skrive noko enno.
learning-nothing-agreed = Ingenting er avtalt.
learning-nothing-held = Når nokon har vore på besøk, står det her kva dei lærte.
learning-nothing-shared = Ingen har delt ein refleksjon enno. Rettleiarane vel sjølve kva dei deler.
learning-of-kinds = Mål for kvart slag
learning-of-target = { $what }: { $done } av { $target }
learning-offer-do = By fram plassen
learning-offering = Tilbod
learning-office = Opplæring
learning-older = Den eldre
learning-older-lines = Eldre linjer
learning-our-place = Kvar tek de imot?
learning-overview-lead = { $n ->
        [one] 1 rettleiar
       *[other] { $n } rettleiarar
    } har brukt { $time } på opplæring i år. { $new ->
        [0] Alle kan rettleie aleine.
        [one] 1 treng nokon ved sida av seg.
       *[other] { $new } treng nokon ved sida av seg.
    }
learning-pair-note = Kva vil dei lære av kvarandre?
learning-pair-since = Par sidan { $day }.
learning-pair-title = Paret ditt
learning-pair-with = Du er par med { $name }. De lærer av kvarandre.
learning-pairs = Par
learning-pairs-lead = Ein yngre og ein eldre rettleiar lærer av kvarandre når dei står på vakt i lag.
learning-part-number = Del { $n }
learning-parts = { $n ->
        [one] 1 del
       *[other] { $n } delar
    }
learning-parts-done = { $done } av { $of } delar er gjorde
learning-parts-question = Kva har du gjort?
learning-passes-on = Kva bør dei andre rettleiarane vite?
learning-passes-on-hint = Til dømes når dei har ope, eller kva folk bør ha med seg dit.
learning-problem-future = Dagen har ikkje kome enno. Vel i dag eller ein dag som er over.
learning-problem-hours = Skriv kor lenge det varte, frå 1 minutt til { $n } timar.
learning-problem-link = Adressa må byrje med https://
learning-problem-long = Skriv det kortare: høgst { $n } teikn.
learning-problem-old = Ein refleksjon blir lagra i eitt år. Vel ein nyare dag.
learning-problem-past = Dagen er over. Vel i dag eller seinare.
learning-problem-same = Vel to ulike personar.
learning-problem-who = Kryss av for kven som var med.
learning-proposed-text = Ei anna teneste har bode fram plassen. Sjå gjennom og lagre, så kan rettleiarane ønskje seg dit.
learning-reached = Målet er nådd
learning-reflect = Tenk tilbake i eitt minutt
learning-reflection-do = Lagre
learning-reflection-lead = Berre for deg, om du ikkje deler det. Det blir sletta etter eitt år.
learning-reflection-saved = Takk. Refleksjonen er lagra.
learning-reflections = Refleksjonar
learning-reflections-lead = { $n ->
        [one] Rettleiarane har skrive 1 refleksjon i år.
       *[other] Rettleiarane har skrive { $n } refleksjonar i år.
    } Her står dei som nokon har delt.
learning-refusal-already-agreed = Ønsket er avtalt av ein annan, eller det er trekt.
learning-refusal-already-agreed-hint = Sjå på lista over avtalar.
learning-refusal-called-off = Besøket er avlyst.
learning-refusal-called-off-hint = Avtal ei ny tid først.
learning-refusal-full = Plassen er full.
learning-refusal-full-hint = Vel ein annan plass, eller auk talet på plassar.
learning-refusal-not-open = Plassen tek ikkje imot nokon den dagen.
learning-refusal-not-open-hint = Vel ein tidlegare dag eller ein annan plass.
learning-refusal-not-yet = Besøket har ikkje vore enno.
learning-refusal-not-yet-hint = Skriv når dagen har kome.
learning-remove-wish = Fjern
learning-rule-shadowing = Vakter med ein erfaren
learning-rule-two = Vakter der to rettleier
learning-save = Lagre
learning-saved = Lagra.
learning-see-guides = Sjå rettleiarane
learning-see-places = Sjå kvar du kan besøkje
learning-service = Kva teneste?
learning-service-hint = Til dømes «NAV-kontoret» eller «Legevakta».
learning-shadowing-counts = { $out ->
        [one] I år har rettleiarane vore på 1 besøk.
       *[other] I år har rettleiarane vore på { $out } besøk.
    } { $in ->
        [one] 1 kollega har besøkt oss.
       *[other] { $in } kollegaer har besøkt oss.
    }
learning-share = Del med koordinator
learning-share-hint = Då ser koordinatoren det du skreiv, og at det er frå deg.
learning-source = Kvar er titlane frå?
learning-source-hint = Så dei neste veit om dei kan stole på dei.
learning-source-is = Kjelde: { $source }
learning-spots = Kor mange om gongen?
learning-state = Tek de imot?
learning-step = Steg
learning-step-alone = Kan rettleie aleine.
learning-step-beside = { $n ->
        [one] Rettleier i lag med nokon éin gong til. Så kan det gå aleine.
       *[other] Rettleier i lag med nokon { $n } gonger til. Så kan det gå aleine.
    }
learning-step-follows = { $n ->
        [one] Følgjer ein erfaren rettleiar éin gong til. Så rettleier dei to i lag.
       *[other] Følgjer ein erfaren rettleiar { $n } gonger til. Så rettleier dei to i lag.
    }
learning-suggested-pairs = Forslag til par
learning-tab-overview = Oversikt
learning-tag-alone = Aleine
learning-tag-beside = To på vakt
learning-tag-follows = Følgjer ein erfaren
learning-take-in = Ta i bruk kurset
learning-take-out = Ta ut: { $what }
learning-take-out-short = Ta ut
learning-take-us-in = Ta imot ein rettleiar
learning-target = Mål
learning-targets = Mål og steg
learning-this-year = { $time } opplæring i år.
learning-title = Kva heitte det?
learning-title-hint = Til dømes namnet på kurset eller møtet.
learning-titles = Titlane på delane
learning-titles-hint = Eit felt kan stå tomt. Då viser vi berre nummeret.
learning-to-mine = Til opplæringa mi
learning-to-own-page = Til sida mi
learning-together = Før opp for fleire
learning-together-lead = Eit nettverksmøte, eit kurs eller ein gjennomgang som fleire var med på.
learning-two-names = { $one } og { $other }
learning-until = Til
learning-untitled = { $n ->
        [one] 1 del utan tittel
       *[other] { $n } delar utan tittel
    }
learning-visit-us = Besøk rettleiinga
learning-visit-us-none = Ingen stader tek imot akkurat i dag.
learning-waiting-lines = { $n ->
        [one] 1 linje ventar på ja
       *[other] { $n } linjer ventar på ja
    }
learning-waits = Ventar på ja
learning-waits-do = Sjå på opplæringa
learning-waits-for-yes = Ventar på ja frå deg
learning-waits-for-yes-text = Dette har rettleiarane ført opp sjølve. Stemmer det?
learning-waits-lines = { $n ->
        [one] 1 linje i loggen ventar på ja.
       *[other] { $n } linjer i loggen ventar på ja.
    }
learning-waits-matches = { $n ->
        [one] 1 ønske om hospitering kan avtalast.
       *[other] { $n } ønske om hospitering kan avtalast.
    }
learning-waits-offers = { $n ->
        [one] 1 teneste har bode fram ein plass.
       *[other] { $n } tenester har bode fram plass.
    }
learning-wants = Kva vil du sjå eller lære?
learning-wants-hint = Skriv gjerne kva dagar som passar.
learning-was-at = { $who } var hos { $where }
learning-was-it-held = Vart det noko av?
learning-way-in = Kollegaer besøkjer oss
learning-way-out = Rettleiarane besøkjer andre
learning-where = Kvar?
learning-where-to = Kvar vil du?
learning-which-shift = Kva økt gjeld det?
learning-who = Kven?
learning-why-asked-for = Staden det er spurt om.
learning-why-few-have-been = Få har vore der.
learning-why-not-been-there = Har ikkje vore der før.
learning-why-same-words = Ønsket og plassen handlar om det same.
learning-wish-do = Send ønsket
learning-wish-saved = Ønsket er sendt.
learning-wish-waits = Ønsket ditt ligg hos koordinatoren.
learning-wishes = { $n ->
        [one] 1 ønske
       *[other] { $n } ønske
    }
learning-withdraw = Trekk ønsket
learning-write-about = Kva lærte du hos { $name }?
learning-write-about-text = Nokre linjer er nok. Timane kjem i loggen din.
learning-write-diary = Skriv nokre linjer
learning-written = Skrive
learning-younger = Den yngre
learning-you-alone = Du kan rettleie aleine.
learning-you-beside = Du rettleier i lag med nokon { $n ->
        [one] éin gong
       *[other] { $n } gonger
    } til. Så kan du gjere det aleine.
learning-you-follow = Du følgjer ein erfaren rettleiar { $n ->
        [one] éin gong
       *[other] { $n } gonger
    } til. Så rettleier de to i lag.
learning-your-email = E-post på jobb
learning-your-name = Namnet ditt
learning-your-reflections = { $n ->
        [one] Refleksjonen du har skrive
       *[other] Dei { $n } refleksjonane du har skrive
    }
learning-your-service = Tenesta du arbeider i
learning-your-visits = Besøka dine
learning-your-wish = Ønsket ditt
learning-calendar-summary = Hospitering: { $name }
