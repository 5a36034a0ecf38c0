/** What every page of this build costs a browser before it shows anything. */
export default function EmptyPage() {
  return <p>Nothing.</p>;
}
