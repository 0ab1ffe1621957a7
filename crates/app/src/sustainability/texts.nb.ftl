sustainability-title = Har vi folk nok?
sustainability-tag = Før dere publiserer
sustainability-before-unknown = Ingen avtalte timer er skrevet inn. Da kan vi ikke regne på om dere har folk til dette.
sustainability-see = Se året som kommer
sustainability-with = Regnet som om «{ $name }» er publisert.
sustainability-nobody = Skriv inn avtalte timer for dem som veileder, så ser du om de rekker.
sustainability-if = Hva om …?
sustainability-who = Hvem vi har
sustainability-hours-do = Avtalte timer
sustainability-waits = Ventetid på drop-in
sustainability-waits-lead = Regnet fra hvor mange som har kommet de siste tre månedene, og hvor mange veiledere planen har.
sustainability-have = Timer vi har
sustainability-need = Timer planen trenger
sustainability-picture = Timer måned for måned
sustainability-range = Fra–til
sustainability-short = Fare for mangel
sustainability-how = Det planen trenger, er åpne timer ganger antall veiledere, med forberedelse, møter, opplæring og reise. Det vi har, er avtalte timer uten ferie og fravær. Året er prøvd 400 ganger med litt ulikt fravær. Søylen viser midten. «Fra–til» dekker åtte av ti ganger. Samme tall gir alltid samme svar.
sustainability-month = { $month }: { $have } av { $need } timer.
sustainability-agreed = Slik det er avtalt
sustainability-agreed-text = Alle er der som avtalt, med vanlig ferie og fravær.
sustainability-six-weeks = Én er borte i seks uker
sustainability-six-weeks-text = Hvem det er, og når, er trukket på nytt hver gang.
sustainability-exams = Elevene har eksamen
sustainability-exams-text = Elever er mye borte fra midten av november til jul, og i mai og juni.
sustainability-project = Stillinger med sluttdato tar slutt
sustainability-project-text = Innleide, og alle med sluttdato, er borte fra første dag.
sustainability-holds = Planen holder.
sustainability-falls = Dette ryker først: { $names }.
sustainability-risk = I den verste måneden er faren for mangel { $percent } %.
sustainability-people = Personer
sustainability-around = Forberedelse, møter, opplæring og reise tar { $hours } timer den første måneden.
sustainability-arrivals = Kommer i timen
sustainability-minutes = Minutter hver
sustainability-mean-wait = Vanlig ventetid, minutter
sustainability-most-wait = Ni av ti venter høyst
sustainability-unhelped = Rekker ikke
sustainability-grows = ↑ Flere kommer enn de som er der, rekker. Køen vokser til det stenger.
sustainability-rates = Slik er det regnet – endre
sustainability-rates-lead = Dette er anslag. Bytt dem ut med det dere vet.
sustainability-preparation = Forberedelse og rydding, prosent av åpen tid
sustainability-meetings = Møter, minutter per person i måneden
sustainability-training = Opplæring, minutter per person i måneden
sustainability-travel = Reise, minutter per veileder hver gang
sustainability-absence = Ferie og fravær, prosent av avtalt tid
sustainability-wrong-rate = Skriv et helt tall fra 0 til { $most }.
sustainability-hours-title = Avtalte timer
sustainability-hours-lead = Hvor mange timer i uken hver person kan brukes til veiledning.
sustainability-not-the-legal-plan = Dette er til planlegging, og vaktene her er en vaktliste. Arbeidsplanen etter loven ligger fortsatt i personalsystemet.
sustainability-paste = Lim inn fra personalsystemet
sustainability-paste-hint = Én person på hver linje: navn;type;timer per uke;fra;til. Eksempel: Kari;ansatt;10;1.1.2026;
sustainability-import = Ta inn
sustainability-export = Last ned avtalte timer (CSV)
sustainability-roster = Last ned vaktlista for fire uker (CSV)
sustainability-name = Navn
sustainability-kind = Type
sustainability-per-week = Timer i uka
sustainability-period = Fra–til
sustainability-remove = Fjern timene til { $name }
sustainability-kind-employee = Ansatt
sustainability-kind-pupil = Elev
sustainability-kind-volunteer = Frivillig
sustainability-kind-hired = Innleid
sustainability-kind-partner = Fra partner
sustainability-wrong-line = Linje { $line }: { $what }
sustainability-wrong-name = Navnet mangler eller er for langt.
sustainability-wrong-kind = Type må være ansatt, elev, frivillig, innleid eller fra partner.
sustainability-wrong-hours = Timer per uke må være et tall fra 0,1 til 40.
sustainability-wrong-day = Dagene må skrives som 1.1.2026, og slutten kan ikke være før starten.
sustainability-before = { $n ->
    [0] Med dette har dere folk nok i alle tolv måneder.
    [one] Med dette blir det for få folk i én måned.
   *[other] Med dette blir det for få folk i { $n } av tolv måneder.
}
sustainability-lead = { $n ->
    [0] Slik det er avtalt, har dere folk nok i alle tolv måneder.
    [one] Slik det er avtalt, blir det for få folk i én måned.
   *[other] Slik det er avtalt, blir det for få folk i { $n } av tolv måneder.
}
sustainability-short-months = { $n ->
    [0] Nok folk hele året
    [one] For få i én måned
   *[other] For få i { $n } måneder
}
