import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { z } from 'zod'

const RULES = 'deploy/monitoring/rules.yaml'

/** A rule file as far as we look at it; the rest is Prometheus' own business. */
export const Rules = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(
        z.looseObject({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['critical', 'warning', 'info']) }),
          annotations: z.object({
            summary: z.string(),
            description: z.string(),
            runbook_url: z.url(),
          }),
        }),
      ),
    }),
  ),
})

export const readRules = () => Rules.parse(parse(readFileSync(RULES, 'utf8')))

/** The same rules as the Prometheus operator takes them. */
export function prometheusRule(): string {
  const spec: unknown = parse(readFileSync(RULES, 'utf8'))
  const resource = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'deckwatch', namespace: 'deckwatch' },
    spec,
  }
  return `# Made from rules.yaml by \`npm run generate\`.\n${stringify(resource, { lineWidth: 0 })}`
}
