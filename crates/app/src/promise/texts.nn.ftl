promise-title = Timane vi har lova
promise-standing-promised = Lova
promise-standing-crewed = Bemanna
promise-standing-short = Manglar { $n }
promise-standing-uncrewed = Ingen kan
promise-standing-called-off = Avlyst
promise-standing-held = Halden
promise-standing-unknown = Veit ikkje
promise-standing-broken = Ingen var der
promise-kept-by = Blir halden av { $names }.
promise-away = { $name } er borte denne dagen.
promise-keeper-not-ready = Papira til { $name } er ikkje i orden denne dagen, så timen står utan nokon.
promise-without = Leiaren har sagt ja utan fast person: { $why }
promise-open = Sjå timen
promise-cause-absence = Nokon var borte
promise-cause-nobody = Vi fann ingen
promise-cause-course = Kurs eller møte
promise-cause-building = Huset kunne ikkje brukast
promise-cause-closed = Stengt
promise-cause-moved = Flytta eller kortare
promise-cause-plan = Planen vart endra
promise-cause-other = Anna
promise-reason-nobody = Vi manglar folk i dag
promise-alarm-heading = Nokon må halde ein time
promise-found-heading = Ein time er ordna
promise-found-text = { $name } tek timen: { $what }
promise-settled-heading = Timen er ordna
promise-settled-text = Takk! Timen er ordna, så du treng ikkje svare: { $what }
promise-ask-heading = Kan du ta ein time?
promise-ask-text = Kan du ta denne timen? { $what }. Svar ja eller nei her: { $link }
promise-off-heading = Timen er avlyst
promise-off-text = Du treng ikkje kome. Avlyst: { $what }. { $why }
promise-reply-title = Kan du ta denne timen?
promise-reply-lead = Den som held timen, er borte. Den første som seier ja, får han.
promise-reply-yes = Ja, eg tek han
promise-reply-no = Nei, ikkje denne gongen
promise-reply-regret = Eg kan ikkje likevel
promise-reply-yours = Tusen takk! Timen er din. Vi sest der.
promise-reply-taken = Takk! Nokon har teke timen alt, så du treng ikkje gjere noko.
promise-reply-no-thanks = Takk for svaret. Vi spør nokon andre. Kan du likevel, så sei ja her.
promise-reply-over = Denne timen treng ingen lenger. Han er over, flytta eller avlyst.
promise-until-today = Berre i dag
promise-until-tomorrow = I dag og i morgon
promise-until-week = Ut veka
promise-until-two-weeks = To veker
promise-sick-title = Kven er borte?
promise-sick-who = { $name } er borte
promise-sick-do = Nokon er borte
promise-sick-nobody = Ingen held faste timar dei neste vekene.
promise-sick-lead = Vel den som ikkje kjem. Så ser du kva timar det gjeld.
promise-sick-how-long = Kor lenge?
promise-sick-next = Neste time er { $when }.
promise-sick-no-reason = Vi skriv aldri ned kvifor nokon er borte.
promise-sick-saved = Notert. Dei som skal vite det, får beskjed.
promise-sick-no-hours = Ingen timar blir råka.
promise-sick-settled = Alle timane er ordna.
promise-is-away = Borte
promise-is-back = { $name } er tilbake
promise-ask-all = Spør alle som kan
promise-ask = Spør
promise-ask-one = Spør { $name }
promise-call-off = Avlys timen
promise-call-off-lead = Eitt trykk avlyser overalt. Alle som har bestilt eller meldt seg på, får beskjed.
promise-keepers-do = Skriv kven som held timane
promise-keepers-title = Kven held timane?
promise-keepers-lead = Skriv førenamnet til den som brukar å vere der. Blir ho borte, får de varsel. Har de vaktliste, kan felta stå tomme.
promise-keeper-question = Kven held timen?
promise-keeper-of = Kven held timen? { $when }
promise-keeper-hint = Førenamnet er nok. Innbyggjarane ser det ikkje.
promise-keeper-needed = Skriv kven som held timen. Ein time ingen held, kan berre leiaren publisere.
promise-keeper-needed-leader = Skriv kven som held timen, eller kvifor han går ut utan.
promise-without-title = Publiser utan ein fast person
promise-without-why = Kvifor går timen ut utan nokon?
promise-without-hint = Berre leiaren ser dette valet. Grunnen blir ståande ved timen.
promise-reach-title = Slik når vi dei
promise-reach-lead = Mobil eller e-post, for å spørje om dei kan ta ein time. Feltet kan stå tomt.
promise-alarm-title = Kven får varsel?
promise-alarm-lead = Når ingen kan halde ein time, får desse beskjed, éin gong for kvar time.
promise-alarm-days = Kor mange dagar før?
promise-alarm-days-wrong = Skriv eit tal frå 1 til 27.
promise-alarm-add = Legg til ein person
promise-alarm-name = Førenamn
promise-alarm-contact = Mobil eller e-post
promise-alarm-nobody = Ingen får varsel enno. Legg til deg sjølv først.
promise-alarm-remove = Fjern { $name }
promise-waits-nobody = Kven held timane?
promise-do-something = Finn ei løysing
promise-were-we-there = Var vi der?
promise-were-we-there-why = Ingen kølapp, førespurnad eller innlogging viser at timen vart halden. Då veit berre de det.
promise-yes-there = Ja, vi var der
promise-not-there = Nei
promise-not-there-because = Nei, fordi:
promise-missing = Treng nokon
promise-coming = Timane som kjem
promise-find-somebody = Finn nokon andre
promise-no-candidates = Ingen andre er førte opp. Skriv namnet på den som tek timen, eller avlys.
promise-found-somebody = Eg har funne nokon
promise-found-name = Kven tek timen?
promise-found-do = Set opp
promise-taken = Nokon andre var raskare. Timen har fått nokon.
promise-answer-open = Spurd, har ikkje svart
promise-answer-yes = Sa ja
promise-answer-no = Kan ikkje
promise-answer-late = Ordna av nokon andre
promise-why-offering = held andre timar her
promise-why-place = er på same stad den veka
promise-why-busy = har ein annan time då
promise-why-away = er borte
promise-move-title = Flytt eller gjer kortare
promise-move-day = Dag
promise-move-do = Endre timen
promise-figures-title = Føreseielegheit
promise-figures-lead = { $unknown ->
    [0] Vi heldt { $share } av det vi lova: { $held } av { $published } timar.
    [one] Vi heldt { $share } av det vi lova: { $held } av { $published } timar. Éin time veit vi ikkje om.
   *[other] Vi heldt { $share } av det vi lova: { $held } av { $published } timar. { $unknown } timar veit vi ikkje om.
}
promise-figures-none = Ingen lova timar er over enno i denne perioden. Tala kjem av seg sjølve.
promise-figures-causes = Kvifor ikkje resten
promise-figures-csv = Last ned som CSV
promise-figures-how = Korleis er dette rekna ut?
promise-figures-how-text = Ein time er lova når han står i planen innan fire veker. Han er halden når nokon logga inn i skranken, gav ein kølapp eller registrerte ein førespurnad medan han gjekk, eller når de sa det dagen etter. Blir han flytta med eit døgns varsel, er han halden. Det vi ikkje veit, står som eit spenn: minst og mest.
promise-period = Periode
promise-by-place = Etter stad
promise-by-offering = Etter tilbod
promise-by-month = Etter månad
promise-column-share = Halde
promise-column-published = Timar lova
promise-column-held = Timar haldne
promise-refusal-over = Denne timen er over, flytta eller avlyst.
promise-refusal-over-hint = Gå til timane vi har lova, og sjå korleis det står no.
promise-refusal-bad-time = Timen kan ikkje vere då.
promise-refusal-bad-time-hint = Slutten må vere etter starten, og tilbodet kan ikkje ha to slike timar oppå kvarandre.
promise-alarm-text = { $n ->
    [one] Éin time har ingen som kan halde han:
   *[other] { $n } timar har ingen som kan halde dei:
}
promise-sick-hours = { $n ->
    [one] Éin time treng nokon andre.
   *[other] { $n } timar treng nokon andre.
}
promise-asked = { $n ->
    [one] Éin er spurd. Den første som seier ja, får timen.
   *[other] { $n } er spurde. Den første som seier ja, får timen.
}
promise-asked-so-far = { $n ->
    [one] Éin er spurd.
   *[other] { $n } er spurde.
}
promise-waits-nobody-text = { $n ->
    [one] Éin fast time har ingen som held han. Skriv eitt namn, så passar vi på.
   *[other] { $n } faste timar har ingen som held dei. Skriv eitt namn på kvar, så passar vi på.
}
promise-some-missing = { $n ->
    [one] Éin time dei neste fire vekene treng nokon.
   *[other] { $n } timar dei neste fire vekene treng nokon.
}
promise-all-well = { $n ->
    [one] Éin time er lova dei neste fire vekene. Vi veit kven som held { $settled }.
   *[other] { $n } timar er lova dei neste fire vekene. Vi veit kven som held { $settled } av dei.
}
promise-why-hours = { $hours ->
    [one] { $hours } time elles den veka
   *[other] { $hours } timar elles den veka
}
promise-keeper-guide-hint = Førenamnet er nok. Lèt du det stå tomt, er det deg.
promise-why-not-ready = papira er ikkje i orden
promise-refusal-not-ready = Papira hennar er ikkje i orden den dagen.
promise-refusal-not-ready-hint = Sjå kva som manglar under Folk. Leiaren kan gi unntak med ein grunn.
promise-on-but-not-ready = { $names } står på vakta, men kan ikkje vere der slik det er no. Sjå papira, eller set på ein erfaren vaksen.
promise-keepers-rostered = Tider som er med i vaktplanen, står ikkje her. Dei held dei som har vakt.
promise-put-on = Set opp: { $name }
promise-why-likes = vil gjerne
promise-why-has-room = har hatt lite
promise-why-masters = kan det vakta krev
promise-refusal-not-a-guide = Timen er med i vaktplanen, og der finst ingen med det namnet.
promise-refusal-not-a-guide-hint = Vel ein av dei som står i lista, eller legg inn personen under Folk først.
