import clsx from "clsx";
import type { PackLine } from "@/domain/fulfillment/packing";
import { Picture } from "../../shop/product/picture";

type PackItemProps = {
  line: PackLine;
  packed: number;
  labels: {
    /** "#1 of #2" */
    ofLine: string;
    /** "# is in the parcel" */
    tick: string;
  };
  onTick: (isTicked: boolean) => void;
};

// The widest of every prepared set that fits twice into a phone.
const WIDTH = 480;

/** One thing of the order, as large as a thumb wants it: all of it can be tapped. */
export function PackItem({ line, packed, labels, onTick }: PackItemProps) {
  const { title, sku, imageBase, left } = line;
  const isDone = packed >= left;
  return (
    <li>
      <label
        className={clsx(
          "grid cursor-pointer grid-cols-[8.5rem_minmax(0,1fr)_auto] items-center gap-3 rounded-control border p-2 transition-colors sm:grid-cols-[12rem_minmax(0,1fr)_auto]",
          "has-focus-visible:outline-2 has-focus-visible:outline-accent-ink",
          isDone ? "border-dot-good bg-accent-wash" : "border-line-strong hover:border-ink",
        )}
      >
        <span className="block aspect-square overflow-hidden rounded-picture bg-paper-sunk">
          {imageBase ? (
            <Picture
              picture={{
                ...{ alt: "", base: imageBase, source: `${imageBase}-${WIDTH}.webp` },
                ...{ widths: [WIDTH], width: WIDTH, height: WIDTH },
              }}
              isDecorative
              isEager
              sizes="12rem"
              className="size-full object-cover"
            />
          ) : null}
        </span>
        <span className="min-w-0 wrap-anywhere">
          <span className="figures block text-2xl font-semibold">
            {packed > 0
              ? labels.ofLine.replace("#1", String(packed)).replace("#2", String(left))
              : `${left} ×`}
          </span>
          <span className="block text-base font-medium">{title}</span>
          {sku ? <span className="block text-ink-soft">{sku}</span> : null}
        </span>
        <input
          type="checkbox"
          aria-label={labels.tick.replace("#", title)}
          checked={isDone}
          onChange={({ target }) => onTick(target.checked)}
          className="me-2 size-8 accent-accent"
        />
      </label>
    </li>
  );
}
