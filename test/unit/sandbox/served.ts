import { onTestFinished } from 'vitest';
import { type ServedSandbox, serveSandbox } from '../../../src/sandbox/serve.js';
import { createService } from '../../../src/sandbox/service.js';
import { openPerson, type Person } from './person.js';

/** A sandbox with a person on a real socket, and the control API behind it. */
export async function servePerson(
  ...args: Parameters<typeof openPerson>
): Promise<Person & { readonly served: ServedSandbox; control: typeof control }> {
  const person = openPerson(...args);
  const served = await serveSandbox(createService(person.sandbox), { port: 0 });
  onTestFinished(() => served.close());

  async function control(path: string, body?: unknown): Promise<{ status: number; answer: Record<string, unknown> }> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${served.url}/_sandbox${path}`, body === undefined ? {} : init);
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  }
  return { ...person, served, control };
}
