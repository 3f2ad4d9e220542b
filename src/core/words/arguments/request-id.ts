import { code, text } from '../../text.ts'
import { misread, read, type Reading } from '../parameters.ts'

const REQUEST_ID = /^[a-z0-9]{8}$/

/** `k3f922ab`: the id of a request, as refusals and cards show it. Checked before any look-up. */
export function readRequestId(word: string): Reading<string> {
  const id = word.toLowerCase()
  if (REQUEST_ID.test(id)) return read(id)
  return misread(
    ...text`${code(word.slice(0, 30))} is not the id of a request, such as ${code('k3f922ab')}`,
  )
}
