import { Uri, type Webview } from 'vscode';

/** 144 random bits, new for every page. */
function makeNonce(): string {
  return Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(18))).toString('base64url');
}

/** What the page may load: its own files, and media from the origins of the videos that are shown. */
export function contentSecurityPolicy(
  cspSource: string,
  nonce: string,
  mediaOrigins: readonly string[],
): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `media-src ${[cspSource, ...mediaOrigins].join(' ')}`,
  ].join('; ');
}

/** The page of a panel: a constant but for addresses of our own files. All data comes by messages. */
export function panelHtml(
  webview: Webview,
  extension: Uri,
  language: string,
  mediaOrigins: readonly string[],
): string {
  const nonce = makeNonce();
  const file = (...path: readonly string[]): string =>
    webview.asWebviewUri(Uri.joinPath(extension, ...path)).toString();
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(webview.cspSource, nonce, mediaOrigins)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('dist', 'codicon.css')}">
<link rel="stylesheet" href="${file('media', 'panel.css')}">
</head>
<body>
<main id="panel"></main>
<script nonce="${nonce}" src="${file('dist', 'panel.js')}"></script>
</body>
</html>`;
}
