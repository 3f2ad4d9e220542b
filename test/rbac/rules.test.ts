import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { conditions, conditionShape } from '../../rbac/rules/index.ts'

const camelCase = (name: string) =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

test('every file of a rule kind is in the one list, under its own name', () => {
  const files = readdirSync('rbac/rules')
    .filter((file) => file !== 'index.ts')
    .map((file) => camelCase(file.replace(/\.ts$/, '')))
  expect(Object.keys(conditions).toSorted()).toEqual(files.toSorted())
  expect(Object.keys(conditionShape)).toEqual(Object.keys(conditions))
  for (const [name, { key }] of Object.entries(conditions)) expect(key).toBe(name)
})
