import { spawnSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';

const page = 4096;

/** A disk of a few pages. */
export interface SmallDisk {
  readonly folder: string;
  readonly makeRoom: () => void;
  readonly unmount: () => void;
}

/** Mounts a disk that has room for so many pages more; undefined where mounting needs rights that nobody gave. */
export function mountSmallDisk(folder: string, free: number): SmallDisk | undefined {
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'cmtg-test', folder]);
  if (mount.status !== 0) return undefined;
  const filler = `${folder}/filler`;
  writeFileSync(filler, Buffer.alloc(1024 * 1024 - free * page));
  return {
    folder,
    makeRoom: () => truncateSync(filler, 0),
    unmount: () => void spawnSync('umount', ['-l', folder]),
  };
}
