// What somebody who tapped in left on a suite's screen goes back to the board by itself when their minutes are over: on the server they
// are, and what stands there would be for all to see. Whatever they do meanwhile opens a page anew, with minutes of its own; a minute
// before the end they are asked whether they are still there.
const askedBefore = 60
const channel = 'custodywatch-taps'
let waiting = []

export function leaveWhenTapEnds() {
  const asking = document.querySelector('[data-tapped]')
  if (document.querySelector('[data-tap-in]')) sayNobodyIs()
  if (!asking) return
  new BroadcastChannel(channel).addEventListener('message', () => location.assign('/'))
  wait(asking, secondsLeft(document))
  asking.addEventListener('close', () => stay(asking))
}

// The pages of one screen are tapped out together: the first that is drawn for nobody tells the others.
function sayNobodyIs() {
  const others = new BroadcastChannel(channel)
  others.postMessage('nobody')
  others.close()
}

const secondsLeft = page => Number(page.body.dataset.tappedSeconds)

function wait(asking, seconds) {
  waiting.forEach(clearTimeout)
  waiting = [
    setTimeout(() => asking.showModal(), Math.max(0, seconds - askedBefore) * 1000),
    setTimeout(() => location.assign('/'), seconds * 1000),
  ]
}

// To ask for a page is something they did, and it says until when they are tapped in now. Beyond their sign-in there is no staying: then
// the end stands.
async function stay(asking) {
  const answer = await fetch('/welcome', { headers: { Accept: 'text/html' } }).catch(() => null)
  const page = new DOMParser().parseFromString(await answer?.text() ?? '', 'text/html')
  const next = page.querySelector('[data-tapped]')
  if (!next || secondsLeft(page) <= askedBefore) return
  asking.replaceChildren(...next.children)
  document.querySelector('[data-tapped-until]').textContent = page.querySelector('[data-tapped-until]').textContent
  wait(asking, secondsLeft(page))
}
