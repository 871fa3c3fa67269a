import type { Page } from 'playwright-core'

export interface VirtualAuthenticator {
  /** How many passkeys it holds. */
  passkeys(): Promise<number>
  /** Whether the person behind it is recognised: a finger that fits, or one that does not. */
  recognise(isThePerson: boolean): Promise<void>
  remove(): Promise<void>
}

/**
 * A phone's or laptop's own authenticator in the page's browser: makes and uses passkeys without a person. Pages must
 * come from localhost or by TLS, never from a bare address.
 */
export const addAuthenticator = async (page: Page): Promise<VirtualAuthenticator> => {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    passkeys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    recognise: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }).then(),
    remove: () => session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }).then(),
  }
}
