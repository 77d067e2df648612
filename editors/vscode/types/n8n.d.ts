// What n8n gives to the JavaScript of a Code node, for editors that check it as a file of its own. Only types: nothing
// here runs. What a mode or a server does not have is told by codenode itself.

type Json = any;

/** An item as n8n passes it. */
interface Item {
  json: Record<string, Json>;
  binary?: Record<string, { data: string; mimeType: string; fileName?: string; fileExtension?: string; fileSize?: string }>;
  pairedItem?: number | { item: number; input?: number } | { item: number; input?: number }[];
}

/** The data of another node. */
interface NodeData {
  all(branch?: number, run?: number): Item[];
  first(branch?: number, run?: number): Item;
  last(branch?: number, run?: number): Item;
  item: Item;
  pairedItem(index?: number): Item;
  itemMatching(index: number): Item;
  isExecuted: boolean;
  context: Record<string, Json>;
  params: Record<string, Json>;
}

declare const $input: Omit<NodeData, 'itemMatching' | 'isExecuted' | 'pairedItem'>;
declare const $json: Record<string, Json>;
declare const $binary: Item['binary'];
declare const $itemIndex: number;
declare const items: Item[];
declare const item: Item;
declare function $(node: string): NodeData;
declare const $node: Record<string, { json: Record<string, Json>; binary: Item['binary']; context: Json; parameter: Json; runIndex: number }>;
declare function $items(node?: string, output?: number, run?: number): Item[];
declare const $prevNode: { name: string; outputIndex: number; runIndex: number };
declare const $workflow: { id: string; name: string; active: boolean };
declare const $execution: {
  id: string;
  mode: 'test' | 'production';
  resumeUrl: string;
  resumeFormUrl: string;
  customData: {
    set(key: string, value: string | number): void;
    setAll(values: Record<string, string | number>): void;
    get(key: string): string;
    getAll(): Record<string, string>;
  };
};
declare const $runIndex: number;
declare const $mode: string;
declare const $parameter: Record<string, Json>;
declare const $vars: Record<string, string>;
declare const $env: Record<string, string>;
declare const $now: Json;
declare const $today: Json;
declare const DateTime: Json;
declare const Duration: Json;
declare const Interval: Json;
declare function $jmespath(data: object, query: string): Json;
declare function $getWorkflowStaticData(kind: 'global' | 'node'): Record<string, Json>;
declare const helpers: Record<string, (...given: Json[]) => Promise<Json>>;
declare const query: Json;
declare function require(module: string): Json;
declare const Buffer: Json;
declare const console: { log(...values: Json[]): void };
