import type { ApiKey } from '../../core/access/ports.ts'
import type { AlertGroup } from '../../core/alerts/ports.ts'
import type { Message } from '../../core/capture/ports.ts'
import type { Delivery, Notification } from '../../core/notify/ports.ts'
import type { Alias, Person, UnknownSender } from '../../core/people/ports.ts'
import type { Storage } from '../../core/ports.ts'
import type { JournalEntry, Task } from '../../core/tasks/ports.ts'

/** The suites' own "now"; nothing in them depends on the time of day. */
export const NOW = new Date('2026-03-02T12:00:00.000Z')

export const minutesLater = (minutes: number, from: Date = NOW): Date => new Date(from.getTime() + minutes * 60_000)
export const secondsLater = (seconds: number, from: Date = NOW): Date => new Date(from.getTime() + seconds * 1000)

export const uuid = (): string => crypto.randomUUID()

export const anAlias = (personId: string, given: Partial<Alias> = {}): Alias => {
  const address = given.address ?? `55${Math.trunc(1e10 + Math.random() * 9e10)}`
  return { id: uuid(), personId, channel: 'whatsapp', address, key: address, createdAt: NOW, ...given }
}

export const aPerson = (given: Partial<Person> = {}): Person => ({
  id: uuid(),
  name: 'Ana',
  role: 'operator',
  isConfigured: false,
  locale: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
  quietHours: null,
  briefTime: '08:00',
  chain: null,
  aliases: [],
  createdAt: NOW,
  updatedAt: NOW,
  version: 1,
  ...given,
})

export const aTask = (createdBy: string, given: Partial<Omit<Task, 'id'>> = {}): Omit<Task, 'id'> => ({
  title: 'Renovar o certificado',
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  dueTime: null,
  timeZone: 'America/Sao_Paulo',
  labels: [],
  assigneeId: null,
  completedAt: null,
  deletedAt: null,
  dueAt: null,
  channel: 'api',
  sender: null,
  createdBy,
  createdAt: NOW,
  updatedAt: NOW,
  version: 1,
  ...given,
})

export const anEntry = (taskId: number, actorId: string, given: Partial<JournalEntry> = {}): JournalEntry => ({
  taskId,
  version: 1,
  action: 'created',
  actorId,
  channel: 'api',
  at: NOW,
  changes: {},
  reverts: null,
  ...given,
})

export const aMessage = (personId: string | null, given: Partial<Message> = {}): Message => ({
  id: uuid(),
  channel: 'whatsapp',
  externalId: uuid(),
  personId,
  replyTo: '5511999990000@s.whatsapp.net',
  text: 'lembrar de renovar o certificado amanhã',
  sentAt: NOW,
  receivedAt: NOW,
  status: 'received',
  intent: null,
  taskId: null,
  notificationId: null,
  processedAt: null,
  ...given,
})

export const aNotification = (personId: string, given: Partial<Notification> = {}): Notification => ({
  id: uuid(),
  personId,
  kind: 'alert',
  subject: null,
  body: 'O disco está cheio.',
  dedupeKey: null,
  groupKey: null,
  messageId: null,
  chain: ['whatsapp', 'email'],
  step: 0,
  round: 1,
  status: 'pending',
  reason: null,
  notBefore: null,
  expiresAt: minutesLater(60),
  createdAt: NOW,
  updatedAt: NOW,
  settledAt: null,
  ...given,
})

export const aDelivery = (notificationId: string, given: Partial<Delivery> = {}): Delivery => ({
  id: uuid(),
  notificationId,
  channel: 'whatsapp',
  round: 1,
  attempt: 1,
  state: 'sending',
  reason: null,
  addressRef: 'fallback',
  externalId: null,
  startedAt: NOW,
  leaseUntil: minutesLater(2),
  deadlineAt: minutesLater(5),
  nextAttemptAt: null,
  settledAt: null,
  ...given,
})

export const aKey = (given: Partial<ApiKey> = {}): ApiKey => ({
  id: uuid(),
  name: 'console',
  digest: uuid().replaceAll('-', '').repeat(2),
  scopes: ['tasks:read', 'tasks:write'],
  personId: null,
  origin: 'issued',
  createdAt: NOW,
  expiresAt: null,
  lastUsedAt: null,
  ...given,
})

export const aSender = (given: Partial<UnknownSender> = {}): Omit<UnknownSender, 'messages' | 'firstSeenAt'> => ({
  id: uuid(),
  channel: 'whatsapp',
  address: '5511988887777',
  key: '5511988887777',
  otherAddress: null,
  displayName: null,
  lastSeenAt: NOW,
  ...given,
})

export const anAlertGroup = (groupKey: string, given: Partial<AlertGroup> = {}): AlertGroup => ({
  id: `id of ${groupKey}`,
  groupKey,
  status: 'firing',
  alerts: [
    {
      fingerprint: 'c1d9a8f2a4d7b6e3',
      status: 'firing',
      labels: { alertname: 'DiskFull', severity: 'critical' },
      annotations: { summary: 'Disco quase cheio' },
      startsAt: NOW,
      endsAt: null,
    },
  ],
  signature: 'a'.repeat(64),
  receivedAt: NOW,
  ...given,
})

/** A person who is there already: most rows refer to one. */
export const seedPerson = async ({ run }: Pick<Storage, 'run'>, given: Partial<Person> = {}): Promise<Person> => {
  const person = aPerson(given)
  await run((stores) => stores.people.insert(person))
  return person
}

export const seedTask = async (
  { run }: Pick<Storage, 'run'>,
  createdBy: string,
  given: Partial<Omit<Task, 'id'>> = {},
): Promise<Task> => run((stores) => stores.tasks.insert(aTask(createdBy, given)))

/** A person's notification that is there already. */
export const seedNotification = async (
  { run }: Pick<Storage, 'run'>,
  personId: string,
  given: Partial<Notification> = {},
): Promise<Notification> => {
  const notification = aNotification(personId, given)
  await run((stores) => stores.notifications.insert(notification))
  return notification
}
