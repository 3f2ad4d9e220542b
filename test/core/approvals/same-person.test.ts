import { expect, test } from 'vitest'
import { isSamePerson } from '../../../src/core/held/same-person.ts'
import { person } from '../../support/approval-stage.ts'

const jane = person('jane')

test.each([
  ['a second account of the same Kubernetes user', person('other', { user: 'jane@k8s' }), true],
  ['the same in other letters', person('other', { user: 'Jane@K8S' }), true],
  ['the same in look-alike full-width letters', person('other', { user: 'ｊane@k8s' }), true],
  ['the same account, mapped to somebody else by now', { ...jane, user: 'root@k8s' }, true],
  ['somebody else of the same name', person('other', { name: 'jane' }), false],
])('A5: %s', (_who, other, isSame) => {
  expect(isSamePerson(jane, other)).toBe(isSame)
  expect(isSamePerson(other, jane)).toBe(isSame)
})
