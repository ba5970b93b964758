import { checkInputs, type Checked } from "./inputs";
import type { StandIn } from "./stand-in";
import { UNKNOWN, type Properties, type PropertyValue } from "./wire";

/** Settings that Pulumi adds to every provider; they are the engine's business. */
const ENGINE_SETTINGS = new Set(["version", "pluginDownloadURL"]);

/**
 * Checks a provider's settings. The SDKs of bridged providers send every setting that is not a string as JSON text
 * (`"5432"`, `"false"`), so such text is parsed first.
 */
export function checkSettings(standIn: StandIn, received: Properties): Checked {
  const settings: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(received)) {
    if (ENGINE_SETTINGS.has(name)) continue;
    const type = standIn.settings[name]?.type;
    settings[name] = type === undefined || type === "string" ? value : parsed(value);
  }
  const checked = checkInputs(standIn.settings, settings, standIn.package);
  return {
    inputs: checked.inputs,
    failures:
      checked.failures.length > 0 ? checked.failures : standIn.checkSettings(checked.inputs),
  };
}

function parsed(value: PropertyValue): PropertyValue {
  if (typeof value !== "string" || value === UNKNOWN) return value;
  try {
    return JSON.parse(value) as PropertyValue;
  } catch {
    return value;
  }
}
