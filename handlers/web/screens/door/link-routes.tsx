import { routes, type Screen } from '../../screen.ts'
import { passOn } from '../../visit/pass-on.ts'
import { DeadLinkPage, LinkPage } from './link.tsx'
import { doorWords } from './words.ts'

/** In by a link that works once. What is shown of it is whose it is; only the button uses it up. */
export const linkRoutes: Screen = ({ accounts, pages }) =>
  routes()
    .get('/link/:token{[\\w-]{20,100}}', async (context) => {
      const words = doorWords(context.get('locale'))
      const token = context.req.param('token')
      const link = await accounts.look(token)
      return link === null
        ? pages.door(context, { title: words.link.deadTitle, status: 404 }, <DeadLinkPage words={words} />)
        : pages.door(
            context,
            { title: words.signIn },
            <LinkPage {...{ words, token }} name={link.personName} purpose={link.purpose} />,
          )
    })
    .post('/link/:token{[\\w-]{20,100}}', async (context) => {
      const words = doorWords(context.get('locale'))
      const outcome = await accounts.redeem(context.get('webRequest'), context.req.param('token'))
      passOn(context, outcome)
      // Where a session needs something first, the guard leads there.
      if (outcome.kind === 'session') return context.redirect('/web', 303)
      if (outcome.kind === 'second_factor') return context.redirect('/web/sign-in/code', 303)
      return pages.door(context, { title: words.link.deadTitle, status: 404 }, <DeadLinkPage words={words} />)
    })
