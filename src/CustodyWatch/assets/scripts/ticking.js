import { countdown, length, now } from './time.js'
import { refreshAround } from './parts.js'

// Counts every clock on the page down, and asks for its part again at the moment its state changes by time alone.
export function startTicking() {
  setInterval(tick, 1000)
}

function tick() {
  const at = now()
  for (const element of document.querySelectorAll('[data-due]')) {
    const left = Number(element.dataset.due) - at
    const text = countdown(left)
    if (element.textContent !== text) element.textContent = text
    const turned = [element.dataset.warn, element.dataset.due].find(moment => moment && Number(moment) <= at && Number(moment) > drawnAt(element))
    if (turned) refreshAround(element)
  }
  for (const element of document.querySelectorAll('[data-from]')) {
    const text = length(at - Number(element.dataset.from))
    if (element.textContent !== text) element.textContent = text
  }
}

const drawnAt = element => Number(element.closest('[data-drawn]')?.dataset.drawn ?? Infinity)
