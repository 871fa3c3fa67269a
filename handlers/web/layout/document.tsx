import type { Child } from 'hono/jsx'
import type { Locale } from '../../../core/people/index.ts'
import type { Theme } from '../env.ts'

/** Everything htmx may do: no styles or scripts of its own making, one extension. */
const HTMX = JSON.stringify({ includeIndicatorCSS: false, extensions: 'sse', noSwap: [204, 304, 503] })

/** What every page is inside of. `title` is what the page shows, without the name of the product. */
export const Document = (props: { title: string; locale: Locale; theme: Theme; assets: string; children: Child }) => (
  <html lang={props.locale} data-theme={props.theme === 'auto' ? undefined : props.theme}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <title>{`${props.title} · SparkOne`}</title>
      <meta name="description" content="SparkOne" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#faf8f5" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#161310" media="(prefers-color-scheme: dark)" />
      <meta name="htmx-config" content={HTMX} />
      <link rel="stylesheet" href={`${props.assets}/console.css`} />
      <link rel="icon" href={`${props.assets}/icon.svg`} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={`${props.assets}/icon-192.png`} />
      <link rel="manifest" href={`/web/manifest.webmanifest?lang=${props.locale}`} />
      {/* Ours first: htmx begins as soon as it is there, and what it asks for then is heard too. */}
      <script defer src={`${props.assets}/console.js`} />
      <script defer src={`${props.assets}/htmx.js`} />
    </head>
    {props.children}
  </html>
)
