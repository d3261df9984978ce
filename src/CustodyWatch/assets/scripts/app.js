import { Button, createAll, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { keepLive } from './live.js'
import { rememberParts } from './parts.js'
import { quickForms } from './quick.js'
import { keepPaper } from './paper.js'
import { printButtons } from './print.js'
import { scrub } from './scrub.js'
import { leaveWhenTapEnds } from './tapped.js'
import { startTicking } from './ticking.js'
import { wall } from './wall.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
const source = document.querySelector('[data-live]')
if (source) rememberParts()
for (const component of [Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) createAll(component)

scrub()
leaveWhenTapEnds()
printButtons()
keepPaper()
wall()

if (source) {
  startTicking()
  quickForms()
  keepLive(source)
}
