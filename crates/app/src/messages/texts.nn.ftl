messages-title = Meldingar
messages-lead = Her ser du om meldingar kjem fram, og kan endre det vi seier.
messages-receipt = Kvittering
messages-reminder = Påminning
messages-moved = Ny tid
messages-called-off = Avlyst av oss
messages-cancelled = Avbestilt av dei
messages-waiting-offer = Tilbod frå ventelista
messages-place-freed = Fekk plass
messages-event-moved = Treff flytta
messages-thank-you = Takk for besøket
messages-letter = Brev til medarbeidar eller partnar
messages-when = { $day } kl. { $time }
messages-call-list = Ringeliste
messages-call-list-title = Ring, eller sei frå i døra
messages-call-list-lead = Dette er dei vi ikkje når på SMS eller e-post. Det som hastar mest, står først.
messages-call-list-empty = Ingen å ringje no. Alle veit det dei skal vite.
messages-later-today = Seinare i dag
messages-later-days = { $n ->
    [one] Éin til kjem på lista seinare.
   *[other] { $n } til kjem på lista seinare.
 }
messages-somebody = Ukjent namn, kode { $code }
messages-today = i dag
messages-ring = Ring
messages-write = Skriv til
messages-at-the-door = Vi har ikkje noko nummer. Sei frå når dei kjem.
messages-say = Sei dette:
messages-told = Har fått beskjed
messages-not-reached = Svara ikkje
messages-give-up = Ta bort frå lista
messages-card = Kort på papir
messages-print = Skriv ut
messages-back = Tilbake til ringelista
messages-try-again = Prøv igjen { $when }.
messages-problem-later = Nådde ikkje fram
messages-problem-never = Adressa eller nummeret vart avvist
messages-problem-too-late = Vart ikkje sendt i tide
messages-problem-not-set-up = E-post er ikkje sett opp
messages-problem-no-answer = Svara ikkje
messages-demo = Dette er ei framsyning. Ingenting blir sendt; alle kjem på ringelista.
messages-mail-on = E-post er sett opp.
messages-mail-off = E-post er ikkje sett opp. Dei som vil ha e-post, kjem på ringelista.
messages-sms-on = SMS er sett opp.
messages-sms-off = SMS er ikkje sett opp. Dei som vil ha SMS, kjem på ringelista.
messages-count-waiting = ventar på å bli sende no
messages-count-troubled = blir prøvde på nytt
messages-count-later = skal sendast seinare
messages-count-told = sende eller sagde dei siste dagane
messages-count-dead = kom aldri fram
messages-dead-title = Kom aldri fram
messages-dead-lead = Dei som kan nåast i tide, står òg på ringelista.
messages-tries = { $n ->
    [one] Prøvd éin gong.
   *[other] Prøvd { $n } gonger.
 }
messages-again = Send igjen
messages-again-done = Meldinga blir send på nytt.
messages-trial-title = Prøv at det verkar
messages-trial-to = E-postadresse eller mobilnummer
messages-trial-hint = Bruk di eiga. Vi slettar ho når prøva er send.
messages-trial-send = Send ei prøve
messages-trial-done = Prøva er lagd i utboksen. Ho kjem om nokre sekund.
messages-trial-heading = Prøve frå Digihjelpen
messages-trial-text = Dette er ei prøve. Når du les ho, verkar det.
messages-how-title = Når og frå kven
messages-quiet-lead = I dei stille timane sender vi ingenting, bortsett frå at noko i dag er avlyst eller flytta.
messages-quiet-from = Stille frå klokka
messages-quiet-until = Stille til klokka
messages-sender = Avsendar på SMS
messages-sender-hint = 3–11 bokstavar og tal, til dømes Digihjelp. Tom: som i innstillingane for installasjonen.
messages-save = Lagre
messages-saved = Lagra.
messages-time-wrong = Skriv eit klokkeslett, til dømes 21:00.
messages-sender-wrong = Avsendaren kan ha 3–11 bokstavar (a–z) og tal.
messages-contact-empty = Skriv eit nummer eller ei adresse.
messages-contact-phone = Nummeret har åtte siffer, eller byrjar med + og landkode.
messages-contact-mobile = Til dette nummeret går det ikkje an å sende SMS. Mobilnummer byrjar med 4 eller 9.
messages-contact-email = E-postadressa manglar noko. Ho ser ut som namn@eksempel.no.
messages-texts = Det vi seier
messages-texts-lead = Vel ei melding for å sjå ho, og endre ho om de vil seie det på ein annan måte.
messages-languages = Språk
messages-nb = Bokmål
messages-nn = Nynorsk
messages-en = Engelsk
messages-own = eigen tekst
messages-locked = godkjend
messages-other-language = Eit anna språk
messages-other-language-lead = Få teksten omsett av nokon som kan språket, lim han inn, og skriv kven som har godkjent han. Då blir han låst, så ingen endrar han ved eit uhell.
messages-language-code = Språkkode
messages-language-code-hint = Til dømes uk, pl, ar, so eller ti.
messages-language-go = Skriv inn tekstar
messages-part-sms = SMS
messages-part-subject = Overskrift
messages-part-letter = E-post og kort på papir
messages-part-spoken = Det vi seier på telefonen
messages-placeholders = Ord som blir fylte ut
messages-placeholders-lead = Skriv dei med krøllparentes. Det som står i [hakeparentes], fell bort når det ikkje er noko å fylle inn.
messages-preview = Vis korleis ho blir
messages-preview-title = Slik blir ho
messages-sms-size = { $parts ->
    [one] { $units } av { $room } teikn, éin SMS
   *[other] { $units } av { $room } teikn, { $parts } SMS-ar
 }
messages-outside-gsm = Teiknet { $char } gjer at det berre er plass til 70 teikn i ein SMS. Byt det om du kan.
messages-reset = Tilbake til standardteksten
messages-remove = Fjern teksten
messages-locked-by = Teksten er godkjend av { $who }, og låst. Lås han berre opp når nokon som kan språket, skal endre han.
messages-unlock = Lås opp
messages-approved-by = Kven har godkjent teksten?
messages-approved-by-hint = Eit kontor eller ei omsetjarteneste og ein dato. Ikkje skriv namnet på ein person.
messages-approval-missing = Skriv kven som har godkjent teksten, med høgst 120 teikn.
messages-text-empty = Her må det stå noko.
messages-text-long = Teksten er lengre enn 2 000 teikn.
messages-text-unknown = Vi kjenner ikkje {"{"}{ $name }{"}"}. Sjå lista over ord som blir fylte ut.
messages-text-missing = Teksten må ha med { $names }.
messages-text-brackets = Ein parentes manglar den andre halvdelen sin, eller står inni ein annan.
messages-text-personal = Teksten ser ut til å ha opplysningar om ein person, eller eit passord. Ta dei bort.
messages-sample-place = Hovudbiblioteket
messages-sample-reason = Rettleiaren er sjuk.
messages-waits = { $n ->
    [one] Éi melding kom ikkje fram
   *[other] { $n } meldingar kom ikkje fram
 }
messages-waits-text = Dei som kan nåast, står på ringelista. Sjå kva som er gale, og send igjen.
messages-waits-do = Sjå meldingane
messages-thing-text = teksten i ei melding
messages-thing-sending = når og frå kven meldingar blir sende
