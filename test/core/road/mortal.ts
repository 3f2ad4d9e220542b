export type Life = { isOver: boolean }

/** The same object for a process that may die: from then on its calls never return, and do nothing. */
export function mortal<T extends object>(life: Life, object: T): T {
  return new Proxy(object, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return (...args: readonly unknown[]): unknown =>
        life.isOver ? new Promise(() => {}) : Reflect.apply(value, target, args)
    },
  })
}
