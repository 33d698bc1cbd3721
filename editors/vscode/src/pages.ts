// Pages that kanwu writes (an outline, an error rate, a rule), shown in the editor's own preview of Markdown.
import * as vscode from "vscode";

const SCHEME = "kanwu";

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    vscode.workspace.onDidCloseTextDocument(document => this.texts.delete(document.uri.toString())),
    this.changed,
  );

  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Shows `markdown` beside the text; what `title` named before is replaced. */
  async show(title: string, markdown: string): Promise<vscode.Uri> {
    // A slash in the title, as in the name of a rule, would be taken for a folder.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replaceAll("/", "∕")}.md` });
    this.texts.set(uri.toString(), markdown);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
    return uri;
  }

  dispose(): void {
    this.registration.dispose();
  }
}
