promise-title = Timene vi har lovet
promise-standing-promised = Lovet
promise-standing-crewed = Bemannet
promise-standing-short = Mangler { $n }
promise-standing-uncrewed = Ingen kan
promise-standing-called-off = Avlyst
promise-standing-held = Holdt
promise-standing-unknown = Vet ikke
promise-standing-broken = Ingen var der
promise-kept-by = Holdes av { $names }.
promise-away = { $name } er borte denne dagen.
promise-keeper-not-ready = Papirene til { $name } er ikke i orden denne dagen, så timen står uten noen.
promise-without = Lederen har sagt ja uten fast person: { $why }
promise-open = Se timen
promise-cause-absence = Noen var borte
promise-cause-nobody = Vi fant ingen
promise-cause-course = Kurs eller møte
promise-cause-building = Huset kunne ikke brukes
promise-cause-closed = Stengt
promise-cause-moved = Flyttet eller kortere
promise-cause-plan = Planen ble endret
promise-cause-other = Annet
promise-reason-nobody = Vi mangler folk i dag
promise-alarm-heading = Noen må holde en time
promise-found-heading = En time er ordnet
promise-found-text = { $name } tar timen: { $what }
promise-settled-heading = Timen er ordnet
promise-settled-text = Takk! Timen er ordnet, så du trenger ikke svare: { $what }
promise-ask-heading = Kan du ta en time?
promise-ask-text = Kan du ta denne timen? { $what }. Svar ja eller nei her: { $link }
promise-off-heading = Timen er avlyst
promise-off-text = Du trenger ikke komme. Avlyst: { $what }. { $why }
promise-reply-title = Kan du ta denne timen?
promise-reply-lead = Den som holder timen, er borte. Den første som sier ja, får den.
promise-reply-yes = Ja, jeg tar den
promise-reply-no = Nei, ikke denne gangen
promise-reply-regret = Jeg kan ikke likevel
promise-reply-yours = Tusen takk! Timen er din. Vi sees der.
promise-reply-taken = Takk! Noen har tatt timen allerede, så du trenger ikke gjøre noe.
promise-reply-no-thanks = Takk for svaret. Vi spør noen andre. Kan du likevel, så si ja her.
promise-reply-over = Denne timen trenger ingen lenger. Den er over, flyttet eller avlyst.
promise-until-today = Bare i dag
promise-until-tomorrow = I dag og i morgen
promise-until-week = Ut uka
promise-until-two-weeks = To uker
promise-sick-title = Hvem er borte?
promise-sick-who = { $name } er borte
promise-sick-do = Noen er borte
promise-sick-nobody = Ingen holder faste timer de neste ukene.
promise-sick-lead = Velg den som ikke kommer. Så ser du hvilke timer det gjelder.
promise-sick-how-long = Hvor lenge?
promise-sick-next = Neste time er { $when }.
promise-sick-no-reason = Vi skriver aldri ned hvorfor noen er borte.
promise-sick-saved = Notert. De som skal vite det, får beskjed.
promise-sick-no-hours = Ingen timer blir berørt.
promise-sick-settled = Alle timene er ordnet.
promise-is-away = Borte
promise-is-back = { $name } er tilbake
promise-ask-all = Spør alle som kan
promise-ask = Spør
promise-ask-one = Spør { $name }
promise-call-off = Avlys timen
promise-call-off-lead = Ett trykk avlyser overalt. Alle som har bestilt eller meldt seg på, får beskjed.
promise-keepers-do = Skriv hvem som holder timene
promise-keepers-title = Hvem holder timene?
promise-keepers-lead = Skriv fornavnet til den som pleier å være der. Blir hun borte, får dere varsel. Har dere vaktliste, kan feltene stå tomme.
promise-keeper-question = Hvem holder timen?
promise-keeper-of = Hvem holder timen? { $when }
promise-keeper-hint = Fornavnet er nok. Innbyggerne ser det ikke.
promise-keeper-needed = Skriv hvem som holder timen. En time ingen holder, kan bare lederen publisere.
promise-keeper-needed-leader = Skriv hvem som holder timen, eller hvorfor den går ut uten.
promise-without-title = Publiser uten en fast person
promise-without-why = Hvorfor går timen ut uten noen?
promise-without-hint = Bare lederen ser dette valget. Grunnen blir stående ved timen.
promise-reach-title = Slik når vi dem
promise-reach-lead = Mobil eller e-post, for å spørre om de kan ta en time. Feltet kan stå tomt.
promise-alarm-title = Hvem får varsel?
promise-alarm-lead = Når ingen kan holde en time, får disse beskjed, én gang for hver time.
promise-alarm-days = Hvor mange dager før?
promise-alarm-days-wrong = Skriv et tall fra 1 til 27.
promise-alarm-add = Legg til en person
promise-alarm-name = Fornavn
promise-alarm-contact = Mobil eller e-post
promise-alarm-nobody = Ingen får varsel ennå. Legg til deg selv først.
promise-alarm-remove = Fjern { $name }
promise-waits-nobody = Hvem holder timene?
promise-do-something = Finn en løsning
promise-were-we-there = Var vi der?
promise-were-we-there-why = Ingen kølapp, henvendelse eller innlogging viser at timen ble holdt. Da vet bare dere det.
promise-yes-there = Ja, vi var der
promise-not-there = Nei
promise-not-there-because = Nei, fordi:
promise-missing = Trenger noen
promise-coming = Timene som kommer
promise-find-somebody = Finn noen andre
promise-no-candidates = Ingen andre er ført opp. Skriv navnet på den som tar timen, eller avlys.
promise-found-somebody = Jeg har funnet noen
promise-found-name = Hvem tar timen?
promise-found-do = Sett opp
promise-taken = Noen andre var raskere. Timen har fått noen.
promise-answer-open = Spurt, har ikke svart
promise-answer-yes = Sa ja
promise-answer-no = Kan ikke
promise-answer-late = Ordnet av noen andre
promise-why-offering = holder andre timer her
promise-why-place = er på samme sted den uka
promise-why-busy = har en annen time da
promise-why-away = er borte
promise-move-title = Flytt eller gjør kortere
promise-move-day = Dag
promise-move-do = Endre timen
promise-figures-title = Forutsigbarhet
promise-figures-lead = { $unknown ->
    [0] Vi holdt { $share } av det vi lovet: { $held } av { $published } timer.
    [one] Vi holdt { $share } av det vi lovet: { $held } av { $published } timer. Én time vet vi ikke om.
   *[other] Vi holdt { $share } av det vi lovet: { $held } av { $published } timer. { $unknown } timer vet vi ikke om.
}
promise-figures-none = Ingen lovede timer er over ennå i denne perioden. Tallene kommer av seg selv.
promise-figures-causes = Hvorfor ikke resten
promise-figures-csv = Last ned som CSV
promise-figures-how = Hvordan er dette regnet ut?
promise-figures-how-text = En time er lovet når den står i planen innen fire uker. Den er holdt når noen logget inn i skranken, ga en kølapp eller registrerte en henvendelse mens den gikk, eller når dere sa det dagen etter. Flyttes den med et døgns varsel, er den holdt. Det vi ikke vet, står som et spenn: minst og mest.
promise-period = Periode
promise-by-place = Etter sted
promise-by-offering = Etter tilbud
promise-by-month = Etter måned
promise-column-share = Holdt
promise-column-published = Timer lovet
promise-column-held = Timer holdt
promise-refusal-over = Denne timen er over, flyttet eller avlyst.
promise-refusal-over-hint = Gå til timene vi har lovet, og se hvordan det står nå.
promise-refusal-bad-time = Timen kan ikke være da.
promise-refusal-bad-time-hint = Slutten må være etter starten, og tilbudet kan ikke ha to slike timer oppå hverandre.
promise-alarm-text = { $n ->
    [one] Én time har ingen som kan holde den:
   *[other] { $n } timer har ingen som kan holde dem:
}
promise-sick-hours = { $n ->
    [one] Én time trenger noen andre.
   *[other] { $n } timer trenger noen andre.
}
promise-asked = { $n ->
    [one] Én er spurt. Den første som sier ja, får timen.
   *[other] { $n } er spurt. Den første som sier ja, får timen.
}
promise-asked-so-far = { $n ->
    [one] Én er spurt.
   *[other] { $n } er spurt.
}
promise-waits-nobody-text = { $n ->
    [one] Én fast time har ingen som holder den. Skriv ett navn, så passer vi på.
   *[other] { $n } faste timer har ingen som holder dem. Skriv ett navn på hver, så passer vi på.
}
promise-some-missing = { $n ->
    [one] Én time de neste fire ukene trenger noen.
   *[other] { $n } timer de neste fire ukene trenger noen.
}
promise-all-well = { $n ->
    [one] Én time er lovet de neste fire ukene. Vi vet hvem som holder { $settled }.
   *[other] { $n } timer er lovet de neste fire ukene. Vi vet hvem som holder { $settled } av dem.
}
promise-why-hours = { $hours ->
    [one] { $hours } time ellers den uka
   *[other] { $hours } timer ellers den uka
}
promise-keeper-guide-hint = Fornavnet er nok. Lar du det stå tomt, er det deg.
promise-why-not-ready = papirene er ikke i orden
promise-refusal-not-ready = Papirene hennes er ikke i orden den dagen.
promise-refusal-not-ready-hint = Se hva som mangler under Folk. Lederen kan gi unntak med en grunn.
promise-on-but-not-ready = { $names } står på vakten, men kan ikke være der slik det er nå. Se papirene, eller sett på en erfaren voksen.
promise-keepers-rostered = Tider som er med i vaktplanen, står ikke her. Dem holder de som har vakt.
promise-put-on = Sett opp: { $name }
promise-why-likes = vil gjerne
promise-why-has-room = har hatt lite
promise-why-masters = kan det vakten krever
promise-refusal-not-a-guide = Timen er med i vaktplanen, og der finnes ingen med det navnet.
promise-refusal-not-a-guide-hint = Velg en av dem som står i lista, eller legg inn personen under Folk først.
