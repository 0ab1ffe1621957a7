queue-title = Kø
queue-wait = Ventetid ca. { $low }–{ $high } minutter
queue-wait-up-to = Ventetid opptil { $high } minutter
queue-wait-about = Ventetid ca. { $high } minutter
queue-no-wait = Ingen ventetid nå
queue-empty = Ingen venter. Gi en kølapp når noen kommer.
queue-given = Ny kølapp:
queue-show-ticket = Vis eller skriv ut lappen
queue-parked = Satt på vent
queue-being-helped = får hjelp
queue-with = hos { $name }
queue-minutes = { $minutes } min
queue-call = Rop opp
queue-park = Sett på vent
queue-resume = Tilbake i køen
queue-finish = Ferdig uten å registrere
queue-leave = Gikk
queue-next = Neste
queue-give = + Kølapp
queue-close = Steng køen
queue-open = Åpne køen igjen
queue-is-closed = Køen er stengt for i dag.
queue-where-else = Hvor kan de gå i stedet?
queue-suggest-close = De som venter, fyller trolig resten av tiden. Det er snilt å stenge køen nå.
queue-settings = Innstillinger for køen
queue-style = Hva står på lappen?
queue-style-number = Nummer
queue-style-creature = Nummer og dyr
queue-style-missing = Velg nummer, eller nummer og dyr.
queue-guides = Hvor mange veileder nå?
queue-guides-wrong = Skriv et tall fra 1 til 50.
queue-go-to = Hvor skal den som blir ropt opp, gå?
queue-go-to-hint = Vises på tavla. For eksempel «Skranken i 2. etasje».
queue-go-to-long = Skriv kortere, høyst 60 tegn.
queue-go-to-personal = Dette ligner noe som peker på en person. Skriv bare et sted.
queue-keep = Lagre
queue-to-board = Åpne tavla
queue-back = Tilbake til skranken
queue-closed-title = Køen er stengt
queue-closed-say = Si for eksempel: «Vi rekker ikke flere i dag. Her er noen andre som kan hjelpe deg.»
queue-closed-left =
    { $n ->
        [one] Én venter ennå, og skal få hjelp.
       *[other] { $n } venter ennå, og skal få hjelp.
    }
queue-ticket-title = Kølapp
queue-your-ticket = Din kølapp er
queue-ahead =
    { $n ->
        [0] Du er den neste.
        [one] Én er før deg.
       *[other] { $n } er før deg.
    }
queue-ticket-how = Følg med på tavla, eller sett deg der vi kan rope deg opp. Du kan kaste lappen etterpå.
queue-print = Skriv ut
queue-board-title = Kø ved { $place }
queue-board-now = Nå:
queue-board-next = De neste
queue-board-empty = Ingen i kø. Bare kom bort til oss.
queue-board-nobody = Ingen hjelper her akkurat nå.
queue-board-soon = Vi roper opp straks.
queue-board-open = Åpent til kl. { $until }
queue-board-closed = Stengt for i dag.
queue-board-opens = Her er det hjelp igjen { $when }
queue-updated = Sist oppdatert kl.
queue-board-lost = Tavla har mistet forbindelsen. Sist oppdatert kl.
queue-refusal-closed = Køen er stengt for i dag
queue-refusal-closed-hint = Åpne køen igjen hvis dere rekker en til, eller vis videre til et annet sted.
queue-refusal-already-called = En kollega har alt ropt opp denne lappen
queue-refusal-already-called-hint = Trykk Neste, så får du den som står for tur.
queue-refusal-already-parked = Lappen er alt satt på vent
queue-refusal-already-parked-hint = Rop den opp når personen er klar.
queue-refusal-not-parked = Lappen er ikke satt på vent
queue-refusal-not-parked-hint = Den står alt i køen, eller er ropt opp. Se listen.
queue-refusal-not-called = Lappen er ikke ropt opp ennå
queue-refusal-not-called-hint = Rop den opp først. Har personen gått, trykker du Gikk.
queue-refusal-over = Denne lappen er brukt opp
queue-refusal-over-hint = Gi en ny kølapp hvis personen trenger mer hjelp.
queue-refusal-nobody-waiting = Ingen venter
queue-refusal-nobody-waiting-hint = Gi en kølapp når noen kommer. De som er satt på vent, roper du opp selv.
