import { fitTiles } from './tiles.js'

// A new alert on the wall: a sound, when somebody here turned it on, and always a band across the screen that says the same.
const shownFor = 60_000
let audio
let hiding

export function wall() {
  const news = document.querySelector('[data-news]')
  if (!news) return
  fitTiles(document.querySelector('[data-list]'), [news, document.querySelector('[data-not-live]')])
  const button = document.querySelector('[data-sound]')
  button.hidden = false
  button.addEventListener('click', () => turn(button, button.getAttribute('aria-pressed') !== 'true'))
  document.addEventListener('custody:alert', ({ detail }) => {
    news.textContent = `New alert: ${detail.title}`
    news.hidden = false
    clearTimeout(hiding)
    hiding = setTimeout(() => { news.hidden = true }, shownFor)
    if (button.getAttribute('aria-pressed') === 'true') sound(detail.severity === 'critical' ? 4 : 2)
  })
}

// A browser lets a page make a sound only after someone has pressed something on it.
function turn(button, on) {
  audio ??= new AudioContext()
  if (on) audio.resume().then(() => sound(1))
  button.setAttribute('aria-pressed', String(on))
}

function sound(times) {
  for (let i = 0; i < times; i++) {
    const [tone, loudness, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime + i * 0.35]
    tone.frequency.value = i % 2 ? 660 : 880
    loudness.gain.setValueAtTime(0.25, at)
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.3)
    tone.connect(loudness).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.3)
  }
}
