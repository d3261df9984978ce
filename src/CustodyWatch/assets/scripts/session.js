// Who has been signed out sees the sign-in page, unless they would lose what they have written: then they are told, and the page stays.
const band = () => document.querySelector('[data-signed-out]')

export function signedOut(wouldLose) {
  if (wouldLose) band().hidden = false
  else location.reload()
}

export function signedIn() {
  band().hidden = true
}
