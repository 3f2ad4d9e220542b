/** What a JSON Pointer (RFC 6901) leads to; `undefined` where the path ends early. */
export function atPointer(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(member, value)
}

/** One step of a JSON Pointer: escapes `~` and `/`. */
export const pointerStep = (name: string): string =>
  name.replaceAll('~', '~0').replaceAll('/', '~1')

function member(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
  return Object.getOwnPropertyDescriptor(value, step)?.value
}
