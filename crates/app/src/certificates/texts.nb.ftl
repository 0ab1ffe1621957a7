certificates-title = Attest
certificates-for = Attest for { $name }
certificates-lead = { $kind ->
    [pupil] { $name } har som elev eller lærling vært veileder i { $service } fra { $from } til { $until }.
    [volunteer] { $name } har vært frivillig veileder i { $service } fra { $from } til { $until }.
   *[other] { $name } har vært veileder i { $service } fra { $from } til { $until }.
}
certificates-hours = { $hours } timer
certificates-guiding-and-training = veiledning og opplæring
certificates-what = Hva
certificates-hours-head = Timer
certificates-guiding = Veiledning: { $offering }
certificates-course = Kurs
certificates-shadowing = Opplæringsvakter
certificates-two-on-shift = To på vakt
certificates-job-shadowing = Hospitering
certificates-network-meeting = Nettverksmøter
certificates-ethics = Etikk og taushetsplikt
certificates-security = Sikker bruk av nettet
certificates-other = Annen opplæring
certificates-total = Til sammen
certificates-what-a-guide-does = En veileder møter folk som trenger hjelp med mobil, nettbrett, PC og offentlige nettsider. Det krever tålmodighet, respekt og taushetsplikt.
certificates-on-behalf-of = for { $service }
certificates-where-from = Timene er hentet fra vaktplanen og opplæringsloggen { $date }.
certificates-intro = Attesten viser timene fra vakter som er over, og opplæring som er bekreftet. Velg tiden den skal gjelde for.
certificates-from = Fra og med
certificates-until = Til og med
certificates-language = Språk på attesten
certificates-make = Lag attest (PDF)
certificates-so-far = Til nå: { $hours } timer
certificates-mine = Attesten min (PDF)
certificates-mine-lead = Hva du har gjort og lært, med timer, på ett ark.
