import { z } from 'zod'
import type { KubeObject } from '../resource.ts'
import { code, text, type Text, time } from '../text.ts'

const Managed = z.looseObject({
  managedFields: z
    .array(
      z.looseObject({
        manager: z.string().optional(),
        time: z.string().optional(),
        subresource: z.string().optional(),
      }),
    )
    .catch([])
    .default([]),
})

/** Who wrote an object's spec last, as far as the API server keeps it: a program's name, not a person's. */
export function lastChange({ metadata }: KubeObject): Text {
  const [last] = Managed.parse(metadata)
    .managedFields.filter(({ subresource }) => subresource !== 'status')
    .filter(({ time: at }) => at !== undefined && !Number.isNaN(Date.parse(at)))
    .toSorted((a, b) => Date.parse(b.time ?? '') - Date.parse(a.time ?? ''))
  if (last?.manager === undefined || last.time === undefined) return []
  return text`, last written by ${code(last.manager.slice(0, 80))} ${time(new Date(last.time))}`
}
