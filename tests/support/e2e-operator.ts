import { expect, vi } from 'vitest'
import { JID } from './e2e-house.ts'
import type { Server } from './e2e-process.ts'
import type { Sent } from './evolution-messages.ts'
import type { EvolutionServer } from './evolution-server.ts'

/** Asks again and again until it holds, or says why it never did. */
export const eventually = <T>(ask: () => T | Promise<T>, timeout = 30_000): Promise<T> =>
  vi.waitFor(ask, { timeout, interval: 25 })

let written = 0

/** The operator writes on WhatsApp. */
export const write = (evolution: EvolutionServer, text: string, id = `3A${String(++written).padStart(18, '0')}`) =>
  evolution.incoming({ jid: JID, id, text, name: 'Ana Canário' })

/** The message that left through the gateway with these words; fails while there is none. */
export const sentWith = (evolution: EvolutionServer, words: string | RegExp): Promise<Sent> =>
  eventually(() => {
    const found = evolution.sent.find(({ text }) =>
      typeof words === 'string' ? text.includes(words) : words.test(text),
    )
    expect(found, `a WhatsApp message with ${words}`).toBeDefined()
    return found as Sent
  })

/** A notification by its id once it has the status. */
export const settled = (server: Server, id: string, status: string, timeout?: number) =>
  eventually(async () => {
    const { json } = await server.api('GET', `/notifications/${id}`)
    expect(json).toMatchObject({ id, status })
    return json
  }, timeout)

/** The newest notification of a kind, once there is one with the status. */
export const newest = (server: Server, kind: string, status: string, timeout?: number) =>
  eventually(async () => {
    const { json } = await server.api('GET', `/notifications?kind=${kind}&status=${status}&limit=1`)
    expect(json.notifications).toHaveLength(1)
    return settled(server, json.notifications[0].id, status)
  }, timeout)

/** One firing group as Alertmanager posts it. */
export const alertGroup = (name: string) => ({
  version: '4',
  groupKey: `{}:{alertname="${name}"}`,
  status: 'firing',
  receiver: 'sparkone',
  groupLabels: { alertname: name },
  commonLabels: { alertname: name, severity: 'critical' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.test',
  truncatedAlerts: 0,
  alerts: [
    {
      status: 'firing',
      labels: { alertname: name, severity: 'critical', instance: 'db-1' },
      annotations: { summary: 'Disco quase cheio' },
      startsAt: new Date().toISOString(),
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.test',
      fingerprint: 'a1b2c3d4e5f60718',
    },
  ],
})

/** The subject of a captured mail, decoded. */
export const subjectOf = (raw: string): string => {
  const header = /^Subject: ((?:.*)(?:\r?\n[ \t].*)*)/im.exec(raw)?.[1] ?? ''
  const unfolded = header.replace(/\?=\r?\n[ \t]+=\?/g, '?==?').replace(/\r?\n[ \t]+/g, ' ')
  return unfolded.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : quotedPrintable(text),
  )
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** The sum of a metric's series whose labels include these; null when there is none. */
export const metric = (text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | null => {
  const wanted = Object.entries(labels).map(([key, value]) => `${key}="${value}"`)
  const series = text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => wanted.every((label) => line.includes(label)))
  return series.length === 0 ? null : series.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}
