import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const nurseryMiB = 4;

/**
 * Fits V8's heap to what runs long over things that live shortly: the rows of a bulk run, which are gone two requests
 * later, and webhooks that are answered and shown. V8 would let the nursery grow to 16 MiB and more, and wait with sweeping
 * until the heap has grown manifold, which would be most of what a process occupies: large bodies make a listener swing by
 * 30 MiB without this. In a nursery of 1 MiB, its first size, every row would outlive it and have to be swept: 4 MiB cost
 * the least of both.
 */
export function keepMemorySmall(): void {
  // So little survives that sharing the work costs more than the work.
  setFlagsFromString('--no-parallel-scavenge');
  growNursery();
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
}

/** Its size cannot be set any more, but how far it grows at once can: it grows as soon as that much has survived. */
function growNursery(): void {
  setFlagsFromString(`--semi-space-growth-factor=${nurseryMiB}`);
  const survivors: number[][] = [];
  for (let piece = 0; piece < 512; piece++) {
    survivors.push(new Array<number>(1024).fill(piece));
    if (piece % 64 === 63 && nurserySize() >= nurseryMiB * 2 ** 20) return;
  }
}

function nurserySize(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
