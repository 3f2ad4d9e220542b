import { defineCheck } from './check.ts'

export const program = defineCheck({
  name: 'program',
  title: 'Program',
  looksAt: 'the version of Deckwatch and of Node.js under it',
  ailments: {
    'node-odd': {
      level: 'warning',
      why: 'Releases of Node.js with an odd number get security updates for a few months only.',
      mend: 'Install Node.js 24, or use the image, which brings it.',
    },
  },
  async examine({ version, nodeVersion }, { fine, wrong }) {
    fine(`Deckwatch ${version} on Node.js ${nodeVersion}`)
    // One that is too old has been refused before anything was loaded.
    if (Number(nodeVersion.split('.')[0]) % 2 === 1)
      wrong('node-odd', `Node.js ${nodeVersion} is no long-term release`)
  },
})
