import type { LogText } from '../../src/core/cluster.ts'
import type { CommandContext } from '../../src/core/command.ts'
import { DeckwatchError, ForbiddenError } from '../../src/core/errors.ts'
import type { Pod } from '../../src/core/kinds/pod.ts'
import type { Text } from '../../src/core/text.ts'
import { text } from '../../src/core/text.ts'
import { type ChosenContainer, chooseContainer } from './choose-container.ts'

/** What one container wrote, or why that is not known. */
export type Stream = ChosenContainer & {
  readonly log?: LogText
  readonly problem?: Text
}

type Asked = {
  readonly container: string | undefined
  readonly previous: boolean
  readonly since: number | undefined
  readonly tail: number | undefined
  readonly grep: string | undefined
}

/** All pods together. */
const MOST_BYTES = 1024 * 1024
/** What is searched when only some lines are wanted. */
const SEARCHED_LINES = 5000
const TIME_MS = 15_000

/** How many last lines of each pod are shown when nobody says. */
export const defaultTail = (pods: number): number => (pods === 1 ? 100 : 30)

/** Reads every pod at the same time, none for longer than 15 s. A pod that fails is told of, not fatal. */
export async function readStreams(
  pods: readonly Pod[],
  asked: Asked,
  context: CommandContext,
): Promise<readonly Stream[]> {
  const lines = asked.grep === undefined ? (asked.tail ?? defaultTail(pods.length)) : SEARCHED_LINES
  const query = {
    tailLines: lines,
    timestamps: true,
    limitBytes: Math.floor(MOST_BYTES / pods.length),
    ...(asked.since !== undefined && { sinceSeconds: Math.ceil(asked.since / 1000) }),
  }
  const done = new AbortController()
  const late = context.clock.sleep(TIME_MS, done.signal).catch(() => undefined)
  try {
    return await Promise.all(
      pods.map((pod) => {
        const stream = readStream(pod, { asked, query, context })
        const tooLate = late.then(() => ({
          ...chooseContainer(pod, asked),
          problem: text`no answer within ${TIME_MS / 1000} s`,
        }))
        return Promise.race([stream, tooLate])
      }),
    )
  } finally {
    done.abort()
  }
}

type How = {
  readonly asked: Asked
  readonly query: { readonly tailLines: number; readonly limitBytes: number }
  readonly context: CommandContext
}

async function readStream(pod: Pod, { asked, query, context }: How): Promise<Stream> {
  const chosen = chooseContainer(pod, asked)
  if (chosen.notStarted !== undefined) return chosen
  const { container, previous } = chosen
  const namespace = pod.metadata.namespace ?? context.defaultNamespace
  const where = { namespace, pod: chosen.pod, container }
  try {
    const log = await context.cluster.logs({ ...query, ...where, previous })
    return { ...chosen, log }
  } catch (error) {
    if (!(error instanceof DeckwatchError) || error instanceof ForbiddenError) throw error
    // The kubelet may have cleaned the previous run away since: the current one is better than nothing.
    if (chosen.becauseCrashing) {
      const log = await context.cluster.logs({ ...query, ...where }).catch(() => undefined)
      if (log) return { ...chosen, previous: false, becauseCrashing: false, log }
    }
    return { ...chosen, problem: error.text }
  }
}
