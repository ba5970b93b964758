import { ApiError, type Success } from "./envelope";
import { page, refuseParameters, ZONE_PAGES } from "./listing";

/** A DNS zone of the sandbox. Zones are given at the start and never change. */
export interface Zone {
  /** 32 hex digits. */
  readonly id: string;
  /** The domain, lower case. */
  readonly name: string;
}

export function listZones(zones: readonly Zone[], query: URLSearchParams): Success {
  refuseParameters(query, ["name", "status"]);
  const name = query.get("name")?.toLowerCase();
  const status = query.get("status") ?? "active";
  return page(
    zones.filter((zone) => status === "active" && zone.name === (name ?? zone.name)).map(show),
    query,
    ZONE_PAGES,
  );
}

export function getZone(zones: readonly Zone[], id: string): Success {
  const zone = zones.find((candidate) => candidate.id === id);
  if (zone === undefined) {
    throw new ApiError(403, {
      code: 9109,
      message: "Unauthorized to access requested resource",
    });
  }
  return { result: show(zone) };
}

function show({ id, name }: Zone): object {
  return { id, name, status: "active", paused: false, type: "full" };
}
