import { redirect } from "next/navigation";
import { requireSurface } from "@/server/platform/surface";

// Which surface this is, is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

export default function AdminPage() {
  requireSurface("admin");
  redirect("/admin/orders");
}
