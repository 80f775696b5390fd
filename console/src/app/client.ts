import { createClient as createStream } from 'graphql-sse';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';

/** The token that pages of other sites cannot read; each request that changes something carries it. */
export function forgeryToken(): Record<string, string> {
  const cookie = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN='));
  return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) } : {};
}

let onSignedOut = () => {};

/** Called when the server no longer knows who asks. */
export function whenSignedOut(then: () => void) {
  onSignedOut = then;
}

async function asking(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status === 401) onSignedOut();
  return response;
}

export function createClient(): Client {
  const stream = createStream({
    url: '/graphql',
    headers: forgeryToken,
    retryAttempts: Number.MAX_SAFE_INTEGER,
    fetchFn: asking,
  });
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetch: asking,
    fetchOptions: () => ({ headers: forgeryToken() }),
    requestPolicy: 'cache-and-network',
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: stream.subscribe(
              { query: request.query ?? '', variables: request.variables as Record<string, unknown> | undefined },
              sink as never,
            ),
          }),
        }),
      }),
    ],
  });
}

export interface Refusal {
  code: string;
  clause: string;
  field: string | null;
  messageZh: string;
  messageEn: string;
}

/** A request outside GraphQL; what is refused is thrown as {@link Refusal}. */
export async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', ...forgeryToken() },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const refusal = (await response.json().catch(() => null)) as Refusal | null;
    throw refusal ?? { code: String(response.status), clause: '', field: null, messageZh: `服务没有应答(${response.status})`, messageEn: `The server did not answer (${response.status})` };
  }
  return (await response.json()) as T;
}
