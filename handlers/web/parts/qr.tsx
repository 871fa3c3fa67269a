import type { QrModules } from '../deps.ts'

/** What readers need around it. */
const MARGIN = 4

/** Dark on light in both themes: some phones read no inverted ones. */
export const Qr = ({ modules, label }: { modules: QrModules; label: string }) => {
  const size = modules.length + 2 * MARGIN
  const dark = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : '')))
    .join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark} fill="#000000" />
    </svg>
  )
}
