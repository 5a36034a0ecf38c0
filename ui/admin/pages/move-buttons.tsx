import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../../kit/form/button";

const ICONS = { up: ArrowUp, down: ArrowDown, remove: X };

type MoveButtonsProps = {
  /** What they move, for who cannot see it. */
  title: string;
  isFirst: boolean;
  isLast: boolean;
  /** Whether it can be taken out of the list here. */
  canRemove?: boolean;
  /** The names of the steps, where they are not up, down and remove. */
  steps?: { up: string; down: string; remove: string };
};

const PLAIN = { up: "up", down: "down", remove: "remove" };

/** Buttons of one form that put an entry of a list a place up or down, or take it out. */
export function MoveButtons({ title, isFirst, isLast, canRemove = true, steps = PLAIN }: MoveButtonsProps) {
  const t = useTranslations();
  const kinds = ["up", "down", ...(canRemove ? (["remove"] as const) : [])] as const;
  return (
    <span className="flex gap-1">
      {kinds.map((kind) => {
        const Icon = ICONS[kind];
        return (
          <Button
            key={kind}
            type="submit"
            name="step"
            value={steps[kind]}
            tone="plain"
            size="small"
            aria-label={t(`admin.pages.${kind}`, { title })}
            disabled={(kind === "up" && isFirst) || (kind === "down" && isLast)}
            className="min-w-10 px-2"
          >
            <Icon aria-hidden className="size-4" />
          </Button>
        );
      })}
    </span>
  );
}
