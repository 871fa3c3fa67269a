import type { Context } from 'hono'
import type { WebEnv } from './env.ts'
import { routes, type Screen } from './screen.ts'
import { Refusal } from './visit/refusal.ts'

const FOR_GOOD = 'public, max-age=31536000, immutable'

/** Styles, scripts and icons, under a name that changes with what they are; and what makes the console installable. */
export const assetRoutes: Screen = ({ assets, settings }) =>
  routes()
    .get('/assets/:version/:name', async (context: Context<WebEnv>) => {
      const asset = await assets.find(context.req.param('name') ?? '')
      if (asset === null) throw new Refusal('notFound')
      const isCurrent = context.req.param('version') === (await assets.version())
      return context.body(asset.body, 200, {
        'Content-Type': asset.type,
        'Cache-Control': isCurrent ? FOR_GOOD : 'no-cache',
      })
    })
    .get('/manifest.webmanifest', async (context: Context<WebEnv>) => {
      const base = `/web/assets/${await assets.version()}`
      const language = context.req.query('lang') === 'en' ? 'en' : settings.locale
      const manifest = {
        name: 'SparkOne',
        short_name: 'SparkOne',
        lang: language,
        start_url: '/web',
        scope: '/web',
        display: 'standalone',
        background_color: '#faf8f5',
        theme_color: '#faf8f5',
        icons: [
          { src: `${base}/icon-192.png`, sizes: '192x192', type: 'image/png' },
          { src: `${base}/icon-512.png`, sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
          { src: `${base}/icon.svg`, sizes: 'any', type: 'image/svg+xml' },
        ],
      }
      return context.body(JSON.stringify(manifest), 200, {
        'Content-Type': 'application/manifest+json',
        'Cache-Control': 'no-cache',
      })
    })
