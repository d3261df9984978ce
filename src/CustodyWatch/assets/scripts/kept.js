// The paper sheets that this browser keeps for when the service is down: put there by the pages (paper.js), shown by the worker.
const longest = 12 * 60 * 60_000
const reader = 'custodywatch-reader'
const keptAt = 'custodywatch-kept'

export const kept = 'custodywatch-paper'

// What is taken for a service that is down.
export const down = [502, 503, 504]

// A sheet as it is kept: with whose it is, and since when by the clock of this computer.
export async function stamped(answer) {
  const page = await answer.text()
  const readers = new DOMParser().parseFromString(page, 'text/html').body.dataset.readers ?? ''
  const headers = new Headers(answer.headers)
  headers.delete('Content-Encoding')
  headers.set(reader, readers.split(' ')[0])
  headers.set(keptAt, String(Date.now()))
  return new Response(page, { headers })
}

// What is due is worth nothing half a day later.
export const isFresh = sheet => Math.abs(Date.now() - Number(sheet.headers.get(keptAt))) < longest

export const readerOf = sheet => sheet.headers.get(reader)

// The addresses that a sheet stands in for: those of its suite and of a child, and where it is the screen's own the one that leads there.
export function standsFor({ url, sheet }, pathname) {
  const suite = new URL(url).pathname.replace(/\/paper$/, '')
  return pathname === suite || pathname.startsWith(`${suite}/`) || pathname.startsWith('/detentions/') || (pathname === '/' && readerOf(sheet)?.startsWith('screen-'))
}

export async function sheets() {
  const cache = await caches.open(kept)
  const all = (await cache.keys()).filter(({ url }) => new URL(url).pathname.endsWith('/paper'))
  return Promise.all(all.map(async ({ url }) => ({ url, sheet: await cache.match(url) })))
}
