import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** A property of a resource as it travels: JSON, and strings that mean {@link UNKNOWN}. */
export type PropertyValue =
  | null
  | string
  | number
  | boolean
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue };

/** The inputs or outputs of a resource, in plain text: secrets are unwrapped. */
export type Properties = Readonly<Record<string, PropertyValue>>;

/** Stands, in a preview, for a value that is only known after the update. Fixed by Pulumi's wire format. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that marks an object as something other than an object, and its value for secrets; from Pulumi's SDK. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Reads a message's properties. Secrets lose their envelope: the engine marks the outputs again, because a stand-in says
 * `acceptSecrets: false`, but it sends envelopes nevertheless in a provider's configuration.
 *
 * @throws for assets, archives and resource references, which no property of a stand-in takes.
 */
export function fromStruct(struct: Struct | undefined): Properties {
  return unwrap(struct?.toJavaScript() ?? {}) as Properties;
}

/** Writes properties; those that are `undefined` are left out. */
export function toStruct(properties: Readonly<Record<string, PropertyValue | undefined>>): Struct {
  const present = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Struct.fromJavaScript(Object.fromEntries(present) as Record<string, JavaScriptValue>);
}

export function containsUnknown(value: PropertyValue | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(containsUnknown);
}

function unwrap(value: PropertyValue): PropertyValue {
  if (isList(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  const signature = value[SIGNATURE];
  if (signature === SECRET) return unwrap(value.value ?? null);
  if (signature !== undefined) {
    throw new Error("a stand-in takes no assets, archives or resource references");
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrap(item)]));
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: PropertyValue): value is readonly PropertyValue[] {
  return Array.isArray(value);
}
