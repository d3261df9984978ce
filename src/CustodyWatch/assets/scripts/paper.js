// Keeps the paper sheet of the suite on the screen, read again every quarter of an hour, for when the service is down.
const kept = 'custodywatch-paper'
const every = 15 * 60_000

export function keepPaper() {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  document.querySelector('[data-sign-out]')?.addEventListener('submit', () => caches.delete(kept))
  const sheet = document.body.dataset.paper
  if (!sheet) return
  navigator.serviceWorker.register('/worker.js').catch(() => {})
  keep(sheet)
  setInterval(() => keep(sheet), every)
  tellIfDown()
}

async function keep(sheet) {
  try {
    const answer = await fetch(sheet, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(20_000) })
    if (!answer.ok || answer.redirected) return
    const cache = await caches.open(kept)
    const assets = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src]')].map(one => one.href ?? one.src)
    await cache.addAll(assets)
    await cache.put(sheet, answer)
    document.body.dataset.kept = 'yes'
  } catch {
    // What was kept before is still there.
  }
}

// A sheet that came from this computer and not from the service says so.
async function tellIfDown() {
  const notice = document.querySelector('[data-kept]')
  if (!notice) return
  const up = await fetch('/health/live', { signal: AbortSignal.timeout(5000) }).then(answer => answer.ok, () => false)
  notice.hidden = up
}
