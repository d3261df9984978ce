// What somebody who tapped in left on a suite's screen goes back to the board by itself when their minutes are over: on the server they
// are, and what stands there would be for all to see. Whatever they do meanwhile opens a page anew, with minutes of its own.
export function leaveWhenTapEnds() {
  const seconds = Number(document.body.dataset.tappedSeconds)
  if (seconds > 0) setTimeout(() => location.assign('/'), seconds * 1000)
}
