import type { StoreFacts } from '../../store/examination/store-facts.ts'
import { examineStore } from '../../store/examination/examination.ts'
import { storeTarget } from '../../store/settings.ts'
import type { Env } from '../../core/env.ts'
import { shellCommand, shellWord } from '../../core/words/shell.ts'
import { type Ailments, defineCheck, type Report } from './check.ts'
import { sayAhead } from './slack.ts'

const ailments = {
  'store-unusable': {
    level: 'error',
    why: 'Without it nothing is changed, and nothing is remembered.',
    mend: 'Correct store.path or DATABASE_URL; PostgreSQL can be tried with psql.',
  },
  'store-unwritable': {
    level: 'error',
    why: 'What cannot be put on record is not done.',
    mend: 'Give the bot’s user (65532 in the image) the right to write the file and its folder: fsGroup: 65532',
  },
  'store-newer': {
    level: 'error',
    why: 'This version does not know what is written there, and refuses to start.',
    mend: 'Run the newer version again, or restore a backup from before it.',
  },
  'store-disk-full': {
    level: 'error',
    why: 'When it is full nothing can be put on record, so nothing is changed.',
    mend: 'Make room, or a larger volume (its PersistentVolumeClaim is deckwatch-store).',
  },
  'store-disk-low': {
    level: 'warning',
    why: 'The trail grows with every change and every incident.',
    mend: 'Make room, or a larger volume (its PersistentVolumeClaim is deckwatch-store).',
  },
  'store-wal-large': {
    level: 'warning',
    why: 'Something holds the file open for long; reading grows slow, and the disk fills.',
    mend: 'Look who has it open, or restart the bot.',
  },
  'store-exposed': {
    level: 'warning',
    why: 'Everybody on this machine may read names of people and objects, and the audit trail.',
    mend: 'Take the right to read it from others.',
  },
  'store-on-network': {
    level: 'error',
    why: 'SQLite’s locks do not hold on network file systems: the file can be damaged.',
    mend: 'Put it on a block volume (accessModes: ReadWriteOnce), or use PostgreSQL (DATABASE_URL).',
  },
  'store-unsupported': {
    level: 'warning',
    why: 'Nobody tries that version of PostgreSQL with Deckwatch any more.',
    mend: 'Use PostgreSQL 14 or newer.',
  },
  'store-unencrypted': {
    level: 'warning',
    why: 'The password and the audit trail go over the network for everybody to read.',
    mend: 'Add sslmode=verify-full to DATABASE_URL.',
  },
  'store-clock': {
    level: 'error',
    why: 'What expires, waits or is due is decided by both clocks.',
    mend: 'Switch NTP on, on both machines (timedatectl set-ntp true).',
  },
} as const satisfies Ailments

export const store = defineCheck({
  name: 'store',
  title: 'Store',
  looksAt: 'whether the store can be opened and written, its schema, its room, and the clock',
  ailments,
  async examine({ config, env, clock }, report) {
    if (!config) return
    const target = targetOf(config.store, env)
    if (!target) return
    const place = target.engine === 'sqlite' ? target.path : 'PostgreSQL'
    const facts = await examineStore(target, clock)
    if (facts.problem !== undefined)
      return report.wrong('store-unusable', `${place} cannot be opened: ${facts.problem}`, {
        run: target.engine === 'sqlite' ? [] : [tryServer(env)],
      })
    if (facts.unwritable !== undefined)
      report.wrong('store-unwritable', `${place} cannot be written: ${facts.unwritable}`)
    lookAtSchema(place, facts, report)
    lookAtDisk(place, facts, report)
    lookAtServer(facts, report)
  },
})

/** Its address holds a password, so it is named and not printed. */
const tryServer = (env: Env) => {
  const file = env['DATABASE_URL_FILE']?.trim() ?? ''
  const url = file === '' ? '$DATABASE_URL' : `$(cat ${shellWord(file)})`
  return `psql "${url}" -c 'select 1'`
}

type StoreReport = Report<keyof typeof ailments>

/** A wrong DATABASE_URL is told with the secrets. */
function targetOf(
  settings: Parameters<typeof storeTarget>[0],
  env: Parameters<typeof storeTarget>[1],
) {
  try {
    return storeTarget(settings, env)
  } catch {
    return undefined
  }
}

function lookAtSchema(
  place: string,
  { isThere, schema }: StoreFacts,
  { fine, wrong }: StoreReport,
) {
  if (!isThere) return fine(`${place} is not there yet: the first start makes it`)
  const { missing = [], unknown = [] } = schema ?? {}
  if (unknown.length > 0)
    return wrong('store-newer', `${place} was written by a newer Deckwatch: ${unknown.join(', ')}`)
  if (missing.length > 0)
    return fine(`${place}: the next start brings its schema up to date (${missing.join(', ')})`)
  fine(`${place}: its schema is this version’s`)
}

const MEGABYTE = 1024 * 1024
const LITTLE_MB = 500
const NONE_MB = 50
const LARGE_WAL_MB = 256

function lookAtDisk(place: string, facts: StoreFacts, { fine, wrong }: StoreReport): void {
  const { freeBytes, walBytes = 0, isReadByOthers, isOnNetwork } = facts
  if (isOnNetwork) wrong('store-on-network', `${place} lies on a network file system`)
  if (isReadByOthers)
    wrong('store-exposed', `everybody may read ${place}`, {
      run: [shellCommand('chmod', '0600', place)],
    })
  const walMb = Math.round(walBytes / MEGABYTE)
  if (walMb >= LARGE_WAL_MB)
    wrong('store-wal-large', `${place}-wal has ${walMb} MB`, {
      run: [shellCommand('fuser', '-v', place)],
    })
  if (freeBytes === undefined) return
  const freeMb = Math.floor(freeBytes / MEGABYTE)
  if (freeMb < NONE_MB) wrong('store-disk-full', `${freeMb} MB are free where ${place} lies`)
  else if (freeMb < LITTLE_MB) wrong('store-disk-low', `${freeMb} MB are free where ${place} lies`)
  else fine(`${freeMb} MB are free`)
}

const OLDEST = 14
const MOST_SKEW_MS = 30_000

function lookAtServer({ version, aheadMs, isPlain }: StoreFacts, { fine, wrong }: StoreReport) {
  if (version === undefined) return
  const [major = ''] = version.split('.')
  if (Number.parseInt(major, 10) < OLDEST) wrong('store-unsupported', `it is PostgreSQL ${version}`)
  else fine(`PostgreSQL ${version}`)
  if (isPlain) wrong('store-unencrypted', 'the connection to PostgreSQL is not encrypted')
  if (aheadMs !== undefined && Math.abs(aheadMs) >= MOST_SKEW_MS)
    wrong('store-clock', `this clock is ${sayAhead(aheadMs)} PostgreSQL’s`)
}
