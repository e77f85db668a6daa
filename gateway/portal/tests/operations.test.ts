import { describe, expect, it } from 'vitest'
import { answers, operations, shapes, type Field } from '../scripts/operations.mjs'

const document = {
  paths: {
    '/api/things/{thing_id}/filing': {
      parameters: [{ in: 'path', name: 'thing_id', required: true, schema: { type: 'string' } }],
      post: {
        operationId: 'post_things_file_thing',
        tags: ['things'],
        'x-summary': { zh: '备案', en: 'File' },
        'x-may-call': ['city_officer'],
        parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }, { $ref: '#/components/parameters/IfMatch' }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/FileThingBody' } } } },
        responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
    },
    '/api/big-things': {
      get: {
        operationId: 'get_big_things_things',
        tags: ['big-things'],
        'x-summary': { zh: '列表', en: 'All' },
        'x-may-call': ['anyone'],
        parameters: [{ in: 'query', name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } }],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingPage' } } } },
          404: { $ref: '#/components/responses/Problem' },
        },
      },
    },
    '/api/big-things/paper': {
      get: {
        operationId: 'get_big_things_paper',
        tags: ['big-things'],
        'x-summary': { zh: '文书', en: 'Paper' },
        'x-may-call': ['public'],
        responses: { 200: { content: { 'application/pdf': {} } } },
      },
    },
  },
  components: {
    schemas: {
      FileThingBody: {
        type: 'object',
        required: ['rows'],
        properties: {
          rows: { type: 'array', maxItems: 9, items: { $ref: '#/components/schemas/Row' } },
          stage: { type: ['string', 'null'], enum: ['a', 'b', null], description: '阶段 · the stage' },
          money: { type: 'string', pattern: '^[0-9]+$', description: '元 / yuan' },
          counts: { type: 'object', additionalProperties: { type: 'integer' } },
        },
      },
      Row: { type: 'object', required: ['amount'], properties: { amount: { type: 'integer', minimum: 1 }, of: { anyOf: [{ $ref: '#/components/schemas/Row' }, { type: 'null' }] } } },
      Thing: { type: 'object', properties: { id: { type: 'string', description: 'its name' } } },
      ThingPage: { type: 'object', properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Thing' } }, next: { type: ['string', 'null'] } } },
    },
  },
}

function read<T>(text: string): Record<string, T> {
  const [, literal] = /= JSON\.parse\((".*")\)\n$/s.exec(text) ?? []
  return JSON.parse(JSON.parse(literal!) as string) as Record<string, T>
}
const made = read<Record<string, unknown>>(operations(document))
const taken = read<Record<string, unknown>>(shapes(document))

describe('operations', () => {
  it('tell name, resource, who may and what the request needs', () => {
    expect(made.post_things_file_thing).toMatchObject({
      resource: 'things',
      name: 'file_thing',
      method: 'POST',
      path: '/api/things/{thing_id}/filing',
      zh: '备案',
      en: 'File',
      may: ['city_officer'],
      keyed: true,
      versioned: true,
      list: false,
      answer: 'Thing',
    })
  })

  it('know a page by its items', () => {
    expect(made.get_big_things_things).toMatchObject({ name: 'things', list: true, answer: 'Thing', keyed: false })
    expect(taken.get_big_things_things!.query).toEqual({
      limit: { type: 'integer', required: false, min: 1, max: 200, default: 50 },
    })
  })

  it('know a file by its content type', () => {
    expect(made.get_big_things_paper).toMatchObject({ name: 'paper', answer: '', media: 'application/pdf', list: false })
  })

  it('name the component of the body', () => {
    expect(taken.post_things_file_thing!.takes).toBe('FileThingBody')
  })

  it('bring the fields of the body, references written out to a depth', () => {
    const body = taken.post_things_file_thing!.body as Record<string, Field>
    expect(body.rows).toMatchObject({ type: 'array', required: true, maxItems: 9 })
    expect(body.rows!.items!.fields!.amount).toEqual({ type: 'integer', required: true, min: 1 })
    expect(body.rows!.items!.fields!.of).toMatchObject({ type: 'object', required: false, nullable: true })
    expect(body.stage).toEqual({
      type: 'string',
      required: false,
      nullable: true,
      enum: ['a', 'b'],
      note_zh: '阶段',
      note_en: 'the stage',
    })
    expect(body.money).toMatchObject({ note_zh: '元', note_en: 'yuan', pattern: '^[0-9]+$' })
    expect(body.counts!.values).toEqual({ type: 'integer', required: true })
  })

  it('leave answers to a file of their own', () => {
    expect(read<Field>(answers(document))).toEqual({ Thing: { id: { type: 'string', required: false, note_en: 'its name' } } })
  })
})
