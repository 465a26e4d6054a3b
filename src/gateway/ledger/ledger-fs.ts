/** An open ledger. Bytes are only safe after `sync`. */
export interface LedgerFile {
  /** Appends all of the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes everything that was written survive a loss of power (fdatasync). */
  sync(): Promise<void>;
  /** Cuts the file off. */
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** What a ledger needs of a file system: a parameter, so that tests can pull the plug at any moment. */
export interface LedgerFs {
  /** Creates a file that nobody else can read; rejects with EEXIST when there is anything of that name, a link even. */
  create(path: string): Promise<LedgerFile>;
  /** Opens an existing file for appending; refuses a symbolic link. */
  open(path: string): Promise<LedgerFile>;
  read(path: string): AsyncIterable<Uint8Array>;
  /** Creates a directory that nobody else can read, and those above it. */
  makeDirectory(path: string): Promise<void>;
  /** Makes the names in a directory survive a loss of power. */
  syncDirectory(path: string): Promise<void>;
  /** Creates a small file that is complete as soon as it can be seen. False when there is one already. */
  createComplete(path: string, text: string): Promise<boolean>;
  /** The text of a small file; undefined when it does not exist. */
  readSmall(path: string): Promise<string | undefined>;
  /** The names in a directory. */
  list(directory: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
}
