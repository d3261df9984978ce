import { hoursAndMinutes } from './time.js'
import { mergePage } from './parts.js'

// Slides a child's page to a past instant. The first slide leaves the live page; after that only what differs is drawn again.
const settle = 300
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'Europe/London' })
const say = at => day.format(at) === day.format(Date.now()) ? hoursAndMinutes(at) : `${day.format(at)}, ${hoursAndMinutes(at)}`

export function scrub() {
  const form = document.querySelector('[data-scrub]')
  if (!form) return
  const [slider, said] = [form.querySelector('input'), form.querySelector('output')]
  let waiting
  form.hidden = false
  if (location.hash === `#${slider.id}`) slider.focus()
  form.addEventListener('submit', event => event.preventDefault())
  slider.addEventListener('input', () => {
    said.textContent = say(Number(slider.value))
    slider.setAttribute('aria-valuetext', said.textContent)
    clearTimeout(waiting)
    waiting = setTimeout(() => show(form.action, slider), settle)
  })
}

async function show(page, slider) {
  const known = document.getElementById('known')?.checked ? '&known=then' : ''
  const address = `${page}?at=${new Date(Number(slider.value)).toISOString()}${known}`
  if (document.querySelector('[data-live]')) return location.assign(`${address}#scrub`)
  const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(10_000) }).catch(() => null)
  if (!answer?.ok) return location.assign(`${address}#scrub`)
  mergePage(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  history.replaceState(null, '', address)
}
