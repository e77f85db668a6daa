// What forms and lists are made of: every operation with its arguments, every answer with its fields, slim enough for a
// browser. The shapes are the services' own, as the gateway describes them.

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const DEPTH = 6 // a shape within a shape within …: deeper than any form goes

const TYPES = `/** One argument or one field. Notes are what the schema says about it, in both languages where it says both. */
export interface Field {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object'
  required: boolean
  nullable?: true
  /** the component it is, where it is one */
  component?: string
  format?: string
  enum?: (string | number)[]
  default?: unknown
  min?: number
  max?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  example?: string
  items?: Field
  fields?: Fields
  /** of an object whose names are free: what each value is */
  values?: Field
  note_zh?: string
  note_en?: string
}
export type Fields = Record<string, Field>
`

/** The text of operations.ts: what is needed to call; what an operation takes is in shapes.ts, loaded with the first form. */
export function operations(document) {
  const made = {}
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      if (item[method]) made[item[method].operationId] = operation(document, path, item, method)
    }
  }
  const names = Object.keys(made).sort()
  const sorted = Object.fromEntries(names.map((name) => [name, made[name]]))
  return `${HEAD}
export interface Operation {
  id: OperationId
  /** the plural noun of the address, e.g. "application-drafts" */
  resource: string
  /** the command or question, e.g. "submit_application" */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** with {braces} */
  path: string
  zh: string
  en: string
  /** roles, or "public", "anyone", "applicant" */
  may: string[]
  /** needs Idempotency-Key */
  keyed: boolean
  /** needs If-Match */
  versioned: boolean
  /** answers a page: items and next */
  list: boolean
  /** the component that is answered, of a page its items'; '' where there is none */
  answer: string
  /** of an answer that is a file: its content type */
  media?: string
}
export type OperationId =
${names.map((name) => `  | '${name}'`).join('\n')}

export const operations: Record<OperationId, Operation> = ${parsed(sorted)}
`
}

/** The text of shapes.ts: the arguments of every operation, in the address and in the body. */
export function shapes(document) {
  const made = {}
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) if (item[method]) made[item[method].operationId] = shape(document, item, item[method])
  }
  const sorted = Object.fromEntries(Object.keys(made).sort().map((name) => [name, made[name]]))
  return `${HEAD}${TYPES}
export interface Shape {
  /** the component of the body; '' where there is none */
  takes: string
  query: Fields
  body: Fields
}
export const shapes: Record<string, Shape> = ${parsed(sorted)}
`
}

/** The text of answers.ts: the fields of every component that an operation answers. */
export function answers(document) {
  const made = {}
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const { name } = item[method] ? answered(document, item[method]) : {}
      if (name) made[name] ??= fields(document, { $ref: `#/components/schemas/${name}` })
    }
  }
  const sorted = Object.fromEntries(Object.keys(made).sort().map((name) => [name, made[name]]))
  return `${HEAD}import type { Fields } from './shapes'

export const answers: Record<string, Fields> = ${parsed(sorted)}
`
}

const HEAD = '// Made by `npm run api` from the OpenAPI document of the gateway.\n'

// A browser reads JSON faster than the same in a script, and the type check need not look into it.
const parsed = (value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`

function operation(document, path, item, method) {
  const stated = item[method]
  const [resource] = stated.tags
  const parameters = [...(item.parameters ?? []), ...(stated.parameters ?? [])]
  const said = (name) => parameters.some((one) => one.$ref === `#/components/parameters/${name}`)
  const { name, list, media } = answered(document, stated)
  return {
    id: stated.operationId,
    resource,
    name: stated.operationId.slice(`${method}_${resource.replaceAll('-', '_')}_`.length),
    method: method.toUpperCase(),
    path,
    zh: stated['x-summary'].zh,
    en: stated['x-summary'].en,
    may: stated['x-may-call'],
    keyed: said('IdempotencyKey'),
    versioned: said('IfMatch'),
    list,
    answer: name,
    ...(media && { media }),
  }
}

function shape(document, item, stated) {
  const query = [...(item.parameters ?? []), ...(stated.parameters ?? [])].filter((one) => one.in === 'query')
  const body = stated.requestBody?.content?.['application/json']?.schema
  return {
    takes: named(body),
    query: Object.fromEntries(
      query.map((one) => [one.name, field(document, { description: one.description, ...one.schema }, !!one.required, 0)]),
    ),
    body: body ? fields(document, body) : {},
  }
}

/** What an operation answers: a component or a page of it, or a file. */
function answered(document, stated) {
  const [, success] = Object.entries(stated.responses).find(([status]) => /^2/.test(status)) ?? []
  const [[media, content] = []] = Object.entries(success?.content ?? {})
  if (media && media !== 'application/json') return { name: '', list: false, media }
  const name = named(content?.schema)
  const shape = name && document.components.schemas[name]
  const items = shape?.properties?.items && shape.properties.next && named(shape.properties.items.items)
  return { name: items || name, list: Boolean(items), media: '' }
}

const named = (schema) => schema?.$ref?.split('/').at(-1) ?? ''

/** The fields of an object's schema by name. */
function fields(document, schema, depth = 0) {
  const { properties = {}, required = [] } = resolved(document, schema)
  return Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, field(document, one, required.includes(name), depth)]),
  )
}

function field(document, schema, required, depth) {
  const { nullable, ...shape } = resolved(document, schema)
  const types = [shape.type ?? []].flat()
  const type = types.find((one) => one !== 'null') ?? 'object'
  const made = { type, required }
  if (nullable || types.includes('null')) made.nullable = true
  const component = componentOf(schema)
  if (component) made.component = component
  for (const name of ['format', 'default', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'example']) {
    if (shape[name] !== undefined) made[name] = shape[name]
  }
  if (shape.enum) made.enum = shape.enum.filter((one) => one !== null)
  if (shape.minimum !== undefined) made.min = shape.minimum
  if (shape.maximum !== undefined) made.max = shape.maximum
  if (depth < DEPTH) {
    if (shape.items) made.items = field(document, shape.items, true, depth + 1)
    if (shape.properties) made.fields = fields(document, shape, depth + 1)
    if (typeof shape.additionalProperties === 'object' && Object.keys(shape.additionalProperties).length) {
      made.values = field(document, shape.additionalProperties, true, depth + 1)
    }
  }
  return Object.assign(made, notes(shape.description))
}

/** The component that a schema names, itself or as its only choice beside nothing. */
function componentOf(schema) {
  const choices = [schema, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])]
  return named(choices.find((one) => one.$ref))
}

/** A schema without references; of "this or nothing" this, marked. */
function resolved(document, schema) {
  const { $ref, anyOf, allOf, ...beside } = schema
  if ($ref) return { ...resolved(document, document.components.schemas[named(schema)]), ...beside }
  const one = (anyOf ?? allOf)?.filter((choice) => choice.type !== 'null')
  if (one?.length === 1) {
    const nullable = anyOf?.length > 1 && { nullable: true }
    return { ...resolved(document, one[0]), ...nullable, ...beside }
  }
  return schema
}

/** "中文 · english", "中文 / english", or one of them. */
function notes(text) {
  if (!text) return {}
  const [, zh, en] = /^(.*?\p{Script=Han}.*?)\s+[·/]\s+(.*)$/su.exec(text) ?? []
  if (zh && !/\p{Script=Han}/u.test(en)) return { note_zh: zh, note_en: en }
  return /\p{Script=Han}/u.test(text) ? { note_zh: text } : { note_en: text }
}
