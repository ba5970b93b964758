import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Tool } from "../../../sandbox/toolchain/types";
import { script } from "./support";
import { temporaryFolder } from "./temporary";

export interface Mirror {
  readonly address: string;
  /** `METHOD /path`, in the order of arrival. */
  readonly requests: string[];
  /** Path -> body, or a handler of its own. */
  readonly documents: Map<string, string | Buffer | ((response: ServerResponse) => void)>;
  readonly close: () => Promise<void>;
}

export async function startMirror(): Promise<Mirror> {
  const requests: string[] = [];
  const documents: Mirror["documents"] = new Map();
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const document = documents.get(request.url ?? "");
    if (typeof document === "function") document(response);
    else if (document === undefined) response.writeHead(404).end();
    else response.end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    documents,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A tar.gz that holds one executable below a top-level folder. */
export function tarball(executable: string): Buffer {
  const folder = temporaryFolder();
  script(join(folder, "top"), executable, "echo 1.0.0");
  return execFileSync("tar", ["-cz", "-C", folder, "top"]);
}

export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The tool as the official release `https://releases.example/tool.tar.gz` with `sums.txt` beside it. */
export const RELEASED_TOOL: Tool = {
  name: "released-tool",
  version: "1.0.0",
  binaries: ["released-tool"],
  download: () => [
    {
      kind: "archive",
      url: "https://releases.example/tool.tar.gz",
      verify: { checksumFiles: ["https://releases.example/sums.txt"] },
      strip: 1,
    },
  ],
};

/** Makes a mirror serve `RELEASED_TOOL`. */
export function publish(mirror: Mirror): void {
  const archive = tarball("released-tool");
  mirror.documents.set("/releases.example/tool.tar.gz", archive);
  mirror.documents.set("/releases.example/sums.txt", `${sha256(archive)}  ./tool.tar.gz\n`);
}
