import type { NodeEnvironment } from './listen.ts'

const normal = (address: string): string => address.trim().replace(/^::ffff:/, '')

/** Where a request came from: the peer, or, when the peer is a trusted proxy, the last untrusted address it names. */
export const sourceOf = (trustedProxies: readonly string[]) => {
  const trusted = new Set(trustedProxies.map(normal))
  return (request: Request, env: unknown): string => {
    const peer = normal((env as NodeEnvironment | undefined)?.incoming?.socket.remoteAddress ?? 'unknown')
    if (!trusted.has(peer)) return peer
    const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map(normal)
    return forwarded.findLast((address) => address !== '' && !trusted.has(address)) ?? peer
  }
}
