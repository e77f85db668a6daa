// After the build: writes <file>.gz beside what is worth it, so that the gateway packs nothing while it serves, and takes
// out the files of earlier builds that no open page can still ask for.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const KEPT_DAYS = 30 // a page that was opened so long ago still finds its screens
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const built = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const current = new Set(Object.values(built).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]))
const oldest = Date.now() - KEPT_DAYS * 86_400_000

for (const name of readdirSync(`${dist}assets`)) {
  const plain = `assets/${name.replace(/\.gz$/, '')}`
  if (!current.has(plain) && statSync(`${dist}assets/${name}`).mtimeMs < oldest) rmSync(`${dist}assets/${name}`)
}
for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest)$/.test(name)) continue
  if (/^assets\//.test(name) && existsSync(`${dist}${name}.gz`)) continue // the name says the content
  const content = readFileSync(dist + name)
  const packed = gzipSync(content, { level: 9 })
  if (packed.length < content.length * 0.9) writeFileSync(`${dist}${name}.gz`, packed)
  else rmSync(`${dist}${name}.gz`, { force: true })
}
