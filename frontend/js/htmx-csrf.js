// htmx asks as the form would: with the token Django expects in a header.
const token = document.body.dataset.csrf
if (token) {
  document.addEventListener('htmx:config:request', (event) => {
    const request = event.detail.ctx?.request
    if (request) request.headers['X-CSRFToken'] = token
  })
}
