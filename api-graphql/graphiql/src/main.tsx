import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './main.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import type { Fetcher } from '@graphiql/toolkit';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createClient as createStream } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { isSubscription } from './operation';

const TOKEN = 'huifang.token';

const WELCOME = `# 回访 GraphQL 控制台 / GraphQL console
#
# 已登录控制台时以本人身份执行;也可在上方填入令牌 / runs as whoever is signed in to the console, or by a token above:
#   ./huifang token --as wang.fang
# Ctrl+Enter 执行 / runs; Ctrl+Space 提示 / suggests.

query MyWork {
  me { name }
  myQueue(first: 10) {
    nodes { number action promise due missed }
  }
}
`;

/** As whoever is signed in: each request carries the token that pages of other sites cannot read. */
function fetcherOfSession(): Fetcher {
  const url = new URL('/graphql', window.location.href).href;
  const headers = (): Record<string, string> => {
    const cookie = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN='));
    return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) } : {};
  };
  const stream = createStream({ url, headers });
  return (parameters, options) =>
    isSubscription(parameters.query, parameters.operationName)
      ? (stream.iterate({ query: parameters.query, variables: parameters.variables as Record<string, unknown>, operationName: parameters.operationName ?? undefined }) as never)
      : createGraphiQLFetcher({ url, headers: headers() })(parameters, options);
}

function fetcherFor(token: string): Fetcher {
  if (!token) return fetcherOfSession();
  const url = new URL('/graphql', window.location.href);
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  const http = createGraphiQLFetcher({ url: url.href, headers });
  const socket = createGraphiQLFetcher({
    url: url.href,
    wsClient: createClient({
      url: url.href.replace(/^http/, 'ws'),
      connectionParams: headers,
      lazy: true,
    }),
  });
  return (parameters, options) =>
    isSubscription(parameters.query, parameters.operationName)
      ? socket(parameters, options)
      : http(parameters, options);
}

function Console() {
  const [token, setToken] = useState(() => sessionStorage.getItem(TOKEN) ?? '');
  const fetcher = useMemo(() => fetcherFor(token), [token]);
  const plugins = useMemo(() => [HISTORY_PLUGIN, explorerPlugin()], []);
  return (
    <div className="console">
      <label className="token">
        <span>令牌 / Token</span>
        <input
          type="password"
          value={token}
          placeholder="./huifang token --as wang.fang"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const given = event.target.value.trim();
            sessionStorage.setItem(TOKEN, given);
            setToken(given);
          }}
        />
        <span role="status">{token ? '以令牌执行 / by this token' : '以登录的身份执行 / as whoever is signed in'}</span>
      </label>
      {/* A new token means a new schema request. */}
      <GraphiQL key={token} fetcher={fetcher} plugins={plugins} defaultQuery={WELCOME} defaultEditorToolsVisibility="variables" />
    </div>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
}
