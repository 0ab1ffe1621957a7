messages-title = Meldinger
messages-lead = Her ser du om meldinger kommer fram, og kan endre det vi sier.
messages-receipt = Kvittering
messages-reminder = Påminnelse
messages-moved = Ny tid
messages-called-off = Avlyst av oss
messages-cancelled = Avbestilt av dem
messages-waiting-offer = Tilbud fra ventelisten
messages-place-freed = Fikk plass
messages-event-moved = Treff flyttet
messages-thank-you = Takk for besøket
messages-letter = Brev til medarbeider eller partner
messages-when = { $day } kl. { $time }
messages-call-list = Ringeliste
messages-call-list-title = Ring, eller si fra i døra
messages-call-list-lead = Dette er de vi ikke når på SMS eller e-post. Det som haster mest, står først.
messages-call-list-empty = Ingen å ringe nå. Alle vet det de skal vite.
messages-later-today = Senere i dag
messages-later-days = { $n ->
    [one] Én til kommer på listen senere.
   *[other] { $n } til kommer på listen senere.
 }
messages-somebody = Ukjent navn, kode { $code }
messages-today = i dag
messages-ring = Ring
messages-write = Skriv til
messages-at-the-door = Vi har ikke noe nummer. Si fra når de kommer.
messages-say = Si dette:
messages-told = Har fått beskjed
messages-not-reached = Svarte ikke
messages-give-up = Ta bort fra listen
messages-card = Kort på papir
messages-print = Skriv ut
messages-back = Tilbake til ringelisten
messages-try-again = Prøv igjen { $when }.
messages-problem-later = Nådde ikke fram
messages-problem-never = Adressen eller nummeret ble avvist
messages-problem-too-late = Ble ikke sendt i tide
messages-problem-not-set-up = E-post er ikke satt opp
messages-problem-no-answer = Svarte ikke
messages-demo = Dette er en demonstrasjon. Ingenting blir sendt; alle kommer på ringelisten.
messages-mail-on = E-post er satt opp.
messages-mail-off = E-post er ikke satt opp. De som vil ha e-post, kommer på ringelisten.
messages-sms-on = SMS er satt opp.
messages-sms-off = SMS er ikke satt opp. De som vil ha SMS, kommer på ringelisten.
messages-count-waiting = venter på å bli sendt nå
messages-count-troubled = prøves på nytt
messages-count-later = skal sendes senere
messages-count-told = sendt eller sagt de siste dagene
messages-count-dead = kom aldri fram
messages-dead-title = Kom aldri fram
messages-dead-lead = De som kan nås i tide, står også på ringelisten.
messages-tries = { $n ->
    [one] Prøvd én gang.
   *[other] Prøvd { $n } ganger.
 }
messages-again = Send igjen
messages-again-done = Meldingen blir sendt på nytt.
messages-trial-title = Prøv at det virker
messages-trial-to = E-postadresse eller mobilnummer
messages-trial-hint = Bruk din egen. Vi sletter den når prøven er sendt.
messages-trial-send = Send en prøve
messages-trial-done = Prøven er lagt i utboksen. Den kommer om noen sekunder.
messages-trial-heading = Prøve fra Digihjelpen
messages-trial-text = Dette er en prøve. Når du leser den, virker det.
messages-how-title = Når og fra hvem
messages-quiet-lead = I de stille timene sender vi ingenting, bortsett fra at noe i dag er avlyst eller flyttet.
messages-quiet-from = Stille fra klokka
messages-quiet-until = Stille til klokka
messages-sender = Avsender på SMS
messages-sender-hint = 3–11 bokstaver og tall, for eksempel Digihjelp. Tom: som i innstillingene for installasjonen.
messages-save = Lagre
messages-saved = Lagret.
messages-time-wrong = Skriv et klokkeslett, for eksempel 21:00.
messages-sender-wrong = Avsenderen kan ha 3–11 bokstaver (a–z) og tall.
messages-contact-empty = Skriv et nummer eller en adresse.
messages-contact-phone = Nummeret har åtte sifre, eller begynner med + og landkode.
messages-contact-mobile = Til dette nummeret går det ikke an å sende SMS. Mobilnummer begynner med 4 eller 9.
messages-contact-email = E-postadressen mangler noe. Den ser ut som navn@eksempel.no.
messages-texts = Det vi sier
messages-texts-lead = Velg en melding for å se den, og endre den hvis dere vil si det på en annen måte.
messages-languages = Språk
messages-nb = Bokmål
messages-nn = Nynorsk
messages-en = Engelsk
messages-own = egen tekst
messages-locked = godkjent
messages-other-language = Et annet språk
messages-other-language-lead = Få teksten oversatt av noen som kan språket, lim den inn, og skriv hvem som har godkjent den. Da blir den låst, så ingen endrer den ved et uhell.
messages-language-code = Språkkode
messages-language-code-hint = For eksempel uk, pl, ar, so eller ti.
messages-language-go = Skriv inn tekster
messages-part-sms = SMS
messages-part-subject = Overskrift
messages-part-letter = E-post og kort på papir
messages-part-spoken = Det vi sier på telefonen
messages-placeholders = Ord som blir fylt ut
messages-placeholders-lead = Skriv dem med krøllparentes. Det som står i [hakeparentes], faller bort når det ikke er noe å fylle inn.
messages-preview = Vis hvordan den blir
messages-preview-title = Slik blir den
messages-sms-size = { $parts ->
    [one] { $units } av { $room } tegn, én SMS
   *[other] { $units } av { $room } tegn, { $parts } SMS-er
 }
messages-outside-gsm = Tegnet { $char } gjør at det bare er plass til 70 tegn i en SMS. Bytt det hvis du kan.
messages-reset = Tilbake til standardteksten
messages-remove = Fjern teksten
messages-locked-by = Teksten er godkjent av { $who }, og låst. Lås den bare opp når noen som kan språket, skal endre den.
messages-unlock = Lås opp
messages-approved-by = Hvem har godkjent teksten?
messages-approved-by-hint = Et kontor eller en oversettertjeneste og en dato. Ikke skriv navnet på en person.
messages-approval-missing = Skriv hvem som har godkjent teksten, med høyst 120 tegn.
messages-text-empty = Her må det stå noe.
messages-text-long = Teksten er lengre enn 2 000 tegn.
messages-text-unknown = Vi kjenner ikke {"{"}{ $name }{"}"}. Se listen over ord som blir fylt ut.
messages-text-missing = Teksten må ha med { $names }.
messages-text-brackets = En parentes mangler sin andre halvdel, eller står inni en annen.
messages-text-personal = Teksten ser ut til å ha opplysninger om en person, eller et passord. Ta dem bort.
messages-sample-place = Hovedbiblioteket
messages-sample-reason = Veilederen er syk.
messages-waits = { $n ->
    [one] Én melding kom ikke fram
   *[other] { $n } meldinger kom ikke fram
 }
messages-waits-text = De som kan nås, står på ringelisten. Se hva som er galt, og send igjen.
messages-waits-do = Se meldingene
messages-thing-text = teksten i en melding
messages-thing-sending = når og fra hvem meldinger blir sendt
