interface Asked {
  readonly ctx: {
    readonly sourceElement: Element
    readonly request: { readonly method: string; readonly action: string }
  }
}

/**
 * A preview is of what stands in its field now. One that waited behind the form being sent, or was answered after more was
 * typed, is of something else: it is neither asked for nor shown.
 */
export const currentPreviews = (): void => {
  for (const moment of ['htmx:before:request', 'htmx:before:swap']) {
    document.addEventListener(moment, (event) => {
      const { sourceElement, request } = (event as CustomEvent<Asked>).detail.ctx
      const field = document.querySelector<HTMLInputElement>('#quick-text')
      if (field === null || request.method !== 'GET' || sourceElement.closest('#quick') === null) return
      const { searchParams } = new URL(request.action, location.href)
      if (searchParams.get('text') !== field.value) event.preventDefault()
    })
  }
}
