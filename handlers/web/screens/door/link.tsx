import type { LinkPurpose } from '../../../../core/accounts/index.ts'
import { Button, Head } from '../../parts/index.ts'
import type { DoorWords } from './words.ts'

/** Whose link it is. Looking does not use it up: what fetches links ahead of people must not. */
export const LinkPage = (props: { words: DoorWords; token: string; name: string; purpose: LinkPurpose }) => {
  const { token, name, purpose } = props
  const { link } = props.words
  return (
    <>
      <Head title={link.title(name)} intro={link[purpose]} />
      <form method="post" action={`/web/link/${token}`} class="stack">
        <Button kind="primary">{link.go}</Button>
      </form>
    </>
  )
}

export const DeadLinkPage = ({ words: { link } }: { words: DoorWords }) => (
  <>
    <Head title={link.deadTitle} intro={link.dead} />
    <p>
      <a class="button" href="/web/sign-in">
        {link.toSignIn}
      </a>
    </p>
  </>
)
