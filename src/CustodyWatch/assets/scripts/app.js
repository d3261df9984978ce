import { Button, createAll, ErrorSummary, ServiceNavigation, SkipLink } from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component)
