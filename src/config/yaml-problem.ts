import { z } from 'zod'
import { nearest } from '../core/words/suggest.ts'
import type { YamlPath } from './yaml-lines.ts'

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]
type Issue = z.core.$ZodIssue

export type FlatIssue = {
  readonly path: YamlPath
  readonly message: string
  /** Of the character inside a text that is wrong; checks put it into `params.offset`. */
  readonly offset?: number
}

/** How many problems of one file are told; the rest is counted. */
export const MOST_PROBLEMS = 200

/** `rules[2].approvers.count` */
export function sayPath(path: YamlPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`))
    .join('')
}

/** Zod's error map: what is wrong and what is expected, in words for the one who writes the file. */
export function describeIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing, expected ${sayType(issue.expected)}`
        : `is ${sayValue(issue.input)}, expected ${sayType(issue.expected)}`
    case 'invalid_value':
      return describeChoice(issue.input, issue.values.map(String))
    case 'unrecognized_keys':
      // One line per key: only here does zod still say which keys are known.
      return unknownKeys(issue.keys, knownKeys(issue.inst))
    case 'too_small':
      return issue.origin === 'number'
        ? `is ${String(issue.input)}, expected ${issue.minimum} or more`
        : `is too short, expected at least ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'number'
        ? `is ${String(issue.input)}, expected ${issue.maximum} or less`
        : `is too long, expected at most ${issue.maximum}`
    case 'invalid_union':
      return `is ${sayValue(issue.input)}, which fits none of the allowed forms`
    default:
      return undefined
  }
}

/** One flat problem per wrong thing: unknown keys one by one, of a union the branch that came nearest. */
export function flattenIssues(issues: readonly Issue[], above: YamlPath = []): FlatIssue[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')]
    if (issue.code === 'unrecognized_keys') return eachKey(issue, path)
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return nearestBranch(issue, path)
    if (issue.code === 'invalid_key') return flattenIssues(issue.issues, path)
    const offset: unknown = issue.code === 'custom' ? issue.params?.['offset'] : undefined
    return [{ path, message: issue.message, ...(typeof offset === 'number' && { offset }) }]
  })
}

function describeChoice(input: unknown, choices: readonly string[]): string {
  const expected = choices.length === 1 ? choices[0] : `one of ${choices.join(', ')}`
  if (input === undefined) return `is missing, expected ${expected}`
  const near = typeof input === 'string' ? nearest(input, choices) : []
  return `is ${sayValue(input)}, expected ${expected}${didYouMean(near)}`
}

function eachKey(issue: z.core.$ZodIssueUnrecognizedKeys, path: YamlPath): FlatIssue[] {
  const messages = issue.message.split('\n')
  return issue.keys.map((key, i) => ({ path: [...path, key], message: messages[i] ?? '' }))
}

/** A file full of wrong keys costs no more than one screen of advice. */
const unknownKeys = (keys: readonly string[], known: readonly string[]) =>
  keys
    .slice(0, MOST_PROBLEMS)
    .map((key) => unknownKey(key, known))
    .join('\n')

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  if (near.length > 0) return `unknown key${didYouMean(near)}`
  return known.length > 0 ? `unknown key, expected one of ${known.join(', ')}` : 'unknown key'
}

const knownKeys = (schema: unknown) =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

function nearestBranch(issue: z.core.$ZodIssueInvalidUnion, path: YamlPath): FlatIssue[] {
  const branches = issue.errors.map((errors) => flattenIssues(errors, path))
  const depth = (branch: readonly FlatIssue[]) =>
    Math.max(...branch.map((flat) => flat.path.length))
  const best = branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
  return depth(best) > path.length ? best : [{ path, message: issue.message }]
}

const didYouMean = (near: readonly string[]) =>
  near.length === 0 ? '' : `. Did you mean ${near.join(' or ')}?`

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
}

/** A token pasted into the wrong file must not travel on into logs. */
const TOKEN = /^x(?:ox[a-z]|app)-/

const sayType = (expected: string) => TYPES[expected] ?? expected

function sayValue(input: unknown): string {
  if (typeof input === 'string' && TOKEN.test(input))
    return 'a token, which belongs into the environment'
  if (typeof input === 'string') return `"${input.length > 60 ? `${input.slice(0, 60)}…` : input}"`
  if (input === null || input === undefined) return 'empty'
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'number' || typeof input === 'boolean') return String(input)
  return typeof input === 'object' ? 'a map' : 'nothing that YAML has'
}
