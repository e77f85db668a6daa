// Writes <file>.gz beside what is worth it, so that the gateway compresses nothing while it serves.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
let before = 0
let after = 0
for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name) || name.startsWith('.vite')) continue
  const content = readFileSync(join(dist, name))
  const packed = gzipSync(content, { level: 9 })
  if (packed.length > content.length * 0.9) {
    rmSync(join(dist, `${name}.gz`), { force: true })
    continue
  }
  writeFileSync(join(dist, `${name}.gz`), packed)
  before += content.length
  after += packed.length
}
console.log(`压缩 compressed: ${Math.round(before / 1024)} KB → ${Math.round(after / 1024)} KB`)
