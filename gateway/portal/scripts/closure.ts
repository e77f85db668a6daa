/** What a page loads, from Vite's manifest. */

export interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
  assets?: string[]
}
export type Manifest = Record<string, Chunk>

/** The files an entry loads at once, or (`lazily`) ever: scripts, styles and what those name, relative to dist. */
export function closure(manifest: Manifest, entry: string, lazily = false): Set<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(lazily ? (chunk.assets ?? []) : [])]) files.add(file)
    for (const next of [...(chunk.imports ?? []), ...(lazily ? (chunk.dynamicImports ?? []) : [])]) visit(next)
  }
  visit(entry)
  return files
}
