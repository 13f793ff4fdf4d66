// The page reads itself aloud: with a voice of this device, and where there is none with the voice of
// our own server. No voice at all, no button. What is read is what the page shows, nothing else.
const buttons = document.querySelectorAll('[data-read-aloud]')
const device = window.speechSynthesis
const serverVoice = document.body.dataset.voiceUrl
const AT_ONCE = 900
let token = null

const localVoice = () => {
  const wanted = document.documentElement.lang || 'nl'
  return device?.getVoices().find((voice) => voice.localService && voice.lang.startsWith(wanted))
}

const parts = (root) => [...root.querySelectorAll('h1, h2, h3, p, li, dt, dd, blockquote, label, legend')]
  .filter((part) => part.checkVisibility() && !part.querySelector('p, li') && !part.closest('.messages, .buttons'))
  .map((part) => part.innerText.trim())
  .filter(Boolean)

// Several paragraphs at once, so that a page is a few questions to the server; a long one in pieces.
const together = (texts) => texts.flatMap((text) => text.match(/[^]{1,900}(?=\s|$)|[^]{1,900}/g))
  .reduce((made, text) => {
    const last = made.at(-1)
    if (last && last.length + text.length < AT_ONCE) made[made.length - 1] = `${last}\n${text}`
    else made.push(text)
    return made
  }, [])

const byDevice = (voice, texts, done) => {
  texts.forEach((text, at) => {
    const said = new SpeechSynthesisUtterance(text)
    said.voice = voice
    said.lang = voice.lang
    said.rate = 0.9
    if (at === texts.length - 1) said.onend = () => done()
    device.speak(said)
  })
  return () => device.cancel()
}

const byServer = (texts, done) => {
  const sound = new AudioContext()
  const asked = new AbortController()
  const stop = () => {
    asked.abort()
    if (sound.state !== 'closed') sound.close()
  }
  const fetched = async (text) => {
    token ??= document.body.dataset.csrf || await (await fetch(serverVoice)).text()
    const answer = await fetch(serverVoice, {
      method: 'POST', headers: { 'X-CSRFToken': token }, body: new URLSearchParams({ tekst: text }), signal: asked.signal
    })
    if (answer.headers.get('Content-Type') !== 'audio/wav') throw new Error(answer.headers.get('Content-Type')?.startsWith('text/plain') ? await answer.text() : '')
    return sound.decodeAudioData(await answer.arrayBuffer())
  }
  const play = (data) => new Promise((ended) => {
    const source = new AudioBufferSourceNode(sound, { buffer: data })
    source.connect(sound.destination)
    source.onended = ended
    source.start()
  })
  const all = async () => {
    let next = fetched(texts[0])
    for (let at = 0; at < texts.length; at += 1) {
      const data = await next
      next = at + 1 < texts.length ? fetched(texts[at + 1]) : null
      next?.catch(() => {})
      if (asked.signal.aborted) return
      await play(data)
    }
  }
  all().then(() => { if (!asked.signal.aborted) done() }, (error) => { if (!asked.signal.aborted) done(error.message) }).finally(stop)
  return stop
}

const readAloud = (button) => {
  const label = button.querySelector('span')
  const sorry = button.parentElement.querySelector('[role=status]')
  const start = label.textContent
  let stop = null
  const done = (sentence = '') => {
    stop = null
    label.textContent = start
    button.removeAttribute('aria-pressed')
    sorry.textContent = sentence
  }
  button.addEventListener('click', () => {
    if (stop) {
      stop()
      return done()
    }
    const texts = parts(document.getElementById(button.dataset.readAloud) || document.body)
    const voice = localVoice()
    sorry.textContent = ''
    button.setAttribute('aria-pressed', 'true')
    label.textContent = button.dataset.stop
    stop = voice ? byDevice(voice, texts, done) : byServer(together(texts), done)
  })
  window.addEventListener('pagehide', () => stop?.())
}

if ((device || serverVoice) && buttons.length) {
  buttons.forEach(readAloud)
  const show = () => buttons.forEach((button) => { button.hidden = !localVoice() && !serverVoice })
  device?.addEventListener?.('voiceschanged', show)
  show()
}
