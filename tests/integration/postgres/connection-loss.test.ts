import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Connection, rowsOf } from '../../../adapters/postgres/connection.ts'
import { migrate } from '../../../adapters/postgres/migrate.ts'
import { openPostgres } from '../../../adapters/postgres/open-postgres.ts'
import { ping } from '../../../adapters/postgres/probe.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import type { PortError } from '../../../core/kernel/errors.ts'
import { createGate } from '../../contracts/harness.ts'
import { aMessage, aPerson, seedPerson, seedTask } from '../../contracts/samples.ts'
import { type FreshPostgres, freshPostgres } from '../../support/databases.ts'

const unavailable = { name: 'PortError', port: 'storage', kind: 'unavailable' }

/** A way to the server that can be cut and mended. */
const createWire = async (url: string) => {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const accept = (client: Socket): void => {
    const server = dial(Number(target.port || 5432), target.hostname)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket
        .on('error', () => undefined)
        .on('close', () => {
          client.destroy()
          server.destroy()
          sockets.delete(socket)
        })
    }
    client.pipe(server).pipe(client)
  }
  let server: Server = createServer(accept)
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return {
    url: through.toString(),
    cut: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
    mend: () => {
      server = createServer(accept)
      return listen(port)
    },
  }
}

describe('a database that fails', () => {
  let database: FreshPostgres
  const others: Connection[] = []
  beforeEach(async () => {
    database = await freshPostgres()
  })
  afterEach(async () => {
    await Promise.all(others.splice(0).map((connection) => connection.close()))
    await database.close()
  })
  const open = async (url: string, options: Parameters<typeof openPostgres>[1] = {}): Promise<Connection> => {
    const connection = await openPostgres(url, options)
    others.push(connection)
    return connection
  }

  it('is unavailable for units, reads and pings where nobody listens', async () => {
    const connection = await open('postgres://someone:s3cret@127.0.0.1:1/none')
    const storage = createStorage({ connection })
    for (const attempt of [
      () => storage.run((stores) => stores.people.all()),
      () => storage.read((stores) => stores.people.all()),
      () => ping(connection),
    ]) {
      await expect(attempt()).rejects.toMatchObject(unavailable)
    }
  })

  it('is misconfigured at a host that no name server knows', async () => {
    const connection = await open('postgres://someone:s3cret@nowhere.invalid/none')
    const storage = createStorage({ connection })
    for (const attempt of [() => storage.run((stores) => stores.people.all()), () => migrate(connection)]) {
      await expect(attempt()).rejects.toMatchObject({ ...unavailable, kind: 'misconfigured' })
    }
  })

  it('is misconfigured by a URL that is none, whose text is not repeated', async () => {
    const refused = openPostgres('postgres://user:s3cret@host:port:port/x')
    await expect(refused).rejects.toMatchObject({ kind: 'misconfigured' })
    await expect(refused).rejects.not.toThrow('s3cret')
  })

  it('fails the unit whose connection is terminated, stores nothing of it, and serves the next', async () => {
    const storage = createStorage({ connection: database.connection })
    const attempt = storage.run(async (stores) => {
      await stores.people.insert(aPerson())
      const others = await database.connection.db.execute(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`)
      expect(rowsOf(others)).toHaveLength(1)
      await stores.people.insert(aPerson())
    })
    await expect(attempt).rejects.toMatchObject(unavailable)
    expect(await storage.read((stores) => stores.people.all())).toEqual([])
    await seedPerson(storage)
    expect(await storage.read((stores) => stores.people.all())).toHaveLength(1)
  })

  it('is asked anew when all idle connections were terminated', async () => {
    const storage = createStorage({ connection: database.connection })
    await Promise.all(Array.from({ length: 20 }, () => seedPerson(storage)))
    const killer = await open(database.url)
    await killer.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    await expect
      .poll(
        () =>
          seedPerson(storage).then(
            () => 'served',
            () => 'refused',
          ),
        { timeout: 5_000 },
      )
      .toBe('served')
  })

  it('gives up a statement that takes too long', async () => {
    const connection = await open(database.url, { statementTimeoutMs: 100 })
    const storage = createStorage({ connection })
    const ana = await seedPerson(storage)
    const task = await seedTask(storage, ana.id)
    const [held, end] = [createGate(), createGate()]
    const holder = createStorage({ connection: database.connection }).run(async (stores) => {
      await stores.tasks.lock(task.id)
      held.open()
      await end.opened
    })
    await held.opened
    await expect(storage.run((stores) => stores.tasks.lock(task.id))).rejects.toMatchObject(unavailable)
    end.open()
    await holder
  })

  it('lets one of two units that wait for each other win', async () => {
    const storage = createStorage({ connection: database.connection })
    const ana = await seedPerson(storage)
    const [one, two] = [await seedTask(storage, ana.id), await seedTask(storage, ana.id)]
    const gates = [createGate(), createGate()] as const
    const locking = (first: number, second: number, mine: 0 | 1) =>
      storage.run(async (stores) => {
        await stores.tasks.lock(first)
        gates[mine].open()
        await gates[mine === 0 ? 1 : 0].opened
        await stores.tasks.lock(second)
      })
    const ended = await Promise.allSettled([locking(one.id, two.id, 0), locking(two.id, one.id, 1)])
    expect(ended.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = ended.find((each) => each.status === 'rejected')
    expect(loser?.reason).toMatchObject(unavailable)
  })

  it('is not to blame for a value it refuses, which stays out of the error', async () => {
    const storage = createStorage({ connection: database.connection })
    const message = aMessage(null, { text: 'segredo' })
    await storage.run((stores) => stores.messages.insert(message))
    const error: PortError = await storage
      .run((stores) => stores.messages.insert({ ...message, externalId: 'outro' }))
      .then(
        () => expect.fail('the second row has the id of the first'),
        (reason) => reason,
      )
    expect(error).toMatchObject({ name: 'PortError', kind: 'rejected' })
    expect(error.cause).toMatchObject({ message: expect.stringContaining('messages_pkey') })
    for (const word of ['segredo', message.id, 'outro']) {
      expect(`${error.stack} ${error.message} ${JSON.stringify(error)} ${error.cause}`).not.toContain(word)
    }
  })

  it('serves again, and notifies again, after the way to it was cut and mended', { timeout: 30_000 }, async () => {
    const wire = await createWire(database.url)
    const connection = await open(wire.url)
    const storage = createStorage({ connection })
    await seedPerson(storage)
    let heard = 0
    let ready = 0
    await connection.listen(
      'test',
      () => (heard += 1),
      () => (ready += 1),
    )
    await expect.poll(() => ready).toBe(1)
    await wire.cut()
    await expect(storage.read((stores) => stores.people.all())).rejects.toMatchObject(unavailable)
    await expect(storage.read((stores) => stores.people.all())).rejects.toMatchObject(unavailable)
    await wire.mend()
    const people = () => storage.read((stores) => stores.people.all()).catch(() => null)
    await expect.poll(people, { timeout: 10_000 }).toHaveLength(1)
    await expect.poll(() => ready, { timeout: 10_000 }).toBe(2)
    await database.connection.db.execute(sql`select pg_notify('test', '')`)
    await expect.poll(() => heard).toBe(1)
  })
})
