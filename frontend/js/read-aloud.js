// The page reads itself aloud with a voice that lives on this device; no voice, no button.
const buttons = document.querySelectorAll('[data-read-aloud]')
const speech = window.speechSynthesis

const localVoice = () => {
  const wanted = document.documentElement.lang || 'nl'
  return speech.getVoices().find((voice) => voice.localService && voice.lang.startsWith(wanted))
}

const parts = (root) => [...root.querySelectorAll('h1, h2, h3, p, li, dt, dd, blockquote, label, legend')]
  .filter((part) => part.checkVisibility() && !part.querySelector('p, li'))
  .map((part) => part.innerText.trim())
  .filter(Boolean)

const readAloud = (button) => {
  const label = button.querySelector('span')
  const start = label.textContent
  const stop = () => {
    speech.cancel()
    label.textContent = start
    button.removeAttribute('aria-pressed')
  }
  button.addEventListener('click', () => {
    if (button.hasAttribute('aria-pressed')) return stop()
    const voice = localVoice()
    const texts = parts(document.getElementById(button.dataset.readAloud) || document.body)
    texts.forEach((text, at) => {
      const said = new SpeechSynthesisUtterance(text)
      said.voice = voice
      said.lang = voice.lang
      said.rate = 0.9
      if (at === texts.length - 1) said.onend = stop
      speech.speak(said)
    })
    button.setAttribute('aria-pressed', 'true')
    label.textContent = button.dataset.stop
  })
}

if (speech && buttons.length) {
  buttons.forEach(readAloud)
  const show = () => buttons.forEach((button) => { button.hidden = !localVoice() })
  speech.addEventListener?.('voiceschanged', show)
  show()
  window.addEventListener('pagehide', () => speech.cancel())
}
