/** The labels of the API's own names, by what they are of. */
export { default as actions } from './actions'
export { default as fields } from './fields'
export { default as values } from './values'
export { default as verbs } from './verbs'
