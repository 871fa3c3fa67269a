import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Listening, listen } from '../../../runtime/listen.ts'
import { createTestApp } from '../../support/app.ts'

let server: Listening
let key: string
beforeEach(async () => {
  const test = await createTestApp()
  key = test.operatorKey
  server = await listen((request) => test.app.fetch(request), { port: 0, host: '127.0.0.1', variable: 'PORT' })
})
afterEach(() => server.close(0))

/** A connection of which each answer is read by its length, as a proxy does that keeps it for the next request. */
const converse = async () => {
  const socket: Socket = connect(server.port, '127.0.0.1').setEncoding('latin1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  let heard = ''
  /** Throws when the connection breaks first. */
  const status = async (): Promise<number> => {
    while (endOf(heard) === null) heard += (await once(socket, 'data')).join('')
    const answer = heard.slice(0, endOf(heard) ?? 0)
    heard = heard.slice(answer.length)
    return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
  }
  return { send: (text: string) => void socket.write(text), status }
}

/** Where the first answer ends; null while it is not there whole. */
const endOf = (heard: string): number | null => {
  const body = heard.indexOf('\r\n\r\n') + 4
  const end = body + Number(/^content-length: (\d+)\r$/im.exec(heard)?.[1] ?? 0)
  return body < 4 || heard.length < end ? null : end
}

const JSON_TYPE = 'Content-Type: application/json'
const TEXT_TYPE = 'Content-Type: text/plain'
const PART = ' '.repeat(300_000)
const LENGTH = `Content-Length: ${PART.length * 6}`
const CHUNKED = 'Transfer-Encoding: chunked'

describe('a request that is answered before all of it came', () => {
  // A server that closes here resets the connection, and whoever still sends may lose the answer: nginx then says 503.
  it.each([
    ['too large by its length', 413, '/tasks', [JSON_TYPE, LENGTH]],
    ['too large in chunks', 413, '/tasks', [JSON_TYPE, CHUNKED]],
    ['of a type that is not taken', 415, '/tasks', [TEXT_TYPE, LENGTH]],
    ['without a right key', 401, '/tasks', [JSON_TYPE, LENGTH, 'Authorization: Bearer wrong']],
    ['to where nothing is', 404, '/nowhere', [JSON_TYPE, LENGTH]],
  ])('%s: may send its rest, and the connection serves the next', async (_, expected, path, lines) => {
    const { send, status } = await converse()
    const inChunks = lines.includes(CHUNKED)
    const piece = inChunks ? `${PART.length.toString(16)}\r\n${PART}\r\n` : PART
    const keyed = lines.some((line) => line.startsWith('Authorization')) ? [] : [`Authorization: Bearer ${key}`]
    send([`POST ${path} HTTP/1.1`, 'Host: sparkone.test', ...keyed, ...lines, '', ''].join('\r\n'))
    for (let sent = 0; sent < 4; sent += 1) send(piece)
    expect(await status()).toBe(expected)
    for (let sent = 0; sent < 2; sent += 1) send(piece)
    if (inChunks) send('0\r\n\r\n')
    send('GET /health HTTP/1.1\r\nHost: sparkone.test\r\n\r\n')
    expect(await status()).toBe(200)
  })
})
