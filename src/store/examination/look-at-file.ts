import { constants, existsSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Kysely } from 'kysely'
import type { StoreFacts } from './store-facts.ts'
import { schemaOf } from '../migrate.ts'
import { nodeSqliteDialect } from '../node-sqlite.ts'
import { messageOf } from '../store-error.ts'
import type { Tables } from '../tables.ts'

/** An SQLite file and the folder it lies in. */
export async function lookAtFile(path: string): Promise<StoreFacts> {
  const folder = dirname(path)
  const isThere = existsSync(path)
  const facts = {
    engine: 'sqlite' as const,
    isThere,
    ...(await problemOf('unwritable', mayWrite(isThere ? [folder, path] : [folder]))),
    ...(await diskOf(folder)),
  }
  if (!isThere) return facts
  const { mode } = await stat(path)
  const isReadByOthers = (mode & 0o004) !== 0
  const walBytes = await sizeOf(`${path}-wal`)
  const read = readSchema(path).then((schema) => ({ schema }))
  return { ...facts, isReadByOthers, walBytes, ...(await orProblem(read)) }
}

async function mayWrite(paths: readonly string[]): Promise<void> {
  for (const path of paths) await access(path, constants.W_OK)
}

const problemOf = async (key: 'unwritable', work: Promise<void>) =>
  work.then(
    () => ({}),
    (error: unknown) => ({ [key]: messageOf(error) }),
  )

const orProblem = <T extends object>(work: Promise<T>): Promise<T | { readonly problem: string }> =>
  work.catch((error: unknown) => ({ problem: messageOf(error) }))

// https://man7.org/linux/man-pages/man2/statfs.2.html: NFS, SMB, CIFS, SMB2, Ceph, FUSE.
const NETWORK = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x00c36400])

async function diskOf(folder: string) {
  const disk = await statfs(folder).catch(() => undefined)
  if (!disk) return {}
  return { freeBytes: disk.bavail * disk.bsize, isOnNetwork: NETWORK.has(disk.type) }
}

const sizeOf = async (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** A file that nobody has open is read as it lies there: otherwise even a reader would leave files beside it. */
async function readSchema(path: string) {
  const { DatabaseSync } = await import('node:sqlite')
  const isInUse = existsSync(`${path}-wal`)
  const place = isInUse ? path : new URL(`${pathToFileURL(path).href}?immutable=1`)
  const database = new DatabaseSync(place, { readOnly: true, timeout: 2000 })
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) })
  try {
    return await schemaOf(db)
  } finally {
    await db.destroy()
  }
}
