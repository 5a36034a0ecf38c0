export function ShopIsEmpty() {
  return (
    <section className="page py-24">
      <h1 className="font-heading text-display font-semibold">The shelves are empty</h1>
      <p className="mt-6 max-w-prose text-lead text-ink-soft">
        Nothing is on sale yet. Please come back in a while.
      </p>
    </section>
  );
}
