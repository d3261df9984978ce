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

async function send(form, submitter) {
  if (form.dataset.sending) return
  form.dataset.sending = 'yes'
  const body = new URLSearchParams(new FormData(form, submitter))
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html', 'X-Part': '1' }, signal: AbortSignal.timeout(15_000) })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (!answer.ok) return refuse(form, page.querySelector('.govuk-error-summary__body, main p')?.textContent.trim() ?? 'The service did not take this.')
    done(form, submitter, page)
  } catch {
    refuse(form, 'Not recorded: the service did not answer. Try again, or write it down with the time and enter it later.')
  } finally {
    delete form.dataset.sending
  }
}

function done(form, submitter, page) {
  form.querySelector('[data-refused]')?.remove()
  const details = form.querySelector('details[open]')
  const summary = details?.querySelector('summary')
  const hadFocus = form.contains(document.activeElement)
  const at = form.elements.at?.value.trim().replace(/^(\d?\d)\D?(\d\d)$/, ', at $1:$2') ?? ''
  details?.removeAttribute('open')
  form.reset()
  const id = form.querySelector('[name="entryId"]')
  if (id) id.value = crypto.randomUUID()
  mergeAnswer(page)
  if (hadFocus && summary?.isConnected) summary.focus({ preventScroll: true })
  const sentence = submitter?.dataset.done ?? (form.dataset.of && summary
    ? `Recorded for ${form.dataset.of}: ${summary.firstChild.textContent.toLowerCase()}, ${submitter.textContent.toLowerCase()}${at}`
    : 'Recorded')
  announce(sentence)
  if (form.isConnected && form.classList.contains('cw-quick')) confirm(form, sentence)
}

function confirm(form, sentence) {
  const shown = document.createElement('p')
  shown.className = 'cw-quick__done'
  shown.textContent = sentence
  form.append(shown)
  setTimeout(() => shown.remove(), 5000)
}

function refuse(form, sentence) {
  let refused = form.querySelector('[data-refused]')
  if (!refused) {
    refused = document.createElement('p')
    refused.dataset.refused = 'yes'
    refused.className = 'govuk-error-message'
    form.append(refused)
  }
  refused.textContent = sentence
  announce(sentence, 'assertive')
}
