import { LinkButton } from "../../kit/form/link-button";

export function PageLinks({ former, next }: { former: string | null; next: string | null }) {
  if (!former && !next) return null;
  return (
    <nav aria-label="Pages" className="mt-16 flex justify-between gap-4">
      {former ? (
        <LinkButton href={former} prefetch={false} rel="prev" tone="plain">
          Previous page
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton href={next} prefetch={false} rel="next" tone="plain" className="ms-auto">
          Next page
        </LinkButton>
      ) : null}
    </nav>
  );
}
