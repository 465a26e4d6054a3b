/** What the listener puts up with. Times in milliseconds, sizes in bytes. */
export const limits = {
  /** For the request line and the headers. Node's own default is 60 s. */
  headersTimeout: 5_000,
  /** For the whole request. Node's own default is 300 s. */
  requestTimeout: 10_000,
  /** How often both are looked at; so much later a slow request may end. */
  checkingInterval: 500,
  /** An idle connection is kept this long. */
  keepAliveTimeout: 5_000,
  /** Further ones are dropped. */
  maxConnections: 512,
  maxHeaderSize: 16 * 1024,
  /** CM documents no largest webhook; its samples are below 1 KiB. */
  maxBody: 1024 * 1024,
  /** Bodies that are on their way in or to the disk, all connections together. */
  maxBodiesInMemory: 64 * 1024 * 1024,
  /** A refused client may go on writing this long, so that it gets to read why. */
  linger: 500,
  lingerBytes: 2 * 1024 * 1024,
  /** On stopping: connections that are between two requests may begin one more within this time. */
  stopGrace: 400,
  /** On stopping: what still runs after this is cut off. */
  stopLimit: 700,
} as const;
