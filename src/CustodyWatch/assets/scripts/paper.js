// Keeps the paper sheet of the suite on the screen, read again every quarter of an hour, for when the service is down.
import { down, isFresh, kept, readerOf, sheets, stamped } from './kept.js'

const every = 15 * 60_000
const patience = 5000
const askAgain = 10_000
const leaving = new AbortController()

let keeping

export function keepPaper() {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  document.querySelector('[data-sign-out]')?.addEventListener('submit', leave)
  keeping = forgetOthers().catch(() => {})
  const sheet = document.body.dataset.paper
  if (!sheet) return
  navigator.serviceWorker.register('/worker.js').catch(() => {})
  keeping = keeping.then(() => keep(sheet))
  setInterval(() => { keeping = keep(sheet) }, every)
  tellIfDown()
}

// The sheet goes with the person, and so does what would show it; one that was being read at that moment is not put there after all.
async function leave(event) {
  event.preventDefault()
  leaving.abort()
  try {
    await Promise.race([clear(), new Promise(done => setTimeout(done, patience))])
  } finally {
    event.target.submit()
  }
}

// A session ends in other ways too. What was kept goes as soon as a page says that somebody else reads here, or nobody.
async function forgetOthers() {
  const readers = document.body.dataset.readers?.split(' ')
  if (!readers || !await caches.has(kept)) return
  const cache = await caches.open(kept)
  for (const { url, sheet } of await sheets())
    if (!readers.includes(readerOf(sheet)) || !isFresh(sheet)) await cache.delete(url)
}

async function clear() {
  await keeping
  await caches.delete(kept)
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
}

async function keep(sheet) {
  try {
    const answer = await fetch(sheet, { headers: { Accept: 'text/html' }, signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(20_000)]) })
    if (!answer.ok || answer.redirected) return
    const cache = await caches.open(kept)
    const assets = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src]')].map(one => one.href ?? one.src)
    await cache.addAll(assets)
    await cache.put(sheet, await stamped(answer))
    document.body.dataset.kept = 'yes'
  } catch {
    // What was kept before is still there.
  }
}

// A sheet that came from this computer and not from the service says so until the service is there again; where it stands for another page, that one is then opened.
async function tellIfDown() {
  const notice = document.querySelector('[data-kept]')
  if (!notice) return
  const standsIn = location.pathname !== document.body.dataset.paper
  const up = await isUp(standsIn ? location.href : '/health/live')
  notice.hidden = up
  if (!up) setTimeout(tellIfDown, askAgain)
  else if (standsIn) location.reload()
}

const isUp = address =>
  fetch(address, { signal: AbortSignal.timeout(patience) }).then(answer => !down.includes(answer.status), () => false)
