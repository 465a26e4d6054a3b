/** One line of `cmtg doctor`. `fail`: sending or receiving cannot work; `warn`: look at it. Texts may hold foreign parts. */
export interface DoctorLine {
  /** Stable, for programs: `node`, `config`, `token`, … */
  readonly id: DoctorId;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do about it. */
  readonly cure?: string;
}

export type DoctorId =
  | 'node'
  | 'config'
  | 'modes'
  | 'sender'
  | 'token'
  | 'endpoint'
  | 'proxy'
  | 'lookup'
  | 'reach'
  | 'clock'
  | 'port'
  | 'state'
  | 'webhook';

export function ok(id: DoctorId, message: string): DoctorLine {
  return { id, status: 'ok', message };
}

export function warn(id: DoctorId, message: string, cure?: string): DoctorLine {
  return { id, status: 'warn', message, ...(cure === undefined ? {} : { cure }) };
}

export function fail(id: DoctorId, message: string, cure?: string): DoctorLine {
  return { id, status: 'fail', message, ...(cure === undefined ? {} : { cure }) };
}
