import { type DoctorLine, fail, ok, warn } from './line.js';
import type { PortState } from './probes.js';

/** The oldest Node that cmtg runs on; package.json's `engines` says the same. */
export const oldestNode = '20.18.1';

export function checkNode(version: string): DoctorLine {
  const given = version.replace(/^v/, '');
  return compareVersions(given, oldestNode) < 0
    ? fail('node', `Node ${given} is too old.`, `Install Node ${oldestNode} or newer.`)
    : ok('node', `Node ${given}`);
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  const at = [0, 1, 2].find((index) => left?.[index] !== right?.[index]);
  return at === undefined ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0);
}

export function checkPort(port: number, state: PortState): DoctorLine {
  switch (state) {
    case 'free':
      return ok('port', `Port ${port} is free for \`cmtg listen\``);
    case 'in-use':
      return warn('port', `Port ${port} is in use.`, 'If that is no `cmtg listen` of yours, give it another --port.');
    case 'forbidden':
      return warn('port', `Port ${port} may not be listened on.`, 'Choose a port above 1023 with --port.');
  }
}

export function checkState(directory: string | undefined, isWritable: boolean): DoctorLine {
  if (directory === undefined) {
    return warn(
      'state',
      'There is no home directory, so received webhooks are not kept.',
      'Set HOME or XDG_STATE_HOME.',
    );
  }
  return isWritable
    ? ok('state', `Webhooks are kept in ${directory}`)
    : warn('state', `${directory} cannot be written.`, 'Make it writable, or point XDG_STATE_HOME elsewhere.');
}

/** Certificates and waiting times depend on the clock; a minute is a broken one. */
export function checkClock(date: string | undefined, now: number): DoctorLine | undefined {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return undefined;
  const seconds = Math.round(Math.abs(now - theirs) / 1000);
  const direction = now > theirs ? 'ahead of' : 'behind';
  return seconds <= 60
    ? ok('clock', 'The clock agrees with the gateway’s')
    : warn('clock', `The clock is ${seconds} s ${direction} the gateway’s.`, 'Set it by NTP: timedatectl set-ntp true');
}
