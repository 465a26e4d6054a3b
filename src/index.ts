/** The public library of cmtg. Importing it starts nothing and opens nothing. */
export { type CheckOptions, checkPayload, type DocumentKind, type Report } from './core/check-payload.js';
