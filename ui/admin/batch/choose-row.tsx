import { BATCH_FORM } from "./batch-form";

/** The checkbox of a row in a list with a `BatchBar`. `label` says which row it chooses. */
export function ChooseRow({ id, label }: { id: string; label: string }) {
  return (
    // Above the row's link, with the whole height of the row for a thumb.
    <label className="relative z-1 self-center -my-2 -ms-2 grid size-11 cursor-pointer place-items-center md:size-9">
      <input
        type="checkbox"
        form={BATCH_FORM}
        name="ids"
        value={id}
        aria-label={label}
        className="size-4 accent-accent"
      />
    </label>
  );
}
