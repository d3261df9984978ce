// Nobody scrolls a wall: its tiles are as large as lets all of them be seen. Where they would be too small to read from there, they take
// turns, the child in most trouble first. On a small screen, which is held in a hand, they are left as they are.
const [largest, smallest] = [2.3, 1.15] // hundredths of the screen's width
const turnEvery = 15_000
let page = 0
let pages = 1

export function fitTiles(list, bands) {
  const wide = matchMedia('(min-width: 60rem)')
  const [rest, button] = ['[data-rest]', '[data-turn]'].map(one => document.querySelector(one))
  const redraw = () => wide.matches ? fit(list, rest, button) : list.style.removeProperty('--cw-size')
  // A countdown changes each second, and moves nothing.
  new MutationObserver(changes => changes.some(({ target }) => target === list || target.dataset.item) && redraw()).observe(list, { childList: true, subtree: true })
  new MutationObserver(redraw).observe(rest.parentElement, { childList: true })
  for (const band of bands) new MutationObserver(redraw).observe(band, { attributeFilter: ['hidden'] })
  addEventListener('resize', redraw)
  button.addEventListener('click', () => button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true')))
  setInterval(() => {
    if (pages === 1 || button.getAttribute('aria-pressed') !== 'true') return
    page++
    redraw()
  }, turnEvery)
  redraw()
}

function fit(list, rest, button) {
  const tiles = [...list.children]
  const isSeen = tile => tile.getBoundingClientRect().bottom + scrollY <= innerHeight
  for (const tile of tiles) tile.hidden = false
  rest.hidden = true
  const fits = size => {
    list.style.setProperty('--cw-size', `${size}vw`)
    return tiles.every(isSeen)
  }
  // By halves, so that few drawings find the largest that fits.
  let [small, large] = [smallest, largest]
  if (fits(large)) small = large
  while (large - small > 0.05) {
    const middle = (small + large) / 2
    if (fits(middle)) small = middle
    else large = middle
  }
  button.hidden = rest.hidden = fits(small)
  const most = Math.max(1, tiles.filter(isSeen).length)
  pages = Math.max(1, Math.ceil(tiles.length / most))
  page %= pages
  if (pages === 1) return
  const shown = tiles.slice(page * most, (page + 1) * most)
  for (const tile of tiles) tile.hidden = !shown.includes(tile)
  rest.textContent = `and ${tiles.length - shown.length} more, in turns: see the board`
}
