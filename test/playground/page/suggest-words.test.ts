import { expect, test } from 'vitest'
import { suggestWords } from '../../../playground/page/src/chat/suggest-words.ts'
import { pageGuide } from './page-guide.ts'

const known = { slashCommand: '/k8s', botName: 'deckwatch', commands: pageGuide.commands }
const offered = (draft: string) => suggestWords(draft, known).map(({ text }) => text)

test.each([
  ['/', ['/k8s ']],
  ['/k8s r', ['/k8s restart ', '/k8s rollout status ']],
  ['/k8s get ', ['/k8s get pods -n shop']],
  ['/k8s rollout status ', ['/k8s rollout status deploy/web']],
  ['/k8s get pods -n shop', []],
  ['@de', ['@deckwatch ']],
  ['hello', []],
  ['', []],
])('%j offers %j', (draft, texts) => {
  expect(offered(draft)).toEqual(texts)
})
