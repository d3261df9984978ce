// Says a sentence to a screen reader: politely what changed, assertively what is wrong. Each sentence is said once.
export function announce(sentence, manner = 'polite') {
  const region = document.querySelector(`[data-announce="${manner}"]`)
  if (!region) return
  const said = document.createElement('p')
  said.textContent = sentence
  region.append(said)
  setTimeout(() => said.remove(), 10_000)
}
