import { useTranslations } from "next-intl";
import { BATCH_FORM } from "./batch-form";

/** The checkbox of an order in a list with a `BatchBar`. */
export function ChooseOrder({ id, number }: { id: string; number: number }) {
  const t = useTranslations();
  return (
    // Above the row's link, with the whole height of the row for a thumb.
    <label className="relative z-1 self-center -my-2 -ms-2 grid size-11 cursor-pointer place-items-center md:size-9">
      <input
        type="checkbox"
        form={BATCH_FORM}
        name="ids"
        value={id}
        aria-label={t("admin.batch.chooseOrder", { number })}
        className="size-4 accent-accent"
      />
    </label>
  );
}
