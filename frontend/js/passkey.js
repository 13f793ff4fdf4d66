// Passkeys: fetch the question, let the browser ask finger, face or PIN, send the answer as a form.
const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

const withBytes = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }))

const ask = async (kind, question) => {
  const publicKey = { ...question.publicKey, challenge: toBytes(question.publicKey.challenge) }
  if (kind === 'add') {
    publicKey.user = { ...publicKey.user, id: toBytes(publicKey.user.id) }
    publicKey.excludeCredentials = withBytes(publicKey.excludeCredentials)
    return navigator.credentials.create({ publicKey })
  }
  publicKey.allowCredentials = withBytes(publicKey.allowCredentials)
  return navigator.credentials.get({ publicKey })
}

const asJson = (credential) => {
  const response = {}
  for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[part]) response[part] = toText(credential.response[part])
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  })
}

for (const place of window.PublicKeyCredential ? document.querySelectorAll('[data-passkey]') : []) {
  const form = place.querySelector('form')
  place.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const answer = await fetch(place.dataset.passkeyQuestion, { headers: { Accept: 'application/json' } })
      const credential = await ask(place.dataset.passkey, await answer.json())
      form.elements.namedItem('credential').value = asJson(credential)
      form.submit()
    } catch {
      place.querySelector('[data-passkey-wrong]').hidden = false
    }
  })
}
