import type { HttpResponse } from './http.js';
import type { Answer } from './parse-answer.js';

/** `details` for a request: CM's words where there are any, else what came instead. */
export function describeAnswer(response: HttpResponse, answer: Answer | null): string {
  if (answer?.details != null) return answer.details;
  const { status, headers, body } = response;
  if (status >= 300 && status < 400) {
    return `HTTP ${status} to ${headers['location'] ?? 'another place'}; redirects are not followed`;
  }
  if (answer !== null) return `HTTP ${status} without details`;
  if (body.byteLength === 0) return `HTTP ${status} with an empty body`;
  const type = headers['content-type'] ?? 'no content type';
  return `HTTP ${status} with ${body.byteLength} bytes (${type}) that are not CM’s JSON`;
}

export const missingInAnswer = 'CM’s answer does not mention this recipient';
export const otherStatus = 'CM’s answer gives this recipient a status other than Accepted or Rejected';
