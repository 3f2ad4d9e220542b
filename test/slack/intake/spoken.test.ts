import { expect, test } from 'vitest'
import { addressed, spoken } from '../../../src/slack/intake/spoken.ts'

test.each([
  ['`get pods`', 'get pods'],
  ['```get pods```', 'get pods'],
  ['get `pods`', 'get `pods`'],
  ['get pods -l &quot;x&quot; a&lt;b &amp;&amp; c&gt;d', 'get pods -l &quot;x&quot; a<b && c>d'],
  ['get <http://web.shop|web.shop>', 'get web.shop'],
  ['see <https://example.com/a?b=1>', 'see https://example.com/a?b=1'],
  ['mail <mailto:a@b.c|a@b.c>', 'mail a@b.c'],
  ['can-i get pods --as <@U1|bob>', 'can-i get pods --as <@U1|bob>'],
  ['in <#C1|shop>', 'in C1'],
  ['&amp;lt;!channel&amp;gt;', '&lt;!channel&gt;'],
])('%j was typed as %j', (text, words) => {
  expect(spoken(text)).toBe(words)
})

test.each([
  ['<@UBOT> get pods', 'get pods'],
  ['hey <@UBOT|deckwatch> get pods', 'hey   get pods'],
  ['<@UBOT> /k8s get pods', 'get pods'],
  ['/k8s-other get', '/k8s-other get'],
  ['<@UBOT>', ''],
])('addressed with %j, the bot hears %j', (text, words) => {
  expect(addressed(text, 'UBOT', '/k8s')).toBe(words)
})
