export interface Field {
  type: string
  required: boolean
  items?: Field
  fields?: Record<string, Field>
  values?: Field
}
export function operations(document: object): string
export function shapes(document: object): string
export function answers(document: object): string
