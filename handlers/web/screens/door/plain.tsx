import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../../env.ts'
import { Head, Notice } from '../../parts/index.ts'
import type { ScreenDeps } from '../../screen.ts'
import { isLoopback } from '../../visit/origin.ts'
import { doorWords } from './words.ts'

/** In production a browser keeps no session that came in plain text: said on the page, instead of a sign-in that never ends. */
export const refusePlain = ({ settings, pages }: ScreenDeps) =>
  createMiddleware<WebEnv>(async (context, next) => {
    const { origin } = context.get('webRequest')
    if (settings.environment !== 'production' || origin.startsWith('https:') || isLoopback(origin)) return next()
    const words = doorWords(context.get('locale'))
    return pages.door(
      context,
      { title: words.plainTitle, status: 403 },
      <>
        <Head title={words.plainTitle} />
        <Notice tone="bad">{words.plain}</Notice>
        <p class="muted small">{words.plainHow}</p>
      </>,
    )
  })
