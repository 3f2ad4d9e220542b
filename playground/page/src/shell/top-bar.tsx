import { BotMenu } from './bot-menu.tsx'
import { useDesk } from './desk.ts'

type Props = {
  readonly theme: string
  readonly turnTheme: () => void
  readonly tour: () => void
  readonly help: () => void
}

const THEMES: Readonly<Record<string, string>> = { auto: '◐', light: '☀', dark: '☾' }

/** The name, and what concerns the whole page. */
export function TopBar({ theme, turnTheme, tour, help }: Props) {
  const { trafficOpen, show, closeTraffic } = useDesk()
  return (
    <header class="top">
      <h1>
        <span class="logo" aria-hidden="true">
          ≡
        </span>
        Deckwatch <span class="top-sub">playground</span>
      </h1>
      <span class="spacer" />
      <BotMenu />
      <button type="button" class="top-button" onClick={tour}>
        Tour
      </button>
      <button
        type="button"
        class="top-button wide-only"
        aria-pressed={trafficOpen}
        data-tour="traffic"
        onClick={() => (trafficOpen ? closeTraffic() : show('traffic'))}
      >
        Traffic
      </button>
      <button
        type="button"
        class="top-button icon"
        aria-label={`Colours: ${theme === 'auto' ? 'as the system' : theme}`}
        title="Light, dark, or as the system"
        onClick={turnTheme}
      >
        {THEMES[theme]}
      </button>
      <button type="button" class="top-button icon" aria-label="Keyboard shortcuts" onClick={help}>
        ?
      </button>
    </header>
  )
}
