import { Button, createAll, ErrorSummary, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { keepLive } from './live.js'
import { rememberParts } from './parts.js'
import { quickForms } from './quick.js'
import { startTicking } from './ticking.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component)

const source = document.querySelector('[data-live]')
if (source) {
  rememberParts()
  startTicking()
  quickForms()
  keepLive(source)
}
