import { expect, test } from 'vitest'
import { refuseNode } from '../../src/cli/node-version.ts'

test.each(['20.20.2', '18.0.0', '22.19.9', '21.99.0'])('Node %s is refused', (version) => {
  expect(refuseNode(version)).toContain(`needs Node.js 22.20 or newer; this is ${version}`)
})

test.each(['22.20.0', '23.0.0', '24.21.0', '26.0.0'])('Node %s is fine', (version) => {
  expect(refuseNode(version)).toBeUndefined()
})
