import type { HealthWords } from './words.ts'

export const en: HealthWords['whatsapp'] = {
  title: 'Connection of WhatsApp',
  back: 'Health',
  off: 'WhatsApp is not configured',
  offText: 'Set these variables and restart SparkOne. Then connect its number here.',
  own: 'SparkOne needs a number of its own: nobody can write to themselves.',
  open: 'Connected',
  openText: 'SparkOne sends and receives messages.',
  number: (digits) => `Number ending in ${digits}.`,
  shared: "The connected number is an operator's, who cannot write to SparkOne that way. Connect a number of its own.",
  prepare: 'Prepare the connection',
  prepareText:
    'Makes the instance in Evolution API, unless there is one, and tells it where SparkOne is. Then the QR code appears.',
  prepareAgain: 'Set the webhook again',
  noUrl: 'First say where Evolution API finds SparkOne: set PUBLIC_URL and restart.',
  prepared: 'Ready. Now link the phone.',
  scan: 'Link the phone',
  steps: [
    "On SparkOne's phone, open WhatsApp.",
    'Tap Linked devices, and Link a device.',
    'Point the camera at the code.',
  ],
  qr: 'QR code that links WhatsApp. It has to be read by the camera of the phone.',
  fresh: 'The code changes now and then, and the page follows by itself.',
  credential: 'It is a credential: whoever reads it has the number. Show it to nobody else.',
  waiting: 'Waiting for the QR code…',
  reload: 'Reload',
  licence: {
    text: 'SparkOne uses Evolution API, which is no part of it and has a licence of its own: Apache 2.0 with further conditions, among them this notice to whoever runs the system.',
    link: 'Evolution API',
  },
  problem: 'It cannot be connected now',
  refusal: {
    unauthorized: 'Evolution API refused the key: EVOLUTION_API_KEY must be the global one (AUTHENTICATION_API_KEY).',
    licence: 'Evolution API wants its licence activated: use version 2.3.7, or activate it in the Manager.',
    unreachable: 'Evolution API does not answer at EVOLUTION_API_BASE_URL: look at the address and whether it is up.',
    instance_missing: 'Evolution API has no such instance yet.',
    unexpected_answer: 'Evolution API gave an answer we do not know: look at its version (2.3.x) and its log.',
  },
}
