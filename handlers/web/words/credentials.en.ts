import type { CredentialWords } from './credentials.ts'

export const en: CredentialWords = {
  locked: (wait) => `Too many attempts. Try again in ${wait}.`,
  problem: {
    'email invalid': 'This is not an e-mail address.',
    'email taken': 'This e-mail belongs to another account.',
    'password short': 'Use at least 12 characters.',
    'password long': 'Use at most 128 characters.',
    'password common': 'This password is too easy to guess.',
  },
  invalid: 'This cannot be like that.',
}
