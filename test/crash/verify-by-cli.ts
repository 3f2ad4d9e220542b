import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PROGRAM } from './bot-process.ts'
import type { Lane } from './lane.ts'

/** What an operator reads who checks the trail; rejects when it does not hold. */
export async function verifyByCli({ folder, store }: Lane): Promise<string> {
  const config = join(folder, 'bot-0', 'deckwatch.yaml')
  const database = store.engine === 'postgres' ? { DATABASE_URL: store.url } : {}
  const env = { PATH: process.env['PATH'] ?? '', ...database }
  const args = [PROGRAM, 'audit', 'verify', '--config', config]
  return (await promisify(execFile)(process.execPath, args, { env })).stdout
}
