// Hints while writing: only this one text goes along, and what was said stays when it is said again.
const others = (elt) => elt?.getAttribute('data-hx-target')?.endsWith('_hints')

document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail
  if (!others(ctx.sourceElement)) return
  const body = new FormData()
  body.set('tekst', ctx.sourceElement.value)
  const whose = ctx.sourceElement.form?.elements.van_wie
  if (whose) body.set('van_wie', whose.value)
  ctx.request.body = body
})

// Who listens does not hear the same hint twice; an answer that is no hint is no hint.
document.addEventListener('htmx:before:swap', (event) => {
  const { ctx } = event.detail
  if (!others(ctx.sourceElement)) return
  const box = document.querySelector(ctx.sourceElement.getAttribute('data-hx-target'))
  const said = ctx.text.trim()
  if (ctx.response?.raw?.status !== 200 || box.dataset.said === said) event.preventDefault()
  else box.dataset.said = said
})

// One tap: the detail goes, everywhere in this text, and the writer goes on where they were.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-blank]')
  const field = button?.closest('.field')?.querySelector('textarea, input')
  if (!field) return
  field.value = field.value.replaceAll(button.dataset.blank, '…')
  field.focus()
  field.dispatchEvent(new Event('input', { bubbles: true }))
})
