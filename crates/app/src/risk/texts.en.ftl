risk-refusal-approved = This version is approved and stays as it is.
risk-refusal-approved-hint = Make a new version of the assessment and change that.
risk-refusal-not-ready = Something is missing before you can go on.
risk-refusal-not-ready-hint = See the list of what is missing on the page of the assessment.
risk-refusal-not-held = The assessment has not come that far yet.
risk-refusal-not-held-hint = Mark it as held when the workshop is over. A new version is made from one that is approved.
risk-refusal-changed-meanwhile = Somebody else changed this while you were writing.
risk-refusal-changed-meanwhile-hint = See what it says, and save once more if what you wrote still holds.
