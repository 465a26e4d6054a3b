/** Where the control API is, below the address of the sandbox. */
export const CONTROL_PREFIX = '/_sandbox';
