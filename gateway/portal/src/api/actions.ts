/** Which operation does what an answer's `actions` name: "<Component>.<action>[.<choice>]". */
import type { OperationId } from './generated/operations'
import type { Json } from './client'

export type ActionOperation = OperationId | { operation: OperationId; preset: Json }
export const actionOperations: Record<string, ActionOperation> = {}
