import type { Service } from '../core/service.ts'

/** Services that live as one. Which they are may change while it runs. */
export type Group = Service & {
  /**
   * Stops those that are not among `next`, the last first, then starts those that are new, in order. One that fails
   * keeps none of the others from it; the errors are thrown together.
   */
  become(next: readonly Service[]): Promise<void>
}

export function createGroup(name: string, first: readonly Service[]): Group {
  let members = first
  let isRunning = false
  return {
    name,
    start: async () => {
      isRunning = true
      for (const member of members) await member.start()
    },
    close: () => eachDone(members, async (member) => member.close?.()),
    stop: async () => {
      isRunning = false
      await eachDone(members.toReversed(), (member) => member.stop())
    },
    unready: () => members.flatMap(reasonOf)[0],
    become: async (next) => {
      const before = members
      members = next
      if (!isRunning) return
      const gone = before.filter((member) => !next.includes(member)).toReversed()
      const come = next.filter((member) => !before.includes(member))
      await eachDone(
        [
          ...gone.map((member) => () => member.stop()),
          ...come.map((member) => () => member.start()),
        ],
        (step) => step(),
      )
    },
  }
}

const reasonOf = (member: Service): string[] => {
  const reason = member.unready()
  return reason === undefined ? [] : [`${member.name}: ${reason}`]
}

async function eachDone<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = []
  for (const one of all) await work(one).catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw new AggregateError(errors, 'services could not be exchanged')
}

/** The same service; it may be started before its group is. */
export function startedOnce<T extends Service>(service: T): T {
  let started: Promise<void> | undefined
  return { ...service, start: () => (started ??= service.start()) }
}
