// A node as a real file in a folder of the extension's own, for tools that read nothing but files: type checkers,
// linters, formatters. Beside it lie the types of what the platform gives. Saving the file saves the node.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { type CodeNode, fileName, keyOf, type NodeKey, type NodeText } from './protocol';
import type { Server } from './server';

interface Open {
  workflow: vscode.Uri;
  node: NodeKey;
  version: NodeText['version'];
  text: string;
}

export class NodeFiles implements vscode.Disposable {
  private readonly open = new Map<string, Open>();
  private readonly registrations: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly extension: vscode.Uri,
    private readonly storage: vscode.Uri,
  ) {
    this.registrations = [
      vscode.workspace.onDidSaveTextDocument((document) => this.saved(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event.document.uri)),
      vscode.workspace.onDidCloseTextDocument((document) => this.open.delete(document.uri.toString())),
    ];
  }

  /** The workflow and the node behind a file, if it is one of these. */
  parts(file: vscode.Uri): { workflow: vscode.Uri; node: NodeKey } | undefined {
    const open = this.open.get(file.toString());
    return open && { workflow: open.workflow, node: open.node };
  }

  /** The open files of nodes of a workflow. */
  of(workflow: vscode.Uri): { uri: vscode.Uri; node: NodeKey }[] {
    return [...this.open]
      .filter(([, open]) => open.workflow.toString() === workflow.toString())
      .map(([uri, open]) => ({ uri: vscode.Uri.parse(uri), node: open.node }));
  }

  /** Writes the node to its file and says where that is. */
  async write(workflow: vscode.Uri, node: Pick<CodeNode, 'id' | 'ordinal' | 'name' | 'part' | 'language'>): Promise<vscode.Uri> {
    const now = await this.server.nodeText(workflow, node);
    const folder = vscode.Uri.joinPath(this.storage, 'nodes', folderName(workflow), folderName([node.id, node.ordinal ?? []].flat().join('.')));
    await vscode.workspace.fs.createDirectory(folder);
    await this.writeTypes(folder, node.language);
    const file = vscode.Uri.joinPath(folder, fileName(node));
    const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file.toString());
    if (shown?.isDirty !== true) {
      await vscode.workspace.fs.writeFile(file, Buffer.from(now.text));
      this.open.set(file.toString(), { workflow, node: keyOf(node), version: now.version, text: now.text });
    }
    return file;
  }

  dispose(): void {
    vscode.Disposable.from(...this.registrations).dispose();
  }

  private async writeTypes(folder: vscode.Uri, language: CodeNode['language']): Promise<void> {
    const name = language === 'python' ? '__builtins__.pyi' : 'n8n.d.ts';
    const types = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, 'types', name));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), types);
    if (language !== 'python') {
      const config = { compilerOptions: { target: 'es2024', lib: ['es2024'], checkJs: false, types: [] }, include: ['.'] };
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'jsconfig.json'), Buffer.from(JSON.stringify(config)));
    }
  }

  /** Puts a saved file back into its workflow. A node that changed meanwhile is left as it is, and so is the file. */
  private async saved(document: vscode.TextDocument): Promise<void> {
    const open = this.open.get(document.uri.toString());
    if (open === undefined || document.getText() === open.text) {
      return;
    }
    try {
      const workflow = await vscode.workspace.openTextDocument(open.workflow);
      const wasDirty = workflow.isDirty;
      const text = document.getText();
      const edit = await this.server.updateNodeText(open.workflow, open.node, text, open.version);
      open.text = text;
      if (!(await vscode.workspace.applyEdit(edit))) {
        throw new Error('the workflow file could not be changed');
      }
      if (!wasDirty) {
        await workflow.save();
      }
      open.version = (await this.server.nodeText(open.workflow, open.node)).version;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`The node was not saved into its workflow: ${why}`);
    }
  }

  /** Takes over what changed in the workflow, in files without changes of their own. */
  private async follow(workflow: vscode.Uri): Promise<void> {
    for (const [file, open] of this.open) {
      if (open.workflow.toString() !== workflow.toString()) {
        continue;
      }
      const now = await this.server.nodeText(workflow, open.node).catch(() => undefined);
      const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file);
      if (now !== undefined && now.text !== open.text && shown?.isDirty !== true) {
        Object.assign(open, { version: now.version, text: now.text });
        await vscode.workspace.fs.writeFile(vscode.Uri.parse(file), Buffer.from(now.text));
      }
    }
  }
}

/** A name for a folder that no two of the given have in common. */
function folderName(given: vscode.Uri | string): string {
  const text = given.toString();
  let hash = 5381n;
  for (const unit of text) {
    hash = BigInt.asUintN(64, hash * 33n + BigInt(unit.codePointAt(0) ?? 0));
  }
  return `${path.basename(text).replace(/[^\w.-]/g, '_').slice(0, 40)}-${hash.toString(36)}`;
}
