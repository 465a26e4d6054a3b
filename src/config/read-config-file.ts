import { CmtgError } from '../core/errors.js';
import { configError } from './config-error.js';
import type { ConfigDocument } from './config-node.js';
import { type Loader, loaders } from './loaders.js';

/** The part of cosmiconfig's Explorer that is used. Its own declaration file is empty. */
interface ExplorerModule {
  readonly Explorer: new (options: {
    readonly moduleName: string;
    readonly searchPlaces: readonly string[];
    readonly loaders: Readonly<Record<string, Loader>>;
    readonly ignoreEmptySearchPlaces: boolean;
    readonly cache: boolean;
    readonly transform: (result: unknown) => unknown;
    readonly metaConfigFilePath: null;
    readonly mergeImportArrays: boolean;
    readonly mergeSearchPlaces: boolean;
    readonly searchStrategy: 'none';
  }) => { load(file: string): Promise<{ config?: unknown } | null> };
}

/**
 * Reads one configuration file through cosmiconfig.
 *
 * cosmiconfig's public functions look for its own settings first, and doing so load `.config/config.js` of the working
 * directory and read `package.json#cosmiconfig`, which may add places to search. Nothing turns that off, so its Explorer
 * is constructed directly, with every option given; the exact pin of the package keeps that path where it is.
 *
 * Throws CmtgError of category `config`: `config-unreadable`, `config-syntax`, `config-too-complex`, `config-script`.
 */
export async function readConfigFile(file: string): Promise<ConfigDocument> {
  // The default export is what Node and esbuild's bundle both give for a CommonJS module.
  const { default: inner } = (await import('cosmiconfig/dist/Explorer.js')) as unknown as { default: ExplorerModule };
  const explorer = new inner.Explorer({
    moduleName: 'cmtelegram',
    searchPlaces: [],
    loaders,
    ignoreEmptySearchPlaces: true,
    cache: false,
    transform: (result) => result,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
    searchStrategy: 'none',
  });
  try {
    const result = await explorer.load(file);
    // The loaders return nothing but documents; an empty file never reaches them.
    return (result?.config as ConfigDocument | undefined) ?? { file, text: '', root: undefined };
  } catch (error) {
    // Only the operating system's word is about the file; anything else is a bug and must look like one.
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw error instanceof CmtgError || syscall === undefined
      ? error
      : configError('config-unreadable', { file }, `the file cannot be read (${code}).`);
  }
}
