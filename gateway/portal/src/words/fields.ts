/** A label for every property name and query parameter of the API: as a form's label and as a column's head.
 *
 *  `name` is what it means wherever nothing else is said; `Component.name` and, of a query parameter, `operationId.name`
 *  what it means there. tests/unit/portal/test_words.py reads the API's description and tells which label is missing. */
import dispatch from './fields/dispatch'
import dispatchOwn from './fields/dispatch-own'
import others from './fields/others'
import othersOwn from './fields/others-own'
import queries from './fields/queries'
import registry from './fields/registry'
import registryOwn from './fields/registry-own'
import shared from './fields/shared'
import sharedOwn from './fields/shared-own'
import type { Words } from './types'

export default {
  ...shared,
  ...sharedOwn,
  ...registry,
  ...registryOwn,
  ...dispatch,
  ...dispatchOwn,
  ...others,
  ...othersOwn,
  ...queries,
} as const satisfies Words
