/** Line drawings of 24 by 24, drawn for SparkOne. They say nothing to who cannot see them: a text beside them does. */
const PATHS = {
  spark: 'M13 2 4 14h7l-1 8 9-12h-7l1-8Z',
  today: 'M4 7h16v13H4zM4 11h16M8 3v5M16 3v5M9 15l2 2 4-4',
  tasks: 'M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1',
  brief: 'M5 4h11l3 3v13H5zM9 10h6M9 14h6M9 18h3',
  messages: 'M4 5h16v11H9l-5 4z',
  deliveries: 'm3 11 18-8-7 18-3-7-8-3Zm8 3 4-4',
  alerts: 'M6 17v-6a6 6 0 0 1 12 0v6l2 2H4zM10 21h4',
  mirrors: 'M4 8h13l-3-3M20 16H7l3 3',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14a6.5 6.5 0 0 1 3.5 6',
  health: 'M3 12h4l2-6 4 12 3-8 1 2h4',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  back: 'm14 6-6 6 6 6',
  check: 'm5 13 4 4L19 7',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2',
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5',
  warn: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
  key: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 12h9M18 12v4M21 12v3',
  repeat: 'M4 11a6 6 0 0 1 6-6h8l-3-3M20 13a6 6 0 0 1-6 6H6l3 3',
  flag: 'M5 21V4h12l-2 4 2 4H5',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21a8 8 0 0 1 16 0',
  pause: 'M9 5v14M15 5v14',
  play: 'M7 5v14l12-7z',
  send: 'M4 12h14M12 5l7 7-7 7',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  screen: 'M3 5h18v11H3zM9 20h6M12 16v4',
  phone: 'M8 3h8v18H8zM11 18h2',
  inbox: 'M4 13l3-9h10l3 9v7H4zM4 13h5l1 3h4l1-3h5',
  database:
    'M12 9c4.4 0 8-1.3 8-3s-3.6-3-8-3-8 1.3-8 3 3.6 3 8 3ZM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  out: 'M10 4H4v16h6M14 8l4 4-4 4M18 12H9',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
)
