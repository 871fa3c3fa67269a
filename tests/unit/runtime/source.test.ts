import { describe, expect, it } from 'vitest'
import { isSecureOf, sourceOf } from '../../../runtime/source.ts'

const from = (peer: string, forwarded?: string) =>
  [
    new Request('http://x/', { headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded } }),
    { incoming: { socket: { remoteAddress: peer } } },
  ] as const

describe('where a request came from', () => {
  it('is the peer, whatever it claims, unless the peer is a trusted proxy', () => {
    const source = sourceOf(['10.0.0.1'])
    expect(source(...from('203.0.113.9', '1.2.3.4'))).toBe('203.0.113.9')
    expect(source(...from('10.0.0.1', '203.0.113.9'))).toBe('203.0.113.9')
  })

  it('is the last address that no trusted proxy named: what stands before it anyone could have written', () => {
    const source = sourceOf(['10.0.0.1', '10.0.0.2'])
    expect(source(...from('10.0.0.1', '1.2.3.4, 203.0.113.9, 10.0.0.2'))).toBe('203.0.113.9')
  })

  it.each([
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('is an address without the port that some proxies name with it: %s', (forwarded, address) => {
    expect(sourceOf(['10.0.0.1'])(...from('10.0.0.1', forwarded))).toBe(address)
  })

  it('knows an IPv4 address in its IPv6 spelling', () => {
    expect(sourceOf(['10.0.0.1'])(...from('::ffff:10.0.0.1', '203.0.113.9'))).toBe('203.0.113.9')
  })

  it('may be told by any proxy of a trusted network', () => {
    const source = sourceOf(['172.16.0.0/12', 'fd00::/8'])
    expect(source(...from('172.18.0.5', '203.0.113.9'))).toBe('203.0.113.9')
    expect(source(...from('fd00::5', '203.0.113.9, 172.18.0.9'))).toBe('203.0.113.9')
    expect(source(...from('172.32.0.1', '203.0.113.9'))).toBe('172.32.0.1')
    expect(source(...from('172.18.0.5', 'not an address'))).toBe('not an address')
  })

  it('is unknown where the runtime does not say', () => {
    expect(sourceOf([])(new Request('http://x/'), undefined)).toBe('unknown')
  })
})

describe('whether a request came over TLS', () => {
  const over = (peer: string, proto?: string) =>
    [
      new Request('http://x/', { headers: proto === undefined ? {} : { 'X-Forwarded-Proto': proto } }),
      { incoming: { socket: { remoteAddress: peer } } },
    ] as const

  it('is what the last trusted proxy says, and nobody else', () => {
    const isSecure = isSecureOf(['10.0.0.1'])
    expect(isSecure(...over('10.0.0.1', 'https'))).toBe(true)
    expect(isSecure(...over('10.0.0.1', 'https, http'))).toBe(false)
    expect(isSecure(...over('10.0.0.1'))).toBe(false)
    expect(isSecure(...over('203.0.113.9', 'https'))).toBe(false)
  })
})
