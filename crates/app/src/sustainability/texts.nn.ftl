sustainability-title = Har vi folk nok?
sustainability-tag = Før de publiserer
sustainability-before-unknown = Ingen avtalte timar er skrivne inn. Då kan vi ikkje rekne på om de har folk til dette.
sustainability-see = Sjå året som kjem
sustainability-with = Rekna som om «{ $name }» er publisert.
sustainability-nobody = Skriv inn avtalte timar for dei som rettleier, så ser du om dei rekk.
sustainability-if = Kva om …?
sustainability-who = Kven vi har
sustainability-hours-do = Avtalte timar
sustainability-waits = Ventetid på drop-in
sustainability-waits-lead = Rekna frå kor mange som har kome dei siste tre månadene, og kor mange rettleiarar planen har.
sustainability-have = Timar vi har
sustainability-need = Timar planen treng
sustainability-picture = Timar månad for månad
sustainability-range = Frå–til
sustainability-short = Fare for mangel
sustainability-how = Det planen treng, er opne timar gonger talet på rettleiarar, med førebuing, møte, opplæring og reise. Det vi har, er avtalte timar utan ferie og fråvær. Året er prøvd 400 gonger med litt ulikt fråvær. Søyla viser midten. «Frå–til» dekkjer åtte av ti gonger. Same tal gir alltid same svar.
sustainability-month = { $month }: { $have } av { $need } timar.
sustainability-agreed = Slik det er avtalt
sustainability-agreed-text = Alle er der som avtalt, med vanleg ferie og fråvær.
sustainability-six-weeks = Éin er borte i seks veker
sustainability-six-weeks-text = Kven det er, og når, er trekt på nytt kvar gong.
sustainability-exams = Elevane har eksamen
sustainability-exams-text = Elevar er mykje borte frå midten av november til jul, og i mai og juni.
sustainability-project = Stillingar med sluttdato tek slutt
sustainability-project-text = Innleigde, og alle med sluttdato, er borte frå første dag.
sustainability-holds = Planen held.
sustainability-falls = Dette ryk først: { $names }.
sustainability-risk = I den verste månaden er faren for mangel { $percent } %.
sustainability-people = Personar
sustainability-around = Førebuing, møte, opplæring og reise tek { $hours } timar den første månaden.
sustainability-arrivals = Kjem i timen
sustainability-minutes = Minutt kvar
sustainability-mean-wait = Vanleg ventetid, minutt
sustainability-most-wait = Ni av ti ventar høgst
sustainability-unhelped = Rekk ikkje
sustainability-grows = ↑ Fleire kjem enn dei som er der, rekk. Køen veks til det stengjer.
sustainability-rates = Slik er det rekna – endre
sustainability-rates-lead = Dette er anslag. Byt dei ut med det de veit.
sustainability-preparation = Førebuing og rydding, prosent av open tid
sustainability-meetings = Møte, minutt per person i månaden
sustainability-training = Opplæring, minutt per person i månaden
sustainability-travel = Reise, minutt per rettleiar kvar gong
sustainability-absence = Ferie og fråvær, prosent av avtalt tid
sustainability-wrong-rate = Skriv eit heilt tal frå 0 til { $most }.
sustainability-hours-title = Avtalte timar
sustainability-hours-lead = Kor mange timar i veka kvar person kan brukast til rettleiing.
sustainability-not-the-legal-plan = Dette er til planlegging, og vaktene her er ei vaktliste. Arbeidsplanen etter lova ligg framleis i personalsystemet.
sustainability-paste = Lim inn frå personalsystemet
sustainability-paste-hint = Éin person på kvar linje: namn;type;timar per veke;frå;til. Døme: Kari;tilsett;10;1.1.2026;
sustainability-import = Ta inn
sustainability-export = Last ned avtalte timar (CSV)
sustainability-roster = Last ned vaktlista for fire veker (CSV)
sustainability-name = Namn
sustainability-kind = Type
sustainability-per-week = Timar i veka
sustainability-period = Frå–til
sustainability-remove = Fjern timane til { $name }
sustainability-kind-employee = Tilsett
sustainability-kind-pupil = Elev
sustainability-kind-volunteer = Frivillig
sustainability-kind-hired = Innleigd
sustainability-kind-partner = Frå partnar
sustainability-wrong-line = Linje { $line }: { $what }
sustainability-wrong-name = Namnet manglar eller er for langt.
sustainability-wrong-kind = Type må vere tilsett, elev, frivillig, innleigd eller frå partnar.
sustainability-wrong-hours = Timar per veke må vere eit tal frå 0,1 til 40.
sustainability-wrong-day = Dagane må skrivast som 1.1.2026, og slutten kan ikkje vere før starten.
sustainability-before = { $n ->
    [0] Med dette har de folk nok i alle tolv månader.
    [one] Med dette blir det for få folk i éin månad.
   *[other] Med dette blir det for få folk i { $n } av tolv månader.
}
sustainability-lead = { $n ->
    [0] Slik det er avtalt, har de folk nok i alle tolv månader.
    [one] Slik det er avtalt, blir det for få folk i éin månad.
   *[other] Slik det er avtalt, blir det for få folk i { $n } av tolv månader.
}
sustainability-short-months = { $n ->
    [0] Nok folk heile året
    [one] For få i éin månad
   *[other] For få i { $n } månader
}
