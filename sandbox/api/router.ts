import type { Endpoint } from "../protocol/endpoint.ts";
import type { Route } from "../protocol/permissions.ts";

export interface Match {
  endpoint: Endpoint;
  id: string;
}

/** Finds the endpoint of a call by its segments. Every pattern has at most one `:id`. */
export function createRouter(endpoints: readonly Endpoint[]): (method: string, path: string) => Match | null {
  const byShape = new Map<string, Endpoint[]>();
  const seen = new Set<Route>();
  for (const endpoint of endpoints) {
    if (seen.has(endpoint.route)) throw new Error(`Two endpoints answer ${endpoint.route}`);
    seen.add(endpoint.route);
    const key = shapeOf(endpoint.route);
    byShape.set(key, [...(byShape.get(key) ?? []), endpoint]);
  }
  return (method, path) => {
    const asked = `${method} ${path}`.split("/");
    for (const endpoint of byShape.get(shapeOf(`${method} ${path}`)) ?? []) {
      const id = matchSegments(endpoint.route.split("/"), asked);
      if (id !== null) return { endpoint, id };
    }
    return null;
  };
}

const shapeOf = (route: string): string => {
  const segments = route.split("/");
  return `${segments[0]} ${segments[2]} ${segments.length}`;
};

function matchSegments(pattern: string[], asked: string[]): string | null {
  let id = "";
  for (const [index, segment] of pattern.entries()) {
    if (segment === ":id") id = decodeURIComponent(asked[index] ?? "");
    else if (segment !== asked[index]) return null;
  }
  return id;
}
