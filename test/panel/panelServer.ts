import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/vscode/paths.ts';
import { type Theme, type ThemeName, themes } from './themes.ts';

const codicons = join(root, 'node_modules', '@vscode', 'codicons', 'dist');
const clips = join(root, 'test', 'gateway', 'media');
const nonce = 'bm9uY2U';

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src', 'webview', 'panel.ts')],
    bundle: true,
    platform: 'browser',
    target: 'chrome132',
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** The page as the host writes it, under the host's policy. */
function html(origin: string, { bodyClass }: Theme): string {
  const policy =
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin}; font-src ${origin}; ` +
    `img-src ${origin} data:; media-src ${origin}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/codicon.css">
<link rel="stylesheet" href="/panel.css"></head>
<body class="${bodyClass}"><main id="panel"></main><script nonce="${nonce}" src="/panel.js"></script></body></html>`;
}

/** VS Code's own style sheet for webviews, as far as it touches this panel. */
function themeCss({ tokens }: Theme): string {
  const lines = Object.entries(tokens).map(([name, value]) => `${name}: ${value};`);
  return `:root { ${lines.join(' ')} --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px;
--vscode-font-weight: normal; }
html { background: var(--vscode-editor-background); }
@layer vscode-default {
html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family);
font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
img, video { max-width: 100%; max-height: 100%; }
input:focus, select:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function sendRange({ headers }: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? 'bytes=0-');
  const from = Number(range?.[1]);
  const to = Math.min(bytes.length - 1, Number(range?.[2] || bytes.length - 1));
  response.writeHead(206, {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'content-range': `bytes ${from}-${to}/${bytes.length}`,
    'content-length': to - from + 1,
  });
  response.end(bytes.subarray(from, to + 1));
}

/** A server that sends a file from its beginning only, whatever is asked for. */
function sendWhole(response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes.length }).end(bytes);
}

export interface PanelServer {
  readonly origin: string;
  readonly close: () => void;
}

/**
 * Serves the panel with the styles of a theme (`/?theme`), and clips with ranges (`/clip.mp4`) and without
 * (`/whole/clip.mp4`).
 */
export async function startPanelServer(): Promise<PanelServer> {
  const script = await bundle();
  const state = { theme: themes.dark, origin: '' };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') {
      state.theme = themes[(searchParams.get('theme') ?? 'dark') as ThemeName];
      send(response, 'text/html', html(state.origin, state.theme));
    } else if (pathname === '/theme.css') {
      send(response, 'text/css', themeCss(state.theme));
    } else if (pathname === '/panel.css') {
      send(response, 'text/css', await readFile(join(root, 'media', 'panel.css')));
    } else if (pathname === '/panel.js') {
      send(response, 'text/javascript', script);
    } else if (pathname.startsWith('/codicon.')) {
      const type = pathname.endsWith('.css') ? 'text/css' : 'font/ttf';
      send(response, type, await readFile(join(codicons, pathname.slice(1))));
    } else if (/^\/[\w-]+\.mp4$/.test(pathname) && pathname !== '/missing.mp4') {
      sendRange(request, response, await readFile(join(clips, pathname.slice(1))));
    } else if (/^\/whole\/[\w-]+\.mp4$/.test(pathname)) {
      sendWhole(response, await readFile(join(clips, basename(pathname))));
    } else {
      response.writeHead(404).end();
    }
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The panel server has no port');
  }
  state.origin = `http://127.0.0.1:${address.port}`;
  return {
    origin: state.origin,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
