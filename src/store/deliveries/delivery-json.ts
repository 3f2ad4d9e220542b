import { z } from 'zod'
import type { Address } from '../../core/delivery.ts'
import type { Origin } from '../../core/tracer.ts'
import type { View } from '../../core/view.ts'
import { fromRichJson } from '../rich-json.ts'

/** Throws when it is no view that this program knows. */
export const readView = (json: string): View => StoredView.parse(fromRichJson(json))

/** Throws when it is no address that this program knows. */
export const readAddress = (json: string): Address => StoredAddress.parse(fromRichJson(json))

/** What is not readable is not worth a message. */
export function readOrigin(json: string): { readonly origin?: Origin } {
  if (json === '') return {}
  const origin = StoredOrigin.safeParse(fromRichJson(json))
  return origin.success ? { origin: origin.data } : {}
}

const StoredOrigin = z.object({
  request: z.string().exactOptional(),
  trace: z.string().exactOptional(),
})

const TextNode = z.union([
  z.string(),
  z.looseObject({ code: z.string() }),
  z.looseObject({ bold: z.string() }),
  z.looseObject({ user: z.string() }),
  z.looseObject({ group: z.string() }),
  z.looseObject({ time: z.date() }),
])

const ViewShape = z.looseObject({
  tone: z.string(),
  title: z.array(TextNode),
  parts: z.array(z.looseObject({ part: z.string() })),
  buttons: z.array(z.looseObject({ label: z.string(), words: z.string() })).optional(),
  footer: z.array(TextNode).optional(),
})

const AddressShape = z.union([
  z.looseObject({ channelId: z.string() }),
  z.looseObject({ userId: z.string() }),
  z.looseObject({ threadOf: z.string() }),
])

const StoredView = z.custom<View>(
  (value) => ViewShape.safeParse(value).success,
  'it is no view that this version knows',
)

const StoredAddress = z.custom<Address>(
  (value) => AddressShape.safeParse(value).success,
  'it is no address that this version knows',
)
