// The gateway's OpenAPI document → src/api/generated: the document, its types, operations.ts and answers.ts.
// Nothing has to run: the document is made from the same lines that make the routes.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { answers, operations, shapes } from './operations.mjs'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const checkout = path('../../../')
const generated = path('../src/api/generated/')
const venv = `${checkout}.venv/bin/python`
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : 'python3')

/** Writes a file whose content is another than it was: what is not new makes nothing new. */
function write(name, text) {
  const file = generated + name
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

const text = execFileSync(python, ['-m', 'gateway.openapi'], { cwd: checkout, maxBuffer: 1 << 28, encoding: 'utf8' })
const document = JSON.parse(text)
mkdirSync(generated, { recursive: true })
write('openapi.json', text)
write('schema.d.ts', astToString(await openapiTS(text)))
write('operations.ts', operations(document))
write('shapes.ts', shapes(document))
write('answers.ts', answers(document))
console.log(`接口 API: ${Object.keys(document.paths).length} 个地址 paths`)
