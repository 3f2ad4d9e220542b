import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What Slack says in `response_metadata.messages`: each problem with a pointer to its place. */
export function problems(issues: readonly Issue[], root: string): string[] {
  return issues.map((issue) => `[ERROR] ${describe(issue)} [json-pointer:${pointer(issue, root)}]`)
}

const pointer = (issue: Issue, root: string) => [root, ...issue.path.map(String)].join('/')

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`
    case 'too_small':
      return issue.origin === 'array'
        ? `no less than ${issue.minimum} items required`
        : `must be more than ${Number(issue.minimum) - 1} characters`
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`
    case 'invalid_union':
      return `unsupported type: ${'discriminator' in issue ? 'unknown or not allowed here' : 'value'}`
    case 'invalid_type':
      return issue.input === undefined
        ? `missing required field: ${String(issue.path.at(-1))}`
        : `must be of type ${issue.expected}`
    default:
      return issue.message
  }
}
