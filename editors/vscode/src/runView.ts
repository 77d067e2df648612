// The outcome of a run as HTML. No VS Code in here, so that it can be tested alone.
import type { Outcome } from './protocol';

export interface Resources {
  nonce: string;
  source: string;
  style: string;
  script: string;
}

/** The whole page. Everything that comes from the run is escaped. */
export function renderOutcome(outcome: Outcome, { nonce, source, style, script }: Resources): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  const result = outcome.items ?? outcome.outputs;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${style}">
</head>
<body>
<header class="${outcome.ok ? 'ok' : 'failed'}">
<h1>${outcome.ok ? '✓' : '✗'} ${escape(outcome.node.name)}</h1>
<p>${escape(summary(outcome))}</p>
</header>
${outcome.error === null ? '' : failure(outcome.error)}
${result === null ? '' : tabs(outcome)}
${logs(outcome.logs)}
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function summary(outcome: Outcome): string {
  const engine = outcome.engine === 'rustpython' ? 'Python' : 'JavaScript';
  const verdict = outcome.ok ? 'succeeds' : outcome.error?.stage === 'engine' ? 'could not be run here' : 'fails';
  const platform = outcome.platform === 'dify' ? 'Dify' : 'n8n';
  const source = outcome.input?.source === undefined ? '' : ` · input: ${outcome.input.source}`;
  return `${verdict} on ${platform} · ${engine} · ${Math.round(outcome.duration_ms)} ms${source}`;
}

function failure(error: NonNullable<Outcome['error']>): string {
  const place = error.range?.start;
  const link =
    place === undefined || error.line === null
      ? ''
      : `<button class="link" data-line="${place.line}" data-column="${place.column}">line ${error.line} of the node</button>`;
  const type = error.type === null || error.type === undefined ? '' : `<b>${escape(error.type)}</b>: `;
  return `<section class="error"><p>${type}${escape(error.message).replaceAll('\n', '<br>')}</p>${link}</section>`;
}

function tabs(outcome: Outcome): string {
  const rows = outcome.items === null ? [outcome.outputs ?? {}] : outcome.items.map((item) => item.json ?? {});
  const title = outcome.items === null ? 'Outputs' : `Items (${outcome.items.length})`;
  const json = JSON.stringify(outcome.items ?? outcome.outputs, null, 2);
  return `<section>
<nav><button class="tab active" data-tab="table">${title}</button><button class="tab" data-tab="json">JSON</button></nav>
<div id="table">${outcome.items === null ? outputsTable(rows[0] ?? {}) : itemsTable(rows)}</div>
<pre id="json" hidden>${escape(json)}</pre>
</section>`;
}

function outputsTable(outputs: Record<string, unknown>): string {
  const rows = Object.entries(outputs).map(([name, value]) => `<tr><th>${escape(name)}</th><td>${cell(value)}</td></tr>`);
  return `<table>${rows.join('')}</table>`;
}

/** At most this many rows are shown as a table; the JSON has them all. */
const ROWS = 200;

function itemsTable(rows: Record<string, unknown>[]): string {
  const columns = [...new Set(rows.slice(0, ROWS).flatMap((row) => Object.keys(row)))];
  const head = columns.map((column) => `<th>${escape(column)}</th>`).join('');
  const body = rows
    .slice(0, ROWS)
    .map((row, index) => `<tr><th>${index}</th>${columns.map((column) => `<td>${column in row ? cell(row[column]) : ''}</td>`).join('')}</tr>`)
    .join('');
  const rest = rows.length > ROWS ? `<p>${rows.length - ROWS} more</p>` : '';
  return `<table><tr><th></th>${head}</tr>${body}</table>${rest}`;
}

function cell(value: unknown): string {
  return escape(typeof value === 'string' ? value : JSON.stringify(value) ?? '');
}

function logs(lines: string[]): string {
  return lines.length === 0 ? '' : `<section><h2>Logs</h2><pre>${escape(lines.join('\n'))}</pre></section>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
