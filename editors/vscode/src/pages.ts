// Pages that kanwu writes, shown beside the text: a rule in the editor's own preview of Markdown, an outline
// or an error rate, which stand in columns, as text that is not wrapped.
import * as vscode from "vscode";
import { columns } from "./score";

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

  /** Shows `markdown`, or the text that it sets in columns; what had this title before is replaced. */
  async show(title: string, markdown: string): Promise<void> {
    const text = columns(markdown);
    // A slash in the title, as in the name of a rule, would be taken for a folder.
    const path = `/${title.replaceAll("/", "∕")}${text === undefined ? ".md" : ""}`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    this.texts.set(uri.toString(), text ?? markdown);
    this.changed.fire(uri);
    if (text === undefined) {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, "plaintext");
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}
