"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { checkKeys } from "@/server/monitoring/check-keys";

const PATH = "/admin/keys";

export const check = adminAction(
  { permission: "keys.check", schema: z.object({}), path: PATH },
  async (): Promise<void> => {
    await checkKeys();
    revalidatePath(PATH);
  },
);
