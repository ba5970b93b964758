import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFiles } from "./schema-files";

/** `npm run schemas`: writes the JSON Schemas that editors use. */
const root = join(__dirname, "..");
mkdirSync(join(root, "schemas"), { recursive: true });
for (const [path, text] of Object.entries(schemaFiles())) {
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}\n`);
}
