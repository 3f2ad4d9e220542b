import { writeFileSync } from 'node:fs'
import { generatedFiles } from './docs/generated-files.ts'

for (const [file, text] of generatedFiles()) {
  writeFileSync(file, text)
  console.log(file)
}
