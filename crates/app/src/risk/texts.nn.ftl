risk-refusal-approved = Denne utgåva er godkjend og blir ståande som ho er.
risk-refusal-approved-hint = Lag ei ny utgåve av analysen og endre ho.
risk-refusal-not-ready = Det manglar noko før de kan gå vidare.
risk-refusal-not-ready-hint = Sjå lista over det som manglar på sida til analysen.
risk-refusal-not-held = Analysen er ikkje komen så langt enno.
risk-refusal-not-held-hint = Merk han som gjennomført når verkstaden er halden. Ei ny utgåve blir laga av ei som er godkjend.
risk-refusal-changed-meanwhile = Nokon andre endra dette medan du skreiv.
risk-refusal-changed-meanwhile-hint = Sjå kva som står der, og lagre ein gong til om det du skreiv, framleis gjeld.
