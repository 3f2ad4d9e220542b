import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Env } from '../core/env.ts'
import type { Files } from '../app/reload/reload-service.ts'
import { readText } from '../config/load.ts'
import { SECRET_NAMES } from '../config/secret-files.ts'
import { readLoosely } from '../config/yaml.ts'
import { loadSetup } from './load-setup.ts'

/** The configuration, and all that it and the environment name. */
export function operatorFiles(file: string, env: Env): Files {
  let known: Named = {}
  return {
    async paths() {
      // Who cannot be read now named something before.
      known = readLoosely(await readText(file).catch(() => ''), Naming) ?? known
      const beside = [known.policy, ...(known.clusters ?? []).map(({ kubeconfig }) => kubeconfig)]
      const secrets = SECRET_NAMES.map((name) => env[`${name}_FILE`]?.trim())
      return [
        file,
        ...beside.flatMap((path) => (path === undefined ? [] : [resolve(dirname(file), path)])),
        ...secrets.flatMap((path) => (path ? [path] : [])),
      ]
    },
    load: () => loadSetup(file, env),
  }
}

const Naming = z.object({
  policy: z.string().optional().catch(undefined),
  clusters: z
    .array(z.object({ kubeconfig: z.string().optional() }).catch({}))
    .optional()
    .catch([]),
})
type Named = z.infer<typeof Naming>
