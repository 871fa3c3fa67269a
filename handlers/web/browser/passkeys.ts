import { onEachPage } from './pages.ts'

/**
 * Buttons with `data-passkey` (`sign-in` or `register`): ask the server what to ask, ask the browser, and send its answer
 * on. They show where the browser can; what goes wrong is told in the element with `data-passkey-problem` beside them.
 */
interface Reply {
  readonly options?: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON
  readonly location?: string
  readonly problem?: string
}

const post = async (button: HTMLElement, path: string | undefined, body: object): Promise<Reply> => {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (button.dataset.csrf !== undefined) headers.set('X-Csrf-Token', button.dataset.csrf)
  const answer = await fetch(path ?? '', { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as Reply
}

const credentialFor = (button: HTMLElement, options: NonNullable<Reply['options']>): Promise<Credential | null> =>
  button.dataset.passkey === 'register'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })

const run = async (button: HTMLElement): Promise<Reply> => {
  const { options } = await post(button, button.dataset.options, {})
  if (options === undefined) return {}
  const credential = (await credentialFor(button, options)) as PublicKeyCredential | null
  if (credential === null) return {}
  const typedIn = (field: string | undefined): string | undefined =>
    document.querySelector<HTMLInputElement>(field ?? 'x-none')?.value
  const name = typedIn(button.dataset.nameFrom)
  return post(button, button.dataset.answer, {
    answer: credential.toJSON(),
    to: button.dataset.to,
    called: typedIn(button.dataset.calledFrom),
    name: name === undefined || name === '' ? button.dataset.name : name,
  })
}

const problemBeside = (button: HTMLElement): HTMLElement | null =>
  (button.parentElement ?? document).querySelector<HTMLElement>('[data-passkey-problem]')

const show = (): void => {
  if (!('PublicKeyCredential' in window) || !('parseCreationOptionsFromJSON' in PublicKeyCredential)) return
  for (const button of document.querySelectorAll<HTMLElement>('[data-passkey]')) button.hidden = false
}

export const passkeyButtons = (): void => {
  // The browser asks one question at a time.
  const asking = new WeakSet<HTMLElement>()
  onEachPage(show)
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-passkey]') : null
    if (button === null || asking.has(button)) return
    asking.add(button)
    const problem = problemBeside(button)
    if (problem !== null) problem.hidden = true
    const tell = (text?: string): void => {
      if (problem === null) return
      if (text !== undefined) problem.textContent = text
      problem.hidden = false
    }
    // Whoever turns the browser's question down is told the same as whoever has no passkey here.
    run(button)
      .then(
        ({ location: path, problem: text }) => (path === undefined ? tell(text) : location.assign(path)),
        () => tell(),
      )
      .finally(() => asking.delete(button))
  })
}
