// When the service cannot be reached, a page that is asked for becomes the paper sheet this browser kept (see paper.js).
const kept = 'custodywatch-paper'
const down = [502, 503, 504]

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

// The sheet of the suite that was asked for, or the one that was kept.
async function sheet(pathname) {
  const cache = await caches.open(kept)
  const sheets = (await cache.keys()).filter(({ url }) => new URL(url).pathname.endsWith('/paper'))
  const suite = pathname.split('/')[2]
  const wanted = sheets.find(({ url }) => new URL(url).pathname === `/suites/${suite}/paper`) ?? sheets[0]
  return wanted ? cache.match(wanted) : null
}

async function asset(request) {
  const cache = await caches.open(kept)
  return await cache.match(request) ?? Response.error()
}
