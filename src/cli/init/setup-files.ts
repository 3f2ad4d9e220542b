import { policyJsonSchema } from '../../../rbac/policy/policy-json-schema.ts'
import { settingsJsonSchema } from '../../config/settings-json-schema.ts'
import type { Answers } from './question.ts'
import { configText } from './config-text.ts'
import { kustomizationText } from './kustomization-text.ts'
import { policyTexts } from './policy-text.ts'
import { SECRETS_IGNORED, secretsOf, secretsReadme } from './secrets.ts'

/** What the program comes with that an installation begins with. */
export type Templates = {
  readonly policy: string
  readonly tests: string
  readonly overlay: string
  /** What the overlay builds upon, by file. */
  readonly manifests: ReadonlyMap<string, string>
}

/** The files by which the others are made: rights and the manifest follow from the configuration. */
export function setupFiles(answers: Answers, templates: Templates): ReadonlyMap<string, string> {
  const { policy, tests } = policyTexts(templates, answers)
  return new Map([
    ['config/deckwatch.yaml', configText(answers)],
    ['config/policy.yaml', policy],
    ['policy.test.yaml', tests],
    ['kustomization.yaml', kustomizationText(templates.overlay, answers)],
    ...templates.manifests,
    ['schema/config.schema.json', settingsJsonSchema()],
    ['schema/policy.schema.json', policyJsonSchema()],
    ['secrets/.gitignore', SECRETS_IGNORED],
    ['secrets/README.md', secretsReadme(answers)],
    ...secretsOf(answers).map(({ name }) => [`secrets/${name}`, ''] as const),
  ])
}
