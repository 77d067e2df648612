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

/** What names the code of a node: the id of the node, and which of the codes that go by it, where it is not the first. */
export interface NodeKey {
  id: string;
  ordinal?: number;
}

/** The answer of `codenode/nodes`. */
export interface NodeList {
  /** Where the workflow is taken to run, and who says so. */
  target: { name: string; from: 'named' | 'configuration' | 'deployment' | 'file' } | null;
  nodes: CodeNode[];
}

/** A code node, as `codenode/nodes` lists it. */
export interface CodeNode extends NodeKey {
  name: string;
  /** Which part of its node the code is, where a node may hold two codes. */
  part?: string;
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

/** The answer of `codenode.recordRun`. */
export interface Recorded {
  outcome: Outcome;
  test: { uri: string | null; name: string; written: boolean };
}

export interface Item {
  json: Record<string, unknown>;
  [key: string]: unknown;
}

/** What the server puts beside a diagnostic. */
export interface DiagnosticData {
  node?: (NodeKey & { name: string }) | null;
  code_range?: Range | null;
}

/** Whether both name the same code. */
export function isSame(one: NodeKey | null | undefined, other: NodeKey): boolean {
  return one?.id === other.id && (one.ordinal ?? 0) === (other.ordinal ?? 0);
}

/** A key alone, without what else is known of the node. */
export function keyOf({ id, ordinal }: NodeKey): NodeKey {
  return ordinal === undefined ? { id } : { id, ordinal };
}

/** A name for files and lists. */
export function nameOf({ name, part }: Pick<CodeNode, 'name' | 'part'>): string {
  return part === undefined ? name : `${name} (${part})`;
}

/** The name of a file with the code of the node. */
export function fileName(node: Pick<CodeNode, 'id' | 'name' | 'part' | 'language'>): string {
  const name = nameOf(node).replace(/[/\\?#%:*"<>|]/g, '_') || node.id || 'node';
  return `${name}.${node.language === 'python' ? 'py' : 'js'}`;
}
