certificates-title = Attest
certificates-for = Attest for { $name }
certificates-lead = { $kind ->
    [pupil] { $name } har som elev eller lærling vore rettleiar i { $service } frå { $from } til { $until }.
    [volunteer] { $name } har vore frivillig rettleiar i { $service } frå { $from } til { $until }.
   *[other] { $name } har vore rettleiar i { $service } frå { $from } til { $until }.
}
certificates-hours = { $hours } timar
certificates-guiding-and-training = rettleiing og opplæring
certificates-what = Kva
certificates-hours-head = Timar
certificates-guiding = Rettleiing: { $offering }
certificates-course = Kurs
certificates-shadowing = Opplæringsvakter
certificates-two-on-shift = To på vakt
certificates-job-shadowing = Hospitering
certificates-network-meeting = Nettverksmøte
certificates-ethics = Etikk og teieplikt
certificates-security = Trygg bruk av nettet
certificates-other = Anna opplæring
certificates-total = Til saman
certificates-what-a-guide-does = Ein rettleiar møter folk som treng hjelp med mobil, nettbrett, PC og offentlege nettsider. Det krev tolmod, respekt og teieplikt.
certificates-on-behalf-of = for { $service }
certificates-where-from = Timane er henta frå vaktplanen og opplæringsloggen { $date }.
certificates-intro = Attesten viser timane frå vakter som er over, og opplæring som er stadfesta. Vel tida han skal gjelde for.
certificates-from = Frå og med
certificates-until = Til og med
certificates-language = Språk på attesten
certificates-make = Lag attest (PDF)
certificates-so-far = Til no: { $hours } timar
certificates-mine = Attesten min (PDF)
certificates-mine-lead = Kva du har gjort og lært, med timar, på eitt ark.
