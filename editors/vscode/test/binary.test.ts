import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { find, type Places, serves } from "../src/binary";

let root: string;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "kanwu-"));
});

after(() => rm(root, { recursive: true }));

async function program(name: string, script = "#!/bin/sh\n"): Promise<string> {
  const file = join(root, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
}

const places = (more: Partial<Places>): Places => ({
  setting: "",
  folders: [join(root, "office")],
  trusted: true,
  searchPath: [join(root, "empty"), join(root, "path")].join(delimiter),
  home: join(root, "home"),
  windows: false,
  ...more,
});

test("the nearest program is taken: setting, workspace, search path, home", async () => {
  assert.deepEqual(await find(places({})), { kind: "nowhere" });
  const atHome = await program("home/.cargo/bin/kanwu");
  assert.deepEqual(await find(places({})), { kind: "found", program: atHome });
  const onPath = await program("path/kanwu");
  assert.deepEqual(await find(places({})), { kind: "found", program: onPath });
  const inWorkspace = await program("office/bin/kanwu");
  assert.deepEqual(await find(places({})), { kind: "found", program: inWorkspace });
  const chosen = await program("office/own/kanwu-2");
  for (const setting of [
    chosen,
    "own/kanwu-2",
    "${workspaceFolder}/own/kanwu-2",
    " ~/../office/own/kanwu-2 ",
  ]) {
    assert.deepEqual(await find(places({ setting })), { kind: "found", program: chosen });
  }
});

test("a program of a workspace that is not trusted is not run", async () => {
  await program("office/bin/kanwu");
  const onPath = await program("path/kanwu");
  assert.deepEqual(await find(places({ trusted: false })), { kind: "found", program: onPath });
});

test("a setting that names no program is told and not passed over", async () => {
  await writeFile(join(root, "plain"), "");
  for (const name of ["nothing", "plain", "path"]) {
    const setting = join(root, name);
    assert.deepEqual(await find(places({ setting })), { kind: "not-there", program: setting });
  }
});

test("a program that has no `lsp` cannot serve", async () => {
  const old = await program("old", '#!/bin/sh\necho "  check  kanwu lsp"\n');
  const now = await program("now", '#!/bin/sh\n[ "$1" = --help ] && echo "  lsp  serve an editor"\n');
  assert.equal(await serves(old), false);
  assert.equal(await serves(now), true);
  assert.equal(await serves(join(root, "nothing")), false);
});
