import { MAX_SAVED_VIEWS, MAX_VIEW_NAME } from "@/domain/saved-views";
import type { Translate } from "./messages";

/** Why a view of a list was not kept, for the person. */
export const viewFault = (fault: "no_name" | "name_taken" | "too_many" | "gone", t: Translate): string =>
  t(`admin.views.fault.${fault}`, { views: MAX_SAVED_VIEWS, letters: MAX_VIEW_NAME });
