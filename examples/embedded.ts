import { createIds, createMemoryStorage, createScriptedChannel, systemClock } from '../adapters/memory/index.ts'
import { DEFAULT_SETTINGS, makeCore } from '../core/index.ts'

const storage = createMemoryStorage({ clock: systemClock })
const whatsapp = createScriptedChannel('whatsapp', systemClock)
const core = makeCore({
  storage,
  clock: systemClock,
  ids: createIds(),
  settings: DEFAULT_SETTINGS,
  channels: { whatsapp },
})

// A person who may write, and a message of theirs.
await core.people.ensureOperators(['5511988887777'])
await core.capture.ingest({ channel: 'whatsapp', sender: '+55 11 98888-7777', content: 'pagar boleto amanhã às 10h' })

// The jobs do the rest; here they run until none is due.
while ((await storage.jobs.drain(core.jobs, { max: 100 })) > 0);

const operator = await core.people.firstOperator()
const actor = { personId: operator.id, role: operator.role, channel: 'api' } as const
const { tasks } = await core.tasks.list(actor, { sort: 'due', limit: 10 })
export const titles = tasks.map(({ title, dueTime }) => `${title} · ${dueTime}`)
export const brief = await core.briefs.text(actor, {})
