certificates-title = Certificate
certificates-for = Certificate for { $name }
certificates-lead = { $kind ->
    [pupil] { $name } has been a guide in { $service } as a pupil or apprentice from { $from } to { $until }.
    [volunteer] { $name } has been a volunteer guide in { $service } from { $from } to { $until }.
   *[other] { $name } has been a guide in { $service } from { $from } to { $until }.
}
certificates-hours = { $hours } hours
certificates-guiding-and-training = of guiding and training
certificates-what = What
certificates-hours-head = Hours
certificates-guiding = Guiding: { $offering }
certificates-course = Courses
certificates-shadowing = Training shifts
certificates-two-on-shift = Two on a shift
certificates-job-shadowing = Job shadowing
certificates-network-meeting = Network meetings
certificates-ethics = Ethics and confidentiality
certificates-security = Safe use of the net
certificates-other = Other training
certificates-total = In all
certificates-what-a-guide-does = A guide meets people who need help with a phone, a tablet, a computer or public websites. It takes patience, respect and confidentiality.
certificates-on-behalf-of = on behalf of { $service }
certificates-where-from = The hours are taken from the roster and the training log on { $date }.
certificates-intro = The certificate shows hours from shifts that are over, and training that is confirmed. Choose the period it is for.
certificates-from = From and including
certificates-until = To and including
certificates-language = Language of the certificate
certificates-make = Make certificate (PDF)
certificates-so-far = So far: { $hours } hours
certificates-mine = My certificate (PDF)
certificates-mine-lead = What you have done and learnt, with hours, on one sheet.
