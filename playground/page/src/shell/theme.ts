import { useLayoutEffect } from 'preact/hooks'
import { useStored } from './use-stored.ts'

const NEXT: Readonly<Record<string, string>> = { auto: 'light', light: 'dark', dark: 'auto' }

/** Light, dark, or as the system says; remembered in this browser. */
export function useTheme(): { readonly theme: string; readonly turn: () => void } {
  const [theme, setTheme] = useStored('theme', 'auto')
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  return { theme, turn: () => setTheme(NEXT[theme] ?? 'auto') }
}
