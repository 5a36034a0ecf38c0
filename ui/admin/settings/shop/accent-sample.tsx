import { useTranslations } from "next-intl";
import { checkAccent } from "@/domain/settings/accent";

const BUILT_IN = "#1d4a38";

/** The colour on light paper, and what becomes of it on dark paper. Pictures, because a page may have no styles of its own. */
export function AccentSample({ accent }: { accent: string | null }) {
  const t = useTranslations();
  const color = accent ?? BUILT_IN;
  const check = checkAccent(color);
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-soft">
      <Sample color={color} paper="#f7f3ec" name={t("admin.settings.shop.onLight", { color })} />
      {check.isFit ? (
        <Sample
          color={check.dark}
          paper="#1c1a16"
          name={t("admin.settings.shop.onDark", { color: check.dark })}
        />
      ) : null}
    </p>
  );
}

function Sample({ color, paper, name }: { color: string; paper: string; name: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg aria-hidden="true" viewBox="0 0 44 24" className="h-6 w-11 rounded-control border border-line">
        <rect width="44" height="24" fill={paper} />
        <rect x="8" y="6" width="28" height="12" rx="2" fill={color} />
      </svg>
      {name}
    </span>
  );
}
