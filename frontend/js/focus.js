// An error summary gets the focus, so that who listens hears it first; also after a swap by htmx.
const toFocus = () => document.querySelector('[data-focus]')?.focus()
toFocus()
document.addEventListener('htmx:after:swap', toFocus)
