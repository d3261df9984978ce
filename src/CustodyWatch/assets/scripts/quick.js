import { announce } from './announce.js'
import { mergeAnswer } from './parts.js'

// Sends a short form without leaving the page. Without this script the same form is sent and the page comes back.
export function quickForms() {
  document.addEventListener('submit', event => {
    const form = event.target.closest('form[data-quick]')
    if (!form) return
    event.preventDefault()
    send(form, event.submitter)
  })
  document.addEventListener('keydown', event => {
    const open = event.key === 'Escape' && event.target.closest?.('.cw-quick')?.querySelector('details[open]')
    if (!open) return
    open.open = false
    open.querySelector('summary').focus()
  })
  document.addEventListener('click', event => {
    for (const open of document.querySelectorAll('.cw-quick details[open]')) if (!open.closest('form').contains(event.target)) open.open = false
  })
}

// What was sent from a form and never answered, by what it says. The card it stands on may be drawn again meanwhile, with an id of its own.
const unanswered = new Map()

// A little less than as long as the service takes the same form for the same entry.
const sameFor = 4.5 * 60_000

// The same button with the same answers, where that was not answered a moment ago, is the same entry; anything else pressed is another.
function entryOf(form, body) {
  const said = form.action + JSON.stringify([...body].filter(([name]) => name !== 'entryId' && !name.startsWith('__')))
  const before = unanswered.get(said)
  const entry = before && Date.now() - before.at < sameFor ? before : { id: crypto.randomUUID(), at: Date.now() }
  unanswered.set(said, entry)
  if (body.has('entryId')) body.set('entryId', entry.id)
  return said
}

async function send(form, submitter) {
  if (form.dataset.sending) return
  form.dataset.sending = 'yes'
  const body = new URLSearchParams(new FormData(form, submitter))
  const said = entryOf(form, body)
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html', 'X-Part': '1' }, signal: AbortSignal.timeout(15_000) })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    // What a service that is failing says may not be its last word on what it had begun.
    if (answer.status < 500) unanswered.delete(said)
    if (!answer.ok) {
      const why = page.querySelector('.govuk-error-summary__body, main p')?.textContent.trim() ?? (answer.status < 500 ? 'The service did not take this.' : notKnown)
      return refuse(form, why, answer.status === 422 ? wholeForm(form, submitter) : null)
    }
    done(form, submitter, page)
  } catch {
    refuse(form, notKnown)
  } finally {
    delete form.dataset.sending
  }
}

const notKnown = 'It is not known whether this was recorded. Press the same again: it is not entered twice. If there is still no answer, write it down with the time.'

function done(form, submitter, page) {
  form.querySelector('[data-refused]')?.remove()
  const details = form.querySelector('details[open]')
  const summary = details?.querySelector('summary')
  const hadFocus = form.contains(document.activeElement)
  const at = form.elements.at?.value.trim().replace(/^(\d?\d)\D?(\d\d)$/, ', at $1:$2') ?? ''
  details?.removeAttribute('open')
  form.reset()
  mergeAnswer(page)
  if (hadFocus && summary?.isConnected) summary.focus({ preventScroll: true })
  // The child may have come to be called otherwise: the form that stands there now says how.
  const standing = form.isConnected ? form : document.getElementById(form.id)
  const of = (standing ?? form).dataset.of
  const uncounted = page.querySelector('[data-uncounted]')?.textContent
  const sentence = uncounted ?? submitter?.dataset.done ?? (of && summary
    ? `Recorded for ${of}: ${summary.firstChild.textContent.toLowerCase()}, ${submitter.textContent.toLowerCase()}${at}`
    : 'Recorded')
  announce(sentence, uncounted ? 'assertive' : undefined)
  if (standing?.classList.contains('cw-quick')) confirm(standing, sentence, uncounted)
}

// Where the same entry is made with its date and time; what was pressed says which, such as visit?method=hatch.
const wholeForm = (form, submitter) =>
  submitter?.value.includes('?') ? `${form.action}/${submitter.value}&returnUrl=${encodeURIComponent(location.pathname)}` : null

// That it does not count stays longer, and covers nothing.
function confirm(form, sentence, uncounted) {
  form.querySelector('.cw-quick__done')?.remove()
  const shown = document.createElement('p')
  shown.className = uncounted ? 'cw-quick__done cw-quick__done--uncounted' : 'cw-quick__done'
  shown.textContent = sentence
  form.append(shown)
  setTimeout(() => shown.remove(), uncounted ? 60_000 : 5000)
}

function refuse(form, sentence, wholeForm) {
  let refused = form.querySelector('[data-refused]')
  if (!refused) {
    refused = document.createElement('p')
    refused.dataset.refused = 'yes'
    refused.className = 'govuk-error-message'
    form.append(refused)
  }
  refused.textContent = sentence
  if (wholeForm) {
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = wholeForm
    link.textContent = 'Give the date and time'
    refused.append(' ', link)
  }
  announce(sentence, 'assertive')
}
