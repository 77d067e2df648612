// The code nodes of the workflow on the screen, with their problems.
import * as vscode from 'vscode';
import { NodeDocuments } from './nodeDocuments';
import { type CodeNode, type DiagnosticData, isSame, nameOf } from './protocol';
import type { Server } from './server';
import { isWorkflow } from './workflow';

/** A node in the view. */
export interface TreeNode {
  workflow: vscode.Uri;
  node: CodeNode;
  problems: vscode.Diagnostic[];
}

export class NodeTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly registrations: vscode.Disposable[];
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView('codenode.nodes', { treeDataProvider: this });
    this.registrations = [
      this.view,
      this.changed,
      vscode.window.onDidChangeActiveTextEditor(() => this.changed.fire()),
      vscode.languages.onDidChangeDiagnostics(() => this.changed.fire()),
      server.onDidChangeState(() => this.changed.fire()),
    ];
  }

  async getChildren(element?: TreeNode): Promise<TreeNode[]> {
    const workflow = this.workflow();
    if (element !== undefined || workflow === undefined || this.server.state !== 'running') {
      return [];
    }
    const nodes = await this.server.nodes(workflow).catch(() => []);
    const problems = vscode.languages.getDiagnostics(workflow);
    const all = nodes.map((node) => ({ workflow, node, problems: problems.filter((problem) => isOf(problem, node)) }));
    const count = all.reduce((sum, one) => sum + one.problems.length, 0);
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: `${count} problems in code nodes` };
    return all;
  }

  getTreeItem({ workflow, node, problems }: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem(nameOf(node));
    item.id = `${workflow.toString()}#${node.id}#${node.ordinal ?? 0}`;
    item.contextValue = 'node';
    item.description = problems.length === 0 ? node.language ?? '' : `${node.language ?? ''} · ${problems.length}`;
    item.tooltip = new vscode.MarkdownString(
      [`**${node.name}** (${node.type})`, ...problems.map((problem) => `- ${problem.message.split('\n')[0] ?? ''}`)].join('\n'),
    );
    item.iconPath = icon(problems);
    if (node.range !== null) {
      const start = new vscode.Position(node.range.start.line - 1, Math.max(0, node.range.start.column - 1));
      const selection = new vscode.Range(start, start);
      item.command = { command: 'vscode.open', title: 'Show', arguments: [workflow, { selection }] };
    }
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.registrations).dispose();
  }

  /** The workflow on the screen, also when one of its nodes is. */
  private workflow(): vscode.Uri | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.scheme === 'codenode') {
      return NodeDocuments.parts(document.uri).workflow;
    }
    return document !== undefined && isWorkflow(document) ? document.uri : undefined;
  }
}

function isOf(problem: vscode.Diagnostic, node: CodeNode): boolean {
  return isSame((problem as vscode.Diagnostic & { data?: DiagnosticData }).data?.node, node);
}

function icon(problems: vscode.Diagnostic[]): vscode.ThemeIcon {
  if (problems.some((problem) => problem.severity === vscode.DiagnosticSeverity.Error)) {
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  if (problems.length > 0) {
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
  return new vscode.ThemeIcon('symbol-method');
}
