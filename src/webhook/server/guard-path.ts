import { hash, timingSafeEqual } from 'node:crypto';

/** Tells whether a request target belongs to the listener. */
export type PathGuard = (target: string) => boolean;

export interface PathOptions {
  /** The path of the webhook: `/cm`; undefined takes any. */
  readonly path: string | undefined;
  /** A part nobody can guess, after the path: `/cm/SECRET`. */
  readonly secret: string | undefined;
}

/**
 * CM signs nothing, so the address itself is the only proof of origin. With a secret the whole path is compared by its
 * digest: two digests have the same length, and comparing them tells nothing about how much was right.
 */
export function createPathGuard({ path, secret }: PathOptions): PathGuard {
  if (secret === undefined) return path === undefined ? () => true : (target) => pathOf(target) === path;
  const expected = digest(joinPath(path, secret));
  return (target) => timingSafeEqual(digest(pathOf(target)), expected);
}

/** The path to register at CM. */
export function joinPath(path: string | undefined, secret: string | undefined): string {
  const base = path === undefined ? '' : path.replace(/\/+$/, '');
  if (secret === undefined) return base === '' ? '/' : (path ?? '/');
  return `${base}/${secret}`;
}

function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
