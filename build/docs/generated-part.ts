const MARK = /(?<=<!-- generated: (\S+) -->\n)[\s\S]*?(?=<!-- end -->)/g

/** The page with each part between `<!-- generated: NAME -->` and `<!-- end -->` written anew. */
export function fillGenerated(page: string, parts: Readonly<Record<string, string>>): string {
  return page.replace(MARK, (_, name: string) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`nothing generates the part "${name}"`)
    return `\n${part}\n\n`
  })
}
