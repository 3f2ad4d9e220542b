import type { InlineConfig } from 'vite'

/** One script, one stylesheet and one icon from the page's own origin: that is all its content policy allows. */
export const pageConfig = {
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'error',
  mode: 'production',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    write: false,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
} as const satisfies InlineConfig
