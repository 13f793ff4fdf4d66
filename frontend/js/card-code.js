// The code of a printed card comes along behind the # of its QR: the browser never sends it, and after
// filling it in it is gone from the address too.
const field = document.querySelector('[data-card-code]')
const code = decodeURIComponent(window.location.hash.slice(1))

if (field && /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/.test(code)) {
  field.value = code
  history.replaceState(null, '', window.location.pathname + window.location.search)
  field.form.querySelector('button[type=submit]').focus()
}
