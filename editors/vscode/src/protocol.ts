// What the server answers beyond the Language Server Protocol. Lines and columns count from 1; columns count Unicode
// scalar values.

export interface Place {
  line: number;
  column: number;
}

export interface Range {
  start: Place;
  end: Place;
}

/** A code node, as `codenode/nodes` lists it. */
export interface CodeNode {
  id: string;
  name: string;
  type: string;
  language: 'python' | 'javascript' | null;
  mode: string | null;
  inputs: { name: string; type: string | null }[];
  outputs: { name: string; type: string | null }[];
  range: Range | null;
  code: string;
}

/** The answer of `codenode/nodeText`. */
export interface NodeText {
  text: string;
  languageId: string;
  version: number | string;
}

/** The answer of `codenode.runNode`. */
export interface Outcome {
  ok: boolean;
  platform: 'dify' | 'n8n';
  node: { id: string; name: string };
  engine: string;
  outputs: Record<string, unknown> | null;
  items: Item[] | null;
  logs: string[];
  duration_ms: number;
  input?: { source?: string };
  error: {
    stage: string;
    type: string | null;
    message: string;
    line: number | null;
    column: number | null;
    range: Range | null;
  } | null;
}

export interface Item {
  json: Record<string, unknown>;
  [key: string]: unknown;
}

/** What the server puts beside a diagnostic. */
export interface DiagnosticData {
  node?: { id: string; name: string } | null;
  code_range?: Range | null;
}
