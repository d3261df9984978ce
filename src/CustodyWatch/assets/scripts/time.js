// The service's time, as the browser reckons it. It runs faster than a wristwatch only in a demonstration that says so.
let base = { server: Date.now(), local: performance.now(), speed: 1 }
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
const calendar = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/London',
})

export const now = () => base.server + (performance.now() - base.local) * base.speed

export function setTime(server) {
  base = { ...base, server, local: performance.now() }
}

// Two readings of the service's time show how fast it runs; the time a message takes must not look like haste.
export function heardTime(server) {
  const local = performance.now()
  const speed = (server - base.server) / (local - base.local)
  base = { server, local, speed: local - base.local < 5000 ? base.speed : speed > 1.5 ? speed : 1 }
}

export const hoursAndMinutes = at => clock.format(at)

// 21:30 BST, Wednesday 10 June 2026
export function inFull(at) {
  const { hour, minute, timeZoneName, weekday, day, month, year } = Object.fromEntries(calendar.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${hour}:${minute} ${timeZoneName}, ${weekday} ${day} ${month} ${year}`
}

export function length(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function countdown(milliseconds) {
  if (Math.abs(milliseconds) >= 36_000_000) return length(Math.abs(milliseconds))
  const seconds = Math.ceil(Math.abs(milliseconds) / 1000)
  const two = number => String(number).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
