// Whether a document is a workflow. A look at the text, no parsing: the server decides for good.
import * as vscode from 'vscode';

const seen = new WeakMap<vscode.TextDocument, { version: number; workflow: boolean }>();

/** Whether the document looks like a Dify DSL export or an n8n workflow export. */
export function isWorkflow(document: vscode.TextDocument): boolean {
  if (document.uri.scheme === 'codenode' || !['yaml', 'json', 'jsonc'].includes(document.languageId)) {
    return false;
  }
  const known = seen.get(document);
  if (known?.version === document.version) {
    return known.workflow;
  }
  const workflow = looksLikeWorkflow(document.getText(), document.languageId);
  seen.set(document, { version: document.version, workflow });
  return workflow;
}

/** The same of a text in a language (`yaml`, `json` or `jsonc`). */
export function looksLikeWorkflow(text: string, language: string): boolean {
  if (language === 'yaml') {
    return /^workflow:\s*$/m.test(text) && /^\s+graph:\s*$/m.test(text);
  }
  return /"nodes"\s*:\s*\[/.test(text) && /"connections"\s*:\s*\{/.test(text);
}
