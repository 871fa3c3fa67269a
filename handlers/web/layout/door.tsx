import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'

/** The frame of pages for who is not in yet: one thing to do. Its forms load whole pages, since who one is changes. */
export const Door = ({ children }: { children: Child }) => (
  <body>
    <div class="door">
      <main id="main">
        <p class="brand">
          <Icon name="spark" size={28} />
          <span>SparkOne</span>
        </p>
        {children}
      </main>
    </div>
  </body>
)
