import { ALL_NAMESPACES } from '../../src/core/access.ts'
import type { Command } from '../../src/core/command.ts'
import type { Facts } from '../../src/core/judge.ts'
import { changeFlags, queryFlags } from '../../src/core/road/common-flags.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { parseWithCommon } from '../../src/core/words/parse-args.ts'
import { z } from 'zod'
import { builtInKind, isClusterWide } from '../matching/kind-words.ts'

/** What typed words ask policy about, as far as it can be known without a cluster. */
export type WordsRead = Pick<Facts, 'command' | 'risk' | 'size'> & {
  /** From `-c`. */
  readonly cluster: string | undefined
  /** What each target is; one `undefined` for a command that touches no object. */
  readonly targets: readonly Facts['target'][]
  /** What was taken for granted, in sentences. */
  readonly assumed: readonly string[]
}

type Setting = {
  readonly commands: readonly Command[]
  /** The namespace meant when the words name none. */
  readonly defaultNamespace?: string
  /** Replicas that there are now. */
  readonly replicasNow?: number
}

const Named = z.looseObject({ kind: z.string(), name: z.string().optional() })
const Args = z.looseObject({
  namespace: z.string().optional(),
  allNamespaces: z.boolean().optional(),
  to: z.number().optional().catch(undefined),
  replicas: z.number().optional().catch(undefined),
})
type Args = z.infer<typeof Args>

/**
 * Reads words with the command's own grammar. Kinds are resolved as far as they are built in; labels and the size
 * of what runs stay unknown. Throws UsageError as the bot would.
 */
export function readWords(words: readonly string[], setting: Setting): WordsRead {
  const { command, rest } = findCommand(setting.commands, words)
  const flags = command.kind === 'change' ? changeFlags : queryFlags
  const { args: raw, common } = parseWithCommon(command, rest, flags)
  const args = Args.parse(raw)
  const touches = command.kind === 'change' || (command.kind === 'query' && command.cluster)
  const size = sizeOf(args, setting.replicasNow)
  const change = size?.size.after === 0 ? 'danger' : 'change'
  return {
    command: command.name,
    risk: command.kind === 'change' ? change : 'read',
    cluster: common.cluster,
    targets: touches ? targetsOf(args, setting.defaultNamespace ?? 'default') : [undefined],
    ...(size && { size: size.size }),
    assumed: size?.assumed ?? [],
  }
}

function sizeOf({ to, replicas }: Args, now: number | undefined) {
  const after = to ?? replicas
  if (after === undefined) return undefined
  const assumed = now === undefined ? ['1 replica runs now; the cluster was not asked'] : []
  return { size: { before: now ?? 1, after }, assumed }
}

function targetsOf(args: Args, defaultNamespace: string): Facts['target'][] {
  const namespace = args.allNamespaces ? ALL_NAMESPACES : (args.namespace ?? defaultNamespace)
  const named = Object.values(args)
    .flat()
    .flatMap((value) => Named.safeParse(value).data ?? [])
  if (named.length === 0) return [{ namespace }]
  return named.map(({ kind: word, name }) => {
    const kind = builtInKind(word)
    return {
      ...kind,
      ...(!isClusterWide(kind) && { namespace }),
      ...(name !== undefined && { name }),
    }
  })
}
