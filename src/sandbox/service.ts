import { handleControl, isControlRequest } from './control/handle-control.js';
import type { ConversationSandbox } from './conversation.js';
import type { Served } from './serve.js';

/** One port for both: CM's gateway, and the control API below its prefix. */
export function createService(sandbox: ConversationSandbox): Served {
  return {
    handle: (request) => (isControlRequest(request) ? handleControl(sandbox, request) : sandbox.handle(request)),
  };
}
