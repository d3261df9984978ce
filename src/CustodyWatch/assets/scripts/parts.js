import { signedIn, signedOut } from './session.js'

// Keeps the page's live parts the same as the service would draw them now, touching only what changed.
//   [data-list]  holds keyed items, in order
//   [data-item]  one item; its [data-part]s are replaced, the rest of it (forms half filled in) is left alone
//   [data-part]  a piece that is replaced whole when it differs; one within another also by itself, where the other is half written
const drawn = new WeakMap()
const pending = new Map()

// What could not be read is asked for again until it can: a page that is live must not stand still because one answer was slow.
// However many wanted it, one asks.
const againAfter = 5000
const owed = new Set()

// What a part says, leaving out what ticks and what is new in every answer.
function gist(part) {
  const copy = part.cloneNode(true)
  for (const ticking of copy.querySelectorAll('[data-due], [data-from]')) ticking.textContent = ''
  for (const token of copy.querySelectorAll('input[type=hidden]')) token.remove()
  for (const details of copy.querySelectorAll('details')) details.removeAttribute('open')
  return copy.outerHTML
}

export function rememberParts(within = document) {
  for (const part of within.querySelectorAll('[data-part]')) drawn.set(part, gist(part))
}

const source = () => document.querySelector('[data-live]')

export function refreshAround(element) {
  const item = element.closest('[data-item]')
  return item ? refreshItem(item.dataset.item) : refreshPage()
}

// Asks for one item again; where the page has no address for a single item, for all of it.
export function refreshItem(key) {
  const address = source()?.dataset.itemUrl
  return address ? once(address + encodeURIComponent(key), () => readItem(key, address + encodeURIComponent(key))) : refreshPage()
}

export const refreshPage = () => once(location.href, readPage)

// However many changes come while an answer is under way, one more question is enough.
function once(address, read) {
  const waiting = pending.get(address)
  if (waiting) {
    waiting.again = true
    return waiting.done
  }
  const entry = { again: false }
  pending.set(address, entry)
  entry.done = (async () => {
    try {
      do {
        entry.again = false
        try {
          await read()
        } catch (error) {
          // What was asked for meanwhile may find the service back again.
          if (!entry.again) throw error
        }
      } while (entry.again)
    } catch (error) {
      askAgain(address, read)
      throw error
    } finally {
      pending.delete(address)
    }
  })()
  return entry.done
}

function askAgain(address, read) {
  if (owed.has(address)) return
  owed.add(address)
  setTimeout(() => {
    owed.delete(address)
    once(address, read).catch(() => {})
  }, againAfter)
}

