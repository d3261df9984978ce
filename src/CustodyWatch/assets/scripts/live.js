import { HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr'
import { announce } from './announce.js'
import { halfWritten, refreshItem, refreshPage } from './parts.js'
import { signedOut } from './session.js'
import { heardTime, hoursAndMinutes, inFull, now, setTime } from './time.js'

const silentAfter = 45_000
const pollEvery = 15_000
const patience = 10_000
const mostAtOnce = 500
const mostSpoken = 5
const severities = ['info', 'warning', 'urgent', 'critical']
let sequence
let only
let heardAt = Date.now()
let liveAt
let polledAt = 0
let readAt
let cut = false
let hub

// Listens for ever. What a message says is only that something changed; the page is read again with its reader's own authority.
export function keepLive(source) {
  sequence = Number(source.dataset.since)
  only = source.dataset.only
  setTime(Number(source.dataset.now))
  for (const line of document.querySelectorAll('[data-alert][data-open]')) open.add(line.dataset.alert)
  liveAt = now()
  const connection = hub = new HubConnectionBuilder()
    .withUrl('/hubs/custody')
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount: tries }) => Math.min(500 * 2 ** tries, 5000) })
    .configureLogging(LogLevel.None)
    .build()
  connection.serverTimeoutInMilliseconds = silentAfter

  const on = (name, act) => connection.on(name, message => {
    heard()
    act(message)
  })
  on('stillLive', message => {
    heardTime(Date.parse(message.at))
    if (message.sequence > sequence) readAlerts().then(all => { if (all) sequence = Math.max(sequence, message.sequence) })
  })
  on('detentionChanged', message => concerns(message.id) && refreshItem(message.id))
  on('requestChanged', () => refreshPage())
  on('alertRaised', readAlerts)
  on('alertChanged', message => {
    const item = document.querySelector(`[data-alert="${CSS.escape(message.id)}"]`)?.closest('[data-item]')
    return item ? refreshItem(item.dataset.item) : refreshPage()
  })
  connection.onreconnected(() => caughtUp(connection))
  connection.onreconnecting(askWhy)
  connection.onclose(() => start(connection))
  start(connection)
  setInterval(watch, 1000)
  document.addEventListener('visibilitychange', confirmSeen)
  document.querySelector('[data-still]').remove()
}

async function start(connection) {
  for (let tries = 0; ; tries++) {
    try {
      await connection.start()
      return await caughtUp(connection)
    } catch {
      if (tries === 0) askWhy()
      await new Promise(done => setTimeout(done, 2000))
    }
  }
}

// A connection may be cut because the session has ended. The page asks that for itself, once for each cut: by what the connection alone
// was told, a page that may still be read would be loaded again and again.
function askWhy() {
  delete document.body.dataset.connected
  refreshPage().catch(() => {})
}

async function caughtUp(connection) {
  heard()
  document.body.dataset.connected = 'yes'
  await connection.invoke('Since', sequence).catch(() => [])
  seen.clear()
  await Promise.allSettled([refreshPage(), readAlerts()])
  confirmSeen()
}

// Says back which alerts stand drawn before somebody, once for each time an alert speaks. A page nobody looks at says nothing.
const seen = new Set()
function confirmSeen() {
  if (document.visibilityState !== 'visible' || hub?.state !== HubConnectionState.Connected) return
  const drawn = [...document.querySelectorAll('[data-alert]')].filter(line => line.checkVisibility()).map(line => line.dataset.alert)
  const fresh = [...new Set(drawn)].filter(id => !seen.has(id)).slice(0, 500)
  if (fresh.length === 0) return
  for (const id of fresh) seen.add(id)
  hub.invoke('Rendered', fresh, sequence).then(confirmSeen, () => fresh.forEach(id => seen.delete(id)))
}

function heard() {
  heardAt = Date.now()
  liveAt = now()
  for (const line of document.querySelectorAll('[data-stood-at]')) line.textContent = `As it stood at ${inFull(liveAt)}`
  if (!cut) return
  cut = false
  banner().hidden = true
  announce('Live again')
}

const concerns = detention => !only || !detention || detention === only

// Every alert raised since the last one known, each said once; whether all of them were read.
let reading = Promise.resolve()
function readAlerts() {
  reading = reading.then(async () => {
    const answer = await fetch(`/api/v1/alerts?${new URLSearchParams({ after: sequence, limit: mostAtOnce })}`, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(patience) })
    if (answer.status === 401) throw signedOut(halfWritten(document))
    if (!answer.ok) return false
    const { items } = await answer.json()
    const opened = []
    for (const alert of items) {
      sequence = Math.max(sequence, alert.sequence)
      seen.delete(alert.id)
      if (opens(alert) && concerns(alert.detentionId)) opened.push(alert)
    }
    speak(highest(opened))
    await Promise.allSettled([...new Set(items.map(alert => alert.detentionId))].filter(concerns).map(id => id ? refreshItem(id) : refreshPage()))
    confirmSeen()
    return items.length < mostAtOnce
  }).catch(() => false)
  return reading
}

// Of what was raised together only the highest step of each cycle of a clock is delivered, and so is only that spoken.
function highest(alerts) {
  const steps = new Map()
  for (const alert of alerts) {
    const cycle = [alert.detentionId, alert.suite, alert.clock, alert.clockSequence].join()
    if (!steps.has(cycle) || rank(alert.step) > rank(steps.get(cycle).step)) steps.set(cycle, alert)
  }
  return [...steps.values()]
}

// warning, warning-2, due, escalation-1
const rank = step => ['warning', 'due', 'escalation'].indexOf(step.split('-')[0]) * 100 + Number(step.split('-')[1] ?? 1)

function speak(alerts) {
  const tell = (sentence, title, severity) => {
    announce(sentence, 'assertive')
    document.dispatchEvent(new CustomEvent('custody:alert', { detail: { severity, title } }))
  }
  if (alerts.length <= mostSpoken) return alerts.forEach(alert => tell(`${alert.title}. ${alert.text}`, alert.title, alert.severity))
  const gravest = alerts.reduce((one, other) => severities.indexOf(other.severity) > severities.indexOf(one.severity) ? other : one)
  tell(`${alerts.length} new alerts, among them: ${gravest.title}. ${gravest.text}`, `${gravest.title}, and ${alerts.length - 1} more`, gravest.severity)
}

// An alert that has spoken and is still open stays quiet; one that was acknowledged or hushed and opens again speaks again.
const open = new Set()
function opens(alert) {
  if (alert.state !== 'open' || alert.reason === 'silence') {
    open.delete(alert.id)
    return false
  }
  const speaks = !open.has(alert.id)
  open.add(alert.id)
  return speaks
}

function watch() {
  if (Date.now() - heardAt < silentAfter) return
  if (!cut) {
    cut = true
    announce('Not live. This page no longer changes by itself.', 'assertive')
  }
  const read = readAt ? ` Read again ${hoursAndMinutes(readAt)}.` : ''
  const text = `NOT LIVE since ${hoursAndMinutes(liveAt)}.${read} Trying to reconnect.`
  const said = banner().querySelector('[data-not-live-text]')
  if (said.textContent !== text) said.textContent = text
  banner().hidden = false
  if (Date.now() - polledAt < pollEvery) return
  polledAt = Date.now()
  refreshPage().then(() => { readAt = now() }, () => {})
}

const banner = () => document.querySelector('[data-not-live]')
