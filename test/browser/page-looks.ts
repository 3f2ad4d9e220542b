/**
 * Elements wider than the window, or clipped without a way to scroll. Runs in the browser: everything it
 * needs is inside.
 */
export function overflowing(): string[] {
  const describe = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').slice(0, 40)}"`
  const scrolls = (element: Element | null): boolean => {
    if (element === null) return false
    const { overflowX, textOverflow } = getComputedStyle(element)
    const isMeant = ['auto', 'scroll'].includes(overflowX) || textOverflow === 'ellipsis'
    return isMeant || scrolls(element.parentElement)
  }
  const shown = [...document.querySelectorAll('#page *')].filter((element) =>
    element.checkVisibility({ checkVisibilityCSS: true }),
  )
  const wide = shown.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect()
    const isOut = width > 0 && (right > innerWidth + 1 || left < -1)
    return isOut && !scrolls(element.parentElement)
  })
  const page = document.documentElement.scrollWidth > innerWidth ? ['the page itself'] : []
  return [...page, ...wide.map(describe)]
}

/** Texts whose contrast is below WCAG AA (4.5, or 3 for large text). Runs in the browser. */
export function contrastProblems(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const rgba = (color: string) => {
    if (!canvas) return [0, 0, 0, 255]
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = (color: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = color
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (element: Element | null): number[] => {
    if (!element) return [255, 255, 255, 255]
    const own = rgba(getComputedStyle(element).backgroundColor)
    return (own[3] ?? 0) > 250 ? own : ground(element.parentElement)
  }
  const texts = [...document.querySelectorAll('#page *')].filter(
    (element) =>
      element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) &&
      !element.matches('[aria-hidden=true], [aria-hidden=true] *, :disabled') &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  )
  return texts.flatMap((element) => {
    const style = getComputedStyle(element)
    const [light = 0, dark = 0] = [
      luminance(rgba(style.color)),
      luminance(ground(element)),
    ].toSorted((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    const isLarge = Number.parseFloat(style.fontSize) >= 18.66
    const text = (element.textContent ?? '').trim().slice(0, 30)
    return ratio < (isLarge ? 3 : 4.5) ? [`${text}: ${ratio.toFixed(2)}`] : []
  })
}
