import { code, text } from '../../text.ts'
import { misread, type Positional, positional, read, type Reading } from '../parameters.ts'

/** A label to be set, or to be taken off where `value` is undefined. */
export type LabelEdit = { readonly key: string; readonly value: string | undefined }

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const WORD = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
const PREFIX =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const MOST = 20

/** `tier=web owner-`: eats every word; one key once. */
export function labelEdits(help: string): Positional<readonly LabelEdit[]> {
  return positional('KEY=VALUE|KEY-', help, (words) => {
    if (words.length > MOST) return misread(...text`at most ${MOST} labels at once`)
    const edits: LabelEdit[] = []
    for (const word of words) {
      const reading = readEdit(word)
      if (!reading.ok) return reading
      const { key } = reading.value
      if (edits.some((edit) => edit.key === key)) return misread(...text`${code(key)} twice`)
      edits.push(reading.value)
    }
    return { ...read(edits), used: words.length }
  })
}

function readEdit(word: string): Reading<LabelEdit> {
  const shown = code(word.slice(0, 60))
  const [, key = '', value] = /^([^=]*)=(.*)$/s.exec(word) ?? [word, word.replace(/-$/, '')]
  if (value === undefined && !word.endsWith('-')) {
    return misread(
      ...text`${shown} says neither what to set nor what to take off: write ${code('key=value')} or ${code('key-')}`,
    )
  }
  if (!isKey(key)) return misread(...text`${shown} has no key that Kubernetes allows`)
  if (value === undefined || value === '' || WORD.test(value)) return read({ key, value })
  return misread(
    ...text`${shown} has no value that Kubernetes allows: letters, digits, dashes, dots and underscores, at most 63`,
  )
}

function isKey(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').toReversed()
  return more.length === 0 && WORD.test(name) && (prefix === undefined || PREFIX.test(prefix))
}
