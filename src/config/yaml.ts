import type { z } from 'zod'
import { ConfigError } from '../core/errors.ts'
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
  const parsed = parseYaml(source)
  const lineOf = createLines(parsed)
  const read = parsed.sound ? schema.safeParse(parsed.data(), { error: describeIssue }) : undefined
  const issues = flattenIssues(read?.error?.issues ?? [])
  const wrong = issues.slice(0, MOST_PROBLEMS).map((issue) => ({
    line: lineOf(issue.path, issue.offset) ?? 1,
    said: [sayPath(issue.path), issue.message].filter((part) => part !== '').join(': '),
  }))
  const problems = [...parsed.problems, ...wrong]
  if (read?.success === true && problems.length === 0) {
    return { value: deepFreeze(read.data), file: source.file, lineOf }
  }
  throw asConfigError(source.file, problems, parsed.problems.length + issues.length)
}

/** What a file holds for a schema that wants little of it, whatever else is wrong; undefined when it is not there. */
export function readLoosely<T>(text: string, schema: z.ZodType<T>): T | undefined {
  const parsed = parseYaml({ text, file: '' })
  return parsed.sound ? schema.safeParse(parsed.data()).data : undefined
}

/** Says a problem of a file that was read before as `file:line: path: what is wrong`. */
export function sayProblem(source: YamlSource, path: YamlPath, said: string): string {
  const line = createLines(parseYaml(source))(path) ?? 1
  return `${source.file}:${line}: ${sayPath(path)}: ${said}`
}

type Problem = { readonly line: number; readonly said: string }

function asConfigError(file: string, problems: readonly Problem[], total: number): ConfigError {
  const inOrder = problems.toSorted((a, b) => a.line - b.line).slice(0, MOST_PROBLEMS)
  const told = inOrder.map(({ line, said }) => `${file}:${line}: ${said}`)
  const more = total - told.length
  return new ConfigError(more > 0 ? [...told, `${file}: and ${more} more problems`] : told)
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null && !Array.isArray(value)) return value
  for (const child of Object.values(value)) deepFreeze(child)
  return Object.freeze(value)
}
