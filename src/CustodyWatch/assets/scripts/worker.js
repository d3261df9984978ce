// When the service cannot be reached, a page of a suite or of a child that is asked for becomes the paper sheet this browser kept (see paper.js).
import { down, isFresh, kept, sheets, standsFor } from './kept.js'

// These say for themselves what is wrong.
const own = ['/api/', '/sign-in']

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && !own.some(path => pathname.startsWith(path))) event.respondWith(page(request, pathname))
  else if (pathname.startsWith('/assets/')) event.respondWith(fetch(request).catch(() => asset(request)))
})

async function page(request, pathname) {
  try {
    const answer = await fetch(request)
    return down.includes(answer.status) ? await sheet(pathname) ?? answer : answer
  } catch {
    return await sheet(pathname) ?? Response.error()
  }
}

// The sheet of the suite that was asked for, unless it is too old to go by.
async function sheet(pathname) {
  return (await sheets()).find(one => standsFor(one, pathname) && isFresh(one.sheet))?.sheet
}

async function asset(request) {
  const cache = await caches.open(kept)
  return await cache.match(request) ?? Response.error()
}
