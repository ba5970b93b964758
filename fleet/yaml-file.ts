import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from "yaml";
import type { Fault } from "./faults";

/** A tenant file has some twenty lines; what is larger is not one. */
export const MAX_FILE_BYTES = 64 * 1024;

/** A dotted path into a file: keys of mappings and indexes of lists. */
export type FieldPath = readonly (string | number)[];

/** One parsed YAML file that can say where each of its fields stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: Record<string, unknown>;
  /** A fault at a field: at its value, at its key (`key`), or at the nearest thing that exists. */
  fault(path: FieldPath, message: string, at?: "key"): Fault;
}

/** Either the file, or everything that keeps it from being read. */
export type YamlResult = { readonly yaml: YamlFile } | { readonly faults: readonly Fault[] };

/**
 * Reads one YAML file of people's making: at most 64 KiB of UTF-8, one document, a mapping with string keys, no key
 * twice, no anchors, aliases or tags (they are how a small file becomes a large one, or another type).
 */
export function readYamlFile(root: string, file: string): YamlResult {
  const path = join(root, file);
  const whole = (message: string): YamlResult => ({
    faults: [{ file, line: 1, column: 1, field: "", message }],
  });
  const { size } = statSync(path);
  if (size > MAX_FILE_BYTES) {
    return whole(`the file has ${size} bytes, more than ${MAX_FILE_BYTES}: split or shorten it`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch {
    return whole("the file is not valid UTF-8: save it as UTF-8");
  }
  return parseYaml(file, text);
}

/** {@link readYamlFile} for a text that is in memory already. */
export function parseYaml(file: string, text: string): YamlResult {
  const lines = new LineCounter();
  const at = (offset: number, message: string, field = ""): Fault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), field, message };
  };
  const nul = text.indexOf("\0");
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  if (nul >= 0) return { faults: [at(nul, "the file holds a NUL byte: remove it")] };
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (document === undefined || document.contents === null) {
    return { faults: [at(0, "the file is empty: write the tenant's fields or remove it")] };
  }
  if (second !== undefined) {
    return {
      faults: [at(second.range[0], "a second YAML document begins here: one file holds one")],
    };
  }
  const errors = document.errors.map((error) =>
    at(error.pos[0], explainYaml(error.code, error.message)),
  );
  if (errors.length > 0) return { faults: errors };
  const refused = refusedNodes(document, at);
  if (refused.length > 0) return { faults: refused };
  if (!isMap(document.contents)) {
    return {
      faults: [at(0, "the file must be a mapping of fields, such as `company: Acme Trading`")],
    };
  }
  const value = document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>;
  return {
    yaml: {
      file,
      value,
      fault: (path, message, where) => at(offsetOf(document, path, where), message, path.join(".")),
    },
  };
}

function explainYaml(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this key stands here for the second time: keep one";
  const [first = message] = message.split("\n");
  return `not valid YAML: ${first}`;
}

function refusedNodes(document: Document, at: (offset: number, message: string) => Fault): Fault[] {
  const faults: Fault[] = [];
  const refuse = (node: Node, message: string) => faults.push(at(node.range?.[0] ?? 0, message));
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || typeof key.value !== "string") {
        if (isNode(key)) refuse(key, "a key must be plain text: put it in quotes");
      }
    },
    Node(_, node) {
      if (isAlias(node))
        refuse(node, `alias *${node.source}: aliases are not allowed, write the value out`);
      else if (node.anchor !== undefined) {
        refuse(node, `anchor &${node.anchor}: anchors are not allowed, write the value out`);
      } else if (node.tag !== undefined) {
        refuse(node, `tag ${node.tag}: tags are not allowed, write the plain value`);
      }
    },
  });
  return faults;
}

/** Where a field stands; for a field that is missing, its nearest parent. */
function offsetOf(document: Document, path: FieldPath, where?: "key"): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [depth, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(part),
      );
      if (pair === undefined) break;
      const target =
        where === "key" && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key);
      if (isNode(target)) offset = target.range?.[0] ?? offset;
      node = pair.value;
    } else {
      const child: unknown = document.getIn(path.slice(0, depth + 1), true);
      if (!isNode(child)) break;
      offset = child.range?.[0] ?? offset;
      node = child;
    }
  }
  return offset;
}
