import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Core, DomainError } from '../../core/index.ts'
import { addressKey, aliasOn, type Person } from '../../core/people/index.ts'
import { type CommandContext, CommandFailed, type DataCommand, noWords, UsageError } from './command.ts'
import { tryChannels } from './notify-test.ts'
import type { GatewayRefusal, Pairing } from './pairing.ts'
import { ensureSecret } from './webhook-secret.ts'
import { type Words, wordsIn } from './words.ts'

const LOOK_EVERY_MS = 2000
const PATIENCE_MINUTES = 5
const TEST_SECONDS = 60

const must = <T>(
  told: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: GatewayRefusal },
  words: Words,
): T => {
  if (!told.ok) throw new CommandFailed(words.gateway[told.reason])
  return told.value
}

const webhookUrlOf = (said: string | undefined, { webhookUrl }: Pairing, words: Words): string => {
  if (said === undefined) {
    if (webhookUrl === null) throw new UsageError(words.webhookUrlMissing)
    return webhookUrl
  }
  if (!URL.canParse(said) || !/^https?:$/.test(new URL(said).protocol)) throw new UsageError(words.webhookUrlIs)
  const base = said.replace(/\/+$/, '')
  return base.endsWith('/webhooks/whatsapp') ? base : `${base}/webhooks/whatsapp`
}

/** Shows the code that is valid now until a phone has taken one. */
const waitUntilOpen = async ({ instance, drawQr }: Pairing, words: Words, context: CommandContext): Promise<void> => {
  const { tell, signal, isTerminal } = context
  const began = performance.now()
  let shown: string | null = null
  for (;;) {
    const link = must(await instance.link(), words)
    if (link.state === 'open') return
    if (!isTerminal) throw new CommandFailed(words.needsTerminal)
    if (performance.now() - began > PATIENCE_MINUTES * 60_000) {
      throw new CommandFailed(words.nobodyScanned(PATIENCE_MINUTES))
    }
    if (link.code === null && shown === null) tell(words.waitingForCode)
    else if (link.code !== null && link.code !== shown) tell(`\n${words.scan}\n\n${await drawQr(link.code)}\n`)
    shown = link.code ?? shown ?? ''
    await sleep(LOOK_EVERY_MS, undefined, { signal })
  }
}

const firstOperator = async (core: Core, words: Words): Promise<Person> => {
  try {
    return await core.people.firstOperator()
  } catch (error) {
    if (error instanceof DomainError) throw new CommandFailed(words.notStarted)
    throw error
  }
}

/** An operator who is the instance cannot write to it: what they say would come from SparkOne itself. */
const refuseOwnNumber = (owner: string | null, operator: Person, words: Words): void => {
  const isOwn = operator.aliases.some(
    ({ channel, key }) => channel === 'whatsapp' && owner !== null && key === addressKey(owner),
  )
  if (isOwn) throw new CommandFailed(`✗ ${words.ownNumber}`)
}

export const whatsappConnect: DataCommand = {
  name: 'whatsapp connect',
  usage: 'whatsapp connect [--webhook-url URL] [--show-qr]',
  about: {
    'pt-BR': 'cria a instância na Evolution API, liga o webhook, mostra o QR code e testa o envio',
    en: 'makes the instance in Evolution API, sets its webhook, shows the QR code and tests a send',
  },
  run: async (core, args, context) => {
    const words = wordsIn(context.locale)
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'webhook-url': { type: 'string' }, 'show-qr': { type: 'boolean' } },
    })
    noWords(positionals, context)
    const { pairing, tell } = context
    if (pairing === null) throw new CommandFailed(words.whatsappMissing)
    const url = webhookUrlOf(values['webhook-url'], pairing, words)
    const { instance } = pairing
    const isTerminal = context.isTerminal || values['show-qr'] === true
    tell(`${words.licenceNotice}\n`)

    const operator = await firstOperator(core, words)
    const made = must(await instance.ensure(), words)
    tell(`✓ ${made === 'created' ? words.instanceMade(instance.name) : words.instanceThere(instance.name)}`)
    const secret = await ensureSecret(core, pairing, must(await instance.webhook(), words)?.secret ?? null)
    must(await instance.setWebhook({ url, secret: secret.value }), words)
    await secret.settle()
    if (secret.isNew) tell(`✓ ${words.secretMade}`)
    tell(`✓ ${words.webhookSet(url)}`)
    const health = new URL('/health/live', url).href
    if (!(await pairing.answers(health))) tell(`! ${words.notReached(health)}`)

    await waitUntilOpen(pairing, words, { ...context, isTerminal })
    tell(`✓ ${words.open}`)
    refuseOwnNumber(must(await instance.owner(), words), operator, words)
    if (aliasOn('whatsapp', operator) === null) throw new CommandFailed(`✗ ${words.nobodyToTell}`)
    const trial = { person: operator, seconds: TEST_SECONDS, only: 'whatsapp' as const }
    if ((await tryChannels(core, trial, context)) !== true) throw new CommandFailed('')
    return ''
  },
}
