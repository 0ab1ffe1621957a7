risk-refusal-approved = Denne utgaven er godkjent og blir stående som den er.
risk-refusal-approved-hint = Lag en ny utgave av analysen og endre den.
risk-refusal-not-ready = Det mangler noe før dere kan gå videre.
risk-refusal-not-ready-hint = Se listen over det som mangler på analysens side.
risk-refusal-not-held = Analysen er ikke kommet så langt ennå.
risk-refusal-not-held-hint = Merk den som gjennomført når verkstedet er holdt. En ny utgave lages av en som er godkjent.
risk-refusal-changed-meanwhile = Noen andre endret dette mens du skrev.
risk-refusal-changed-meanwhile-hint = Se hva som står der, og lagre en gang til hvis det du skrev, fortsatt gjelder.
