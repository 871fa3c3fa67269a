import { BlockList, isIPv6 } from 'node:net'
import type { NodeEnvironment } from './listen.ts'

/** An address alone: some proxies name it with its port, `192.0.2.1:443` or `[2001:db8::1]:443`. */
const normal = (address: string): string =>
  address
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:/, '')

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** What is among single addresses and networks, each as `10.0.0.1` or `10.0.0.0/8`. */
const membership = (entries: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = normal(entry).split('/')
    if (prefix === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return (address) => list.check(address, familyOf(address))
}

const peerOf = (env: unknown): string =>
  normal((env as NodeEnvironment | undefined)?.incoming?.socket.remoteAddress ?? 'unknown')

/** Where a request came from: the peer, or, when the peer is a trusted proxy, the last untrusted address it names. */
export const sourceOf = (trustedProxies: readonly string[]) => {
  const isTrusted = membership(trustedProxies)
  return (request: Request, env: unknown): string => {
    const peer = peerOf(env)
    if (!isTrusted(peer)) return peer
    const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map(normal)
    return forwarded.findLast((address) => address !== '' && !isTrusted(address)) ?? peer
  }
}

/** Whether a request came over TLS, as the last trusted proxy before us says; by itself SparkOne speaks plain HTTP. */
export const isSecureOf = (trustedProxies: readonly string[]) => {
  const isTrusted = membership(trustedProxies)
  return (request: Request, env: unknown): boolean => {
    if (!isTrusted(peerOf(env))) return false
    return (request.headers.get('x-forwarded-proto') ?? '').split(',').at(-1)?.trim().toLowerCase() === 'https'
  }
}
