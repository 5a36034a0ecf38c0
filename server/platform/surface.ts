import "server-only";
import { notFound } from "next/navigation";
import { hasPart } from "@/domain/surface";
import { env } from "./env";

/** For routes that answer by themselves: whether this process serves that part. */
export const servesPart = (part: "shop" | "admin"): boolean => hasPart(env().SURFACE, part);

/**
 * Ends a request for a part that this process does not serve with 404, in pages and actions alike: one build
 * holds the actions of both parts, and any page of it takes a POST for any action. It reads nothing of the
 * request, so a static page that calls it stays static.
 */
export function requireSurface(part: "shop" | "admin"): void {
  if (!servesPart(part)) notFound();
}
