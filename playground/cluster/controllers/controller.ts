import type { Change, Ledger } from '../storage/ledger.ts'
import { StatusError } from '../rest/status-error.ts'
import type { Pace } from '../pace.ts'

/** Level-triggered: told which keys a change concerns, it makes each as it should be. */
export type Controller = {
  readonly name: string
  /** Keys (`namespace/name`) that may need work after this change. */
  concerns(change: Change): readonly string[]
  /** Returns after how many cluster milliseconds to look again, if at all. */
  reconcile(key: string): number | undefined
}

export type Running = {
  /** Has a controller look at keys again although nothing stored changed. */
  wake(controller: string, keys: readonly string[]): void
  stop(): void
}

/** How long one turn may hold up requests. */
const TURN_MS = 8

type Ground = {
  readonly ledger: Ledger
  readonly pace: Pace
  /** Told of what a controller did not foresee; it is tried again after a second. */
  onError(error: unknown, controller: string): void
}

/** Runs controllers over a queue in which each key stands once. */
export function runControllers(controllers: readonly Controller[], ground: Ground): Running {
  const { ledger, pace, onError } = ground
  const queue = new Map<string, { controller: Controller; key: string }>()
  const waiting = new Map<string, () => void>()
  let scheduled = false
  let stopped = false
  const enqueue = (controller: Controller, key: string) => {
    queue.set(`${controller.name}|${key}`, { controller, key })
    if (scheduled || stopped) return
    scheduled = true
    setImmediate(drain)
  }
  const again = (controller: Controller, key: string, ms: number) => {
    const id = `${controller.name}|${key}`
    waiting.get(id)?.()
    waiting.set(
      id,
      pace.after(ms, () => enqueue(controller, key)),
    )
  }
  const work = (controller: Controller, key: string) => {
    try {
      const ms = controller.reconcile(key)
      if (ms !== undefined) again(controller, key, ms)
    } catch (error) {
      if (!(error instanceof StatusError)) onError(error, controller.name)
      again(controller, key, 1000)
    }
  }
  function drain() {
    scheduled = false
    const end = performance.now() + TURN_MS
    for (const [id, { controller, key }] of queue) {
      queue.delete(id)
      if (!stopped) work(controller, key)
      if (performance.now() > end) break
    }
    if (queue.size === 0 || scheduled || stopped) return
    scheduled = true
    setImmediate(drain)
  }
  const unsubscribe = ledger.subscribe((change) => {
    for (const controller of controllers)
      for (const key of controller.concerns(change)) enqueue(controller, key)
  })
  return {
    wake(name, keys) {
      const controller = controllers.find((one) => one.name === name)
      for (const key of keys) if (controller) enqueue(controller, key)
    },
    stop() {
      stopped = true
      unsubscribe()
      for (const cancel of waiting.values()) cancel()
    },
  }
}