async function get(address) {
  const answer = await fetch(address, { headers: { Accept: 'text/html', 'X-Part': '1' }, redirect: 'manual', signal: AbortSignal.timeout(10_000) })
  if (answer.status === 404 || answer.status === 410) return null
  if (answer.type === 'opaqueredirect' || answer.status === 401) throw signedOut(halfWritten(document))
  if (!answer.ok) throw new Error(`The page answered ${answer.status}`)
  signedIn()
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

async function readPage() {
  const page = await get(location.href)
  if (!page) return
  entitle(page)
  for (const list of document.querySelectorAll('[data-list]')) {
    const wanted = page.getElementById(list.id)
    if (wanted) mergeList(list, wanted)
  }
  mergeParts(document, page)
}

async function readItem(key, address) {
  const page = await get(address)
  const list = document.querySelector('[data-list]')
  const present = list?.querySelector(`[data-item="${CSS.escape(key)}"]`)
  if (!page) {
    present?.remove()
    return refreshPage()
  }
  entitle(page)
  mergeParts(document, page)
  const item = page.querySelector('[data-item]')
  if (!list || !item) return
  const placed = mergeItem(list, present, item)
  place(list, placed)
}

// While a refusal stands on the page, its title goes on saying so.
function entitle(page) {
  if (page.title && !document.querySelector('.govuk-error-summary')) document.title = page.title
}

// Draws the parts of another reading of this same page.
export function mergePage(page) {
  entitle(page)
  mergeParts(document, page)
}

export function mergeAnswer(page) {
  entitle(page)
  mergeParts(document, page)
  const item = page.querySelector('[data-item]')
  const list = document.querySelector('[data-list]')
  if (!list || !item) return
  place(list, mergeItem(list, list.querySelector(`[data-item="${CSS.escape(item.dataset.item)}"]`), item))
}

function mergeList(list, wanted) {
  const present = new Map([...list.querySelectorAll(':scope > [data-item]')].map(item => [item.dataset.item, item]))
  const order = []
  for (const item of wanted.querySelectorAll(':scope > [data-item]')) {
    order.push(mergeItem(list, present.get(item.dataset.item), item))
    present.delete(item.dataset.item)
  }
  for (const gone of present.values()) gone.remove()
  order.forEach((item, i) => {
    if (list.children[i] !== item) move(list, item, list.children[i] ?? null)
  })
}

function mergeItem(list, present, wanted) {
  if (!present) {
    const added = document.adoptNode(wanted)
    list.append(added)
    rememberParts(added)
    return added
  }
  mergeParts(present, wanted)
  for (const { name, value } of wanted.attributes) if (present.getAttribute(name) !== value) present.setAttribute(name, value)
  return present
}

// Most urgent first: data-rank sorts as text.
function place(list, item) {
  const after = [...list.children].find(other => other !== item && other.dataset.rank > item.dataset.rank) ?? null
  if (item.nextElementSibling !== after) move(list, item, after)
}

function move(list, item, before) {
  if (list.moveBefore && item.isConnected) return list.moveBefore(item, before)
  const focused = item.contains(document.activeElement) ? document.activeElement : null
  list.insertBefore(item, before)
  focused?.focus({ preventScroll: true })
}

// What somebody is writing is never taken from under their hands, nor what was refused and why; the part is drawn again when they
// have sent it or emptied it.
export const halfWritten = part => part.querySelector('.govuk-form-group--error') !== null || [...part.querySelectorAll('input:not([type=hidden]), textarea, select')].some(isWritten)

function isWritten(field) {
  if (field.localName === 'select') return field.value !== (field.querySelector('[selected]') ?? field.options[0])?.value
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked
}

function mergeParts(within, wanted) {
  for (const part of within.querySelectorAll('[data-part]')) {
    const next = wanted.querySelector(`#${CSS.escape(part.id)}`)
    if (!next) continue
    const said = gist(next)
    if (drawn.get(part) === said || halfWritten(part)) continue
    const focused = part.contains(document.activeElement) ? document.activeElement : null
    const open = new Map([...part.querySelectorAll('details[id]')].map(details => [details.id, details.open]))
    const replacement = document.adoptNode(next)
    drawn.set(replacement, said)
    rememberParts(replacement)
    part.replaceWith(replacement)
    for (const details of replacement.querySelectorAll('details[id]')) details.open = open.get(details.id) ?? details.open
    if (focused) refocus(focused, replacement)
  }
}

// The focus stays on the same thing. Where that is gone it goes to the alert or the duty it stood in, else to the heading, and never to another
// thing to press: the next Enter would do what nobody meant.
function refocus(focused, replacement) {
  const same = sameAs(focused, replacement)
  if (same) return same.focus({ preventScroll: true })
  const stood = ['data-alert', 'data-duty'].map(name => {
    const key = focused.closest(`[${name}]`)?.getAttribute(name)
    return key && replacement.querySelector(`[${name}="${CSS.escape(key)}"]`)
  })
  const line = [...stood, replacement.querySelector('h1, h2, h3')].find(one => one?.checkVisibility()) ?? replacement
  line.tabIndex = -1
  line.focus()
}

// By its id, by what it opens, by where it leads, or by what it sends.
function sameAs(focused, within) {
  if (focused.id) return document.getElementById(focused.id)
  const details = focused.closest('details[id]')
  if (focused.localName === 'summary') return details && within.querySelector(`#${CSS.escape(details.id)} > summary`)
  const like = [...within.querySelectorAll(focused.localName)]
  if (focused.href) return like.find(one => one.href === focused.href)
  if (focused.form) return like.find(one => one.form?.action === focused.form.action && one.name === focused.name && one.value === focused.value)
}
