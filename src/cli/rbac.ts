import { commands } from '../../commands/index.ts'
import type { Config } from '../config/load.ts'
import { UsageError } from '../core/errors.ts'
import { text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import { rightsOf } from '../app/rights.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { type DocumentOutput, sayDocument } from './output.ts'
import { manifestList, manifestOf, type Subject } from './rbac-manifest.ts'

export type RbacOptions = {
  readonly config: string
  readonly cluster?: string
  readonly subject: Subject
  readonly details?: boolean
  readonly output: DocumentOutput
  readonly impersonation: 'by-name' | 'constrained'
  readonly kind: readonly string[]
}

/** Prints the Roles and their bindings that this configuration needs in one cluster, and nothing beyond. */
export async function rbac(options: RbacOptions, host: Host): Promise<ExitCode> {
  const { config, policy } = await loadSetup(options.config, host.env)
  const { details = false, impersonation, kind: kinds } = options
  const cluster = chooseCluster(config, options.cluster)
  const deeds = impersonation === 'constrained' ? { commands, policy, kinds } : undefined
  const rights = rightsOf(config, { cluster, details, ...(deeds && { deeds }) })
  const whom = { cluster, subject: options.subject }
  host.out(
    options.output === 'json'
      ? sayDocument(manifestList(rights, whom), 'json')
      : manifestOf(rights, whom),
  )
  return EXIT.fine
}

function chooseCluster({ clusters }: Config, wanted: string | undefined): string {
  const names = clusters.map(({ name }) => name)
  const [only = '', ...others] = names
  if (wanted === undefined && others.length === 0) return only
  if (wanted !== undefined && names.includes(wanted)) return wanted
  const hint = text`Known: ${names.join(', ')}.`
  if (wanted === undefined)
    throw new UsageError('which-cluster', text`Which cluster? Add --cluster.`, { hint })
  const suggestions = nearest(wanted, names)
  throw new UsageError('unknown-cluster', text`There is no cluster ${wanted}.`, {
    hint,
    suggestions,
  })
}
