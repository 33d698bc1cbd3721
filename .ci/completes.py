#!/usr/bin/env python3
"""What an editor offers in kanwu.toml and in a rule pack: completes.py TOMBI, a server for TOML."""

import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parent.parent.absolute()

# Text with the cursor as ‸, the file that it is in, and some of what must be offered there.
OFFERS = [
    ("extends = []\n‸\n", "kanwu.toml", {"lang", "rules", "person", "allow"}),
    ("extends = ['‸']\n", "kanwu.toml", {'"gazette"', '"official-document"'}),
    ("extends = []\nlang = \"‸\"\n", "kanwu.toml", {'"zh"', '"en"'}),
    ("[rules]\n‸\n", "kanwu.toml", {"date", "date/weekday", "character/wrong-word"}),
    ("[rules]\ndate = \"‸\"\n", "kanwu.toml", {'"error"', '"off"'}),
    ("[rules.'date/outside-issue']\n‸\n", "kanwu.toml", {"severity", "grace-days"}),
    ("[[allow]]\nrule = \"‸\"\n", "kanwu.toml", {'"date/weekday"'}),
    ("[[rule]]\n‸\n", "rules/new.toml", {"id", "check", "message", "bad"}),
    ("[[rule]]\n[rule.check]\n‸\n", "rules/new.toml", {"pattern", "lexicon", "date-weekday"}),
]


class Server:
    """A language server, one request after the other."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.count = 0

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, value = line.split(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params):
        self.count += 1
        self.send(id=self.count, method=method, params=params)
        while (message := self.receive()).get("id") != self.count or "method" in message:
            if "method" in message and "id" in message:
                self.send(id=message["id"], result=None)
        return message["result"]


def labels(answer):
    """What is offered, in double quotes where it is quoted."""
    items = answer["items"] if isinstance(answer, dict) else answer or []
    return {item["label"].replace("'", '"') for item in items}


server = Server([sys.argv[1], "lsp", "--offline"])
root = ROOT.as_uri()
server.ask("initialize", {"processId": None, "rootUri": root, "capabilities": {}, "workspaceFolders": [{"uri": root, "name": "kanwu"}]})
server.send(method="initialized", params={})
for number, (marked, name, wanted) in enumerate(OFFERS):
    before, after = marked.split("‸")
    folder, file = name.rpartition("/")[::2]
    # No text is there twice, and none on the disk.
    uri = f"{root}/{folder}/{number}{file}" if folder else f"{root}/{number}/{file}"
    document = {"uri": uri, "languageId": "toml", "version": 1, "text": before + after}
    server.send(method="textDocument/didOpen", params={"textDocument": document})
    place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    params = {"textDocument": {"uri": uri}, "position": place}
    # A text is read after the server has said that it has it.
    end = time.monotonic() + 20
    while not wanted <= (offered := labels(server.ask("textDocument/completion", params))):
        assert time.monotonic() < end, (marked, wanted - offered, sorted(offered)[:9])
        time.sleep(0.1)
server.process.kill()
print(f"{len(OFFERS)} completions")
