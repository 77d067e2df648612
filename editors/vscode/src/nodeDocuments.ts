// A node as a document of its own: `codenode:/<workflow path>/<node name>.py?<workflow uri, node id>`. Reading asks the
// server for the decoded text; saving asks it for the edit of the workflow that touches only the changed characters.
import * as vscode from 'vscode';
import { type CodeNode, fileName, keyOf, type NodeKey, type NodeText } from './protocol';
import type { Server } from './server';

/** A node document that is open. */
interface Open {
  workflow: vscode.Uri;
  node: NodeKey;
  /** What the server gave when the text was last read or written. */
  version: NodeText['version'];
  text: string;
  /** Rises whenever the text of the node changes, so that the editor notices. */
  mtime: number;
}

export class NodeDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly open = new Map<string, Open>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly registrations: vscode.Disposable[] = [];
  private writing = false;
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly server: Server) {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{yml,yaml,json}', true, false, true);
    this.registrations.push(
      vscode.workspace.registerFileSystemProvider('codenode', this, { isCaseSensitive: true }),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event.document.uri)),
      watcher,
      watcher.onDidChange((uri) => this.follow(uri)),
      vscode.workspace.onDidCloseTextDocument((document) => this.open.delete(document.uri.toString())),
    );
  }

  /** The document of a node. */
  static uri(workflow: vscode.Uri, node: Pick<CodeNode, 'id' | 'ordinal' | 'name' | 'part' | 'language'>): vscode.Uri {
    const query = JSON.stringify({ workflow: workflow.toString(), ...keyOf(node) });
    return vscode.Uri.from({ scheme: 'codenode', path: `${workflow.path}/${fileName(node)}`, query });
  }

  /** The workflow and the node behind a document. */
  static parts(uri: vscode.Uri): { workflow: vscode.Uri; node: NodeKey } {
    const { workflow, ...node } = JSON.parse(uri.query) as NodeKey & { workflow: string };
    return { workflow: vscode.Uri.parse(workflow), node };
  }

  /** The workflow and the node behind a document, if it is one of these. */
  parts(uri: vscode.Uri): { workflow: vscode.Uri; node: NodeKey } | undefined {
    return uri.scheme === 'codenode' ? NodeDocuments.parts(uri) : undefined;
  }

  /** The open documents of nodes of a workflow. */
  of(workflow: vscode.Uri): { uri: vscode.Uri; node: NodeKey }[] {
    return [...this.open]
      .filter(([, open]) => open.workflow.toString() === workflow.toString())
      .map(([uri, open]) => ({ uri: vscode.Uri.parse(uri), node: open.node }));
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const open = await this.load(uri);
    return Buffer.from(open.text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const open = this.open.get(uri.toString()) ?? (await this.load(uri));
    const text = Buffer.from(content).toString();
    const workflow = await vscode.workspace.openTextDocument(open.workflow);
    const wasDirty = workflow.isDirty;
    this.writing = true;
    try {
      const edit = await this.server.updateNodeText(open.workflow, open.node, text, open.version).catch((error: Error) => {
        throw vscode.FileSystemError.Unavailable(`The node was not saved: ${error.message}`);
      });
      if (!(await vscode.workspace.applyEdit(edit))) {
        throw vscode.FileSystemError.Unavailable('The node was not saved: the workflow file could not be changed.');
      }
      if (!wasDirty) {
        await workflow.save();
      }
      const now = await this.server.nodeText(open.workflow, open.node);
      Object.assign(open, { version: now.version, text: now.text, mtime: Date.now() });
    } finally {
      this.writing = false;
    }
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const open = this.open.get(uri.toString()) ?? (await this.load(uri));
    return { type: vscode.FileType.File, ctime: 0, mtime: open.mtime, size: Buffer.byteLength(open.text) };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions('Nodes are made in the workflow editor.');
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions('Nodes are deleted in the workflow editor.');
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions('Rename the node in its workflow.');
  }

  dispose(): void {
    vscode.Disposable.from(...this.registrations, this.changed).dispose();
  }

  private async load(uri: vscode.Uri): Promise<Open> {
    const { workflow, node } = NodeDocuments.parts(uri);
    await vscode.workspace.openTextDocument(workflow);
    const found = await this.server.nodeText(workflow, node).catch((error: Error) => {
      throw vscode.FileSystemError.Unavailable(error.message);
    });
    const known = this.open.get(uri.toString());
    const mtime = known?.text === found.text ? known.mtime : Date.now();
    const open = { workflow, node, version: found.version, text: found.text, mtime };
    this.open.set(uri.toString(), open);
    return open;
  }

  /** Tells the editor of nodes whose text changed in their workflow. It reloads clean documents and keeps dirty ones. */
  private async follow(workflow: vscode.Uri): Promise<void> {
    if (this.writing) {
      return;
    }
    for (const { uri, node } of this.of(workflow)) {
      const open = this.open.get(uri.toString());
      const now = await this.server.nodeText(workflow, node).catch(() => undefined);
      if (open === undefined || now === undefined || now.text === open.text) {
        continue;
      }
      // The version stays the one that was read: a dirty document must not overwrite what it has not seen.
      open.mtime = Date.now();
      open.text = now.text;
      this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
  }
}
