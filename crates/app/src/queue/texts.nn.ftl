queue-title = Kø
queue-wait = Ventetid ca. { $low }–{ $high } minutt
queue-wait-up-to = Ventetid opptil { $high } minutt
queue-wait-about = Ventetid ca. { $high } minutt
queue-no-wait = Inga ventetid no
queue-empty = Ingen ventar. Gi ein kølapp når nokon kjem.
queue-given = Ny kølapp:
queue-show-ticket = Vis eller skriv ut lappen
queue-parked = Sette på vent
queue-being-helped = får hjelp
queue-with = hos { $name }
queue-minutes = { $minutes } min
queue-call = Rop opp
queue-park = Set på vent
queue-resume = Tilbake i køen
queue-finish = Ferdig utan å registrere
queue-leave = Gjekk
queue-next = Neste
queue-give = + Kølapp
queue-close = Steng køen
queue-open = Opne køen igjen
queue-is-closed = Køen er stengd for i dag.
queue-where-else = Kvar kan dei gå i staden?
queue-suggest-close = Dei som ventar, fyller truleg resten av tida. Det er snilt å stengje køen no.
queue-settings = Innstillingar for køen
queue-style = Kva står på lappen?
queue-style-number = Nummer
queue-style-creature = Nummer og dyr
queue-style-missing = Vel nummer, eller nummer og dyr.
queue-guides = Kor mange rettleier no?
queue-guides-wrong = Skriv eit tal frå 1 til 50.
queue-go-to = Kvar skal den som blir ropt opp, gå?
queue-go-to-hint = Blir vist på tavla. Til dømes «Skranken i 2. etasje».
queue-go-to-long = Skriv kortare, høgst 60 teikn.
queue-go-to-personal = Dette liknar noko som peikar på ein person. Skriv berre ein stad.
queue-keep = Lagre
queue-to-board = Opne tavla
queue-back = Tilbake til skranken
queue-closed-title = Køen er stengd
queue-closed-say = Sei til dømes: «Vi rekk ikkje fleire i dag. Her er nokre andre som kan hjelpe deg.»
queue-closed-left =
    { $n ->
        [one] Éin ventar enno, og skal få hjelp.
       *[other] { $n } ventar enno, og skal få hjelp.
    }
queue-ticket-title = Kølapp
queue-your-ticket = Kølappen din er
queue-ahead =
    { $n ->
        [0] Du er den neste.
        [one] Éin er før deg.
       *[other] { $n } er før deg.
    }
queue-ticket-how = Følg med på tavla, eller set deg der vi kan rope deg opp. Du kan kaste lappen etterpå.
queue-print = Skriv ut
queue-board-title = Kø ved { $place }
queue-board-now = No:
queue-board-next = Dei neste
queue-board-empty = Ingen i kø. Berre kom bort til oss.
queue-board-nobody = Ingen hjelper her akkurat no.
queue-board-soon = Vi ropar opp straks.
queue-board-open = Ope til kl. { $until }
queue-board-closed = Stengt for i dag.
queue-board-opens = Her er det hjelp igjen { $when }
queue-updated = Sist oppdatert kl.
queue-board-lost = Tavla har mista sambandet. Sist oppdatert kl.
queue-refusal-closed = Køen er stengd for i dag
queue-refusal-closed-hint = Opne køen igjen om de rekk éin til, eller vis vidare til ein annan stad.
queue-refusal-already-called = Ein kollega har alt ropt opp denne lappen
queue-refusal-already-called-hint = Trykk Neste, så får du den som står for tur.
queue-refusal-already-parked = Lappen er alt sett på vent
queue-refusal-already-parked-hint = Rop han opp når personen er klar.
queue-refusal-not-parked = Lappen er ikkje sett på vent
queue-refusal-not-parked-hint = Han står alt i køen, eller er ropt opp. Sjå lista.
queue-refusal-not-called = Lappen er ikkje ropt opp enno
queue-refusal-not-called-hint = Rop han opp først. Har personen gått, trykkjer du Gjekk.
queue-refusal-over = Denne lappen er brukt opp
queue-refusal-over-hint = Gi ein ny kølapp om personen treng meir hjelp.
queue-refusal-nobody-waiting = Ingen ventar
queue-refusal-nobody-waiting-hint = Gi ein kølapp når nokon kjem. Dei som er sette på vent, ropar du opp sjølv.
