import { createFileWatch, type FileWatch } from '../../config/file-watch.ts'
import type { Messenger } from '../../core/delivery.ts'
import type { PlanBook } from '../../core/held/plan-book.ts'
import type { Seams } from '../../core/seams.ts'
import type { Followed } from '../hand-over.ts'
import type { Setup } from '../setup.ts'
import { createAnnouncer } from './announcer.ts'
import type { Logbook } from './logbook.ts'
import { createReload } from './reloading.ts'

/** The operators' files, as somebody else reads them. */
export type Files = {
  /** All there are by now: those that a changed configuration names, too. */
  paths(): Promise<readonly string[]>
  /** Throws ConfigError with all that is wrong. */
  load(): Promise<Setup>
}

type Parts = Seams & {
  readonly files: Files
  readonly logbook: Logbook
  readonly follow: (next: Setup) => Promise<Followed>
  readonly book: PlanBook
  readonly messenger: Messenger
}

/** Follows what the files say, for as long as the program runs. */
export function createReloadService(parts: Parts): FileWatch {
  const { files, logbook } = parts
  const slack = () => logbook.setup().config.slack
  const announcer = createAnnouncer({
    ...parts,
    adminChannel: () => slack().adminChannel,
    invocation: () => slack().command,
  })
  const onChange = createReload({ ...parts, load: files.load, announcer })
  return { ...createFileWatch({ ...parts, paths: files.paths, onChange }), name: 'configuration' }
}
