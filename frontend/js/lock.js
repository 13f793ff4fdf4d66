// The desk screen: after two minutes without a touch nothing of this person can be seen, at once; then
// the server locks too. What was being typed goes along sealed, and is there again after the digits.
// Who types or reads on keeps the server awake, so that the digits are asked only after stillness.
const { lockAfter, lockUrl, awakeUrl, csrf } = document.body.dataset

if (lockUrl) {
  let last = Date.now()
  let told = Date.now()
  let typedIn = null

  const cover = async () => {
    document.body.classList.add('locked')
    document.title = '…'
    await fetch(lockUrl, { method: 'POST', headers: { 'X-CSRFToken': csrf }, redirect: 'manual' })
    if (typedIn?.isConnected) typedIn.submit()
    else window.location.replace(window.location.href.split('#')[0])
  }

  for (const kind of ['pointerdown', 'keydown', 'input', 'scroll']) {
    document.addEventListener(kind, () => { last = Date.now() }, { passive: true, capture: true })
  }
  document.addEventListener('input', (event) => {
    const form = event.target.form
    if (form?.method === 'post') typedIn = form
  })
  const watch = setInterval(() => {
    if (Date.now() - last < Number(lockAfter) * 1000) {
      if (last - told > Number(lockAfter) * 250) {
        told = Date.now()
        fetch(awakeUrl, { method: 'POST', headers: { 'X-CSRFToken': csrf }, redirect: 'manual' })
      }
      return
    }
    clearInterval(watch)
    cover()
  }, 1000)
  // Back out of the browser's memory: an earlier page may be of an earlier person.
  window.addEventListener('pageshow', (event) => { if (event.persisted) cover() })
}
