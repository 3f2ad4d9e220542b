import type { z } from 'zod'
import { ConfigError, type ConfigProblem } from '../core/errors.ts'
import { createLines, type LineOf, type YamlPath } from './yaml-lines.ts'
import { parseYaml } from './yaml-document.ts'
import { describeIssue, MOST_PROBLEMS, flattenIssues, sayPath } from './yaml-problem.ts'

export type YamlSource = { readonly text: string; readonly file: string }

export type YamlRead<T> = { readonly value: T; readonly file: string; readonly lineOf: LineOf }

/**
 * Reads one strict YAML file: deep frozen, every value checked by the schema. Throws ConfigError with every
 * problem at once, each as `file:line: path: what is wrong`.
 */
export function readYaml<T>(source: YamlSource, schema: z.ZodType<T>): YamlRead<T> {
  const parsed = parseYaml(source.text)
  const lineOf = createLines(parsed)
  const read = parsed.sound ? schema.safeParse(parsed.data(), { error: describeIssue }) : undefined
  const issues = flattenIssues(read?.error?.issues ?? [])
  const wrong = issues.slice(0, MOST_PROBLEMS).map((issue) => ({
    line: lineOf(issue.path, issue.offset) ?? 1,
    ...(issue.path.length > 0 && { path: sayPath(issue.path) }),
    message: issue.message,
  }))
  const unread = parsed.problems.map(({ line, said }) => ({ line, message: said }))
  const problems = [...unread, ...wrong]
  if (read?.success === true && problems.length === 0) {
    return { value: deepFreeze(read.data), file: source.file, lineOf }
  }
  throw asConfigError(source.file, problems, parsed.problems.length + issues.length)
}

/** What a file holds for a schema that wants little of it, whatever else is wrong; undefined when it is not there. */
export function readLoosely<T>(text: string, schema: z.ZodType<T>): T | undefined {
  const parsed = parseYaml(text)
  return parsed.sound ? schema.safeParse(parsed.data()).data : undefined
}

/** A problem of a file that was read before, with the place where it stands. */
export function problemAt(source: YamlSource, path: YamlPath, message: string): ConfigProblem {
  const line = createLines(parseYaml(source.text))(path) ?? 1
  return { file: source.file, line, path: sayPath(path), message }
}

type Problem = { readonly line: number; readonly path?: string; readonly message: string }

function asConfigError(file: string, problems: readonly Problem[], total: number): ConfigError {
  const inOrder = problems.toSorted((a, b) => a.line - b.line).slice(0, MOST_PROBLEMS)
  const told = inOrder.map((problem) => ({ file, ...problem }))
  const more = total - told.length
  const rest = { file, message: `and ${more} more problems` }
  return new ConfigError(more > 0 ? [...told, rest] : told)
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null && !Array.isArray(value)) return value
  for (const child of Object.values(value)) deepFreeze(child)
  return Object.freeze(value)
}
