import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to the bytes on their way. All of it can change while connections are open. */
export interface Toxics {
  /** Each piece arrives so much later, in both directions. */
  readonly latencyMs: number
  /** Nothing arrives any more; the connections stay open. */
  readonly blackhole: boolean
  /** So many bytes of the answers arrive on each connection, then it is reset. */
  readonly limitAnswerBytes: number | null
  /** Arrives in pieces of this size at most. */
  readonly sliceBytes: number | null
  /** The request goes through and the answer never does: the connection is reset as soon as the answer starts. */
  readonly resetOnAnswer: boolean
}

export interface TcpProxy {
  readonly host: string
  readonly port: number
  /** Connections taken, in all. */
  connections(): number
  set(toxics: Partial<Toxics>): void
  /** Resets every open connection; new ones are welcome. */
  resetAll(): void
  /** Refuses new connections and resets the open ones. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

const CLEAN: Toxics = {
  latencyMs: 0,
  blackhole: false,
  limitAnswerBytes: null,
  sliceBytes: null,
  resetOnAnswer: false,
}

/** A loopback TCP proxy that spoils what passes, whatever the protocol: PostgreSQL, Redis, SMTP, HTTP. */
export const startTcpProxy = async (target: { host: string; port: number }): Promise<TcpProxy> => {
  let toxics = CLEAN
  let count = 0
  const open = new Set<Socket>()

  const track = (socket: Socket): Socket => {
    open.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
    return socket
  }

  const server = createServer((near) => {
    count += 1
    const far = connect(target.port, target.host)
    const reset = () => {
      near.resetAndDestroy()
      far.destroy()
    }
    track(near)
    track(far)
    let answered = 0
    carry(near, far, () => false)
    carry(far, near, (piece) => {
      answered += piece.length
      const spoiled = toxics.resetOnAnswer || (toxics.limitAnswerBytes !== null && answered > toxics.limitAnswerBytes)
      if (spoiled) reset()
      return spoiled
    })
    far.once('error', reset)
  })

  /** Pieces leave in the order they came; `stops` may end it all. */
  const carry = (from: Socket, to: Socket, stops: (piece: Buffer) => boolean): void => {
    let last = Promise.resolve()
    const inOrder = (work: () => void): void => {
      const { latencyMs } = toxics
      last = last.then(async () => {
        if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
        work()
      })
    }
    from.on('data', (chunk: Buffer) => {
      for (const piece of sliced(chunk, toxics.sliceBytes)) {
        inOrder(() => {
          if (!toxics.blackhole && !stops(piece) && to.writable) to.write(piece)
        })
      }
    })
    from.once('end', () => inOrder(() => to.end()))
    from.once('close', () => inOrder(() => to.destroy()))
  }

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve())
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  const resetAll = (): void => {
    for (const socket of open) socket.resetAndDestroy()
  }
  const down = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) return resolve()
      server.close(() => resolve())
      resetAll()
    })

  return {
    host: '127.0.0.1',
    port,
    connections: () => count,
    set: (changes) => {
      toxics = { ...toxics, ...changes }
    },
    resetAll,
    down,
    up: () => (server.listening ? Promise.resolve() : listen(port)),
    stop: down,
  }
}

const sliced = (chunk: Buffer, size: number | null): readonly Buffer[] => {
  if (size === null || size >= chunk.length) return [chunk]
  const count = Math.ceil(chunk.length / size)
  return Array.from({ length: count }, (_, index) => chunk.subarray(index * size, (index + 1) * size))
}
