import { readFile } from 'node:fs/promises'
import { namingOf } from '../app/alerts.ts'
import { replay } from '../app/replay/replay.ts'
import { mergeRecordings } from '../app/replay/merge-recordings.ts'
import { readRecording } from '../app/replay/recording.ts'
import type { Config } from '../config/load.ts'
import { UsageError } from '../core/errors.ts'
import { code, text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import { createLog } from '../telemetry/log.ts'
import { systemIds } from '../telemetry/system-seams.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { createReplayPrinter } from './replay-printer.ts'

type Question = {
  readonly config: string
  readonly files: readonly string[]
  readonly cluster?: string
  readonly linger: number
  readonly output: 'text' | 'json'
}

/** Prints what would have been posted. Exits with 1 when some of the recording could not be read. */
export async function replayFile(question: Question, host: Host): Promise<ExitCode> {
  const { config } = await loadSetup(question.config, host.env)
  const settings = config.notifications
  if (!settings)
    throw new UsageError(
      'no-notifications',
      text`The configuration has no ${code('notifications')}: nothing is told.`,
    )
  const { records, problems } = await readAll(question.files, host)
  for (const { file, line, why } of problems) host.err(`${file}:${line}: ${why}\n`)
  if (records.length === 0) throw nothingRecorded(question.files.join(', '))
  const printer = createReplayPrinter(question.output, host)
  const replayed = await replay({
    records,
    settings,
    naming: settings.alertmanager && namingOf(settings.alertmanager, config),
    cluster: clusterOf(question, config),
    lingerMs: question.linger,
    ids: systemIds,
    log: createLog({ level: 'error', pretty: false, destination: { write: host.err } }),
    onMessage: printer.told,
  })
  printer.end({ ...replayed, unreadable: problems.length })
  return problems.length + replayed.beyond === 0 ? EXIT.fine : EXIT.wrong
}

async function readAll(files: readonly string[], host: Host) {
  const recordings = await Promise.all(
    files.map(async (file) => ({ file, ...readRecording(await read(file, host)) })),
  )
  return {
    records: mergeRecordings(recordings.map(({ records }) => records)),
    problems: recordings.flatMap(({ file, problems }) => problems.map((one) => ({ file, ...one }))),
  }
}

async function read(file: string, host: Host): Promise<string> {
  try {
    return file === '-' ? await host.input() : await readFile(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError('unreadable-recording', text`The recording cannot be read: ${why}`)
  }
}

function clusterOf({ cluster }: Question, { clusters }: Config) {
  const names = clusters.map(({ name }) => name)
  const [only, ...others] = clusters
  const found =
    cluster === undefined && others.length === 0
      ? only
      : clusters.find(({ name }) => name === cluster)
  if (found) {
    const { name, environment, production } = found
    return { cluster: name, environment, production }
  }
  if (cluster === undefined)
    throw new UsageError('which-cluster', text`Which cluster was recorded? Add --cluster.`)
  throw new UsageError('unknown-cluster', text`There is no cluster ${code(cluster)}.`, {
    suggestions: nearest(cluster, names),
  })
}

const nothingRecorded = (file: string) =>
  new UsageError('nothing-recorded', text`There is no change in ${code(file)}.`, {
    hint: text`Record one with ${code('kubectl get pods -A -w --output-watch-events -o json')}.`,
  })
